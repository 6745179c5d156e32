"""Why nothing can come to a channel for now, told to who pressed Resume or Send now: nothing is chosen there."""

from bot.text import Text
from bot.use_cases.place import PlaceFault
from bot.views.kit import section
from bot.views.message import Message
from bot.views.mrkdwn import Markup, code, fill, marked
from bot.views.place_words import INVITE


def cannot_come(fault: PlaceFault, text: Text) -> Message:
    """What stands against it, and what to do before pressing again."""
    return Message(said := _said(fault, text), (section(said),))


def _said(fault: PlaceFault, text: Text) -> Markup:
    if fault is PlaceFault.NOT_INVITED:
        words = text.say("I am not in this channel, so I cannot post there. Type {invite} in it, then press once more.")
        return fill(words, invite=code(INVITE))
    return marked(_why(fault, text))


def _why(fault: PlaceFault, text: Text) -> str:  # noqa: PLR0911 - a line for each fault
    match fault:
        case PlaceFault.ARCHIVED:
            return text.say(
                "The channel is archived, so nothing can be posted there. With Change you move it elsewhere."
            )
        case PlaceFault.NOT_A_CHANNEL:
            return text.say("This is no channel. With Change you choose one.")
        case PlaceFault.OUTSIDE:
            return text.say("Another company still reads this channel, so no figures come here.")
        case PlaceFault.GUESTS:
            return text.say("A guest still reads this channel, so no figures come here.")
        case PlaceFault.AUDIENCE_UNKNOWN:
            return text.say("I am getting to know the people of this channel. Press once more in a minute.")
        case PlaceFault.MUTE:
            return text.say("I may not post in this channel. Ask its admin.")
        case PlaceFault.UNSURE:
            return text.say("Slack did not say whether I may post there. Press once more.")
        case _:
            return text.say("This is under way already. Wait a moment, then press once more.")
