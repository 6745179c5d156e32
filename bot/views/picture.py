"""A picture for one person: what it shows in words, and the picture."""

from bot.charts.picture import Picture
from bot.views.kit import image, section
from bot.views.message import Message
from bot.views.mrkdwn import Markup, marked


def pictured(picture: Picture, caption: Markup, file_id: str) -> Message:
    """The message that shows it; `file_id` is its name in Slack. Where Slack refuses it, its words stand there."""
    words = (section(marked(picture.alt_text)),)
    return Message(caption, (section(caption), image(file_id, picture.title, picture.alt_text, instead=words)))
