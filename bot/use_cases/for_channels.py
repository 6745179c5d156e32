"""What may be told in channels: of whom, by whom, and which figures the facts hold for it."""

from collections.abc import Mapping

from bot.office import Office
from bot.policy import may_set_digest
from bot.text import Language
from bot.use_cases.digests.questions import span_of
from bot.use_cases.vocabulary import vocabulary
from kpi_engine.kpi import Kpi
from kpi_engine.question import Basis, Dimension
from kpi_engine.scope import COMPANY, Level, Scope
from storage.repositories.records import Member

_LONGEST_MENU = 100


def scopes_of(member: Member, office: Office) -> tuple[Scope, ...]:
    """Whose figures this person may have told in a channel, widest first."""
    named = [
        Scope(level, value)
        for level in (Level.TEAM, Level.REGION)
        for value in sorted(filter(str.strip, vocabulary(Language.EN, office).values(Dimension(level.value))))
    ]
    sizes = headcounts(member.team_id, office)
    return tuple(each for each in (COMPANY, *named) if may_set_digest(member, each, sizes).allowed)[:_LONGEST_MENU]


def headcounts(team_id: str, office: Office) -> Mapping[str, int]:
    """The number of reps by team."""
    with office.records.reading() as work:
        return work.teams.headcounts(team_id)


def computable(scope: Scope | None, office: Office) -> tuple[Kpi, ...]:
    """The KPIs that can be told week by week and that the facts hold for a scope, in the catalogue's order."""
    covered = office.facts.current().coverage
    dimension = Dimension(scope.level.value) if scope and scope.level is not Level.COMPANY else None

    def holds(kpi: Kpi) -> bool:
        measure = kpi.measured_by(Basis.COHORT).on(covered)
        return measure.over.table.name in covered and (dimension is None or dimension in measure.dimensions)

    return tuple(kpi for kpi in office.catalog.values() if span_of(kpi) and holds(kpi))
