"""An import that is killed leaves the old facts or the new ones, whole; the next import works."""

import os
import signal
import time
from contextlib import suppress
from datetime import date
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import func, select

from kpi_engine.facts import leads
from storage.facts.store import open_facts
from storage.imports import import_profile
from tests.processes import PROCESSES

ROWS = 5_000
PROFILE = '[leads]\nfile = "leads.csv"\nlead_id = "Id"\ncreated_on = "Created"\nsource = "Source"\n'


def bring(home: Path) -> None:
    """What the child does; a Ctrl-C ends it quietly, as the terminal does."""
    with suppress(KeyboardInterrupt):
        import_profile(home / "crm.toml", home, open_facts(str(home / "facts")), today=date(2026, 6, 30))


def write(home: Path, turn: int) -> None:
    """A file whose rows all say which turn they are of."""
    rows = "".join(f"{n},2026-0{1 + n % 6}-01,turn {turn}\n" for n in range(ROWS))
    (home / "leads.csv").write_text("Id,Created,Source\n" + rows)


def start(home: Path):
    process = PROCESSES.Process(target=bring, args=(home,))
    process.start()
    return process


def content(home: Path) -> str:
    """The one turn that all facts are of; fails where they are mixed or damaged."""
    facts = open_facts(str(home / "facts")).current()
    assert all(facts.integrity().values())
    ((turn, count),) = facts.fetch(select(leads.c.source, func.count()).group_by(leads.c.source))
    assert count == ROWS == facts.coverage["leads"].rows
    return turn


@pytest.mark.chaos
def test_twenty_kills_leave_the_old_facts_or_the_new_ones(tmp_path):
    seed = int(os.environ.get("KILL_SEED", "0")) or time.time_ns() % 1_000_000
    print(f"KILL_SEED={seed}")  # noqa: T201 - to have the same kills again
    chance = Random(seed)
    (tmp_path / "crm.toml").write_text(PROFILE)
    write(tmp_path, 0)
    start(tmp_path).join()
    write(tmp_path, 1)
    began = time.monotonic()
    start(tmp_path).join()
    usual = time.monotonic() - began
    now, survived = "turn 1", []
    assert content(tmp_path) == now
    for turn in range(2, 22):
        write(tmp_path, turn)
        process = start(tmp_path)
        time.sleep(chance.uniform(0, usual))
        with suppress(ProcessLookupError):  # it was quicker
            os.kill(process.pid, chance.choice([signal.SIGKILL, signal.SIGINT]))
        process.join(30)
        after = content(tmp_path)
        assert after in (now, f"turn {turn}")
        survived.append(after != now)
        now = after
    assert not all(survived), "no kill came in time"
    write(tmp_path, 99)
    last = start(tmp_path)
    last.join()
    assert (last.exitcode, content(tmp_path)) == (0, "turn 99")
    left = {path.name for path in (tmp_path / "facts").iterdir() if not path.name.startswith("facts-")}
    assert left == {"CURRENT", "publisher.lock"}, "the next import cleans up"
