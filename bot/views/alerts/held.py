"""The notice to whoever answers for an alert that is held: why, what to do, and the button that resumes it."""

from bot.text import Text
from bot.views import nouns
from bot.views.alerts.list import EDIT, RESUME
from bot.views.digests.paused import why_paused
from bot.views.kit import actions, button, section
from bot.views.message import Message
from bot.views.mrkdwn import Markup, bold, channel, code, fill, join, lines, marked
from bot.views.place_words import INVITE
from kpi_engine.kpi import Catalog
from storage.repositories.alert_records import AlertRule
from storage.repositories.digest_records import PauseReason


def alert_held(rule: AlertRule, catalog: Catalog, text: Text) -> Message:
    """It says nothing of figures: they are for the channel, this is about the channel."""
    kpi = catalog.get(rule.kpi)
    name = text.say(kpi.name) if kpi else rule.kpi
    words = lines(
        fill(
            text.say("I paused the alert on {what} in {channel}: {why}"),
            what=bold(join(", ", name, nouns.whose(rule.scope, text))),
            channel=channel(rule.channel_id),
            why=why_paused(rule.held, text),
        ),
        _way_on(rule.held, text),
    )
    row = actions(
        f"alert-rule:{rule.id}",
        button(text.say("Resume"), RESUME, rule.id, primary=True),
        button(text.say("Change"), EDIT, rule.id),
    )
    return Message(words, (section(words), row))


def _way_on(reason: PauseReason | None, text: Text) -> Markup:
    match reason:
        case PauseReason.ARCHIVED:
            return marked(text.say("Once the channel is back, press Resume; or let the alert tell another channel."))
        case PauseReason.LEFT:
            words = text.say("Type {invite} there and press Resume; or let the alert tell another channel.")
            return fill(words, invite=code(INVITE))
        case _:
            return marked(
                text.say("Once only colleagues read it, press Resume; or let the alert tell another channel.")
            )
