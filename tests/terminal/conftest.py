"""The `kpi` command, run in this process with a home of its own."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli import run
from bot.settings import Settings
from tests.bot.scenarios.alto import alto


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


Kpi = Callable[..., Ran]


@pytest.fixture
def kpi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Kpi:
    """`kpi("ask", "leads")`, in an empty home; settings as keywords stay set for the rest of the test."""
    for field in Settings.model_fields.values():
        monkeypatch.delenv(str(field.alias), raising=False)
    monkeypatch.setenv("KPI_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str, **settings: str) -> Ran:
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["kpi", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as stop:
            run()
        told = capsys.readouterr()
        return Ran(int(stop.value.code or 0), told.out, told.err)

    return command


@pytest.fixture
def ask(kpi: Kpi, monkeypatch: pytest.MonkeyPatch) -> Kpi:
    """`kpi ask` on the sample company's facts."""
    monkeypatch.setenv("FACTS_URL", str(alto().facts))

    def put(*arguments: str) -> Ran:
        return kpi("ask", *arguments)

    return put


def is_one_line(ran: Ran) -> bool:
    """A refusal: exit code 1, one sentence on stderr, nothing else."""
    return ran.code == 1 and not ran.out and ran.err.count("\n") == 1 and "Traceback" not in ran.err
