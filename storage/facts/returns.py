"""Keep each spell of a customer beside every later one of the same customer, in the file that is published."""

from sqlalchemy import and_, func, select

from kpi_engine.facts import customer_spells
from kpi_engine.returns import customer_returns
from storage.facts.tables import NEXT, built
from storage.facts.workbench import Workbench


def keep_returns(bench: Workbench, most: int) -> bool:
    """Keep the pairs, unless there are more of them than that; whether they were kept.

    The spells of an account are runs of activity and never overlap (see `spells`): of any two, one ended first.
    """
    spells = built(customer_spells)
    number = func.count()
    pairs = select((number * (number - 1) / 2).label("pairs")).select_from(spells).group_by(spells.c.account_id)
    (count,) = bench.one(select(func.coalesce(func.sum(pairs.subquery().c.pairs), 0)))
    if count > most:
        return False
    again = spells.alias("again")
    came_back = and_(again.c.account_id == spells.c.account_id, again.c.started_on > spells.c.ended_on)
    own = (spells.c[column.name] for column in customer_returns.columns if column.name in spells.c)
    days = again.c.started_on.label("again_from"), again.c.ended_on.label("again_until")
    rows = select(*own, *days).select_from(spells).join(again, came_back)
    bench.keep(customer_returns.name, rows.order_by(spells.c.started_on), schema=NEXT)
    return True
