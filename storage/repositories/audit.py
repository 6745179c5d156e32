"""Who did what to whom, append-only: every entry seals the one before it, and people stand under pseudonyms.

The chain shows what was altered, taken out or cut off the end. It cannot show a whole chain rewritten, head
included, by somebody who owns the database.
"""

import json
from collections.abc import Sequence
from datetime import UTC
from hashlib import sha256
from secrets import token_hex

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import AuditHeadRow, AuditRow, PseudonymRow
from storage.repositories.records import Act, AuditEntry, Kind, Subject
from storage.repositories.upsert import add_missing

_START = ""  # stands where the first entry would name the one before it


class Audit:
    """One chain per workspace. Append in the transaction of the act; nothing here alters an entry."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def append(self, entry: AuditEntry) -> None:
        """Write an act at the end of its workspace's chain."""
        head = self._lock_head(entry.team_id)
        row = AuditRow(
            team_id=entry.team_id,
            number=head.number + 1,
            at=entry.at,
            actor=self._pseudonym(entry.team_id, Subject(Kind.USER, entry.actor)) if entry.actor else None,
            act=entry.act,
            subject_kind=entry.subject.kind,
            subject=self._pseudonym(entry.team_id, entry.subject),
            detail=entry.detail,
            previous=head.digest,
        )
        row.digest = _seal(row)
        head.number, head.digest = row.number, row.digest
        self._session.add(row)
        self._session.flush()

    def of(self, team_id: str) -> Sequence[AuditEntry]:
        """List a workspace's entries, oldest first; who was forgotten keeps the pseudonym only."""
        known = self._known(team_id)
        return [
            AuditEntry(
                team_id=team_id,
                at=row.at,
                actor=known.get(row.actor, row.actor) if row.actor else None,
                act=Act(row.act),
                subject=Subject(Kind(row.subject_kind), known.get(row.subject, row.subject)),
                detail=row.detail,
            )
            for row in self._rows(team_id)
        ]

    def broken(self, team_id: str) -> Sequence[int]:
        """List the numbers of entries that are altered, unlinked or missing; none in a whole chain."""
        rows = self._rows(team_id)
        head = self._session.get(AuditHeadRow, team_id, populate_existing=True)
        end, end_digest = (head.number, head.digest) if head else (0, _START)
        digests = {0: _START} | {row.number: row.digest for row in rows}
        missing = {number for number in range(1, end + 1) if number not in digests}
        altered = {row.number for row in rows if row.number > end or not _is_whole(row, digests)}
        unwitnessed = {end} if digests.get(end) != end_digest else set()
        return sorted(missing | altered | unwitnessed)

    def _lock_head(self, team_id: str) -> AuditHeadRow:
        """Wait for any other writer of this chain, then read its end."""
        add_missing(self._session, AuditHeadRow, [{"team_id": team_id, "number": 0, "digest": _START}])
        statement = select(AuditHeadRow).filter_by(team_id=team_id).with_for_update()
        return self._session.scalars(statement, execution_options={"populate_existing": True}).one()

    def _pseudonym(self, team_id: str, subject: Subject) -> str:
        person = {"team_id": team_id, "kind": subject.kind.value, "key": subject.key}
        add_missing(self._session, PseudonymRow, [person | {"pseudonym": token_hex(16)}])
        return self._session.scalars(select(PseudonymRow.pseudonym).filter_by(**person)).one()

    def _known(self, team_id: str) -> dict[str, str]:
        statement = select(PseudonymRow.pseudonym, PseudonymRow.key).filter_by(team_id=team_id)
        return {row.pseudonym: row.key for row in self._session.execute(statement)}

    def _rows(self, team_id: str) -> Sequence[AuditRow]:
        statement = select(AuditRow).filter_by(team_id=team_id).order_by(AuditRow.number)
        return self._session.scalars(statement, execution_options={"populate_existing": True}).all()


def _is_whole(row: AuditRow, digests: dict[int, str]) -> bool:
    """Check the seal, and the link to the entry before where that one is there."""
    return row.digest == _seal(row) and row.previous == digests.get(row.number - 1, row.previous)


def _seal(row: AuditRow) -> str:
    """SHA-256 over every column and the digest before."""
    at = row.at.astimezone(UTC).isoformat(timespec="microseconds")
    content = [
        row.team_id,
        row.number,
        at,
        row.actor,
        row.act,
        row.subject_kind,
        row.subject,
        row.detail,
        row.previous,
    ]
    return sha256(json.dumps(content).encode()).hexdigest()
