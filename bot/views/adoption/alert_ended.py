"""The notice to whoever answers for an alert on a KPI that was retired."""

from bot.text import Text
from bot.views import nouns
from bot.views.adoption.retired import retired_in
from bot.views.kit import section
from bot.views.message import Message
from bot.views.mrkdwn import bold, channel, fill, join, lines
from kpi_engine.kpi import Catalog
from storage.repositories.alert_records import AlertRule


def alert_ended(rule: AlertRule, catalog: Catalog, text: Text) -> Message:
    """Which alert, in which channel, and why; it says nothing of figures."""
    gone = catalog.retired[rule.kpi]
    words = lines(
        fill(
            text.say("The alert on {what} in {channel} has ended."),
            what=bold(join(", ", text.say(gone.name), nouns.whose(rule.scope, text))),
            channel=channel(rule.channel_id),
        ),
        retired_in(catalog, rule.kpi, text),
    )
    return Message(words, (section(words),))
