"""Data sets as an admin brings them, each imported once, and the questions put to them, each asked once."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kpi_engine import engine
from kpi_engine.answer import Answer
from kpi_engine.definitions import CATALOG
from kpi_engine.facts import Facts
from kpi_engine.question import Question
from storage.facts.store import FactsStore, open_facts
from storage.imports import ImportReport, import_profile
from tests.real_data.reference_folder import FOLDER, PROFILES
from tests.real_data.truth_matching import CALENDAR
from tests.real_data.truth_questions import Reading

TODAY = date(2026, 6, 30)

MERGED = (
    ('source     = "origin"\n', 'source     = { column = "origin", unknown = ["unknown"] }\n'),
    ('take = "origin" }', 'take = "origin", unknown = ["unknown"] }'),
)


@dataclass(frozen=True)
class Brought:
    """One imported data set."""

    report: ImportReport
    facts: Facts
    _answers: dict[Question, Answer] = field(default_factory=dict)

    def ask(self, question: Question) -> Answer:
        if question not in self._answers:
            self._answers[question] = self.ask_afresh(question)
        return self._answers[question]

    def ask_afresh(self, question: Question) -> Answer:
        return engine.answer(question, self.facts, catalog=CATALOG, calendar=CALENDAR, currency="USD")


class Shelf:
    """Imports a data set when it is first wanted, and keeps it."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._kept: dict[tuple[str, Reading], Brought] = {}

    def take(self, data_set: str, reading: Reading = Reading.AS_STORED) -> Brought:
        if (data_set, reading) not in self._kept:
            home = self._home / f"{data_set}-{reading}"
            home.mkdir()
            profile = PROFILES / f"{data_set}.toml" if reading is Reading.AS_STORED else _merged(data_set, home)
            self._kept[data_set, reading] = bring(profile, FOLDER, open_facts(str(home / "facts")))
        return self._kept[data_set, reading]


def bring(profile: Path, folder: Path, store: FactsStore) -> Brought:
    """Import a data set into a store."""
    report = import_profile(profile, folder, store, today=TODAY, by="tests")
    return Brought(report, store.current())


def _merged(data_set: str, home: Path) -> Path:
    """The same profile, but an origin of "unknown" is no origin."""
    text = (PROFILES / f"{data_set}.toml").read_text(encoding="utf-8")
    for given, instead in MERGED:
        assert given in text
        text = text.replace(given, instead)
    profile = home / f"{data_set}.toml"
    profile.write_text(text, encoding="utf-8")
    return profile
