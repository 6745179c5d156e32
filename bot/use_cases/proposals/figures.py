"""A proposed definition on real data, as far as this person may see it."""

from dataclasses import dataclass

from bot.office import Office
from bot.policy import visible_groups
from kpi_engine.answer import Breakdown
from kpi_engine.backtest import Preview, preview
from kpi_engine.discretion import withheld
from kpi_engine.kpi import Kpi
from kpi_engine.question import Dimension
from storage.repositories.records import Member


@dataclass(frozen=True, slots=True)
class Looked:
    """The last four quarters of the whole company; the newest by those teams that this person may see."""

    kpi: Kpi
    preview: Preview
    teams: Breakdown | None = None
    kept_back: int = 0


def look(kpi: Kpi, before: Kpi | None, member: Member, office: Office) -> Looked:
    """Compute it from today's facts. Raises NoFacts."""
    found = preview(
        kpi,
        office.facts.current(),
        today=office.today(),
        calendar=office.calendar,
        currency=office.currency,
        beside=before,
        by=Dimension.TEAM,
    )
    if found.groups is None:
        return Looked(kpi, found)
    seen = visible_groups(member, Dimension.TEAM, [each.value for each in found.groups.groups])
    teams = withheld(found.groups, seen.shown, found.unit) if seen.kept_back else found.groups
    return Looked(kpi, found, teams, seen.kept_back)
