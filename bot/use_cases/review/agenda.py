"""The agenda of a revision: KPIs and targets whose own history says that somebody should look at them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.office import Office
from bot.policy import visible
from bot.use_cases.review.past_targets import KeptRecord, target_records
from kpi_engine import together
from kpi_engine.answer import Answer
from kpi_engine.figure import Value
from kpi_engine.kpi import Catalog, Kpi
from kpi_engine.periods import Grain, Period
from kpi_engine.question import Compare, Question
from kpi_engine.scope import COMPANY
from storage.repositories.records import Member

UNREAD_FOR = timedelta(days=90)
MUCH = 0.2
"""The share of its rows that a figure may leave out before its definition is worth a look."""


class Finding(StrEnum):
    """Why something is on the agenda."""

    UNREAD = "unread"  # neither asked for nor told by a digest or an alert
    NEVER_MET = "never_met"
    ALWAYS_MET = "always_met"
    NO_OWNER = "no_owner"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Item:
    """One line: a KPI and what was found.

    `since`: of an unread one, the first day looked at. `record`: of a target, how its last periods went. `share`: of
    what is left out, a share in [0, 1], of `rows` in `period`. `owner`: the user id of one who is no longer there.
    """

    finding: Finding
    kpi: Kpi
    since: date | None = None
    record: KeptRecord | None = None
    share: float | None = None
    rows: int = 0
    period: Period | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Agenda:
    """All lines, and the KPIs that come with the product and that nobody of the house answers for.

    `young_since`: the day from which answers are remembered, where that is too short to say what nobody reads.
    """

    items: tuple[Item, ...]
    unowned: tuple[Kpi, ...] = ()
    young_since: date | None = None

    @property
    def in_order(self) -> bool:
        """Whether nothing is to be said."""
        return not self.items


def agenda(member: Member, office: Office) -> Agenda:
    """Draw it up; targets only of those whose figures this person may see. Raises NoFacts."""
    memory = _memory(member.team_id, office)
    unread = () if memory.young else _unread(memory, office)
    found = (*unread, *_targets(member, office), *_ownerless(member, office), *_gaps(office))
    own = tuple(kpi for kpi in office.catalog.values() if not _adopted(kpi))
    return Agenda(found, own, memory.since if memory.young else None)


@dataclass(frozen=True, slots=True)
class _Memory:
    """The KPIs of which an answer was given since a day; `young`: not for as long as it takes to judge."""

    seen: frozenset[str]
    since: date
    young: bool


def _memory(team_id: str, office: Office) -> _Memory:
    """Answers are remembered for two years, whether a card, a digest or an alert gave them."""
    now = office.clock.now()
    with office.records.reading() as work:
        first = work.receipts.since(team_id) or now
        since = max(first, now - UNREAD_FOR)
        seen = work.receipts.kpis_since(team_id, since) | work.asked_questions.kpis_since(team_id, since)
    return _Memory(seen, since.astimezone(office.now().tzinfo).date(), now - first < UNREAD_FOR)


def _unread(memory: _Memory, office: Office) -> Iterator[Item]:
    for kpi in computable_kpis(office):
        if kpi.key not in memory.seen:
            yield Item(Finding.UNREAD, kpi, since=memory.since)


def _targets(member: Member, office: Office) -> Iterator[Item]:
    """Targets that the last periods always reached, or never."""
    for each in target_records(member.team_id, office):
        if visible(member, each.kept.target.scope).allowed:
            finding = Finding.ALWAYS_MET if each.always else Finding.NEVER_MET if each.never else None
            if finding:
                yield Item(finding, office.catalog[each.kept.target.kpi], record=each)


def _ownerless(member: Member, office: Office) -> Iterator[Item]:
    """Definitions that the house adopted and that nobody answers for any more."""
    with office.records.reading() as work:
        active = {each.user_id for each in work.members.of(member.team_id) if each.active}
    for kpi in office.catalog.values():
        if _adopted(kpi) and kpi.owner not in active:
            yield Item(Finding.NO_OWNER, kpi, owner=kpi.owner or None)


def _gaps(office: Office) -> Iterator[Item]:
    """Figures of the last whole quarter that leave out much of what lies in it."""
    period = office.calendar.shift(office.calendar.containing(office.today(), Grain.QUARTER), -1)
    questions = {Question(kpi.key, period, COMPANY, compare=Compare.NONE): kpi for kpi in computable_kpis(office)}
    facts = office.facts.current()
    told = together.answers(
        questions, facts, catalog=office.catalog, calendar=office.calendar, currency=office.currency
    )
    for question, kpi in questions.items():
        answer = told.get(question)
        share = _left_out(answer) if answer else 0.0
        if answer and share > MUCH:
            yield Item(
                Finding.LEFT_OUT, kpi, share=share, rows=sum(each.count for each in answer.left_out), period=period
            )


def _left_out(answer: Answer) -> float:
    """The share of the rows that a figure leaves out; 0 where it has no value to set them against."""
    left = sum(each.count for each in answer.left_out)
    kept = answer.headline.n if isinstance(answer.headline, Value) else 0
    return left / (left + kept) if kept else 0.0


def computable_kpis(office: Office) -> Sequence[Kpi]:
    """The KPIs whose table the facts hold: nobody is to be blamed for not asking for the others."""
    covered = office.facts.current().coverage
    catalog: Catalog = office.catalog
    return [kpi for kpi in catalog.values() if kpi.measure.on(covered).over.table.name in covered]


def _adopted(kpi: Kpi) -> bool:
    """Whether the house decided on it; what comes with the product is at its first version."""
    return kpi.since is not None
