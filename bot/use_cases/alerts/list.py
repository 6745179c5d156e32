"""The rules of a workspace as a person may see them, and how each of them stands."""

from dataclasses import dataclass

from bot.office import Office
from bot.policy import may_set_alert, visible
from bot.use_cases.alerts.episode_news import Told, told_of
from bot.use_cases.for_channels import headcounts
from storage.repositories.alert_records import AlertRule, Episode
from storage.repositories.records import Member

_SILENT_AFTER = 3  # evaluations in a row that said nothing


@dataclass(frozen=True, slots=True)
class ListedAlert:
    """A rule and its open episode, if there is one; `untold`: so many evaluations in a row had nothing to judge.

    `hers`: this person may change it. `latest`: what was found last while the episode is open.
    """

    rule: AlertRule
    episode: Episode | None = None
    latest: Told | None = None
    untold: int = 0
    hers: bool = False


def listed_alerts(member: Member, office: Office) -> tuple[ListedAlert, ...]:
    """Those in force that this person may set or whose figures she may see, oldest first."""
    sizes = headcounts(member.team_id, office)
    with office.records.reading() as work:
        rules = work.alerts.in_force(member.team_id)
        episodes = {each.rule_id: each for each in work.alerts.open_episodes(member.team_id)}
        untold = work.alerts.untold(member.team_id)
    return tuple(
        _listed(
            rule,
            episodes.get(rule.id),
            untold.get(rule.id, 0),
            hers=may_set_alert(member, rule.scope, sizes).allowed,
        )
        for rule in rules
        if visible(member, rule.scope).allowed
    )


def _listed(rule: AlertRule, episode: Episode | None, untold: int, *, hers: bool) -> ListedAlert:
    latest = told_of(episode)["latest"] if episode else None
    return ListedAlert(rule, episode, latest, untold if untold >= _SILENT_AFTER else 0, hers)
