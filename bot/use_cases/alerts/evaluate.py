"""Look at every watched figure once per version of the facts, and let its episode go on.

All rules of a workspace are asked about in one pass. Each evaluation is then one transaction: lock the rule, keep the
evaluation (kept before: another evaluator was first, stop), step, write the episode and its messages, commit.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot import last_resort
from bot.office import Office
from bot.use_cases.alerts.episode import Moment, evaluated, is_awake, is_overdue, opens, woken
from bot.use_cases.alerts.episode_news import Told, Words, kept, told_of
from bot.use_cases.alerts.follow_definition import follow_definitions, judges_by
from bot.use_cases.alerts.tell_episode import Teller
from bot.use_cases.alerts.watch import target_followed, threshold_by, watch_of
from kpi_engine.alerts import Condition, Seen
from kpi_engine.alerts.asked import POINTS
from kpi_engine.alerts.look import Look, look
from kpi_engine.answer import Answer, Point
from kpi_engine.errors import QuestionError
from kpi_engine.facts import Facts
from kpi_engine.figure import Value
from kpi_engine.inquiry import inquire
from kpi_engine.periods import Period
from kpi_engine.question import Question
from kpi_engine.reading import Alone
from kpi_engine.together import answers
from storage.errors import NoFacts
from storage.repositories.alert_records import AlertRule, Episode, Evaluation, NewEpisode
from storage.unit_of_work import UnitOfWork

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Due:
    """A rule that has not seen its newest period in these facts; `since`: the period that its open episode began in."""

    rule: AlertRule
    look: Look
    since: Period | None


def evaluate_alerts(office: Office, words: Words) -> None:
    """Evaluate what is new, wake what was snoozed, tell owners of what nobody took up."""
    with office.records.reading() as work:
        teams = [workspace.team_id for workspace in work.workspaces.all()]
    for team_id in teams:
        with last_resort.apart("alerts: evaluate"):
            follow_definitions(team_id, office, words)
            evaluate_workspace(team_id, office, words)
        wake_workspace(team_id, office, words)


def evaluate_workspace(team_id: str, office: Office, words: Words) -> None:
    """Evaluate the rules of one workspace that have not seen their newest period in the current facts."""
    try:
        facts = office.facts.current()
    except NoFacts:
        return
    due = _due(team_id, facts, office)
    found = _answered(due, facts, office)
    for each in due:
        with last_resort.apart(f"alert:{each.rule.id}"):
            settle(each, _told(each, found, facts, office), office, words)


def settle(due: Due, told: Told, office: Office, words: Words) -> None:
    """One evaluation, one transaction."""
    with office.records.writing() as work:
        rule = work.alerts.lock(due.rule.team_id, due.rule.id)
        if rule is None or rule.ended_at or rule.held or rule.changed_at != due.rule.changed_at:
            return
        now = office.clock.moved(work.now())
        if work.alerts.evaluate(_evaluation(rule, told, now)):
            _go_on(work, rule, told, Teller(work, rule, due.look.kpi, words, now))


def wake_workspace(team_id: str, office: Office, words: Words) -> None:
    """End the snoozes whose time is over, and tell owners of what nobody took up."""
    with office.records.reading() as work:
        now = office.clock.moved(work.now())
        waiting = [each for each in work.alerts.open_episodes(team_id) if _waits(work, each, now)]
    for each in waiting:
        with last_resort.apart(f"alert:{each.rule_id}"):
            _wake(each, office, words)


def _waits(work: UnitOfWork, episode: Episode, now: datetime) -> bool:
    rule = work.alerts.get(episode.team_id, episode.rule_id)
    if rule is None or rule.held:
        return False
    return is_awake(episode, now) or is_overdue(episode, _patience(rule), now)


def _wake(waiting: Episode, office: Office, words: Words) -> None:
    with office.records.writing() as work:
        rule = work.alerts.lock(waiting.team_id, waiting.rule_id)
        episode = work.alerts.open_episode(waiting.team_id, waiting.rule_id)
        if rule is None or episode is None or episode.id != waiting.id:
            return
        now = office.clock.moved(work.now())
        teller = Teller(work, rule, office.catalog.get(rule.kpi), words, now)
        if is_awake(episode, now) and episode.good == 0:
            teller.take(woken(episode, _moment(rule, now)))
        elif is_overdue(episode, _patience(rule), now):
            teller.escalate(episode)


def _go_on(work: UnitOfWork, rule: AlertRule, told: Told, teller: Teller) -> None:
    episode = work.alerts.open_episode(rule.team_id, rule.id)
    if episode:
        teller.take(evaluated(episode, rule, told, _moment(rule, teller.now)))
        return
    last = work.alerts.last_episode(rule.team_id, rule.id)
    breaches = opens(rule, work.alerts.seen(rule, _over_since(last, rule)))
    if breaches is not None:
        number = last.number + 1 if last else 1
        teller.open(NewEpisode(rule.team_id, rule.id, number, kept(told, told), breaches, teller.now))


def _over_since(last: Episode | None, rule: AlertRule) -> datetime:
    """When the last episode closed; of one that closed with a change of the rule that change is what counts."""
    closed = last.closed_at if last else None
    return closed if closed and closed > rule.changed_at else _LONG_AGO


def _due(team_id: str, facts: Facts, office: Office) -> list[Due]:
    with office.records.reading() as work:
        seen = work.alerts.evaluated(team_id, facts.version)
        episodes = {each.rule_id: each for each in work.alerts.open_episodes(team_id)}
        known = [each for each in work.alerts.in_force(team_id) if judges_by(each, office.catalog) and not each.held]
        due = [_look(work, each, facts, episodes.get(each.id), office) for each in known]
    return [each for each in due if (each.rule.id, each.look.period.start) not in seen]


def _look(work: UnitOfWork, rule: AlertRule, facts: Facts, episode: Episode | None, office: Office) -> Due:
    kpi = office.catalog[rule.kpi]
    today = office.clock.now().astimezone(ZoneInfo(rule.zone)).date()
    found = look(watch_of(rule, rule.threshold), kpi, facts.as_of, today, office.calendar)
    followed = target_followed(rule)
    if followed:
        target = work.targets.get(rule.team_id, followed)
        aim = threshold_by(target.target, found.period, kpi, facts) if target and not target.end else None
        found = replace(found, watch=replace(found.watch, threshold=aim))
    return Due(rule, found, told_of(episode)["opening"].judgement.period if episode else None)


def _answered(due: Collection[Due], facts: Facts, office: Office) -> Mapping[Question, Answer]:
    asked = [question for each in due if _can_be_put(each, facts, office) for question in each.look.questions]
    return answers(asked, facts, catalog=office.catalog, calendar=office.calendar, currency=office.currency)


def _can_be_put(due: Due, facts: Facts, office: Office) -> bool:
    """One rule whose question is refused must not silence the others."""
    try:
        for each in due.look.questions:
            inquire(each, Alone(facts), kpi=due.look.kpi, calendar=office.calendar, currency=office.currency)
    except QuestionError:
        return False
    return True


def _told(due: Due, found: Mapping[Question, Answer], facts: Facts, office: Office) -> Told:
    look, own = due.look, found.get(due.look.questions[0]) if due.look.questions else None
    if look.watch.condition is Condition.SILENT:
        judgement = look.judged_silence(facts)
    else:
        judgement = look.judged(found, due.since) if own else look.nothing
    return Told(
        judgement=judgement,
        as_of=own.as_of if own else facts.as_of,
        loaded_at=facts.loaded_at,
        facts_version=facts.version,
        currency=own.currency if own else office.currency,
        receipt=own.receipt.id if own else None,
        table=own.receipt.table if own else None,
        course=_course(look.points(found)) if own else (),
    )


def _course(points: Sequence[Point]) -> tuple[tuple[Period, float], ...]:
    """What a chart of the last periods draws."""
    return tuple((each.period, each.figure.value) for each in points[-POINTS:] if isinstance(each.figure, Value))


def _evaluation(rule: AlertRule, told: Told, now: datetime) -> Evaluation:
    found = told.judgement
    return Evaluation(
        team_id=rule.team_id,
        rule_id=rule.id,
        period=found.period.start,
        facts_version=told.facts_version,
        seen=Seen(found.seen),
        value=found.value,
        n=found.n,
        evaluated_at=now,
    )


def _moment(rule: AlertRule, now: datetime) -> Moment:
    return Moment(now, now.astimezone(ZoneInfo(rule.zone)).date())


def _patience(rule: AlertRule) -> timedelta | None:
    hours = rule.settings.get("escalate_hours")
    return timedelta(hours=hours) if isinstance(hours, int | float) and hours > 0 else None
