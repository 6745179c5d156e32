"""Regions whose figures would tell those of one team to somebody who may not read them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from types import MappingProxyType

from sqlalchemy import func, select

from kpi_engine.facts import Facts, contracts, leads, opportunities, orders
from kpi_engine.figure import FLOOR

Region = str | None  # None is unknown
TeamsByRegion = Mapping[Region, Collection[str]]

NOWHERE: TeamsByRegion = MappingProxyType({})


def teams_by_region(facts: Facts) -> TeamsByRegion:
    """The teams that have more than a few rows in each region, in any table."""
    found: dict[Region, set[str]] = defaultdict(set)
    for table in (leads, opportunities, orders, contracts):
        if table.name not in facts.coverage:
            continue
        place = (table.c.region, table.c.team)
        statement = select(*place).where(table.c.team.is_not(None)).group_by(*place).having(func.count() >= FLOOR)
        for region, team in facts.fetch(statement):
            found[region].add(team)
    return found


def closed_regions(regions: TeamsByRegion, own: Collection[str]) -> tuple[Region, ...]:
    """Regions in which exactly one team is not her own: it would be the region, or the region less her own teams.

    What is closed must be more than one team: else it would be the company less all other regions, so that another
    one is closed as well, rather one that she has no team in.
    """
    hidden = {region: set(teams).difference(own) for region, teams in regions.items()}
    closed = sorted((region for region in hidden if len(hidden[region]) == 1), key=str)
    others = [region for region in hidden if len(hidden[region]) > 1]
    for region in sorted(
        others, key=lambda each: (len(hidden[each]) < len(set(regions[each])), len(hidden[each]), str(each))
    ):
        if len(set().union(*(hidden[each] for each in closed))) != 1:
            break
        closed.append(region)
    return tuple(closed)
