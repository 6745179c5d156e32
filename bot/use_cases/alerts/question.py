"""The question behind an episode: what whoever is told of it looks into for herself."""

from bot.errors import AlertGone
from bot.office import Office
from bot.use_cases.alerts.episode_news import told_of
from bot.use_cases.alerts.watch import watch_of
from bot.use_cases.answer_kpi import complete
from bot.words.reading import Asked
from kpi_engine.alerts import Condition
from kpi_engine.alerts.asked import age_of
from kpi_engine.alerts.stalled import asked_of
from kpi_engine.question import Question
from storage.repositories.records import Member


def find_watched(episode_id: int, member: Member, office: Office) -> Question:
    """The figure of the period that was judged last, as it was judged; of what fell silent, as anybody asks for it.

    Raises AlertGone. Whose figures they are is ruled on where the question is answered.
    """
    with office.records.reading() as work:
        episode = work.alerts.episode(member.team_id, episode_id)
        rule = work.alerts.get(member.team_id, episode.rule_id) if episode else None
    if episode is None or rule is None or rule.kpi not in office.catalog:
        raise AlertGone
    if rule.condition is Condition.SILENT:
        return complete(Asked(kpi=rule.kpi), rule.scope, office)
    watch, period = watch_of(rule, rule.threshold), told_of(episode)["latest"].judgement.period
    if rule.condition is Condition.STALLED:
        return asked_of(watch, period)
    return Question(rule.kpi, period, rule.scope, age=age_of(watch, office.catalog[rule.kpi]))
