"""The figure cut by a dimension: the twelve largest groups, and a word for the others."""

from collections.abc import Sequence

from bot.text import Text
from bot.use_cases.answer_kpi import KpiReply
from bot.views import figures, nouns, outcomes, spread
from bot.views.kit import Block, Cell, context, section, table
from bot.views.mrkdwn import Markup, bold, capital, fill, lines
from kpi_engine.answer import Answer, Group
from kpi_engine.figure import Figure, Value
from kpi_engine.kpi import Kpi
from kpi_engine.question import Dimension

SHOWN = 12
_SEVERAL = 2  # who sees a single group is told nothing about how groups differ


def breakdown(reply: KpiReply, text: Text, *, for_all: bool = False) -> tuple[Block, ...]:
    """Whether its groups differ at all, and their table, or why there is none; how many are not in it, and why."""
    answer, kpi, cut = reply.answer, reply.kpi, reply.answer.breakdown
    if cut is None:
        return ()
    if cut.refusal:
        return (section(outcomes.not_computable(cut.refusal, text)),)
    if [group.value for group in cut.groups] == [None] and not reply.kept_back:
        return (section(_unnamed(answer, cut.dimension, text)),)
    shown = cut.groups[:SHOWN]
    remarks = (*_more(len(cut.groups) - len(shown), text), *_kept_back(reply.kept_back, text, for_all=for_all))
    drawn = (_table(shown, nouns.dimension(cut.dimension, text), answer, kpi, text),) if shown else ()
    verdict = spread.verdict(cut, text) if len(shown) >= _SEVERAL else ""
    return (*((context(verdict),) if verdict else ()), *drawn, *((context(*remarks),) if remarks else ()))


def _unnamed(answer: Answer, dimension: Dimension, text: Text) -> str:
    """All groups are one: unknown."""
    return text.say(
        "None of the {rows} of this period names a {dimension}.",
        rows=nouns.kind(answer.receipt.table, text),
        dimension=nouns.dimension(dimension, text),
    )


def _more(count: int, text: Text) -> tuple[str, ...]:
    return (text.plural("… and {count} more", "… and {count} more", count),) if count else ()


def _kept_back(count: int, text: Text, *, for_all: bool) -> tuple[str, ...]:
    if not count:
        return ()
    if for_all:
        said = text.plural(
            "{count} group is not shown: its figures are not for a channel.",
            "{count} groups are not shown: their figures are not for a channel.",
            count,
        )
    else:
        said = text.plural(
            "{count} group is not shown: its figures are not yours to see.",
            "{count} groups are not shown: their figures are not yours to see.",
            count,
        )
    return (said,)


def _table(groups: Sequence[Group], dimension: str, answer: Answer, kpi: Kpi, text: Text) -> Block:
    name = text.say(kpi.name)
    caption = text.say("{kpi} by {dimension}", kpi=name, dimension=dimension)
    columns = (
        (dimension, [Cell(nouns.named(group.value, text)) for group in groups]),
        (name, _values(groups, answer, text)),
        (text.say("counts"), [Cell(_counts(group.figure, answer, text)) for group in groups]),
        (text.say("95% interval"), [Cell(figures.interval(group.figure, answer, text)) for group in groups]),
    )
    told = [(head, cells) for head, cells in columns if any(cell.text for cell in cells)]
    rows = zip(*(cells for _, cells in told), strict=True)
    return table(
        caption,
        [capital(head) for head, _ in told],
        [[cell if cell.text else Cell("–") for cell in row] for row in rows],
        instead=section(lines(bold(caption), *(_spoken(group, answer, text) for group in groups))),
    )


def _values(groups: Sequence[Group], answer: Answer, text: Text) -> list[Cell]:
    told = [group.figure for group in groups]
    numbers = [text.plotted(each.value, each.unit) if isinstance(each, Value) else None for each in told]
    return [Cell(*cell) for cell in zip(figures.alike(told, answer, text), numbers, strict=True)]


def _counts(figure: Figure, answer: Answer, text: Text) -> str:
    return figures.counts(figure, answer, text) if isinstance(figure, Value) else ""


def _spoken(group: Group, answer: Answer, text: Text) -> Markup:
    """North: 18.4%, 412 of 2,240 leads, 95% interval: 16.8% to 20.1%."""
    said = ", ".join((figures.brief(group.figure, answer, text), *figures.basis(group.figure, answer, text)))
    return fill(text.say("• {name}: {value}"), name=bold(nouns.named(group.value, text)), value=said)
