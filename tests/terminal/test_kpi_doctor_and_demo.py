"""`kpi doctor` says what is wrong and how to mend it; `kpi demo --once` shows what a rep sees."""

import itertools
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.manifest import SCOPES, manifest
from bot.terminal.demo_lock import alone
from tests.bot.scenarios.alto import alto, workspace
from tests.playground.running import Running, playground
from tests.terminal.conftest import Kpi, Ran, is_one_line

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0  # seconds


@pytest.fixture
def slack() -> Iterator[Running]:
    with playground(workspace(), manifest()) as running:
        running.server.playground.rates.enabled = False
        yield running


@pytest.fixture
def doctor(kpi: Kpi, slack: Running) -> Kpi:
    """The doctor of an installation that lacks nothing but what a test takes away."""

    def examine(**settings: str) -> Ran:
        whole = {
            "FACTS_URL": str(alto().facts),
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
        }
        return kpi("doctor", **whole | settings)

    return examine


def wrong(ran: Ran) -> list[str]:
    """What needs mending; every such line is followed by how."""
    lines = ran.out.splitlines()
    found = [(line, lines[place + 1]) for place, line in enumerate(lines) if line.startswith("✗")]
    assert all(how.startswith("    ") for _, how in found)
    return [what.removeprefix("✗ ") for what, _ in found]


def test_a_whole_installation_is_said_to_be_well(doctor: Kpi) -> None:
    ran = doctor()
    assert (ran.code, wrong(ran), ran.err) == (0, [], "")
    assert "workspace Alto" in ran.out
    assert re.search(r"messages: \d+ examples pass", ran.out)
    assert "up to 2026-11-20" in ran.out


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-of-somebody-else"}, "Slack refuses the bot token: invalid_auth"),
        ({"SLACK_APP_TOKEN": "xapp-of-somebody-else"}, "Slack refuses the app token: invalid_auth"),
        ({"SLACK_BOT_TOKEN": ""}, "SLACK_BOT_TOKEN is not set"),
        (
            {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": ""},
            "neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set",
        ),
        ({"DATABASE_URL": "postgresql://127.0.0.1:9/kpi"}, "databases: "),
        ({"FACTS_URL": "/tmp/nowhere/at/all"}, "facts: none yet"),
        ({"KPI_HOME": "/proc/nowhere"}, "/proc/nowhere cannot be written"),
    ],
)
def test_what_is_wrong_is_named_with_how_to_mend_it(doctor: Kpi, settings: dict[str, str], said: str) -> None:
    ran = doctor(**settings)
    assert ran.code == 1
    assert any(line.startswith(said) for line in wrong(ran)), ran.out
    assert "Traceback" not in ran.out + ran.err


def test_a_setting_that_is_misspelt_is_named_with_the_one_that_was_meant(doctor: Kpi, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text('KPI_ZOEN="Europe/London"\nDATABSE_URL=x\nKPI_CURRENCY="GBP"\n')
    ran = doctor(KPI_LANGAUGE="fr", SLACK_TOKEN="xoxp-of-another-tool", KPI_REQUIRE_NODE="1", KPI_REQUIRE_REAL_DATA="1")
    assert wrong(ran) == [
        f"{name} is no setting and is not read" for name in ("DATABSE_URL", "KPI_LANGAUGE", "KPI_ZOEN")
    ]
    for meant in ("DATABASE_URL", "KPI_LANGUAGE", "KPI_ZONE"):
        assert f"    Write {meant}." in ran.out
    assert "currency GBP" in ran.out
    assert "another-tool" not in ran.out


def test_a_missing_scope_is_named_with_what_it_is_for(doctor: Kpi, slack: Running) -> None:
    slack.server.playground.workspace.scopes = tuple(scope for scope in SCOPES if scope != "files:write")
    ran = doctor()
    assert wrong(ran) == [f"scope files:write is missing: {SCOPES['files:write']}"]


def test_slack_out_of_reach_is_told(doctor: Kpi) -> None:
    ran = doctor(SLACK_API_URL="http://127.0.0.1:9/api/")
    assert ran.code == 1
    assert wrong(ran) == ["cannot reach http://127.0.0.1:9/api/"] * 2
    assert "Check SLACK_API_URL or the network." in ran.out


def test_looking_makes_nothing(doctor: Kpi, tmp_path: Path) -> None:
    ran = doctor()
    assert "does not exist yet" in ran.out
    assert not (tmp_path / "home").exists()


def test_signed_http_needs_no_app_token(doctor: Kpi) -> None:
    ran = doctor(SLACK_APP_TOKEN="")
    assert ran.code == 0
    assert "signed HTTP on port 3000" in ran.out


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """A home whose demo was made today."""
    demo = tmp_path / "home" / "demo"
    shutil.copytree(alto().facts, demo / "facts")
    (demo / "made-for").write_text(date.today().isoformat())
    return demo


def test_a_demo_on_a_taken_port_says_where_it_is_and_a_second_one_where_the_first_is(
    kpi: Kpi, prepared: Path, tmp_path: Path
) -> None:
    with socket.socket() as occupied:
        occupied.bind(("127.0.0.1", 0))
        occupied.listen()
        port = occupied.getsockname()[1]
        command = (sys.executable, "-m", "bot", "demo", "--port", str(port))
        pipe = subprocess.PIPE
        with subprocess.Popen(command, cwd=ROOT, env=os.environ, stdout=pipe, stderr=pipe, text=True) as first:
            try:
                said = list(itertools.takewhile(lambda line: "Ctrl-C" not in line, first.stdout or ()))
                second = kpi("demo", "--once", "/kpi leads")
            finally:
                first.terminate()
            complaints = first.stderr.read() if first.stderr else ""
    address = re.search(r"http://127\.0\.0\.1:\d+", "".join(said))
    assert f"Port {port} is taken" in "".join(said)
    assert address
    assert "leaked" not in complaints  # it leaves without a word of the libraries it used
    assert is_one_line(second)
    assert f"already running at {address[0]}." in second.err
    assert (prepared / "facts").exists()
    with alone(tmp_path / "home"):
        pass  # whoever comes after the first has ended is alone again


@pytest.mark.usefixtures("kpi")
def test_a_demo_that_is_killed_while_a_night_passes_leaves_nothing_behind(prepared: Path) -> None:
    """Whatever it started has inherited its complaints: reading them ends when the last of them is gone."""
    command = (sys.executable, "-m", "bot", "demo", "--port", "0")
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, env=os.environ, stdout=pipe, stderr=pipe, text=True) as demo:
        said = "".join(itertools.takewhile(lambda line: "Ctrl-C" not in line, demo.stdout or ()))
        address = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert address
        tomorrow = json.dumps({"advance": 86_400}).encode()
        urllib.request.urlopen(f"{address[0]}/_control/clock", tomorrow).close()
        crm, until = prepared / "crm", time.monotonic() + PATIENCE
        while not crm.exists() and time.monotonic() < until:
            time.sleep(0.1)
        assert crm.exists()  # the night's import has begun
        demo.kill()
        demo.communicate(timeout=PATIENCE)
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", int(address[0].rpartition(":")[2])))


@pytest.mark.usefixtures("prepared")
def test_the_demo_types_a_command_once_and_shows_what_the_rep_sees(kpi: Kpi) -> None:
    ran = kpi("demo", "--once", "/kpi conversion Q3 2026")
    assert ran.code == 0
    assert "Only visible to you" in ran.out
    assert "CONVERSION RATE: " in ran.out
    assert re.search(r"Team \w+ · Q3 2026", ran.out)
    assert "You, same period:" in ran.out
