"""Which split a Why card shows in full."""

from dataclasses import replace

from bot.use_cases.explain_change import WhyReply
from bot.views.examples import conversion, cycle, revenue
from bot.views.why_examples import replies
from kpi_engine.question import Dimension
from kpi_engine.why import Kind, Split

REPLY = replies(conversion(), cycle(), revenue())["why: a group stands out"]


def _with_first_hidden(reply: WhyReply) -> WhyReply:
    """The same, where the strongest split has one group that the reader may see."""
    first, *others = reply.explanation.splits
    hidden = tuple(replace(each, kind=Kind.OTHERS, value=None) for each in first.contributions[1:])
    closed = replace(first, contributions=(first.contributions[0], *hidden))
    return replace(reply, explanation=replace(reply.explanation, splits=(closed, *others)))


def _shown(reply: WhyReply) -> Split:
    assert reply.shown
    return reply.shown


def test_a_split_whose_groups_may_be_seen_stands_before_a_stronger_one_with_a_single_open_group() -> None:
    first, second, *_ = REPLY.explanation.splits
    assert _shown(REPLY).dimension is first.dimension
    assert _shown(_with_first_hidden(REPLY)).dimension is second.dimension


def test_the_dimension_that_was_asked_for_is_shown_whatever_is_hidden_in_it() -> None:
    first = REPLY.explanation.splits[0].dimension
    assert _shown(replace(_with_first_hidden(REPLY), by=first)).dimension is first


def test_where_something_is_hidden_in_every_split_the_strongest_is_shown() -> None:
    hidden = _with_first_hidden(REPLY)
    alone = replace(hidden, explanation=replace(hidden.explanation, splits=hidden.explanation.splits[:1]))
    assert isinstance(_shown(alone).dimension, Dimension)
    assert _shown(alone) is alone.explanation.splits[0]
