"""The notice to whoever answers for a digest that was paused: why, what to do, and the button that resumes it."""

from bot.text import Text
from bot.views import nouns
from bot.views.digests.list import EDIT, RESUME
from bot.views.kit import actions, button, section
from bot.views.message import Message
from bot.views.mrkdwn import Markup, bold, channel, code, fill, lines, marked
from bot.views.place_words import INVITE
from storage.repositories.digest_records import Digest, PauseReason


def digest_paused(digest: Digest, text: Text) -> Message:
    """It says nothing of figures: they are for the channel, this is about the channel."""
    words = lines(
        fill(
            text.say("I paused the digest of {whose} in {channel}: {why}"),
            whose=bold(nouns.whose(digest.scope, text)),
            channel=channel(digest.channel_id),
            why=why_paused(digest.reason, text),
        ),
        _way_on(digest.reason, text),
    )
    resume = button(text.say("Resume"), RESUME, digest.id, primary=True)
    offered = () if digest.reason is PauseReason.RETIRED else (resume,)
    row = actions(f"digest:{digest.id}", *offered, button(text.say("Change"), EDIT, digest.id))
    return Message(words, (section(words), row))


def why_paused(reason: PauseReason | None, text: Text) -> str:
    """What happened to the channel, or who did it, as a clause."""
    match reason:
        case PauseReason.ARCHIVED:
            return text.say("the channel was archived.")
        case PauseReason.LEFT:
            return text.say("I am no longer in the channel.")
        case PauseReason.OUTSIDERS:
            return text.say("a guest or another company reads the channel now, and figures stay inside the company.")
        case PauseReason.RETIRED:
            return text.say("none of its figures is defined any more.")
        case _:
            return text.say("somebody paused it.")


def _way_on(reason: PauseReason | None, text: Text) -> Markup:
    match reason:
        case PauseReason.ARCHIVED:
            return marked(text.say("Once the channel is back, press Resume; or move the digest to another channel."))
        case PauseReason.LEFT:
            words = text.say("Type {invite} there and press Resume; or move the digest to another channel.")
            return fill(words, invite=code(INVITE))
        case PauseReason.OUTSIDERS:
            return marked(
                text.say("Once only colleagues read it, press Resume; or move the digest to another channel.")
            )
        case PauseReason.RETIRED:
            return marked(text.say("Press Change and choose other figures."))
        case _:
            return Markup()
