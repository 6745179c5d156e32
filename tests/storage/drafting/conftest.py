"""Folders of exports as CRMs write them, the profile drafted from them, and the facts that it brings."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from kpi_engine import engine
from kpi_engine.answer import Answer
from kpi_engine.definitions import CATALOG
from kpi_engine.facts import Facts
from kpi_engine.periods import Calendar, Grain, Period
from kpi_engine.question import Dimension, Question
from storage.drafting import Draft, draft_profile
from storage.facts.published import PublishedFacts
from storage.facts.store import open_facts
from storage.imports import import_profile

TODAY = date(2026, 6, 30)
SPRING = Period(date(2026, 1, 1), date(2026, 4, 1), Grain.QUARTER)


@dataclass(frozen=True)
class Exports:
    """A folder of exported files."""

    folder: Path

    def draft(self, zone: str = "Europe/Paris") -> Draft:
        return draft_profile(self.folder, name="crm", zone=zone)

    def imported(self, text: str | None = None) -> PublishedFacts:
        """The facts that the draft brings as it stands, or as somebody has mended it."""
        profile = self.folder / "crm.toml"
        profile.write_text(text or self.draft().text, encoding="utf-8")
        store = open_facts(str(self.folder / "facts"))
        import_profile(profile, self.folder, store, today=TODAY, by="tests")
        return store.current()


Export = Callable[[Mapping[str, str | bytes]], Exports]


@pytest.fixture
def export(tmp_path: Path) -> Export:
    def write(files: Mapping[str, str | bytes]) -> Exports:
        folder = tmp_path / "exports"
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return Exports(folder)

    return write


def asked(facts: Facts, kpi: str, by: Dimension | None = None) -> Answer:
    """The answer for the first quarter of 2026."""
    question = Question(kpi, SPRING, by=by)
    return engine.answer(question, facts, catalog=CATALOG, calendar=Calendar("Europe/Paris"), currency="EUR")
