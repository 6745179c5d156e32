"""What a split says in a sentence: who did most, whether the whole went against all, whether it may be chance."""

from fractions import Fraction

from bot.text import Text, later
from bot.use_cases.explain_change import WhyReply
from bot.views import figures, nouns, outcomes
from kpi_engine.answer import Answer
from kpi_engine.parts import Added, Divided
from kpi_engine.question import Dimension
from kpi_engine.why import Contribution, Kind, Split, Unexplained, Unsplit

_REVERSALS = {  # whether the whole fell, and whether the group's part of it grew
    (True, True): later(
        "By {dimension}, every group rose; the whole fell because a larger part of the {rows} "
        "is now in {group}, where the figure is lower ({value})."
    ),
    (True, False): later(
        "By {dimension}, every group rose; the whole fell because a smaller part of the {rows} "
        "is now in {group}, where the figure is higher ({value})."
    ),
    (False, True): later(
        "By {dimension}, every group fell; the whole rose because a larger part of the {rows} "
        "is now in {group}, where the figure is higher ({value})."
    ),
    (False, False): later(
        "By {dimension}, every group fell; the whole rose because a smaller part of the {rows} "
        "is now in {group}, where the figure is lower ({value})."
    ),
}
_ORDER_FELL = later(
    "By {dimension}, every group rose; the whole fell because their sizes shifted, that of {group} most."
)
_ORDER_ROSE = later(
    "By {dimension}, every group fell; the whole rose because their sizes shifted, that of {group} most."
)


def said(reply: WhyReply, text: Text) -> tuple[str, ...]:
    """The sentences under the figure, restraint first; why there are none, where there are none."""
    explanation = reply.explanation
    against = text.say("A why needs something to compare with: it is the period before.")
    opening = (against,) if explanation.compared_unasked else ()
    if explanation.reason:
        return (*opening, unexplained(explanation.reason, text))
    restraint = text.say("Within normal variation: what follows may be chance.") if explanation.by_chance else ""
    sentences = (*opening, restraint, _because(reply, text))
    return tuple(sentence for sentence in sentences if sentence)


def unexplained(reason: Unexplained, text: Text) -> str:
    """Why a change is not split at all."""
    match reason:
        case Unexplained.NO_CHANGE_KNOWN:
            return text.say("Without a fair comparison there is no change to explain.")
        case Unexplained.NOT_ADDITIVE:
            return text.say(
                "This figure cannot be split: what single groups bring to it does not add up to it, "
                "and a split that does not add up would be a guess."
            )
        case Unexplained.NO_DIMENSION:
            return text.say("There is nothing to split it by: no dimension has two groups that could be told apart.")


def unsplit(dimension: Dimension, why: Unsplit, text: Text, *, asked: bool = False) -> str:
    """Why there is no split along a dimension; nothing where it has one group only, unless it was asked for."""
    name = nouns.dimension(dimension, text)
    match why:
        case Unsplit.FOLLOWS_OUTCOME:
            return text.say("Not by {dimension}: it is known only once the outcome is.", dimension=name)
        case Unsplit.HISTORY_NOT_KEPT:
            return text.say("Not by {dimension}: what it was back then is not recorded.", dimension=name)
        case Unsplit.OVERLAPPING:
            return text.say(
                "Not by {dimension}: the same customer stands in several groups, so they do not add up.", dimension=name
            )
        case Unsplit.KEPT_BACK:
            return outcomes.kept_back(dimension, text)
        case Unsplit.ONE_GROUP:
            return text.say("Not by {dimension}: all stand in one group.", dimension=name) if asked else ""


def brief(split: Split, answer: Answer, text: Text) -> str:
    """One dimension in a few words."""
    if split.against:
        return text.say("every group went one way, the whole the other")
    if split.shift:
        return text.say("weights {effect}", effect=signed(split.mix, answer, text))
    if split.lead is None:
        return text.say("no group stands out")
    effect = signed(split.lead.effect.total, answer, text)
    return text.say("{group} {effect}", group=group(split.lead, text), effect=effect)


def group(contribution: Contribution, text: Text) -> str:
    """What a line is called."""
    match contribution.kind:
        case Kind.NAMED:
            return nouns.named(contribution.value, text)
        case Kind.SMALL:
            return text.plural("{count} small group", "{count} small groups", contribution.groups)
        case Kind.OTHERS:
            return text.plural("{count} group not shown", "{count} groups not shown", contribution.groups)


def signed(effect: Fraction, answer: Answer, text: Text) -> str:
    """A contribution, with as many decimals as the change that it is a part of."""
    return text.part_of_change(float(effect), answer.unit, decimals(answer, text), answer.currency)


