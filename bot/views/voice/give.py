"""The way to the form from wherever a figure is read."""

from bot.text import Text
from bot.views.kit import Block, Json, button, section
from bot.views.mrkdwn import bold, code, fill, lines

OPEN = "feedback.open"


def feedback_button(text: Text) -> Json:
    """Under an answer or a digest: the form then knows what it is about, by the id of the row."""
    return button(text.say("Give feedback"), OPEN)


def home_feedback(text: Text) -> tuple[Block, ...]:
    """On the Home tab."""
    words = fill(
        text.say("What customers say, what holds a sale up, what a tool lacks: {command}, with your name or without."),
        command=code(text.say("/kpi feedback")),
    )
    heading = bold(text.say("What do you hear in the field?"))
    return (section(lines(heading, words), feedback_button(text)),)
