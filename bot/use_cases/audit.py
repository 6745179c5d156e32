"""Every look at another person's figures leaves a line."""

from collections.abc import Iterable
from datetime import datetime

from storage.repositories.records import Act, AuditEntry, Kind, Member, Subject
from storage.unit_of_work import UnitOfWork


def audit_reading(work: UnitOfWork, reader: Member, reps: Iterable[str], at: datetime) -> None:
    """Record that `reader` saw these reps' figures, in the transaction of the answer."""
    for rep in dict.fromkeys(reps):
        subject = Subject(Kind.REP, rep)
        work.audit.append(AuditEntry(reader.team_id, at, reader.user_id, Act.REP_FIGURES_READ, subject))
