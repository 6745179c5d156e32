"""Rules that watch figures, what each evaluation of them saw, and the episodes that came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime, time
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, func, select, update
from sqlalchemy.orm import Session, aliased
from sqlalchemy.sql.dml import ReturningInsert

from kpi_engine.alerts.watch import UNTOLD, Condition, Seen
from kpi_engine.periods import Grain
from kpi_engine.scope import Level, Scope
from storage.models import AlertEpisodeRow, AlertEvaluationRow, AlertRuleRow
from storage.repositories.alert_records import (
    AlertRule,
    CloseReason,
    Episode,
    EpisodeState,
    Evaluation,
    NewEpisode,
    QuietHours,
)
from storage.repositories.upsert import dialect_of, insert_into, put, row_of

_FRESH = {"populate_existing": True}
_Told = aliased(AlertEvaluationRow)
_LOOKED_BACK = 50  # evaluations: more in a row than any rule waits for


class Alerts:
    """Rules by workspace and id, with their evaluations and episodes."""

    def __init__(self, session: Session) -> None:
        self._session = session

    # rules

    def put(self, rule: AlertRule) -> None:
        """Add or overwrite a rule. One that was changed looks anew at what it saw as it was before."""
        put(self._session, AlertRuleRow, _values(rule))
        seen = delete(AlertEvaluationRow).filter_by(team_id=rule.team_id, rule_id=rule.id)
        self._session.execute(seen.where(AlertEvaluationRow.evaluated_at < rule.changed_at))

    def end(self, team_id: str, rule_id: str, at: datetime) -> bool:
        """Take a rule out of force; False where it was out already."""
        statement = (
            update(AlertRuleRow)
            .filter_by(team_id=team_id, id=rule_id)
            .where(AlertRuleRow.ended_at.is_(None))
            .values(ended_at=at)
            .returning(AlertRuleRow.id)
        )
        return self._session.execute(statement).first() is not None

    def get(self, team_id: str, rule_id: str) -> AlertRule | None:
        """Find one, in force or not."""
        return next(iter(self._rules(AlertRuleRow.team_id == team_id, AlertRuleRow.id == rule_id)), None)

    def lock(self, team_id: str, rule_id: str) -> AlertRule | None:
        """Find one and let nobody else work on it until the unit ends."""
        statement = select(AlertRuleRow).filter_by(team_id=team_id, id=rule_id).with_for_update()
        row = self._session.scalars(statement, execution_options=_FRESH).first()
        return _rule(row) if row else None

    def in_force(self, team_id: str) -> Sequence[AlertRule]:
        """List the rules of a workspace, oldest first."""
        return self._rules(AlertRuleRow.team_id == team_id, AlertRuleRow.ended_at.is_(None))

    def of_channel(self, team_id: str, channel_id: str) -> Sequence[AlertRule]:
        """List the rules that tell a channel, oldest first."""
        return [rule for rule in self.in_force(team_id) if rule.channel_id == channel_id]

    def _rules(self, *where: ColumnElement[bool]) -> Sequence[AlertRule]:
        statement = select(AlertRuleRow).where(*where).order_by(AlertRuleRow.created_at, AlertRuleRow.id)
        return [_rule(row) for row in self._session.scalars(statement, execution_options=_FRESH)]

    # evaluations

    def evaluate(self, evaluation: Evaluation) -> bool:
        """Keep what was seen; False where this period was seen in this version of the facts before."""
        statement = _evaluating(dialect_of(self._session))
        return self._session.execute(statement, row_of(evaluation)).first() is not None

    def evaluated(self, team_id: str, facts_version: str) -> frozenset[tuple[str, date]]:
        """Tell which rules have seen which periods in this version of the facts."""
        columns = AlertEvaluationRow.rule_id, AlertEvaluationRow.period
        rows = self._session.execute(select(*columns).filter_by(team_id=team_id, facts_version=facts_version))
        return frozenset((row.rule_id, row.period) for row in rows)

    def seen(self, rule: AlertRule, since: datetime) -> Sequence[Seen]:
        """List what a rule, as it is now, saw last after an instant, oldest first."""
        statement = (
            select(AlertEvaluationRow.seen)
            .filter_by(team_id=rule.team_id, rule_id=rule.id)
            .where(AlertEvaluationRow.evaluated_at > since, AlertEvaluationRow.evaluated_at >= rule.changed_at)
            .order_by(AlertEvaluationRow.id.desc())
            .limit(_LOOKED_BACK)
        )
        return [Seen(each) for each in reversed(self._session.scalars(statement).all())]

    def untold(self, team_id: str) -> Mapping[str, int]:
        """Count, by rule, the newest evaluations in a row that saw nothing, or too little, since it was changed."""
        told = (
            select(func.max(_Told.id))
            .where(_Told.team_id == AlertEvaluationRow.team_id, _Told.rule_id == AlertEvaluationRow.rule_id)
            .where(_Told.seen.not_in(UNTOLD))
            .scalar_subquery()
        )
        statement = (
            select(AlertEvaluationRow.rule_id, func.count())
            .join(
                AlertRuleRow,
                (AlertRuleRow.team_id == AlertEvaluationRow.team_id) & (AlertRuleRow.id == AlertEvaluationRow.rule_id),
            )
            .where(AlertEvaluationRow.team_id == team_id, AlertEvaluationRow.id > func.coalesce(told, 0))
            .where(AlertEvaluationRow.evaluated_at >= AlertRuleRow.changed_at)
            .group_by(AlertEvaluationRow.rule_id)
        )
        return {str(rule_id): int(count) for rule_id, count in self._session.execute(statement)}

    def forget_evaluations_before(self, moment: datetime) -> None:
        """Delete what was seen before `moment`; each rule's newest period stays, so that none is judged again."""
        later = aliased(AlertEvaluationRow)
        has_later = exists().where(
            later.team_id == AlertEvaluationRow.team_id,
            later.rule_id == AlertEvaluationRow.rule_id,
            later.period > AlertEvaluationRow.period,
        )
        old = delete(AlertEvaluationRow).where(AlertEvaluationRow.evaluated_at < moment, has_later)
        self._session.execute(old, execution_options={"synchronize_session": False})

    # episodes

    def open_episode(self, team_id: str, rule_id: str) -> Episode | None:
        """Find the episode of a rule that is not over; there is one at most."""
        found = self._episodes(AlertEpisodeRow.team_id == team_id, AlertEpisodeRow.rule_id == rule_id, _NOT_OVER)
        return next(iter(found), None)

    def last_episode(self, team_id: str, rule_id: str) -> Episode | None:
        """Find the newest episode of a rule, over or not."""
        statement = (
            select(AlertEpisodeRow)
            .filter_by(team_id=team_id, rule_id=rule_id)
            .order_by(AlertEpisodeRow.number.desc())
            .limit(1)
        )
        row = self._session.scalars(statement, execution_options=_FRESH).first()
        return _episode(row) if row else None

    def episode(self, team_id: str, episode_id: int) -> Episode | None:
        """Find one by its id."""
        found = self._episodes(AlertEpisodeRow.team_id == team_id, AlertEpisodeRow.id == episode_id)
        return next(iter(found), None)

    def open_episodes(self, team_id: str) -> Sequence[Episode]:
        """List those of a workspace that are not over, oldest first."""
        return self._episodes(AlertEpisodeRow.team_id == team_id, _NOT_OVER)

    def begin(self, new: NewEpisode) -> Episode:
        """Open an episode. The database refuses a second open one of the same rule."""
        row = AlertEpisodeRow(**asdict(new), state=EpisodeState.BREACHED, good=0, snoozes=0)
        self._session.add(row)
        self._session.flush()
        return _episode(row)

    def keep(self, episode: Episode) -> None:
        """Overwrite an episode."""
        values = asdict(episode) | {"state": episode.state, "close_reason": episode.close_reason}
        own = {"id", "team_id", "rule_id", "number", "opened_at"}
        changed = {name: value for name, value in values.items() if name not in own}
        self._session.execute(update(AlertEpisodeRow).where(AlertEpisodeRow.id == episode.id).values(**changed))

    def _episodes(self, *where: ColumnElement[bool]) -> Sequence[Episode]:
        statement = select(AlertEpisodeRow).where(*where).order_by(AlertEpisodeRow.opened_at, AlertEpisodeRow.id)
        return [_episode(row) for row in self._session.scalars(statement, execution_options=_FRESH)]


