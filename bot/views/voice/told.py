"""What authors are told by direct message: how their feedback stands, and what was answered to it."""

from collections.abc import Mapping

from bot.text import Text
from bot.use_cases.voice.item import Item, Telling, Words
from bot.views.kit import context, section
from bot.views.message import Message
from bot.views.mrkdwn import Markup, bold, code, fill, join, lines, mention
from bot.views.voice.card import excerpt, feedback_card, quoted
from bot.views.voice.words import on_the_clock, said_when, standing
from kpi_engine.kpi import Catalog
from kpi_engine.periods import Calendar
from storage.repositories.voice_records import Feedback, FeedbackReply


def voice_words(catalog: Catalog, calendar: Calendar) -> Words:
    """What turns an item into the frozen payload of a message."""

    def payload(telling: Telling, item: Item, locale: str) -> Mapping[str, object]:
        said = _message(telling, item, catalog, Text(locale, calendar))
        return {"text": str(said.text), "blocks": said.blocks}

    return payload


def _message(telling: Telling, item: Item, catalog: Catalog, text: Text) -> Message:
    match telling:
        case Telling.CARD:
            return feedback_card(item, catalog, text)
        case Telling.MOVED:
            return moved(item, text)
        case Telling.GIVEN:
            return given(item, text)
        case Telling.ANSWERED:
            return answered(item, text)


def moved(item: Item, text: Text) -> Message:
    """How it stands now; for what was merged, how the other one stands."""
    opening = _opening(item.feedback, text)
    told = outcome(item, text)
    return Message(join(" ", opening, told), (section(lines(opening, told)), context(_more(text))))


def given(item: Item, text: Text) -> Message:
    """To whom it was given: what it says, not who said it."""
    feedback = item.feedback
    words = fill(
        text.say("{person} asks you to see to this feedback:"),
        person=mention(feedback.changed_by) if feedback.changed_by else text.say("somebody"),
    )
    said = (section(each) for each in quoted(feedback.body))
    blocks = (section(words), *said, section(standing(feedback, text)))
    return Message(join(" ", words, text.say("“{words}”", words=excerpt(feedback))), blocks)


def answered(item: Item, text: Text) -> Message:
    """The last reply, in full."""
    opening = _opening(item.feedback, text)
    newest = item.replies[-1]
    who = fill(text.say("{person} replies:"), person=mention(newest.by))
    said = (section(each) for each in quoted(newest.body))
    return Message(join(" ", opening, who, newest.body), (section(lines(opening, who)), *said, context(_more(text))))


def outcome(item: Item, text: Text) -> Markup:
    """How it stands; where it was merged, that too, and how the other one stands."""
    if item.main is None:
        return bold(standing(item.feedback, text))
    return lines(text.say("It was joined with what others say as well:"), bold(standing(item.main, text)))


def reply_lines(reply: FeedbackReply, text: Text) -> tuple[Markup, ...]:
    """A reply where its item is shown: by whom, when, and its words."""
    who = fill(
        text.say("{person} replied on {moment}:"),
        person=mention(reply.by),
        moment=on_the_clock(reply.at, text),
    )
    return (who, *quoted(reply.body))


def _opening(feedback: Feedback, text: Text) -> Markup:
    return fill(
        text.say("Your feedback of {moment}, “{words}”:"),
        moment=said_when(feedback, text),
        words=excerpt(feedback),
    )


def _more(text: Text) -> Markup:
    return fill(text.say("All that you said, and what came of it: {voice}"), voice=code(text.say("/kpi voice")))
