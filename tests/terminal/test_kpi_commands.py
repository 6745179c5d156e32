"""The other commands: exit codes, one line where something is wrong, never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.manifest import manifest
from tests.terminal.conftest import Kpi, is_one_line


@pytest.mark.parametrize(
    "arguments",
    [
        ("frobnicate",),
        ("ask",),
        ("ask", "leads", "--locale", "de"),
        ("ask", "leads", "--as-of", "2026-13-01"),
        ("import",),
    ],
)
def test_a_wrong_use_is_one_line_and_exit_code_2(kpi: Kpi, arguments: tuple[str, ...]) -> None:
    ran = kpi(*arguments)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "--help" in ran.err
    assert "Value error" not in ran.err


def test_alone_it_shows_what_can_be_done(kpi: Kpi) -> None:
    ran = kpi()
    for command in ("demo", "serve", "profile", "import", "ask", "migrate", "manifest", "doctor"):
        assert command in ran.out + ran.err
    assert kpi("--help").code == 0


def test_the_manifest_can_be_pasted(kpi: Kpi) -> None:
    assert json.loads(kpi("manifest").out) == manifest()
    url = "https://kpi.example/slack/events"
    assert json.loads(kpi("manifest", "--request-url", url).out) == manifest(url)


def test_from_exported_files_to_an_answer_are_two_commands(kpi: Kpi, tmp_path: Path) -> None:
    exports = tmp_path / "exports"
    exports.mkdir()
    days = ((month, day) for month in (1, 2, 3) for day in (5, 15, 25))
    rows = [f"{place},2025-12-0{month},2026-0{month}-{day:02},Won" for place, (month, day) in enumerate(days)]
    rows = ["Deal ID,Create Date,Close Date,Stage", *rows, "9,2025-12-09,2026-03-28,Lost", ""]
    (exports / "deals.csv").write_text("\n".join(rows), encoding="utf-8")
    (exports / "prices.csv").write_text("Item,Price\nA,1\n", encoding="utf-8")
    (exports / "empty.csv").write_text("", encoding="utf-8")
    drafted = kpi("profile", "exports")
    assert drafted.code == 0
    assert drafted.err.splitlines() == [
        "deals.csv: opportunities",
        "prices.csv: no table was found for it",
        "empty.csv: the file holds no row; export it again",
        "Read it through. Then: kpi import PROFILE.toml --folder exports",
    ]
    (tmp_path / "my-crm.toml").write_text(drafted.out, encoding="utf-8")
    assert 'name = "exports"' in drafted.out
    assert 'name = "alto"' in kpi("profile", "exports", "--name", "alto").out
    assert kpi("import", "my-crm.toml", "--folder", "exports").code == 0
    answer = json.loads(kpi("ask", "transformation 2026-Q1", "--json").out)
    assert (answer["headline"]["numerator"], answer["headline"]["n"]) == (9, 10)


def test_places_left_to_say_are_counted(kpi: Kpi, tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text("Deal ID,Amount\n1,2\n", encoding="utf-8")
    drafted = kpi("profile", str(tmp_path))
    assert 'created_on     = "???"' in drafted.out
    assert '1 place left to say: look for "???".' in drafted.err


@pytest.mark.parametrize("folder", ["nowhere", "."])
def test_nothing_to_draft_is_one_line(kpi: Kpi, folder: str) -> None:
    assert is_one_line(kpi("profile", folder))


def test_migrating_makes_the_records_and_again_changes_nothing(kpi: Kpi, tmp_path: Path) -> None:
    assert kpi("migrate").code == 0
    content = (tmp_path / "home" / "records.db").read_bytes()
    assert kpi("migrate").code == 0
    assert (tmp_path / "home" / "records.db").read_bytes() == content


def test_a_port_that_is_none_is_one_line(kpi: Kpi) -> None:
    ran = kpi("demo", "--port", "99999")
    assert (ran.code != 0, ran.err.count("\n")) == (True, 1)
    assert "'--port'" in ran.err


def test_serving_without_a_token_names_the_setting(kpi: Kpi) -> None:
    ran = kpi("serve")
    assert is_one_line(ran)
    assert ran.err.startswith("SLACK_BOT_TOKEN is not set.")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"KPI_ZONE": "Europe/Pariss"}, "KPI_ZONE cannot be 'Europe/Pariss': write a time zone such as Europe/Paris."),
        ({"KPI_FISCAL_YEAR_STARTS": "spring"}, "KPI_FISCAL_YEAR_STARTS cannot be 'spring': write a month, 1 to 12."),
        ({"DATABASE_URL": "mysql://db/kpi"}, "mysql"),
        ({"DATABASE_URL": "nonsense"}, "use postgresql://... or sqlite:///FILE in DATABASE_URL"),
        ({"DATABASE_URL": "postgresql://127.0.0.1:9/kpi"}, "the database of DATABASE_URL"),
        ({"KPI_HOME": "/proc/nowhere"}, "/proc/nowhere"),
    ],
)
def test_a_wrong_setting_is_one_line(kpi: Kpi, settings: dict[str, str], said: str) -> None:
    ran = kpi("ask", "leads", **settings)
    assert is_one_line(ran), ran
    assert said in ran.err


LEADS = "id;created;status;rep\n1;2026-09-01;won;Ada\n2;2026-09-02;open;Bo\n3;2026-09-03;open;Ada\n"
PROFILE = """\
name = "small"
zone = "Europe/Paris"
separator = ";"
dates = "iso"

