"""Why a channel cannot get messages, in words, and what can be done."""

from bot.text import Text
from bot.use_cases.place import PlaceFault
from bot.views.mrkdwn import Markup, code, fill, marked

INVITE = "/invite @kpi"


def place_words(fault: PlaceFault, text: Text) -> Markup:
    """Said beside the channel's input, or where something was to be sent there."""
    if fault is PlaceFault.NOT_INVITED:
        words = text.say(
            "I am not in this channel, so I could not post there. Type {invite} in it, then press once more."
        )
        return fill(words, invite=code(INVITE))
    return marked(_said(fault, text))


def _said(fault: PlaceFault, text: Text) -> str:  # noqa: PLR0911 - a line for each fault
    match fault:
        case PlaceFault.ARCHIVED:
            return text.say("This channel is archived, so nothing can be posted there. Choose another one.")
        case PlaceFault.NOT_A_CHANNEL:
            return text.say("This is for a channel that people share, not for a direct message. Choose a channel.")
        case PlaceFault.OUTSIDE:
            return text.say("Another company reads this channel, so no figures come here. Choose another one.")
        case PlaceFault.GUESTS:
            return text.say("A guest reads this channel, so no figures come here. Choose another one.")
        case PlaceFault.AUDIENCE_UNKNOWN:
            return text.say("I am getting to know the people of this channel. Press once more in a minute.")
        case PlaceFault.MUTE:
            return text.say("I may not post in this channel. Ask its admin, or choose another one.")
        case PlaceFault.UNSURE:
            return text.say("Slack did not say whether I may post there. Nothing was kept yet; press once more.")
        case PlaceFault.UNDER_WAY:
            return text.say("This is being saved already. Wait a moment, then press once more.")
        case _:
            return ""
