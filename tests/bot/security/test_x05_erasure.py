"""X05: after twenty people were erased nothing that is kept gives one of them away, and the figures are as they were."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from sqlalchemy import JSON, func, insert, select

from bot.clock import SystemClock
from bot.errors import NotAllowed
from bot.office import Office
from bot.policy import Reason
from bot.settings import Settings
from bot.use_cases.know_member import seat_everybody
from bot.use_cases.privacy.erase import Erased, erase
from bot.wiring import open_office
from kpi_engine.facts import SOURCE_TABLES, opportunities, orders, reps
from storage.database import WRITING, open_engine
from storage.facts.store import FactsShelf
from storage.models import Base
from storage.models.base import Instant
from storage.repositories.records import ERASED, Act, AuditEntry, Kind, Member, Role, Subject, Workspace
from tests.bot.scenarios.alto import alto

NOW = datetime(2026, 11, 20, 11, tzinfo=UTC)
ADMIN = Member("T1", "U0ADMIN", "helene@head.example", "Hélène", NOW, workspace_admin=True, role=Role.ADMIN)
ERASE = 20

PEOPLES = {
    ("alert_rules", "owner"), ("alert_episodes", "actor"), ("alert_episodes", "assignee"),
    ("definitions", "owner"), ("definitions", "adopted_by"), ("digests", "owner"), ("polls", "owner"),
    ("poll_voters", "user_id"), ("poll_votes", "user_id"), ("participations", "user_id"),
    ("proposals", "author"), ("proposals", "owner"), ("proposal_seconds", "user_id"),
    ("targets", "set_by"), ("targets", "ended_by"), ("feedback", "author"), ("feedback", "owner"),
    ("feedback", "changed_by"), ("feedback_replies", "by"), ("themes", "created_by"), ("triage_places", "set_by"),
    ("deliveries", "channel_id"), ("paces", "about"),
}  # fmt: skip
"""Every plain column that holds a user id, by hand; members and pseudonyms are filled by their own repositories."""

_LEFT = frozenset({"workspaces", "members", "teams", "team_managers", "reports", "pseudonyms", "audit", "audit_heads"})
_OF_INSTALLATION = frozenset({"hosts", "inbound", "alembic_version"})


@dataclass(frozen=True)
class Kept:
    """An office, and where its records lie."""

    office: Office
    url: str

    def dump(self) -> str:
        """All rows of all tables as one text."""
        engine = open_engine(self.url)
        with engine.connect() as connection:
            rows = [
                str(tuple(row)) for table in Base.metadata.sorted_tables for row in connection.execute(select(table))
            ]
        engine.dispose()
        return "\n".join(rows)

    def counts(self) -> dict[str, int]:
        """Rows by table."""
        engine = open_engine(self.url)
        with engine.connect() as connection:
            found = {
                table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in Base.metadata.sorted_tables
            }
        engine.dispose()
        return found

    def written(self, rows: Sequence[tuple[str, dict[str, Any]]]) -> None:
        engine = open_engine(self.url).execution_options(**WRITING)
        with engine.begin() as connection:
            for table, row in rows:
                connection.execute(insert(Base.metadata.tables[table]).values(**row))
        engine.dispose()


@pytest.fixture
def kept(tmp_path: Path, database_url: str) -> Iterator[Kept]:
    copytree(alto().facts, tmp_path / "facts")
    settings = Settings(_env_file=None, KPI_HOME=tmp_path, DATABASE_URL=database_url, FACTS_URL=None)
    office = open_office(settings, SystemClock())
    with office.records.writing() as work:
        work.workspaces.put(Workspace("T1", "Alto", "UBOT"))
        work.members.put(ADMIN)
    yield Kept(office, database_url)
    office.records.close()


def people_of(facts: FactsShelf) -> list[Member]:
    """Twenty who sell, with the name, address and key that the facts know."""
    lines = facts.current().fetch(select(reps.c.rep, reps.c.name, reps.c.email).order_by(reps.c.rep))[:ERASE]
    return [Member("T1", f"U0P{number:04}", email, name, NOW) for number, (_, name, email) in enumerate(lines)]


def a_value(table: str, column: Any, person: Member) -> Any:  # noqa: PLR0911 - a line for each kind
    """Something for one column: the person where it holds people, else whatever its type takes."""
    own = f"{table}-{person.user_id[-4:]}"
    if (table, column.name) in PEOPLES:
        return person.user_id
    if column.name == "team_id":
        return "T1"
    if column.foreign_keys or any(column.name in each.column_keys for each in column.table.foreign_key_constraints):
        named = _FOREIGN.get(column.name)
        return named(person.user_id[-4:]) if named else None
    if isinstance(column.type, JSON):
        return {"by": person.user_id, "who": [person.name, {"rep": person.rep}], "text": f"to <@{person.user_id}>"}
    if isinstance(column.type, Instant):
        return NOW
    if column.name == "id" and column.type.python_type is int:
        return None
    kinds = {str: own, int: 1, float: 1.0, bool: True, bytes: b"", date: NOW.date()}
    return kinds[column.type.python_type]


_FOREIGN: dict[str, Callable[[str], str]] = {
    "poll_id": lambda own: f"polls-{own}",
    "proposal_id": lambda own: f"proposals-{own}",
    "feedback_id": lambda own: f"feedback-{own}",
    "rule_id": lambda own: f"alert_rules-{own}",
    "digest_id": lambda own: f"digests-{own}",
    "theme_id": lambda own: f"themes-{own}",
}


def rows_about(person: Member) -> list[tuple[str, dict[str, Any]]]:
    """One row about her in every table."""
    rows = []
    for table in Base.metadata.sorted_tables:
        if table.name not in _LEFT | _OF_INSTALLATION:
            row = {each.name: a_value(table.name, each, person) for each in table.columns}
            rows.append((table.name, {name: value for name, value in row.items() if value is not None}))
    return [(name, row | (_MORE[name](person) if name in _MORE else {})) for name, row in rows]


_MORE: dict[str, Callable[[Member], dict[str, Any]]] = {
    "deliveries": lambda person: {"dedup_key": f"notice:T1:{person.user_id}", "state": "sent"},
    "targets": lambda person: {"scope_level": "rep", "scope_name": person.rep},
    "polls": lambda _person: {"state": "open"},
}


def fill(kept: Kept, people: Sequence[Member]) -> list[Member]:
    """Have all of them known, seated, in the audit and in every table; as they are seated."""
    with kept.office.records.writing() as work:
        for each in people:
            work.members.put(each)
    seat_everybody(kept.office)
    with kept.office.records.writing() as work:
        seated = [work.members.get("T1", each.user_id) for each in people]
        for each in filter(None, seated):
            for subject in (Subject(Kind.USER, each.user_id), Subject(Kind.REP, each.rep or "")):
                work.audit.append(AuditEntry("T1", NOW, each.user_id, Act.REP_FIGURES_READ, subject))
    sellers = [each for each in seated if each and each.rep]
    for each in sellers:
        kept.written(rows_about(each))
    return sellers


def traces(people: Sequence[Member]) -> set[str]:
    return {word for each in people for word in (each.user_id, each.name, each.email, each.rep) if word}


def aggregates(office: Office) -> list[Any]:
    """Figures that name nobody: rows by table, money by team and month."""
    facts = office.facts.current()
    counted = [facts.fetch(select(func.count()).select_from(table))[0][0] for table in SOURCE_TABLES]
    revenue = select(orders.c.team, func.sum(orders.c.amount), func.count()).group_by(orders.c.team)
    won = select(opportunities.c.team, opportunities.c.outcome, func.sum(opportunities.c.amount)).group_by(
        opportunities.c.team, opportunities.c.outcome
    )
    sizes = select(reps.c.team, func.count()).group_by(reps.c.team)
    by_size = select(func.count()).select_from(orders).group_by(orders.c.rep)  # under whatever name
    told = [sorted(map(_exactly, facts.fetch(each)), key=str) for each in (revenue, won, sizes, by_size)]
    return [counted, *told]


def _exactly(row: Any) -> list[Any]:
    return [round(cell, 2) if isinstance(cell, float) else cell for cell in row]


def found(words: set[str], text: str) -> set[str]:
    return {each for each in words if each in text}


def facts_as_bytes(home: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted((home / "facts").glob("*")))


def facts_as_text(office: Office) -> str:
    return "\n".join(str(tuple(row)) for table in SOURCE_TABLES for row in office.facts.current().fetch(select(table)))


def test_x05_twenty_people_are_erased_without_a_trace_and_no_aggregate_moves(kept: Kept, tmp_path: Path) -> None:
    people = fill(kept, people_of(kept.office.facts))
    assert len(people) == ERASE
    words = traces(people)
    before, rows = aggregates(kept.office), kept.counts()
    assert found(words, kept.dump()) == words  # control: all of it was there
    first = kept.office.facts.current().version

    assert erase([each.user_id for each in people], ADMIN, kept.office, words_too=False) == Erased(ERASE, facts=True)

    assert found(words, kept.dump()) == set()
    assert found(words, facts_as_text(kept.office)) == set()
    assert found(words, facts_as_bytes(tmp_path).decode("utf-8", "ignore")) == set()
    assert len(list((tmp_path / "facts").glob("facts-*.duckdb"))) == 1
    assert kept.office.facts.current().version != first
    assert aggregates(kept.office) == before
    after = kept.counts()
    assert after["audit"] == rows["audit"] + ERASE
    assert rows["feedback"] == after["feedback"] == ERASE
    assert after["poll_votes"] == after["members"] - 1 == 0
    with kept.office.records.reading() as work:
        assert work.audit.broken("T1") == []
        erased = [each for each in work.audit.of("T1") if each.act is Act.PERSON_ERASED]
    assert [each.actor for each in erased] == [ADMIN.user_id] * ERASE


def test_x05_an_erased_persons_digest_finds_an_heir_and_what_she_proposed_has_no_author(kept: Kept) -> None:
    people = fill(kept, people_of(kept.office.facts)[:1])
    erase([people[0].user_id], ADMIN, kept.office, words_too=True)
    dump = kept.dump()
    assert dump.count(ADMIN.user_id) >= 5  # her own row, and four that were the other's
    assert ERASED in dump


def test_x05_control_whoever_was_not_named_is_found_as_before(kept: Kept) -> None:
    people = fill(kept, people_of(kept.office.facts)[:2])
    erase([people[0].user_id], ADMIN, kept.office, words_too=False)
    dump, facts = kept.dump(), facts_as_text(kept.office)
    assert {each for each in traces(people[1:]) if each in dump} == traces(people[1:])
    assert {people[1].name, people[1].email} <= {each for each in traces(people) if each in facts}


def test_x05_whoever_is_no_admin_erases_nobody_and_no_admin_erases_herself(kept: Kept) -> None:
    people = fill(kept, people_of(kept.office.facts)[:2])
    before = kept.dump()
    for who, whom, reason in (
        (people[0], people[1], Reason.ERASURE_BY_ADMINS),
        (replace(people[0], role=Role.MANAGER), people[1], Reason.ERASURE_BY_ADMINS),
        (replace(ADMIN, active=False), people[1], Reason.DEACTIVATED),
        (ADMIN, ADMIN, Reason.OWN_ERASURE),
    ):
        with pytest.raises(NotAllowed) as refused:
            erase([whom.user_id], who, kept.office, words_too=True)
        assert refused.value.reason is reason
    assert kept.dump() == before


def test_x05_of_a_hundred_altered_entries_a_hundred_are_found(kept: Kept) -> None:
    with kept.office.records.writing() as work:
        for number in range(300):
            work.audit.append(
                AuditEntry(
                    "T1", NOW + timedelta(seconds=number), "U0X", Act.TARGET_SET, Subject(Kind.TARGET, f"t{number}")
                )
            )
        assert work.audit.broken("T1") == []
    table = Base.metadata.tables["audit"]
    altered = range(3, 303, 3)
    engine = open_engine(kept.url).execution_options(**WRITING)
    with engine.begin() as connection:
        for number in altered:
            connection.execute(table.update().where(table.c.number == number).values(detail="otherwise"))
    engine.dispose()
    with kept.office.records.reading() as work:
        assert work.audit.broken("T1") == [*altered][:100]