_NOT_OVER = AlertEpisodeRow.state != EpisodeState.RECOVERED


def _values(rule: AlertRule) -> dict[str, object]:
    kept = asdict(replace(rule, quiet=None)) | {"settings": dict(rule.settings)}
    del kept["scope"], kept["quiet"]
    return kept | {
        "scope_level": rule.scope.level,
        "scope_name": rule.scope.name or "",
        "quiet_from": rule.quiet.start.isoformat("minutes") if rule.quiet else None,
        "quiet_until": rule.quiet.end.isoformat("minutes") if rule.quiet else None,
    }


def _rule(row: AlertRuleRow) -> AlertRule:
    return AlertRule(
        team_id=row.team_id,
        id=row.id,
        channel_id=row.channel_id,
        owner=row.owner,
        kpi=row.kpi,
        scope=Scope(Level(row.scope_level), row.scope_name or None),
        grain=Grain(row.grain),
        condition=Condition(row.condition),
        threshold=row.threshold,
        recover_at=row.recover_at,
        settings=dict(row.settings),
        min_volume=row.min_volume,
        breach_n=row.breach_n,
        recover_n=row.recover_n,
        quiet=_quiet(row.quiet_from, row.quiet_until),
        zone=row.zone,
        language=row.language,
        created_at=row.created_at,
        changed_at=row.changed_at,
        ended_at=row.ended_at,
        definition=row.definition,
    )


def _quiet(start: str | None, end: str | None) -> QuietHours | None:
    return QuietHours(time.fromisoformat(start), time.fromisoformat(end)) if start and end else None


def _episode(row: AlertEpisodeRow) -> Episode:
    return Episode(
        id=row.id,
        team_id=row.team_id,
        rule_id=row.rule_id,
        number=row.number,
        state=EpisodeState(row.state),
        told=dict(row.told),
        breaches=row.breaches,
        good=row.good,
        opened_at=row.opened_at,
        snoozed_until=row.snoozed_until,
        snoozes=row.snoozes,
        actor=row.actor,
        acted_at=row.acted_at,
        assignee=row.assignee,
        root_delivery=row.root_delivery,
        edited_on=row.edited_on,
        escalated_at=row.escalated_at,
        closed_at=row.closed_at,
        close_reason=CloseReason(row.close_reason) if row.close_reason else None,
    )


@cache
def _evaluating(dialect: str) -> ReturningInsert[Any]:
    seen_once = ["team_id", "rule_id", "period", "facts_version"]
    statement = insert_into(AlertEvaluationRow, dialect).on_conflict_do_nothing(index_elements=seen_once)
    return statement.returning(AlertEvaluationRow.__table__.c.id)
