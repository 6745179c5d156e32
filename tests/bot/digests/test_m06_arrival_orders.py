"""M06: rows of a week that arrive late, in a thousand random orders: what a channel was told holds in each of them.

The decision alone, without records: what the whole way does with one order stands in test_restating.py.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

import pytest

from bot.text import Text
from bot.use_cases.digests.edition_news import Revised, Stated
from bot.use_cases.digests.posted_figures import OF_INTERVAL, OF_VALUE, PostedFigure, dump, load, revised, state
from bot.views.examples import CALENDAR, a_period, an_answer
from kpi_engine.answer import Answer
from kpi_engine.figure import Figure, NoData, Reason, Unit, Value
from kpi_engine.periods import Grain
from kpi_engine.statistics import wilson
from tests.bot.digests.bureau import SUNDAY

ORDERS = 1_000
SEED = 20_261_122
TEXT = Text("en", CALENDAR)
WEEK = a_period(SUNDAY, Grain.WEEK)


@dataclass(frozen=True, slots=True)
class Row:
    """A closed opportunity as it arrived last; the same number again corrects it."""

    number: int
    won: bool
    cents: int


def share(rows: Sequence[Row]) -> Figure:
    """The share won, of the newest version of each row."""
    known = {row.number: row for row in rows}.values()
    if not known:
        return NoData(Reason.EMPTY_DENOMINATOR, Unit.SHARE)
    won, closed = sum(row.won for row in known), len(known)
    return Value(won / closed, closed, Unit.SHARE, won, closed, wilson(won, closed))


def money(rows: Sequence[Row]) -> Figure:
    """What was won, to the cent."""
    known = [row for row in {row.number: row for row in rows}.values() if row.won]
    if not known:
        return NoData(Reason.NO_ROWS, Unit.MONEY)
    return Value(sum(row.cents for row in known) / 100, len(known), Unit.MONEY)


FIGURES = {"transformation": share, "revenue": money}


def answered(kpi: str, rows: Sequence[Row]) -> Answer:
    return an_answer(kpi, WEEK, FIGURES[kpi](rows), "opportunities")


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Rows and corrections in a random order, where each publication ends, and all rows as they are in the end."""

    order: Sequence[Row]
    ends: Sequence[int]
    settled: Sequence[Row]


def arrivals(rng: Random) -> Arrivals:
    """A tenth of the rows is corrected, each some time after it arrived."""
    rows = [Row(number, rng.random() < 0.25, rng.randint(1, 900_000)) for number in range(rng.randint(5, 60))]
    corrected = {row.number: replace(row, won=not row.won) for row in rng.sample(rows, k=len(rows) // 10)}
    numbers = [*range(len(rows)), *corrected]
    rng.shuffle(numbers)
    order = [corrected[number] if number in numbers[:place] else rows[number] for place, number in enumerate(numbers)]
    ends = [*sorted(rng.sample(range(1, len(order)), k=4)), len(order)]
    return Arrivals(order, ends, [corrected.get(row.number, row) for row in rows])


def told_through(kpi: str, arrived: Arrivals) -> Iterator[tuple[PostedFigure, Answer, Revised | None]]:
    """After each publication: the figure as it is kept, the answer by then, and what was told."""
    digest = answered(kpi, arrived.order[: arrived.ends[0]])
    figure = PostedFigure(digest.question, state(digest, TEXT), state(digest, TEXT))
    for end in arrived.ends:
        answer = answered(kpi, arrived.order[:end])
        move = revised(figure, answer, TEXT)
        (figure,) = load(dump([replace(figure, told=move.after) if move else figure]))  # as the records keep it
        yield figure, answer, move


def holds(told: Stated, now: Stated) -> bool:
    """Whether what a channel was told is true still: it reads so, or is within the tolerance."""
    if told.value is None or now.value is None:
        return told.value is now.value
    tolerance = OF_INTERVAL * told.half_width if told.half_width else OF_VALUE * told.value
    return told.written == now.written or abs(told.value - now.value) <= tolerance


@pytest.mark.parametrize("kpi", FIGURES)
def test_m06_in_a_thousand_arrival_orders_the_channel_was_told_the_figure_of_all_rows(kpi: str) -> None:
    rng, told = Random(SEED), 0
    for run in range(ORDERS):
        where, arrived = f"{kpi}, seed {SEED}, order {run}", arrivals(rng)
        first = state(answered(kpi, arrived.order[: arrived.ends[0]]), TEXT)
        before = first
        for figure, answer, move in told_through(kpi, arrived):
            assert figure.posted == first, where  # the digest itself stays as it was read
            assert move is None or move.before == before, where  # each word begins where the last one ended
            assert revised(figure, answer, TEXT) is None, where  # the same facts again tell nothing
            assert holds(figure.told, state(answer, TEXT)), where
            before, told = figure.told, told + bool(move)
        assert answer.headline == FIGURES[kpi](arrived.settled), where  # whatever the order, to the cent
    assert told > ORDERS


def test_m06_control_without_restatements_most_channels_would_be_left_with_what_is_not_so() -> None:
    rng, untrue = Random(SEED), 0
    for _ in range(ORDERS):
        arrived = arrivals(rng)
        first = state(answered("revenue", arrived.order[: arrived.ends[0]]), TEXT)
        untrue += not holds(first, state(answered("revenue", arrived.settled), TEXT))
    assert untrue > ORDERS // 2
