"""The journal of imports: what was brought, when, by whom. It lives inside the facts and travels with them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """One import that was published. `counts`: by table, how many rows were read, loaded, rejected, added and so on."""

    number: int
    fingerprint: str
    source: str
    profile: str
    by: str
    at: datetime  # aware, UTC
    as_of: date | None
    corrections: bool
    counts: Mapping[str, Mapping[str, int]]

    def as_row(self) -> dict[str, Any]:
        """As kept in facts_imports."""
        return {
            "number": self.number,
            "fingerprint": self.fingerprint,
            "source": self.source,
            "profile": self.profile,
            "by": self.by,
            "at": self.at.astimezone(UTC).replace(tzinfo=None),
            "as_of": self.as_of,
            "corrections": self.corrections,
            "counts": json.dumps(self.counts, sort_keys=True),
        }

    @classmethod
    def of_row(cls, row: Any) -> "ImportRecord":
        """As read from facts_imports."""
        kept = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public way to a row's names
        return cls(**kept | {"at": kept["at"].replace(tzinfo=UTC), "counts": json.loads(kept["counts"])})
