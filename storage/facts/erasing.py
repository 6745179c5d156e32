"""Erase people from the facts: a new version without their names and addresses, and no older version left.

Their rows stay, under keys that say nothing: every figure but those under their names is what it was before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import cast as as_type

from sqlalchemy import Column, ColumnElement, Table, case, cast, func, null, select

from kpi_engine.facts import SOURCE_TABLES, reps
from storage.facts.building import build
from storage.facts.edition import Edition, write_books
from storage.facts.store import FactsShelf, FactsStore, OneVersion
from storage.facts.tables import before
from storage.facts.warehouse import Warehouse
from storage.facts.workbench import Query, Workbench


@dataclass(frozen=True, slots=True)
class Named:
    """How the facts know a person, and the key that takes the place of hers."""

    rep: str | None
    email: str | None
    name: str
    stand_in: str

    @property
    def words(self) -> tuple[str, ...]:
        """All that a source may call her by, in small letters."""
        return tuple(each.strip().lower() for each in (self.rep, self.email, self.name) if each and each.strip())


@dataclass(frozen=True, slots=True)
class WithoutThem:
    """The rows of one table as they stand, except that nothing in them names these people."""

    facts: Table
    held: bool
    people: Sequence[Named]
    came: bool = False

    def rows(self) -> Query:
        """All rows of the next version."""
        return select(*(self._cell(each).label(each.name) for each in before(self.facts).columns))

    def _cell(self, column: Column[object]) -> ColumnElement[object]:
        keys = {each.rep: each.stand_in for each in self.people if each.rep}
        if column.name == "rep" and keys:
            return case(keys, value=column, else_=column)
        if self.facts is reps and column.name in {"name", "email"}:
            return case((before(reps).c.rep.in_(keys), cast(null(), column.type)), else_=column)
        if self.facts is reps and column.name == "manager":
            called = {word: each.stand_in for each in self.people for word in each.words}
            return case(called, value=func.lower(func.trim(column)), else_=column) if called else column
        return column


def erase_from_facts(shelf: FactsShelf, people: Sequence[Named]) -> bool:
    """Publish facts without these people and delete every other version; False where the facts are not ours to write.

    Raises PublisherBusy, NoFacts.
    """
    if isinstance(shelf, Warehouse | OneVersion):
        return False
    store = as_type("FactsStore", shelf)
    current = store.current()
    with store.scratch() as scratch, Workbench(scratch / "spill") as bench, store.next_version(bench) as version:
        rewritten = tuple(WithoutThem(facts, facts.name in version.held, people) for facts in SOURCE_TABLES)
        spells_from = build(bench, rewritten, current.inactivity_days, lambda _name: None)
        name = f"{version.number}-{token_hex(4)}"
        write_books(
            bench,
            Edition(version.number, name, current.as_of, store.journal(), spells_from, current.inactivity_days),
        )
        version.publish()
    store.keep_current_only()
    _forget_rejects(store.rejects, [word for each in people for word in each.words])
    return True


def _forget_rejects(folder: Path, words: Sequence[str]) -> None:
    """Delete the reject files that name them: what is wrong there is in their source too."""
    for file in folder.rglob("*"):
        if file.is_file():
            said = file.read_text(encoding="utf-8", errors="replace").lower()
            if any(each in said for each in words):
                file.unlink()
