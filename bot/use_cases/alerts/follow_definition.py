"""A rule judges by one definition of its figure. From the day on which another one rules, it begins anew.

An episode was opened by a figure that is measured otherwise now: to call it recovered, or still broken, would compare
two different things. So it is over, its thread says why, and what the new definition tells opens one of its own.
"""

from dataclasses import replace

from bot import last_resort
from bot.office import Office
from bot.use_cases.alerts.act_on_episode import end_episode
from bot.use_cases.alerts.episode_news import Words
from kpi_engine.kpi import Catalog
from storage.repositories.alert_records import AlertRule, CloseReason
from storage.unit_of_work import UnitOfWork


def follow_definitions(team_id: str, office: Office, words: Words) -> None:
    """Let every rule of a workspace judge by the definition in force."""
    with office.records.reading() as work:
        behind = [rule for rule in work.alerts.in_force(team_id) if _is_behind(rule, office.catalog)]
    for rule in behind:
        with last_resort.apart(f"alert:{rule.id}"), office.records.writing() as work:
            _follow(work, rule, office, words)


def judges_by(rule: AlertRule, catalog: Catalog) -> bool:
    """Whether the definition in force is the one that a rule judges by; a process may learn of it after another."""
    return rule.kpi in catalog and rule.definition == catalog[rule.kpi].version


def _is_behind(rule: AlertRule, catalog: Catalog) -> bool:
    """Of one KPI the numbers of the versions that rule only rise."""
    return rule.kpi in catalog and (rule.definition is None or rule.definition < catalog[rule.kpi].version)


def _follow(work: UnitOfWork, found: AlertRule, office: Office, words: Words) -> None:
    rule = work.alerts.lock(found.team_id, found.id)
    if rule is None or rule.ended_at or not _is_behind(rule, office.catalog):
        return
    follows = replace(rule, definition=office.catalog[rule.kpi].version)
    if rule.definition is not None:
        end_episode(work, rule, CloseReason.DEFINITION_CHANGED, office, words)
        follows = replace(follows, changed_at=office.clock.moved(work.now()))
    work.alerts.put(follows)
