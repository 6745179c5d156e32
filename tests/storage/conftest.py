"""Import small files as an admin would, and look at what was published."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from kpi_engine.facts import contract
from storage.facts.store import FactsStore, open_facts
from storage.imports import ImportReport, import_profile

TODAY = date(2026, 6, 30)


class Bring:
    """An admin's desk: a folder of exports, a profile, and a store of facts."""

    def __init__(self, home: Path, store: FactsStore | None = None) -> None:
        self.home = home
        self.folder = home / "exports"
        self.folder.mkdir()
        self.store = store or open_facts(str(home / "facts"))

    def put(self, files: Mapping[str, str | bytes]) -> None:
        """Save files into the folder of exports."""
        for name, content in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def __call__(
        self, profile: str, files: Mapping[str, str | bytes], *, source: str = "crm", **options: Any
    ) -> ImportReport:
        """Save files and profile, then import them."""
        self.put(files)
        path = self.home / f"{source}.toml"
        path.write_text(profile, encoding="utf-8")
        return import_profile(path, options.pop("folder", self.folder), self.store, **{"today": TODAY} | options)

    def rows(self, table: str, *columns: str) -> list[tuple[Any, ...]]:
        """What is published, in the order of the columns asked for."""
        facts = contract.tables[table]
        wanted = [facts.c[name] for name in columns]
        return [tuple(row) for row in self.store.current().fetch(select(*wanted).order_by(*wanted))]


@pytest.fixture
def bring(tmp_path: Path) -> Bring:
    return Bring(tmp_path)


@pytest.fixture(params=["duckdb", pytest.param("postgresql", marks=pytest.mark.postgres)])
def bring_anywhere(request: pytest.FixtureRequest, tmp_path: Path) -> Bring:
    """The test runs once on a folder of DuckDB files and once on PostgreSQL."""
    if request.param == "duckdb":
        return Bring(tmp_path)
    return Bring(tmp_path, open_facts(request.getfixturevalue("postgres_url"), tmp_path / "rejects"))
