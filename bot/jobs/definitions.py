"""The tick that draws the consequences of definitions whose day has come."""

from bot.delivery.letter import frozen
from bot.office import Office
from bot.text import Text
from bot.use_cases.adoption.follow import Sayings, follow_definitions
from bot.views.adoption.alert_ended import alert_ended
from bot.views.alerts.messages import alert_words
from bot.views.digests.paused import digest_paused
from storage.repositories.alert_records import AlertRule
from storage.repositories.delivery_records import Frozen
from storage.repositories.digest_records import Digest


def follow(office: Office) -> None:
    """End what is told of retired KPIs alone, in the words of its notices."""

    def ended(rule: AlertRule, locale: str) -> Frozen:
        return frozen(alert_ended(rule, office.catalog, Text(locale, office.calendar)))

    def paused(digest: Digest, locale: str) -> Frozen:
        return frozen(digest_paused(digest, Text(locale, office.calendar)))

    follow_definitions(office, Sayings(alert_words(office.calendar), ended, paused))
