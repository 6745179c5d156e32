"""KPIs that people propose, and who seconds them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from kpi_engine.figure import Direction
from storage.models import ProposalRow, ProposalSecondRow
from storage.repositories.proposal_records import Proposal, ProposalKind, ProposalState
from storage.repositories.upsert import add_missing

_FRESH = {"populate_existing": True}
_NOT_CHANGED_BY_EDITS = frozenset({"team_id", "id", "author", "state", "root_delivery", "created_at"})


class Proposals:
    """Proposals by workspace and id. Whoever changes one locks it first."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, proposal: Proposal) -> bool:
        """Keep a new one; False where its id is known, and all stays as it is."""
        return bool(add_missing(self._session, ProposalRow, [_values(proposal)]))

    def get(self, team_id: str, proposal_id: str) -> Proposal | None:
        """Find one, whatever became of it."""
        return next(iter(self._all(ProposalRow.team_id == team_id, ProposalRow.id == proposal_id)), None)

    def lock(self, team_id: str, proposal_id: str) -> Proposal | None:
        """Find one and let nobody else change it until the unit ends."""
        found = select(ProposalRow.id).filter_by(team_id=team_id, id=proposal_id).with_for_update()
        return self.get(team_id, proposal_id) if self._session.execute(found).first() else None

    def open(self, team_id: str) -> Sequence[Proposal]:
        """List those that are discussed, oldest first."""
        return self._all(ProposalRow.team_id == team_id, ProposalRow.state == ProposalState.OPEN)

    def in_poll(self, team_id: str) -> Sequence[Proposal]:
        """List those that are being voted on, oldest first."""
        return self._all(ProposalRow.team_id == team_id, ProposalRow.state == ProposalState.IN_POLL)

    def spoken_in(self, team_id: str, channel_id: str) -> str | None:
        """The language of the newest proposal of a channel; None where it has had none."""
        newest = select(ProposalRow.language).filter_by(team_id=team_id, channel_id=channel_id)
        return self._session.scalars(newest.order_by(ProposalRow.created_at.desc(), ProposalRow.id).limit(1)).first()

    def speak(self, proposal: Proposal, language: str) -> None:
        """Let its message be in another language from now on."""
        self._changed(proposal, (), {"language": language})

    def edit(self, proposal: Proposal) -> bool:
        """Overwrite the revision before this one while it is discussed; False where it is another one by now."""
        values = {name: value for name, value in _values(proposal).items() if name not in _NOT_CHANGED_BY_EDITS}
        before = (ProposalRow.revision == proposal.revision - 1, ProposalRow.state == ProposalState.OPEN)
        return self._changed(proposal, before, values)

    def root(self, proposal: Proposal, delivery_id: int) -> None:
        """Remember the message that its discussion stands under."""
        self._changed(proposal, (), {"root_delivery": delivery_id})

    def withdraw(self, proposal: Proposal, at: datetime) -> bool:
        """Take it back while it is discussed; False where it is no longer."""
        return self.move(proposal, ProposalState.WITHDRAWN, at, since=(ProposalState.OPEN,))

    def move(
        self, proposal: Proposal, state: ProposalState, at: datetime, *, since: Sequence[ProposalState] = ()
    ) -> bool:
        """Let it come to a state, from one of those given where any are; False where it stood elsewhere."""
        where = (ProposalRow.state.in_(since),) if since else ()
        return self._changed(proposal, where, {"state": state, "changed_at": at})

    def forget_withdrawn_before(self, moment: datetime) -> None:
        """Delete what was withdrawn before `moment`, with who seconded it."""
        withdrawn = ProposalRow.state == ProposalState.WITHDRAWN, ProposalRow.changed_at < moment
        old = delete(ProposalRow).where(*withdrawn)
        self._session.execute(old, execution_options={"synchronize_session": False})

    def second(self, proposal: Proposal, user_id: str, at: datetime) -> bool:
        """Let somebody want it too, or no longer where she does already; whether she does now."""
        row = {"team_id": proposal.team_id, "proposal_id": proposal.id, "user_id": user_id, "at": at}
        if add_missing(self._session, ProposalSecondRow, [row]):
            return True
        self._session.execute(
            delete(ProposalSecondRow).filter_by(team_id=proposal.team_id, proposal_id=proposal.id, user_id=user_id)
        )
        return False

    def _changed(self, proposal: Proposal, where: Sequence[ColumnElement[bool]], values: Mapping[str, Any]) -> bool:
        statement = (
            update(ProposalRow)
            .filter_by(team_id=proposal.team_id, id=proposal.id)
            .where(*where)
            .values(**values)
            .returning(ProposalRow.id)
        )
        return self._session.execute(statement).first() is not None

    def _all(self, *where: ColumnElement[bool]) -> Sequence[Proposal]:
        ordered = select(ProposalRow).where(*where).order_by(ProposalRow.created_at, ProposalRow.id)
        rows = self._session.scalars(ordered, execution_options=_FRESH).all()
        seconds = self._seconds([row.id for row in rows])
        return [_record(row, seconds.get((row.team_id, row.id), ())) for row in rows]

    def _seconds(self, ids: Sequence[str]) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """Who seconds these, the first first."""
        row = ProposalSecondRow
        statement = (
            select(row.team_id, row.proposal_id, row.user_id)
            .where(row.proposal_id.in_(ids))
            .order_by(row.at, row.user_id)
        )
        found: dict[tuple[str, str], tuple[str, ...]] = {}
        for team_id, proposal_id, user_id in self._session.execute(statement):
            found[team_id, proposal_id] = (*found.get((team_id, proposal_id), ()), user_id)
        return found


def _values(proposal: Proposal) -> dict[str, Any]:
    values = asdict(proposal)
    del values["seconded_by"]
    return values


def _record(row: ProposalRow, seconded_by: tuple[str, ...]) -> Proposal:
    return Proposal(
        team_id=row.team_id,
        id=row.id,
        author=row.author,
        kind=ProposalKind(row.kind),
        kpi=row.kpi,
        name=row.name,
        better=Direction(row.better),
        recipe=row.recipe,
        target=row.target,
        successor=row.successor,
        why=row.why,
        owner=row.owner,
        paired_with=row.paired_with,
        state=ProposalState(row.state),
        revision=row.revision,
        channel_id=row.channel_id,
        root_delivery=row.root_delivery,
        created_at=row.created_at,
        changed_at=row.changed_at,
        seconded_by=seconded_by,
        language=row.language,
    )
