"""The tick that looks at watched figures."""

from bot.jobs.collecting import collected_afterwards
from bot.office import Office
from bot.use_cases.alerts.evaluate import evaluate_alerts
from bot.views.alerts.messages import alert_words


def watch_figures(office: Office) -> None:
    """Evaluate alerts, in the words of their messages."""
    with collected_afterwards():
        evaluate_alerts(office, alert_words(office.calendar))