def decimals(answer: Answer, text: Text) -> int:
    """How many decimals the answer's change is written with."""
    change = answer.comparison.change if answer.comparison else None
    return text.decimals(change.absolute if change else 0.0, answer.unit, answer.currency)


def reading_help(split: Split, text: Text) -> str:
    """How to read the columns."""
    match split.whole.now:
        case Divided():
            return text.say(
                "Own figure: the group itself did better or worse. Weight: it became a larger or smaller part of the "
                "whole. Together they add up to the change."
            )
        case Added():
            return text.say("The contributions add up to the change.")
    return text.say(
        "How far the median moves when the group’s old cases are replaced by its new ones; "
        "the contributions add up to the change."
    )


def _because(reply: WhyReply, text: Text) -> str:
    split, answer = reply.shown, reply.explanation.answer
    if split is None:
        return ""
    if split.against:
        return _reversal(split, split.against, answer, text)
    if split.shift:
        return " ".join((_weights(split, split.shift, answer, text), _weight(split, split.shift, answer, text)))
    if split.lead:
        return " ".join((_most(split, split.lead, answer, text), _how(split, split.lead, answer, text)))
    if not any(each.tells or each.against for each in reply.others):
        return text.say("Along no dimension does a group stand out: all moved about alike, or by chance.")
    return text.say(
        "By {dimension}, no group stands out: they moved about alike, or by chance.",
        dimension=nouns.dimension(split.dimension, text),
    )


def _most(split: Split, lead: Contribution, answer: Answer, text: Text) -> str:
    """Who did most of it."""
    told = {
        "dimension": nouns.dimension(split.dimension, text),
        "group": group(lead, text),
        "effect": signed(lead.effect.total, answer, text),
    }
    if abs(lead.effect.total) <= abs(split.change):
        change = signed(split.change, answer, text)
        return text.say("By {dimension}, {group} did most: {effect} of {change}.", **told, change=change)
    return text.say("By {dimension}, {group} did most: {effect}; others went the other way.", **told)


def _weights(split: Split, heaviest: Contribution, answer: Answer, text: Text) -> str:
    """Not what the groups did made the change, but what they weigh."""
    told = {
        "dimension": nouns.dimension(split.dimension, text),
        "group": group(heaviest, text),
        "effect": signed(split.mix, answer, text),
    }
    if abs(split.mix) <= abs(split.change):
        change = signed(split.change, answer, text)
        return text.say(
            "By {dimension}, shifting weights did most: {effect} of {change}, above all that of {group}.",
            **told,
            change=change,
        )
    return text.say(
        "By {dimension}, shifting weights did most: {effect}, above all that of {group}; "
        "the groups’ own figures went the other way.",
        **told,
    )


def _how(split: Split, lead: Contribution, answer: Answer, text: Text) -> str:
    """Whether its own figure moved or its weight."""
    rate, mix = lead.effect.rate or Fraction(), lead.effect.mix or Fraction()
    if abs(mix) > abs(rate):
        return _weight(split, lead, answer, text)
    then, now = (figures.brief(side(answer.unit), answer, text) for side in (lead.then, lead.now))
    return text.say("Its own figure went from {then} to {now}.", then=then, now=now)


def _weight(split: Split, lead: Contribution, answer: Answer, text: Text) -> str:
    then, now = lead.pair.then.weight / split.whole.then.weight, lead.pair.now.weight / split.whole.now.weight
    told = {
        "then": text.share(float(then)),
        "now": text.share(float(now)),
        "rows": _rows(answer, text),
    }
    if (lead.effect.total > 0) == (now > then):
        return text.say("It went from {then} to {now} of the {rows}, and its figure lies above the others’.", **told)
    return text.say("It went from {then} to {now} of the {rows}, and its figure lies below the others’.", **told)


def _reversal(split: Split, culprit: Contribution, answer: Answer, text: Text) -> str:
    """Every region rose, the whole fell."""
    told = {
        "dimension": nouns.dimension(split.dimension, text),
        "group": group(culprit, text),
        "rows": _rows(answer, text),
        "value": figures.brief(culprit.now(answer.unit), answer, text),
    }
    fell = split.change < 0
    if not isinstance(split.whole.now, Divided):
        return text.say(_ORDER_FELL if fell else _ORDER_ROSE, **told)
    grew = culprit.pair.now.weight * split.whole.then.weight > culprit.pair.then.weight * split.whole.now.weight
    return text.say(_REVERSALS[fell, grew], **told)


def _rows(answer: Answer, text: Text) -> str:
    return nouns.kind(answer.receipt.per or answer.receipt.table, text)
