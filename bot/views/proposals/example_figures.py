"""Figures of a proposed definition, invented: what there may be to see of it, and why there may be nothing."""

from dataclasses import replace
from datetime import date

from bot.use_cases.proposals.figures import Looked
from kpi_engine.answer import Breakdown, Group, Point
from kpi_engine.backtest import Preview, Unheard
from kpi_engine.figure import Direction, Figure, Interval, NoData, NotComputable, Reason, TooLittle, Unit, Value
from kpi_engine.kpi import Kpi
from kpi_engine.periods import Calendar, Grain
from kpi_engine.question import Dimension
from kpi_engine.recipe import Condition, Happening, Recipe, Way, dump, kpi_of, load

CALENDAR = Calendar("Europe/Paris")
QUARTER = CALENDAR.containing(date(2026, 7, 1), Grain.QUARTER)
LEADS = Condition(Dimension.SOURCE, ("referral",), leaves_out=True)
RECIPE = Recipe(Way.SHARE, Happening.LEADS_WON, among=Happening.LEADS_CREATED, conditions=(LEADS,), within_days=90)


def a_kpi() -> Kpi:
    """As it would be."""
    return kpi_of("proposed", "Real conversion", load(dump(RECIPE)), version=1, better=Direction.UP, owner="")


def _share(part: int, whole: int) -> Value:
    share = part / whole
    return Value(share, whole, Unit.SHARE, float(part), float(whole), Interval(share - 0.03, share + 0.03))


def a_look() -> Looked:
    """Four quarters, one of them without a figure, beside today's; three teams, one of them too small."""
    periods = [CALENDAR.shift(QUARTER, step) for step in range(-3, 1)]
    figures: tuple[Figure, ...] = (
        NoData(Reason.EMPTY_DENOMINATOR, Unit.SHARE),
        _share(30, 210),
        _share(41, 225),
        _share(45, 211),
    )
    points = tuple(map(Point, periods, figures))
    teams = (Group("Nord", _share(20, 90)), Group("Sud", TooLittle(3, Unit.SHARE)), Group(None, _share(9, 60)))
    beside = tuple(Point(period, _share(50 + number, 240)) for number, period in enumerate(periods))
    found = Preview(Unit.SHARE, "EUR", date(2026, 11, 20), points, figures[-1], None, beside, equal_age=True)
    return Looked(a_kpi(), found, Breakdown(Dimension.TEAM, teams), 2)


def looks() -> dict[str, Looked]:
    """What there may be to see of a definition, and why there may be nothing."""
    looked = a_look()
    nothing = NoData(Reason.NO_ROWS, Unit.COUNT)
    count = Value(12.0, 12, Unit.COUNT, interval=Interval(6.2, 20.9))
    kept = NotComputable(Reason.KEPT_BACK, Unit.SHARE, Dimension.TEAM)
    unheard = (Unheard(Dimension.SOURCE, "referal", "referral"), Unheard(Dimension.SOURCE, "x", None))
    alone = replace(looked.preview, points=(Point(QUARTER, count),), latest=count, beside=(), unit=Unit.COUNT)
    return {
        "beside": looked,
        "counts": Looked(looked.kpi, alone),
        "teams kept back": replace(looked, teams=Breakdown(Dimension.TEAM, (), kept)),
        "impossible": Looked(
            looked.kpi, replace(looked.preview, latest=NotComputable(Reason.TABLE_MISSING, Unit.SHARE, "orders"))
        ),
        "empty": Looked(looked.kpi, replace(looked.preview, points=(), latest=nothing)),
        "unheard": Looked(looked.kpi, replace(looked.preview, unheard=unheard)),
        "nothing heard": Looked(looked.kpi, replace(looked.preview, points=(), latest=nothing, unheard=unheard)),
    }
