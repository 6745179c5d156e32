"""Who did what to whom, append-only: every entry seals the one before it, and people stand under pseudonyms.

The chain shows what was altered, taken out, cut off the end, or off the beginning before its time. It cannot show a
whole chain rewritten, head included, by somebody who owns the database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex

from sqlalchemy import delete, func, select, union
from sqlalchemy.orm import Session

from storage.models import AuditHeadRow, AuditRow, PseudonymRow
from storage.repositories.audit_chain import START, Ends, broken, seal, told, unlinked
from storage.repositories.records import Act, AuditEntry, Kind, Subject
from storage.repositories.upsert import add_missing

AT_ONCE = timedelta(hours=12)
"""Entries past their time go by half days at least: each cut leaves an entry of its own."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What was taken off the beginning of a chain: up to this entry, and which of them were not as they were written.

    Whoever keeps the digest elsewhere, in a log, can tell that no more was cut than this.
    """

    team_id: str
    number: int
    digest: str
    broken: Sequence[int]

    @property
    def words(self) -> str:
        """The same for the entry that tells of it."""
        listed = " ".join(map(str, self.broken))
        return told(self.number, self.digest) + (f", broken: {listed}" if listed else "")


@dataclass(frozen=True, slots=True)
class Chain:
    """How the audit of one workspace stands: entries that are kept, how many were cut in time, which are broken."""

    team_id: str
    kept: int
    cut: int
    broken: Sequence[int]


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
        row.digest = seal(row)
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
        """List the numbers of entries that are altered, unlinked, missing or cut without a word."""
        return self._chain(team_id).broken

    def chains(self) -> Sequence[Chain]:
        """Look through the audits of all workspaces, those too whose head somebody took away."""
        begun = union(select(AuditHeadRow.team_id), select(AuditRow.team_id))
        return [self._chain(team_id) for team_id in sorted(self._session.scalars(begun))]

    def cut_before(self, moment: datetime, now: datetime) -> Sequence[Cut]:
        """Take what is older off the beginning of every chain, say so at its end, and forget who is in none of it."""
        oldest = select(AuditRow.team_id).group_by(AuditRow.team_id).having(func.min(AuditRow.at) < moment - AT_ONCE)
        cuts = [self._cut(team_id, moment) for team_id in self._session.scalars(oldest.order_by(AuditRow.team_id))]
        done = [each for each in cuts if each]
        for each in done:
            chain = Subject(Kind.AUDIT, each.team_id)
            self.append(AuditEntry(each.team_id, now, None, Act.AUDIT_CUT, chain, each.words))
            self._forget_strangers(each.team_id)
        return done

    def _chain(self, team_id: str) -> Chain:
        ends = Ends.of(self._session.get(AuditHeadRow, team_id, populate_existing=True))
        rows = self._rows(team_id)
        return Chain(team_id, len(rows), ends.cut, broken(rows, ends))

    def _cut(self, team_id: str, moment: datetime) -> Cut | None:
        """Take off all entries before the first that is not older; with a clock set back, that is fewer."""
        head = self._lock_head(team_id)
        chain = AuditRow.team_id == team_id, AuditRow.number.between(head.cut_number + 1, head.number)
        younger = self._session.scalar(select(func.min(AuditRow.number)).where(*chain, AuditRow.at >= moment))
        past = (*chain, AuditRow.number < younger) if younger else chain
        rows = self._session.scalars(select(AuditRow).where(*past).order_by(AuditRow.number)).all()
        if not rows:
            return None
        last = rows[-1]
        ends = Ends(head.cut_number, head.cut_digest, last.number, last.digest)
        cut = Cut(team_id, last.number, last.digest, sorted(unlinked(rows, ends)))
        head.cut_number, head.cut_digest = cut.number, cut.digest
        self._session.execute(delete(AuditRow).where(*past), execution_options={"synchronize_session": False})
        return cut

    def _forget_strangers(self, team_id: str) -> None:
        """Forget who stands behind pseudonyms that no entry names any more."""
        actors = select(AuditRow.actor).where(AuditRow.team_id == team_id, AuditRow.actor.is_not(None))
        subjects = select(AuditRow.subject).where(AuditRow.team_id == team_id)
        named = PseudonymRow.pseudonym.in_(actors) | PseudonymRow.pseudonym.in_(subjects)
        stranger = PseudonymRow.team_id == team_id, ~named
        self._session.execute(delete(PseudonymRow).where(*stranger), execution_options={"synchronize_session": False})

    def _lock_head(self, team_id: str) -> AuditHeadRow:
        """Wait for any other writer of this chain, then read its ends."""
        begun = {"team_id": team_id, "number": 0, "digest": START, "cut_number": 0, "cut_digest": START}
        add_missing(self._session, AuditHeadRow, [begun])
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
