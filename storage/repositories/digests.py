"""Which channel gets which digest each week: one for each channel and scope; those deleted stay as history."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time

from sqlalchemy import ColumnElement, exists, select, update
from sqlalchemy.orm import Session

from kpi_engine.question import Compare
from kpi_engine.scope import Level, Scope
from storage.models import DigestRow, EditionRow, WorkspaceRow
from storage.repositories.digest_records import UNDECIDED, Digest, DigestState, Look, PauseReason, Schedule
from storage.repositories.upsert import put


class Digests:
    """Digests by workspace and id."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, digest: Digest) -> None:
        """Add or overwrite."""
        put(self._session, DigestRow, _values(digest))

    def get(self, team_id: str, digest_id: str) -> Digest | None:
        """Find one, deleted or not."""
        return self._first(DigestRow.team_id == team_id, DigestRow.id == digest_id)

    def of_channel(self, team_id: str, channel_id: str) -> Sequence[Digest]:
        """List those of a channel that are not deleted, oldest first."""
        return self._all(DigestRow.team_id == team_id, DigestRow.channel_id == channel_id, _STANDING)

    def of_workspace(self, team_id: str) -> Sequence[Digest]:
        """List those of a workspace that are not deleted, oldest first."""
        return self._all(DigestRow.team_id == team_id, _STANDING)

    def active(self) -> Sequence[Digest]:
        """List those that go out, of all workspaces."""
        return self._all(DigestRow.state == DigestState.ACTIVE)

    def with_open_editions(self) -> Mapping[tuple[str, str], Digest]:
        """Those that have a week to decide, deleted or not, by workspace and id."""
        has_open = exists().where(
            EditionRow.team_id == DigestRow.team_id,
            EditionRow.digest_id == DigestRow.id,
            EditionRow.state.in_(UNDECIDED),
        )
        return {(each.team_id, each.id): each for each in self._all(has_open)}

    def for_scope(self, team_id: str, channel_id: str, scope: Scope) -> Digest | None:
        """Find the one that tells this channel of this scope, unless it is deleted."""
        return next((each for each in self.of_channel(team_id, channel_id) if each.scope == scope), None)

    def pause(self, digest: Digest, reason: PauseReason, at: datetime) -> bool:
        """Pause one that goes out; False where it does not: whoever pauses it is one alone."""
        return self._move(digest, {DigestState.ACTIVE}, state=DigestState.PAUSED, reason=reason, changed_at=at)

    def resume(self, digest: Digest, at: datetime) -> bool:
        """Let a paused one go out again; what fell due meanwhile is nobody's miss. False where it is not paused."""
        values = {"state": DigestState.ACTIVE, "reason": None, "changed_at": at, "active_since": at}
        return self._move(digest, {DigestState.PAUSED}, **values)

    def delete(self, digest: Digest, at: datetime) -> bool:
        """Take one away for good; False where it was already."""
        standing = {DigestState.ACTIVE, DigestState.PAUSED}
        return self._move(digest, standing, state=DigestState.DELETED, reason=None, changed_at=at)

    def hand_over(self, digest: Digest, owner: str, at: datetime) -> bool:
        """Let somebody else answer for it; False where the owner is another by now."""
        statement = (
            update(DigestRow)
            .filter_by(team_id=digest.team_id, id=digest.id, owner=digest.owner)
            .values(owner=owner, changed_at=at)
            .returning(DigestRow.id)
        )
        return self._session.execute(statement).first() is not None

    def take_turns(self, team_id: str) -> None:
        """Wait for any other writer of this workspace's digests, so that two never tell a channel the same."""
        self._session.execute(select(WorkspaceRow.team_id).filter_by(team_id=team_id).with_for_update())

    def _move(self, digest: Digest, since: set[DigestState], **values: object) -> bool:
        statement = (
            update(DigestRow)
            .filter_by(team_id=digest.team_id, id=digest.id)
            .where(DigestRow.state.in_(since))
            .values(**values)
            .returning(DigestRow.id)
        )
        return self._session.execute(statement).first() is not None

    def _first(self, *where: ColumnElement[bool]) -> Digest | None:
        return next(iter(self._all(*where)), None)

    def _all(self, *where: ColumnElement[bool]) -> Sequence[Digest]:
        statement = select(DigestRow).where(*where).order_by(DigestRow.team_id, DigestRow.created_at, DigestRow.id)
        rows = self._session.scalars(statement, execution_options={"populate_existing": True})
        return [_record(row) for row in rows]


_STANDING = DigestRow.state != DigestState.DELETED


def _values(digest: Digest) -> dict[str, object]:
    schedule = digest.schedule
    return {
        "team_id": digest.team_id,
        "id": digest.id,
        "channel_id": digest.channel_id,
        "owner": digest.owner,
        "scope_level": digest.scope.level,
        "scope_name": digest.scope.name or "",
        "kpis": list(digest.kpis),
        "zone": schedule.zone,
        "weekday": schedule.weekday,
        "at": schedule.at.isoformat("minutes"),
        "language": digest.language,
        "compare": digest.compare,
        "fresher_than": digest.fresher_than,
        "look": digest.look,
        "state": digest.state,
        "reason": digest.reason,
        "active_since": digest.active_since,
        "created_at": digest.created_at,
        "changed_at": digest.changed_at,
    }


def _record(row: DigestRow) -> Digest:
    return Digest(
        team_id=row.team_id,
        id=row.id,
        channel_id=row.channel_id,
        owner=row.owner,
        scope=Scope(Level(row.scope_level), row.scope_name or None),
        kpis=tuple(row.kpis),
        schedule=Schedule(row.zone, row.weekday, time.fromisoformat(row.at)),
        language=row.language,
        compare=Compare(row.compare),
        fresher_than=row.fresher_than,
        look=Look(row.look),
        state=DigestState(row.state),
        reason=PauseReason(row.reason) if row.reason else None,
        active_since=row.active_since,
        created_at=row.created_at,
        changed_at=row.changed_at,
    )
