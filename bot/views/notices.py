"""One sentence, private, for what went well, what is refused, and what broke; always with the way on."""

from collections.abc import Callable

from bot.text import Text
from bot.views import nouns
from bot.views.adoption.retired import retired
from bot.views.kit import Option, modal, offer, section
from bot.views.message import Message, Offer, View, one_paragraph
from bot.views.mrkdwn import code, fill
from kpi_engine.errors import AgeNotOffered, BasisNotOffered, KpiRetired, QuestionError, UnknownDimension, UnknownKpi
from kpi_engine.question import Dimension
from storage.outage import RecordsBusy, RecordsUnavailable

_NOT_IN_CHANNEL = frozenset({"not_in_channel", "channel_not_found"})
_LOCKED = frozenset({"is_archived", "restricted_action", "restricted_action_read_only_channel"})
_LISTED = 12


Notice = Callable[[Text], Message]
"""What is said in a language."""


def no_facts(text: Text) -> Message:
    """Nothing was imported yet."""
    return one_paragraph(
        text.say(
            "There is no data yet, so there is nothing to count. As soon as the first CRM import is in, ask me again."
        )
    )


def cannot_ask(text: Text, error: QuestionError) -> Message:
    """A question that cannot be put as it stands."""
    match error:
        case UnknownDimension():
            known = [nouns.dimension(Dimension(each), text) for each in error.known[:_LISTED]]
            return one_paragraph(
                text.say(
                    "This figure cannot be broken down by {dimension}. It can by {known}.",
                    dimension=nouns.dimension(Dimension(error.dimension), text),
                    known=text.listed(known),
                )
            )
        case AgeNotOffered():
            return one_paragraph(text.say("This figure has no age to be asked at: leave “at … days” out."))
        case BasisNotOffered():
            return one_paragraph(text.say("This figure has one basis only; leave “basis” out and I will answer."))
        case KpiRetired():
            return retired(error, text)
        case UnknownKpi():
            words = text.say("I know no figure called “{key}”. {help} lists them all.")
            return one_paragraph(fill(words, key=nouns.named(error.key, text), help=code(text.say("/kpi help"))))
        case _:
            return one_paragraph(text.say("I cannot answer this question as it stands. Try it in other words?"))


def card_too_old(text: Text) -> Message:
    """A button of a card that is no longer kept."""
    return one_paragraph(text.say("This card is too old for its buttons. Ask again and you get a fresh one."))


def already_shared(text: Text) -> Message:
    """A second press on Share."""
    return one_paragraph(text.say("This figure is already in the channel, once is enough."))


def shared(text: Text, *, own_left_out: bool = False) -> Message:
    """The card went out; the figure of the person herself, if her card had one, did not."""
    if own_left_out:
        return one_paragraph(text.say("Done: the channel has it, without your personal figure."))
    return one_paragraph(text.say("Done: the channel has it."))


def perhaps_shared(text: Text) -> Message:
    """Slack did not say whether the card went out; it is not sent twice."""
    return one_paragraph(
        text.say(
            "Slack did not say whether the message went out. Look in the channel: if it is not there, "
            "ask again and share the new card."
        )
    )


def picture_sent(text: Text) -> Message:
    """The picture is where only the person herself reads."""
    return one_paragraph(text.say("The picture is in your direct messages with me: Slack shows no pictures here."))


def no_picture(text: Text) -> Message:
    """It could not be drawn or sent."""
    return one_paragraph(text.say("I could not bring you the picture just now; the card says the same in figures."))


def shared_outside(text: Text) -> Message:
    """A channel that another company reads too."""
    return one_paragraph(text.say("People from another company read this channel, so figures are not shared here."))


def cannot_post(text: Text, error: str) -> Message:
    """Slack would not take the message there; `error` is Slack's code."""
    if error in _NOT_IN_CHANNEL:
        words = text.say("I am not in this channel yet. Invite me with {invite}, then share again.")
        return one_paragraph(fill(words, invite=code("/invite @kpi")))
    if error in _LOCKED:
        return one_paragraph(text.say("Nobody may post in this channel, so neither may I. Pick another one?"))
    return one_paragraph(
        text.say("Slack did not take the message ({error}). Nothing was shared; try again in a minute.", error=error)
    )


def as_modal(message: Message, text: Text) -> View:
    """The same where a form was."""
    return View(modal(text.say("KPI assistant"), text.say("Close"), (section(message.reading),)))


def target_gone(text: Text) -> Message:
    """A button of a target that is no longer in force."""
    words = text.say("This target was changed or removed meanwhile. {list} shows those in force.")
    return one_paragraph(fill(words, list=code(text.say("/kpi target list"))))


def digest_gone(text: Text) -> Message:
    """A button of a digest that is no longer there as it was."""
    words = text.say("This digest was deleted or changed meanwhile. {list} shows those that there are.")
    return one_paragraph(fill(words, list=code(text.say("/kpi digest list"))))


def alert_gone(text: Text) -> Message:
    """A button of a rule that is no longer in force."""
    words = text.say("This alert was deleted meanwhile. {list} shows those in force.")
    return one_paragraph(fill(words, list=code(text.say("/kpi alert list"))))


def already_recovered(text: Text) -> Message:
    """A button of an episode that is over."""
    return one_paragraph(text.say("This has already recovered: there is nothing left to do here."))


def still_looking(text: Text) -> Offer:
    """In a menu that is filled while one types, where that outlasts Slack's patience."""
    return _told(text.say("Still reading your data: type once more in a moment"))


def cannot_look(text: Text) -> Offer:
    """In such a menu, where something broke."""
    return _told(text.say("This cannot be looked up just now: try again in a moment"))


def _told(words: str) -> Offer:
    """In place of options; it stands for no value."""
    return Offer(offer([Option("!", words)]))


def takes_longer(text: Text) -> Message:
    """A form whose work outlasts Slack's patience."""
    return one_paragraph(
        text.say("This takes longer than usual; it goes on, and nothing is lost. Wait a moment, then press once more.")
    )


def unavailable(error: RecordsUnavailable, text: Text) -> Message:
    """The records are away, or have too much to do."""
    if isinstance(error, RecordsBusy):
        return busy(text)
    return one_paragraph(
        text.say(
            "I cannot get at my records right now, and without them I answer nothing rather than something wrong. "
            "Nothing is lost: ask again in a minute."
        )
    )


def records_unwritable(text: Text) -> Message:
    """To admins: nothing can be written."""
    return one_paragraph(
        text.say(
            "I can no longer write to my records: their database is away, or its disk is full. Figures, digests and "
            "alerts wait until it is mended; nothing that was acknowledged is lost. Check that the database runs and "
            "has space; I go on by myself as soon as it does, and tell you."
        )
    )


def records_writable(text: Text) -> Message:
    """To admins: it is over."""
    return one_paragraph(text.say("I can write to my records again: figures, digests and alerts go on."))


def busy(text: Text) -> Message:
    """Too much at once."""
    return one_paragraph(text.say("A lot of people are asking at once. Give me a minute and ask again."))


def something_broke(text: Text, reference: str) -> Message:
    """Our fault; the reference finds it in the logs."""
    return one_paragraph(
        text.say(
            "Something broke on my side, sorry. Nothing was changed or shared. "
            "If it happens again, give this reference to your admin: {reference}.",
            reference=reference,
        )
    )
