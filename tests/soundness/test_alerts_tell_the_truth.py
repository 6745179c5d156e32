"""What alerts claim of themselves, held against figures that never change: told by their own rows, as facts hold them."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pytest
from sqlalchemy import Engine

from kpi_engine.alerts import Condition, House, Seen, Side, Watch, Watched, judge, try_out
from kpi_engine.alerts.look import look
from kpi_engine.answer import Point
from kpi_engine.definitions import CATALOG
from kpi_engine.figure import Direction, Unit, Value
from kpi_engine.periods import Calendar, Grain
from kpi_engine.scope import Level, Scope
from kpi_engine.statistics import Histogram
from tests.kpi_engine.facts_builder import BuiltFacts, build

CALENDAR = Calendar("Europe/Paris")
FIRST = CALENDAR.containing(date(2025, 1, 6), Grain.WEEK)
WEEKS = [CALENDAR.shift(FIRST, step) for step in range(54)]
SEED = 20261122
NORD = Scope(Level.TEAM, "Nord")

Days = npt.NDArray[np.int64]


def median(days: Days) -> Value:
    """The median as the engine gives it, with its interval by order statistics."""
    lengths = Histogram.of(Counter(days.tolist()))
    return Value(lengths.quantile(0.5), len(days), Unit.DAYS, interval=lengths.median_interval())


def seen(figures: Sequence[Value], side: Side = Side.BOTH) -> Seen:
    """How the last of these weeks is judged by those before it."""
    points = [Point(week, figure) for week, figure in zip(WEEKS, figures, strict=False)]
    watched = Watched(Watch("response-time", Condition.UNUSUAL, side=side), Unit.DAYS, Direction.DOWN)
    return judge(watched, points[-1].period, points).seen


def answered(rng: np.random.Generator, within_a_day: float, n: int = 31) -> Days:
    """Whole days from lead to first contact: so many within one, as many of the rest within the next."""
    return rng.geometric(within_a_day, n)


@pytest.mark.parametrize("within_a_day", [0.4, 0.5, 0.6])
def test_medians_of_whole_days_that_do_not_change_are_unusual_in_one_week_of_a_hundred_at_most(
    within_a_day: float,
) -> None:
    rng = np.random.default_rng(SEED)
    judged = [
        seen([median(answered(rng, within_a_day)) for _ in range(weeks)])
        for weeks in (12, 20, 32, 54)
        for _ in range(150)
    ]
    assert judged.count(Seen.BREACH) / len(judged) <= 0.01, SEED


def test_a_median_that_never_moved_is_not_unusual_a_day_later_while_its_own_rows_hold_what_is_usual() -> None:
    still, two_days = answers_on(1, 20, 11), answers_on(1, 15, 16)
    assert (still.value, two_days.value) == (1, 2)
    assert seen([still] * 20 + [two_days], Side.WORSE) is Seen.GOOD


@pytest.mark.parametrize("side", Side)
def test_a_median_that_never_moved_is_unusual_once_nearly_all_its_rows_take_longer(side: Side) -> None:
    assert seen([answers_on(1, 20, 11)] * 20 + [answers_on(2, 25, 6)], side) is Seen.BREACH


def test_medians_that_lengthen_by_half_are_found_within_two_weeks_nine_times_in_ten() -> None:
    rng = np.random.default_rng(SEED)
    found = [shift_is_found(rng) for _ in range(100)]
    assert sum(found) >= 90, SEED


def answers_on(first: int, on_it: int, a_day_later: int) -> Value:
    """So many leads answered on a day, so many the day after."""
    return median(np.repeat([first, first + 1], [on_it, a_day_later]))


def shift_is_found(rng: np.random.Generator) -> bool:
    """A year of cycles of thirty days, then two weeks of forty-five: whether either is unusual."""
    weeks = [median(cycles(rng, typical)) for typical in [30] * 52 + [45] * 2]
    return any(seen(weeks[:known], Side.WORSE) is Seen.BREACH for known in (53, 54))


def cycles(rng: np.random.Generator, typical: float) -> Days:
    """Days of a hundred sales, scattered as they mostly are: log-normal."""
    return np.ceil(typical * np.exp(0.8 * rng.standard_normal(100))).astype(np.int64)


# stalled opportunities


SUNDAY = date(2026, 11, 22)
DEMO = {"stage": "Demo", "position": 1.0}


def stays(database: Engine) -> BuiltFacts:
    """Two opportunities a day enter a stage and leave it after ten days; seven have stood in it since September."""
    days = [SUNDAY - timedelta(days=back) for back in range(400)] * 2
    moved = [
        DEMO | {"opportunity_id": f"O{number}", "entered_on": day, "left_on": left if left <= SUNDAY else None}
        for number, day in enumerate(days)
        for left in [day + timedelta(days=10)]
    ]
    stuck = [DEMO | {"opportunity_id": f"S{number}", "entered_on": date(2026, 9, 1)} for number in range(7)]
    ids = [each["opportunity_id"] for each in (*moved, *stuck)]
    opened = [{"opportunity_id": each, "created_on": date(2025, 1, 1), "team": "Nord"} for each in ids]
    return build(database, SUNDAY, stage_changes=[*moved, *stuck], opportunities=opened)


@pytest.mark.parametrize("grain", [Grain.WEEK, Grain.MONTH])
def test_who_is_stalled_is_known_week_by_week_as_well(database: Engine, grain: Grain) -> None:
    facts, watch = stays(database), Watch("stages", Condition.STALLED, NORD, grain, threshold=6.0)
    looked = look(watch, CATALOG["stages"], SUNDAY, SUNDAY, CALENDAR)
    found = looked.judged(House(facts, CATALOG, CALENDAR, "EUR").answered(looked.questions))
    assert (found.seen, found.value) == (Seen.BREACH, 7.0)


def test_a_try_out_counts_the_stalled_of_each_week_as_they_stood_then(database: Engine) -> None:
    watch = Watch("stages", Condition.STALLED, NORD, threshold=6.0)
    tried = try_out(watch, House(stays(database), CATALOG, CALENDAR, "EUR"))
    (episode,) = tried.episodes
    assert episode.opening.period.last_day == date(2026, 9, 20)  # the first Sunday more than 15 days after
    assert episode.closed is None
    assert {each.value for each in tried.judgements} == {0.0, 7.0}
