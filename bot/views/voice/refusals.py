"""Why something could not be done with feedback, and how it stands."""

from bot.text import Text
from bot.views.message import Message, one_paragraph
from bot.views.mrkdwn import code, fill, join
from bot.views.voice.words import standing
from storage.repositories.voice_records import Feedback


def feedback_gone(text: Text) -> Message:
    """A button of something that is not kept any more."""
    words = text.say("There is no such feedback any more. {voice} shows what there is.")
    return one_paragraph(fill(words, voice=code(text.say("/kpi voice"))))


def code_unknown(text: Text) -> Message:
    """Most likely mistyped: whoever said something must not think that it is lost."""
    words = text.say("Nothing is kept under this code. Check it sign by sign; {voice} shows what others said.")
    return one_paragraph(fill(words, voice=code(text.say("/kpi voice"))))


def move_refused(feedback: Feedback, text: Text) -> Message:
    """It has come too far for that."""
    return one_paragraph(join(" ", text.say("That is not possible any more."), standing(feedback, text)))


def overtaken(feedback: Feedback, text: Text) -> Message:
    """Somebody else was a moment earlier."""
    return one_paragraph(join(" ", text.say("Somebody else moved it a moment ago."), standing(feedback, text)))


def stands(feedback: Feedback, text: Text) -> Message:
    """How it stands, for whoever pressed, and for her alone."""
    return one_paragraph(join(" ", standing(feedback, text), text.say("The card shows it in a moment.")))


def press_again(text: Text) -> Message:
    """Where no form can open by itself."""
    return one_paragraph(text.say("The form did not open in time. Press the button once more."))
