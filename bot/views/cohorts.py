"""Cohorts: a table of months by months since, its words, and the one sentence worth saying."""

from collections.abc import Sequence
from typing import Any

from bot.text import Text
from bot.views.kit import Block, Cell, context, section, table
from bot.views.mrkdwn import Markup, bold, capital, fill, lines
from kpi_engine.answer import Answer
from kpi_engine.cohort_news import CohortNews, news
from kpi_engine.cohorts import Cohort, CohortCell, CohortGrid
from kpi_engine.figure import Unit, Value
from kpi_engine.periods import Grain, Period

SHOWN = 12  # cohorts, and months since the first
_TOLD = (1, 2, 3, 6, 12)  # months since that have a column: more would not be seen on a phone


def cohorts(answer: Answer, grid: CohortGrid, text: Text) -> tuple[Block, ...]:
    """The sentence, the table of the newest cohorts, and what must be known to read it."""
    shown = newest(grid)
    if not shown:
        return ()
    told = news(grid)
    found = (section(sentence(told, text)),) if told else ()
    said = remarks(answer, grid, text)
    left_out = len(ages(shown)) > len(_columns(shown))
    rest = (text.say("The picture shows every month."),) if left_out else ()
    return (*found, _table(shown, text), context(*said, *rest))


def cohorts_json(grid: CohortGrid) -> dict[str, Any]:
    """The grid as docs/answer-json.md documents it; what a small cohort keeps back is null."""
    return {
        "kind": "cohorts",
        "cohorts": [
            {
                "month": cohort.month.start.isoformat(),
                "customers": cohort.size,
                "truncated": cohort.truncated,
                "months": [_cell_json(cell) for cell in cohort.cells],
            }
            for cohort in grid.cohorts
        ],
    }


def _cell_json(cell: CohortCell) -> dict[str, Any]:
    told = cell.share if isinstance(cell.share, Value) else None
    return {
        "age": cell.age,
        "active": cell.active if told else None,
        "share": told and told.value,
        "interval": told and told.interval and [told.interval.low, told.interval.high],
        "complete": cell.complete,
    }


def newest(grid: CohortGrid) -> tuple[Cohort, ...]:
    """The cohorts that fit a table or a picture."""
    return grid.cohorts[-SHOWN:]


def ages(shown: Sequence[Cohort]) -> range:
    """The months since the first that any of them has lived to see; in the first itself all are active."""
    return range(1, min(max((cohort.cells[-1].age for cohort in shown), default=0), SHOWN) + 1)


def _columns(shown: Sequence[Cohort]) -> tuple[int, ...]:
    """The months since the first that the table shows."""
    return tuple(age for age in _TOLD if age in ages(shown))


def cell_of(cohort: Cohort, age: int) -> CohortCell | None:
    """The cell of an age, whether its month is over or not; None where that month has not begun."""
    return cohort.cells[age] if age < len(cohort.cells) else None


def month(cohort: Cohort, text: Text) -> str:
    """The name of its month: May 2026."""
    first = cohort.month
    return text.tick(Period(first.start, first.after(1).start, Grain.MONTH))


def share(cell: CohortCell, text: Text) -> str:
    """A share as it stands in a cell; nothing where it is kept back."""
    return text.share(cell.share.value) if isinstance(cell.share, Value) else ""


def sentence(told: CohortNews, text: Text) -> Markup:
    """How the youngest cohort that is old enough compares with earlier ones at the same age."""
    opening = text.plural(
        "Of the {customers} of {month}, {now} were active {count} month later; of earlier ones at that age: {then}.",
        "Of the {customers} of {month}, {now} were active {count} months later; of earlier ones at that age: {then}.",
        told.age,
        customers=text.plural("{count} customer", "{count} customers", told.cohort.size),
        month=month(told.cohort, text),
        now="{now}",
        then=text.share(told.earlier.value),
    )
    verdict = (
        text.say("The difference is beyond what chance explains.")
        if told.change.beyond_noise
        else text.say("The difference is within normal variation.")
    )
    return fill(f"{opening} {verdict}", now=bold(text.share(told.now.value)))


def in_short(answer: Answer, text: Text) -> Markup:
    """The sentence, where the answer is a grid that has one."""
    told = news(answer.detail) if isinstance(answer.detail, CohortGrid) else None
    return sentence(told, text) if told else Markup()


def remarks(answer: Answer, grid: CohortGrid, text: Text) -> tuple[str, ...]:
    """When a customer is active, what the marks mean, and which cohort is not like the others."""
    shown = newest(grid)
    by_contract = answer.receipt.table == "contracts"
    said = [
        text.say("Active in a month: with a contract in force in it.")
        if by_contract
        else text.say("Active in a month: with an order in it, a return (negative amount) too.")
    ]
    if any(not cell.complete for cohort in shown for cell in cohort.cells[1:]):
        said.append(text.say("In brackets: the month is not over."))
    if any(not isinstance(cohort.cells[0].share, Value) for cohort in shown):
        said.append(text.say("Months with fewer than 5 new customers keep their shares back."))
    said += [
        text.say("The data begins in {month}: older customers are among that month’s.", month=month(each, text))
        for each in shown
        if each.truncated
    ]
    if len(grid.cohorts) > len(shown):
        said.append(text.say("Only the newest months are shown."))
    return tuple(said)


def listing(cohort: Cohort, shown: range, text: Text) -> str:
    """One cohort in words: May 2026 (34 customers): 88%, 80%, (71%)."""
    size = text.plural("{count} customer", "{count} customers", cohort.size)
    told = ", ".join(filter(None, (_written(cell_of(cohort, age), text) for age in shown)))
    return text.say("{month} ({customers}): {shares}", month=month(cohort, text), customers=size, shares=told or "–")


def _written(cell: CohortCell | None, text: Text) -> str:
    said = share(cell, text) if cell else ""
    return f"({said})" if said and cell and not cell.complete else said


def _table(shown: Sequence[Cohort], text: Text) -> Block:
    since = ages(shown)
    caption = text.say("Share active so many months after the first")
    columns = _columns(shown)
    head = [capital(text.say("first month")), *(f"+{age}" for age in columns), capital(text.say("customers"))]
    rows = [
        [
            Cell(month(cohort, text)),
            *(_cell(cell_of(cohort, age), text) for age in columns),
            Cell(text.number(cohort.size), cohort.size),
        ]
        for cohort in reversed(shown)
    ]
    spoken = lines(bold(caption), *(f"• {listing(cohort, since, text)}" for cohort in reversed(shown)))
    return table(caption, head, rows, instead=section(spoken))


def _cell(cell: CohortCell | None, text: Text) -> Cell:
    written = _written(cell, text)
    if cell is None or not written:
        return Cell("–")
    settled = cell.share if cell.complete else None
    return Cell(written, text.plotted(settled.value, Unit.SHARE) if isinstance(settled, Value) else None)
