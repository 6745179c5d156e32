"""The tick that looks at watched figures."""

from bot.office import Office
from bot.use_cases.evaluate_alerts import evaluate_alerts
from bot.views.alert_messages import alert_words


def watch_figures(office: Office) -> None:
    """Evaluate alerts, in the words of their messages."""
    evaluate_alerts(office, alert_words(office.calendar))
