"""Cards of what stands open and of where it sticks, from invented figures."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from bot.text import Text
from bot.use_cases.answer_kpi import KpiReply
from bot.views.kpi_card import kpi_card
from bot.views.message import Message
from kpi_engine.answer import Answer
from kpi_engine.factors import Factor, FactorName, Factors
from kpi_engine.figure import Change, Figure, Interval, NoData, Reason, TooLittle, Unit, Value
from kpi_engine.friction import Cohort, Friction, Stage
from kpi_engine.needed import Needed
from kpi_engine.periods import Grain, Period

_NOW = Period(date(2026, 10, 1), date(2027, 1, 1), Grain.QUARTER)
_THEN = Period(date(2026, 7, 1), date(2026, 10, 1), Grain.QUARTER)

Make = Callable[[str, Period, Figure, str], Answer]


def pipeline_messages(
    answer: Make, reply: Callable[[Answer], KpiReply], text: Text, now: datetime
) -> dict[str, Message]:
    """A card for each kind of detail, and for each reason why a coverage has none."""
    young = replace(_friction(), stages=(_stage("Demo", _small(), None),), then=None)
    found = {
        "stages": replace(answer("stages", _NOW, _count(1237), "stage_changes"), detail=_friction()),
        "stages of a handful": replace(answer("stages", _NOW, _count(3), "stage_changes"), detail=young),
        "velocity": replace(answer("velocity", _NOW, _pace(), "opportunities"), detail=_factors()),
        "coverage": _coverage(answer, Value(3.1, 817, Unit.RATIO, 9_798_340.0, 3_160_755.0), 5_000_000.0),
        "coverage without a target": _coverage(answer, NoData(Reason.NO_GOAL, Unit.RATIO), None),
        "coverage of a target reached": _coverage(answer, NoData(Reason.GOAL_REACHED, Unit.RATIO), 900_000.0),
    }
    return {name: kpi_card(reply(each), text, now=now, nonce="7") for name, each in found.items()}


def _coverage(answer: Make, headline: Figure, goal: float | None) -> Answer:
    bare = answer("coverage", _NOW, headline, "opportunities")
    rate = Value(431 / 972, 972, Unit.SHARE, 431.0, 972.0, Interval(0.412, 0.475))
    return replace(bare, question=replace(bare.question, goal=goal), detail=Needed(rate, _THEN, 972 / 431))


def _count(entered: int) -> Value:
    return Value(float(entered), entered, Unit.COUNT, interval=Interval(entered * 0.9, entered * 1.1))


def _pace() -> Value:
    return Value(47_427.0, 195, Unit.MONEY_PER_DAY, interval=Interval(39_483.0, 56_969.0))


def _factors() -> Factors:
    return Factors(
        (
            Factor(FactorName.OPEN, 817.0, 817, 634.0),
            Factor(FactorName.TRANSFORMATION, 0.365, 534, 0.422),
            Factor(FactorName.AMOUNT, 9388.0, 195, 9145.0),
            Factor(FactorName.CYCLE, 59.1, 195, 59.7),
        ),
        _THEN,
    )


def _friction() -> Friction:
    change = Change(13.0, 0.62, Interval(8.0, 17.0), beyond_noise=True)
    slow = _stage("Proposal", _cohort(503, 34.0, 0.66, 40, 12), _cohort(640, 21.0, 0.71, 31, 4))
    quick = _stage("Demo", _cohort(721, 11.0, 0.81, 216, 42), _cohort(751, 12.0, 0.79, 93, 17))
    waiting = _stage("Négociation <sur place>", _small(), _small())
    return Friction(
        (quick, replace(slow, change=change, course=_course(14, 18, 21, 34)), waiting), _THEN, (_THEN, _NOW)
    )


def _course(*days: int) -> tuple[Figure, ...]:
    return tuple(Value(float(each), 500, Unit.DAYS) for each in days)


def _stage(name: str, now: Cohort, then: Cohort | None) -> Stage:
    return Stage(name, now, then)


def _cohort(entered: int, days: float, share: float, standing: int, stalled: int) -> Cohort:
    median = Value(days, entered, Unit.DAYS, interval=Interval(days - 2, days + 2))
    return Cohort(entered, median, Value(share, entered, Unit.SHARE), 46, standing, stalled)


def _small() -> Cohort:
    return Cohort(3, TooLittle(3, Unit.DAYS), TooLittle(3, Unit.SHARE), None, 2, None)
