"""Channels in which feedback is read: one for a team, and one for all that no team's channel takes."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.models import TriagePlaceRow
from storage.repositories.upsert import put, row_of
from storage.repositories.voice_records import TriagePlace

REST = ""
"""Stands for a team where what no team's channel takes is read."""


class TriagePlaces:
    """Places by workspace and team."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, place: TriagePlace) -> None:
        """Read a team's feedback there from now on."""
        put(self._session, TriagePlaceRow, row_of(place))

    def takes(self, team_id: str, team: str) -> TriagePlace | None:
        """Where a team's feedback is read: in its own channel, else in that of the rest."""
        places = {each.team: each for each in self.of(team_id)}
        return places.get(team) or places.get(REST)

    def of(self, team_id: str) -> Sequence[TriagePlace]:
        """List the places of a workspace, by team."""
        statement = select(TriagePlaceRow).filter_by(team_id=team_id).order_by(TriagePlaceRow.team)
        rows = self._session.scalars(statement, execution_options={"populate_existing": True})
        return [TriagePlace(row.team_id, row.team, row.channel_id, row.set_by, row.set_at) for row in rows]

    def clear(self, team_id: str, channel_id: str) -> Sequence[str]:
        """Read nothing in a channel any more; gives the teams that were read there."""
        statement = delete(TriagePlaceRow).filter_by(team_id=team_id, channel_id=channel_id)
        return sorted(self._session.scalars(statement.returning(TriagePlaceRow.team)))
