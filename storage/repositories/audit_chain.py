"""What holds a chain of audit entries together, and where it does not hold. Pure: rows in, numbers out.

An entry is sealed with the digest of the one before it. What is past its time is cut off the beginning; the last entry
that went is remembered with its digest, and an entry of the chain says the same.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from hashlib import sha256
from typing import Self

from storage.models import AuditHeadRow, AuditRow
from storage.repositories.records import Act

START = ""
"""Stands where the first entry would name the one before it."""


@dataclass(frozen=True, slots=True)
class Ends:
    """What a chain begins after and what it ends with: numbers of entries, and their digests."""

    cut: int = 0
    cut_digest: str = START
    last: int = 0
    last_digest: str = START

    @classmethod
    def of(cls, head: AuditHeadRow | None) -> Self:
        """As the head of the chain has them; a chain without a head has no entry."""
        return cls(head.cut_number, head.cut_digest, head.number, head.digest) if head else cls()


def told(number: int, digest: str) -> str:
    """What the entry about a cut says first: the last that went."""
    return f"{number} {digest}"


def broken(rows: Sequence[AuditRow], ends: Ends) -> Sequence[int]:
    """List the numbers of entries that are altered, unlinked, missing, or were cut without a word."""
    return sorted({*untold(rows, ends), *unlinked(rows, ends), *_unwitnessed(rows, ends)})


def unlinked(rows: Sequence[AuditRow], ends: Ends) -> Iterator[int]:
    """Those between the ends that are altered, do not follow from the one before, or are missing."""
    digests = {ends.cut: ends.cut_digest} | {row.number: row.digest for row in rows}
    yield from (number for number in range(ends.cut + 1, ends.last + 1) if number not in digests)
    for row in rows:
        outside = not ends.cut < row.number <= ends.last
        if outside or row.digest != seal(row) or row.previous != digests.get(row.number - 1, row.previous):
            yield row.number


def untold(rows: Sequence[AuditRow], ends: Ends) -> Sequence[int]:
    """Those that are gone from the beginning although no entry says that they were cut."""
    says = told(ends.cut, ends.cut_digest)
    cuts = (row for row in rows if row.act == Act.AUDIT_CUT)
    return range(1, ends.cut + 1) if not any(row.detail.startswith(says) for row in cuts) else ()


def _unwitnessed(rows: Sequence[AuditRow], ends: Ends) -> Sequence[int]:
    """The last entry, if it is not the one that the head has seen."""
    seen = {ends.cut: ends.cut_digest} | {row.number: row.digest for row in rows}
    return () if seen.get(ends.last) == ends.last_digest else (ends.last,)


def seal(row: AuditRow) -> str:
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