[leads]
file = "leads.csv"
lead_id = "id"
created_on = "created"
rep = "rep"
"""


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """A profile and its file, side by side."""
    (tmp_path / "leads.csv").write_text(LEADS)
    (tmp_path / "small.toml").write_text(PROFILE)
    return tmp_path / "small.toml"


def test_importing_reports_and_the_facts_can_be_asked(kpi: Kpi, profile: Path) -> None:
    ran = kpi("import", str(profile))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[0].strip(), "no line is left empty where nobody watches a bar"
    assert "leads: 3 read, 3 loaded" in ran.out
    assert json.loads(kpi("ask", "leads 2026-09", "--json").out)["headline"]["value"] == 3
    again = kpi("import", str(profile))
    assert again.code == 0
    assert "already imported" in again.out


def test_a_figure_without_its_table_is_not_computable_and_says_what_lacks(kpi: Kpi, profile: Path) -> None:
    kpi("import", str(profile))
    headline = json.loads(kpi("ask", "transformation 2026-09", "--json").out)["headline"]
    assert (headline["outcome"], headline["reason"]) == ("not_computable", "table_missing: opportunities")
    assert headline["value"] is None
    assert "no data on opportunities was imported" in kpi("ask", "transformation 2026-09").out


def test_files_may_lie_in_another_folder(kpi: Kpi, profile: Path, tmp_path: Path) -> None:
    (tmp_path / "exports").mkdir()
    (tmp_path / "leads.csv").rename(tmp_path / "exports" / "leads.csv")
    assert kpi("import", str(profile), "--folder", str(tmp_path / "exports")).code == 0


SPOILT = {
    "an unknown key": ("small.toml", PROFILE.replace("created_on", "created_onn"), "did you mean `created_on`?"),
    "no TOML": ("small.toml", "name = ", "small.toml"),
    "a missing column": ("leads.csv", "id;rep\n1;Ada\n", "leads.csv, line 1: no column `created`"),
    "an empty file": ("leads.csv", "", "leads.csv"),
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_refused_import_is_one_line_that_names_the_place_and_old_facts_stay(
    kpi: Kpi, profile: Path, how: str
) -> None:
    file, content, said = SPOILT[how]
    kpi("import", str(profile))
    profile.with_name(file).write_text(content)
    ran = kpi("import", str(profile))
    assert is_one_line(ran), ran
    assert said in ran.err
    assert json.loads(kpi("ask", "leads 2026-09", "--json").out)["headline"]["value"] == 3


def test_a_profile_that_is_not_there_is_one_line(kpi: Kpi) -> None:
    ran = kpi("import", "nowhere.toml")
    assert is_one_line(ran), ran
    assert ran.err == "no such file: nowhere.toml\n"


def test_as_a_process_it_is_the_same(tmp_path: Path) -> None:
    """The entry point itself, once."""
    environment = {"PATH": os.environ["PATH"], "KPI_HOME": str(tmp_path / "home")}
    command = [sys.executable, "-m", "bot", "ask", "leads"]
    ran = subprocess.run(
        command, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (1, "", 1)
    assert "kpi import" in ran.stderr
