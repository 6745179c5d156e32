"""The groups of one dimension and what each brought to the change, as a table that adds up."""

from collections.abc import Sequence
from fractions import Fraction

from bot.text import Text
from bot.views import figures, nouns, why_words
from bot.views.kit import Block, Cell, section, table
from bot.views.mrkdwn import Markup, bold, capital, fill, lines
from kpi_engine.answer import Answer
from kpi_engine.figure import Figure, Value
from kpi_engine.parts import Divided
from kpi_engine.why import Contribution, Split

SHOWN = 12

Column = tuple[str, list[Cell]]


def split_table(split: Split, answer: Answer, text: Text) -> Block:
    """The largest contributions, the rest in one line, and the whole."""
    shown, rest = split.contributions[:SHOWN], split.contributions[SHOWN:]
    dimension = nouns.dimension(split.dimension, text)
    columns = [
        (dimension, [Cell(why_words.group(each, text)) for each in shown]),
        _total(shown, answer, text),
        *_sides(shown, answer, text),
        *_parts(shown, answer, text),
    ]
    caption = text.say("What changed, by {dimension}", dimension=dimension)
    rows = [list(row) for row in zip(*(cells for _, cells in columns), strict=True)]
    ends = [*_rest(rest, split, answer, text), _whole(split, answer, text)]
    spoken = (_spoken(each, answer, text) for each in shown)
    closing = (fill(text.say("• {name}: {value}"), name=row[0].text, value=row[1].text) for row in ends)
    return table(
        caption,
        [capital(head) for head, _ in columns],
        [*rows, *ends],
        instead=section(lines(bold(caption), *spoken, *closing)),
    )


def _sides(shown: Sequence[Contribution], answer: Answer, text: Text) -> tuple[Column, ...]:
    """Each group's own figure, then and now."""
    before = answer.comparison.period if answer.comparison else answer.question.period
    return (
        (text.tick(before), [_figure(each.then(answer.unit), answer, text) for each in shown]),
        (text.tick(answer.question.period), [_figure(each.now(answer.unit), answer, text) for each in shown]),
    )


def _total(shown: Sequence[Contribution], answer: Answer, text: Text) -> Column:
    """What it brought to the change: the column that matters stands first."""
    head = text.say("together") if _told_apart(shown) else text.say("contribution")
    return head, [_effect(each.effect.total, answer, text) for each in shown]


def _parts(shown: Sequence[Contribution], answer: Answer, text: Text) -> tuple[Column, ...]:
    """Of it, what its own figure brought and what its weight, where these can be told apart."""
    if not _told_apart(shown):
        return ()
    return (
        (text.say("own figure"), [_effect(each.effect.rate, answer, text) for each in shown]),
        (text.say("weight"), [_effect(each.effect.mix, answer, text) for each in shown]),
    )


def _told_apart(shown: Sequence[Contribution]) -> bool:
    return bool(shown) and shown[0].effect.rate is not None


def _rest(rest: Sequence[Contribution], split: Split, answer: Answer, text: Text) -> list[list[Cell]]:
    """The line of all smaller contributions."""
    if not rest:
        return []
    named = Cell(text.plural("{count} more", "{count} more", sum(each.groups for each in rest)))
    total, *parts = _summed(rest, split, answer, text)
    return [[named, total, Cell("–"), Cell("–"), *parts]]


def _whole(split: Split, answer: Answer, text: Text) -> list[Cell]:
    """The line that all others add up to."""
    then = answer.comparison.figure if answer.comparison else answer.headline
    sides = (_figure(figure, answer, text) for figure in (then, answer.headline))
    total, *parts = _summed(split.contributions, split, answer, text)
    return [Cell(text.say("All")), total, *sides, *parts]


def _summed(parts: Sequence[Contribution], split: Split, answer: Answer, text: Text) -> list[Cell]:
    effects = [each.effect for each in parts]
    total = sum((effect.total for effect in effects), Fraction())
    if not isinstance(split.whole.now, Divided):
        return [_effect(total, answer, text)]
    rate = sum((effect.rate or Fraction() for effect in effects), Fraction())
    return [_effect(each, answer, text) for each in (total, rate, total - rate)]


def _figure(figure: Figure, answer: Answer, text: Text) -> Cell:
    number = text.plotted(figure.value, figure.unit) if isinstance(figure, Value) else None
    return Cell(figures.brief(figure, answer, text), number)


def _effect(effect: Fraction | None, answer: Answer, text: Text) -> Cell:
    if effect is None:
        return Cell("–")
    return Cell(why_words.signed(effect, answer, text), text.plotted(float(effect), answer.unit))


def _spoken(each: Contribution, answer: Answer, text: Text) -> Markup:
    """• Ouest: +2.1 points (own figure +2.3 points, weight −0.2 points)."""
    total = why_words.signed(each.effect.total, answer, text)
    name = bold(why_words.group(each, text))
    if each.effect.rate is None or each.effect.mix is None:
        return fill(text.say("• {name}: {value}"), name=name, value=total)
    return fill(
        text.say("• {name}: {value} (own figure {rate}, weight {mix})"),
        name=name,
        value=total,
        rate=why_words.signed(each.effect.rate, answer, text),
        mix=why_words.signed(each.effect.mix, answer, text),
    )
