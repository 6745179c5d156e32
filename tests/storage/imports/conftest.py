"""Stage small files without publishing them: what the checks make of them, at a tenth of the time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from kpi_engine.facts import contract
from storage.facts.tables import staged
from storage.facts.workbench import Workbench
from storage.imports.checks import PROBLEMS
from storage.imports.files import find_files
from storage.imports.profile_toml import load_profile
from storage.imports.progress import Meter, unwatched
from storage.imports.staging import StagedTable, Staging


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """One workbench for all tests that leave nothing on it."""
    with Workbench(tmp_path_factory.mktemp("spill")) as bench:
        yield bench


@dataclass(frozen=True)
class OnTheBench:
    """What was staged."""

    bench: Workbench
    tables: tuple[StagedTable, ...]

    def column(self, table: str, name: str) -> list[Any]:
        """The values of a column, in the order of the file."""
        rows = staged(contract.tables[table])
        return [row[0] for row in self.bench.rows(select(rows.c[name]).order_by(rows.c["_file"], rows.c["_line"]))]

    def problems(self) -> list[tuple[Any, ...]]:
        """Line, column, value and reason of all problems."""
        columns = (PROBLEMS.c.line, PROBLEMS.c.column, PROBLEMS.c.value, PROBLEMS.c.reason)
        return [tuple(row) for row in self.bench.rows(select(*columns).order_by(*columns))]


@pytest.fixture
def stage(bench: Workbench, tmp_path: Path):
    numbers = count()

    def stage(profile: str, files: Mapping[str, str | bytes]) -> OnTheBench:
        folder = tmp_path / f"exports-{next(numbers)}"
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        (folder / "crm.toml").write_text(profile, encoding="utf-8")
        scratch = folder / "scratch"
        scratch.mkdir()
        for (left,) in bench.duck.sql("SHOW TABLES").fetchall():
            bench.drop(left)
        plan = load_profile(folder / "crm.toml")
        staging = Staging(bench, plan, scratch, Meter(unwatched, 1))
        return OnTheBench(bench, staging.stage(find_files(plan, folder)))

    return stage
