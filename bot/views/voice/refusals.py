"""Why something could not be done with feedback, and how it stands."""

from bot.text import Text
from bot.views.kit import section
from bot.views.message import Message
from bot.views.mrkdwn import Markup, code, fill, join, marked
from bot.views.voice.words import standing
from storage.repositories.voice_records import Feedback


def feedback_gone(text: Text) -> Message:
    """A button of something that is not kept any more, or a code that opens nothing."""
    words = text.say("There is no such feedback any more. {voice} shows what there is.")
    return _notice(fill(words, voice=code(text.say("/kpi voice"))))


def move_refused(feedback: Feedback, text: Text) -> Message:
    """It has come too far for that."""
    return _notice(join(" ", text.say("That is not possible any more."), standing(feedback, text)))


def overtaken(feedback: Feedback, text: Text) -> Message:
    """Somebody else was a moment earlier."""
    return _notice(join(" ", text.say("Somebody else moved it a moment ago."), standing(feedback, text)))


def stands(feedback: Feedback, text: Text) -> Message:
    """How it stands, for whoever pressed, and for her alone."""
    return _notice(join(" ", standing(feedback, text), text.say("The card shows it in a moment.")))


def press_again(text: Text) -> Message:
    """Where no form can open by itself."""
    return _notice(text.say("The form did not open in time. Press the button once more."))


def _notice(words: str | Markup) -> Message:
    return Message(marked(words), (section(words),))
