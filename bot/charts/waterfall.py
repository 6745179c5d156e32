"""The way from then to now, one step a group, the largest first: what the picture of a split draws, and its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from bot.charts.picture import Picture
from bot.text import Text
from bot.use_cases.explain_change import WhyReply
from bot.views import limits, nouns, why_words
from bot.views.mrkdwn import clip
from bot.views.why_sums import adding_up
from kpi_engine.answer import Answer
from kpi_engine.figure import Direction
from kpi_engine.why import Contribution, Split

_STEPS = 8  # more are put together: they could not be read on a phone
_NAME = 26


@dataclass(frozen=True, slots=True)
class Step:
    """A group's contribution: from where it takes the figure to where, in the figure's unit."""

    name: str
    written: str
    begins: float
    ends: float
    better: bool  # where neither way is better: whether it grew


@dataclass(frozen=True, slots=True)
class Waterfall:
    """All that the picture shows; `then` and `now` are the figures at both ends."""

    title: str
    under: str
    then: Step
    steps: tuple[Step, ...]
    now: Step
    foot: str


def picture_of_split(reply: WhyReply, text: Text) -> Picture | None:
    """The picture of the split that is shown in full; None where there is none."""
    reply = adding_up(reply, text)
    if reply.shown is None:
        return None
    drawn = waterfall(reply.shown, reply, text)
    return Picture(_paint, (drawn,), f"why-{reply.kpi.key}", drawn.title, alt_text(drawn, text))


def _paint(drawn: Waterfall) -> bytes:
    from bot.charts.waterfall_png import draw  # noqa: PLC0415 - the bot itself never imports matplotlib

    return draw(drawn)


def waterfall(split: Split, reply: WhyReply, text: Text) -> Waterfall:
    """The steps of a split, those beyond the eighth together."""
    answer = reply.explanation.answer
    dimension = nouns.dimension(split.dimension, text)
    steps = _steps(split, answer, text)
    before = answer.comparison.period if answer.comparison else answer.question.period
    return Waterfall(
        title=text.say("{kpi}: what changed, by {dimension}", kpi=text.say(reply.kpi.name), dimension=dimension),
        under=" · ".join((nouns.population(answer.question, text), signed_change(split, answer, text))),
        then=_end(split.whole.then.value, clip(text.tick(before), _NAME), answer, text),
        steps=steps,
        now=_end(split.whole.now.value, clip(text.tick(answer.question.period), _NAME), answer, text),
        foot=text.say("Within normal variation: this may be chance.") if reply.explanation.by_chance else "",
    )


def signed_change(split: Split, answer: Answer, text: Text) -> str:
    """The change, in all."""
    return why_words.signed(split.change, answer, text)


def alt_text(drawn: Waterfall, text: Text) -> str:
    """Every figure of the picture, for who cannot see it."""
    steps = ", ".join(text.say("{name} {value}", name=step.name, value=step.written) for step in drawn.steps)
    said = text.say(
        "Chart: {title}. From {then} ({since}) to {now} ({until}): {steps}.",
        title=drawn.title,
        then=drawn.then.written,
        since=drawn.then.name,
        now=drawn.now.written,
        until=drawn.now.name,
        steps=steps,
    )
    return clip(said, limits.IMAGE_ALT)


def _steps(split: Split, answer: Answer, text: Text) -> tuple[Step, ...]:
    """One after the other, each from where the one before it ended."""
    at, steps = split.whole.then.value or Fraction(), []
    for name, effect in _named(split.contributions, text):
        better = (effect < 0) if answer.better is Direction.DOWN else (effect > 0)
        step = Step(clip(name, _NAME), why_words.signed(effect, answer, text), float(at), float(at + effect), better)
        steps.append(step)
        at += effect
    return tuple(steps)


def _named(contributions: Sequence[Contribution], text: Text) -> list[tuple[str, Fraction]]:
    fits = len(contributions) <= _STEPS
    shown = contributions if fits else contributions[: _STEPS - 1]
    named = [(why_words.group(each, text), each.effect.total) for each in shown]
    if fits:
        return named
    rest = contributions[_STEPS - 1 :]
    count = sum(each.groups for each in rest)
    together = sum((each.effect.total for each in rest), Fraction())
    return [*named, (text.plural("{count} more", "{count} more", count), together)]


def _end(value: Fraction | None, name: str, answer: Answer, text: Text) -> Step:
    figure = float(value or 0)
    return Step(name, text.value(figure, answer.unit, answer.currency), figure, figure, better=True)
