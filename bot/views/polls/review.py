"""The agenda of a revision: each line with its figure, and a button that puts it to the vote."""

from bot.text import Text
from bot.use_cases.review.agenda import MUCH, UNREAD_FOR, Agenda, Finding, Item
from bot.use_cases.review.past_targets import KeptRecord
from bot.views import nouns
from bot.views.kit import Block, button, context, header, section
from bot.views.message import Message
from bot.views.mrkdwn import Markup, bold, fill, lines, mention
from kpi_engine.figure import Direction
from kpi_engine.kpi import Kpi

ON_KPI = "poll.on_kpi"
_SHOWN = 30


def review(agenda: Agenda, currency: str, text: Text) -> Message:
    """The answer to `/kpi review`."""
    heading = text.say("What the next revision could look at")
    told = [_line(each, currency, text) for each in agenda.items[:_SHOWN]]
    small = tuple(filter(None, (_more(agenda, text), _young(agenda, text), _unowned(agenda, text))))
    if agenda.in_order:
        order = text.say("In order: nothing stands out.")
        return Message(
            lines(heading, order), (header(heading), section(lines(order, _looked_at(text))), *_small(small))
        )
    blocks = tuple(
        section(line, button(text.say("Put to the vote"), ON_KPI, each.kpi.key))
        for each, line in zip(agenda.items, told, strict=False)
    )
    return Message(lines(heading, *told), (header(heading), *blocks, *_small(small)))


def _small(words: tuple[str, ...]) -> tuple[Block, ...]:
    return tuple(context(each) for each in words)


def _line(item: Item, currency: str, text: Text) -> Markup:
    return lines(bold(text.say(item.kpi.name)), _found(item, currency, text))


def _found(item: Item, currency: str, text: Text) -> Markup:
    match item.finding:
        case Finding.UNREAD:
            said = text.say(
                "Nobody asked for it since {day}, and no digest and no alert told of it.",
                day=text.day(item.since) if item.since else "",
            )
        case Finding.NO_OWNER:
            return _ownerless(item, text)
        case Finding.LEFT_OUT:
            said = _left_out(item, text)
        case Finding.NEVER_MET | Finding.ALWAYS_MET:
            said = _target(item.record, item.kpi, currency, text) if item.record else ""
    return fill("{said}", said=said)


def _left_out(item: Item, text: Text) -> str:
    return text.plural(
        "{share} of what lies in {period} is left out: {count} row.",
        "{share} of what lies in {period} is left out: {count} rows.",
        item.rows,
        share=text.share(item.share or 0.0),
        period=text.period(item.period) if item.period else "",
    )


def _ownerless(item: Item, text: Text) -> Markup:
    if item.owner is None:
        return fill("{said}", said=text.say("Nobody answers for its definition."))
    return fill(text.say("{person}, who answers for it, is not here any more."), person=mention(item.owner))


def _target(record: KeptRecord, kpi: Kpi, currency: str, text: Text) -> str:
    """The target of a team against the last periods."""
    target = record.kept.target
    said = {
        "whose": nouns.whose(target.scope, text),
        "aim": text.value(target.aim, kpi.unit, currency),
        "first": text.tick(record.periods[0]),
        "last": text.tick(record.periods[-1]),
    }
    at_most = kpi.better is Direction.DOWN
    if record.always:
        return (
            text.say("{whose}: at most {aim} was reached in every period from {first} to {last}.", **said)
            if at_most
            else text.say("{whose}: at least {aim} was reached in every period from {first} to {last}.", **said)
        )
    return (
        text.say("{whose}: at most {aim} was not reached once from {first} to {last}.", **said)
        if at_most
        else text.say("{whose}: at least {aim} was not reached once from {first} to {last}.", **said)
    )


def _looked_at(text: Text) -> str:
    return text.say(
        "Looked at: KPIs that nobody reads, targets always or never reached in the last 4 periods, definitions "
        "without an owner, figures that leave out more than {share}.",
        share=text.share(MUCH),
    )


def _more(agenda: Agenda, text: Text) -> str:
    more = len(agenda.items) - _SHOWN
    return text.plural("… and {count} more", "… and {count} more", more) if more > 0 else ""


def _young(agenda: Agenda, text: Text) -> str:
    if agenda.young_since is None:
        return ""
    return text.say(
        "Which KPIs nobody reads cannot be told yet: answers are remembered since {day}, and it takes {count} days.",
        day=text.day(agenda.young_since),
        count=text.number(UNREAD_FOR.days),
    )


def _unowned(agenda: Agenda, text: Text) -> str:
    """Definitions that come with the product are everybody's, so nobody's: one line for all."""
    if not agenda.unowned:
        return ""
    return text.plural(
        "{count} definition came with the product, and nobody of the house answers for it.",
        "{count} definitions came with the product, and nobody of the house answers for them.",
        len(agenda.unowned),
    )
