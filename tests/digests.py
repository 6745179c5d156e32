"""A digest to begin from: every field filled in, so that a test names only what it is about."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from kpi_engine.question import Compare
from kpi_engine.scope import COMPANY
from storage.repositories.digest_records import Digest, DigestState, Look, Schedule

SET_AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
_DIGEST = Digest(
    team_id="T1",
    id="d1",
    channel_id="C1",
    owner="U1",
    scope=COMPANY,
    kpis=("revenue", "cycle", "conversion"),
    schedule=Schedule("Europe/Paris"),
    language="en",
    compare=Compare.PREVIOUS,
    fresher_than=None,
    look=Look.PANEL,
    state=DigestState.ACTIVE,
    reason=None,
    active_since=SET_AT,
    created_at=SET_AT,
    changed_at=SET_AT,
)


def a_digest(**other: Any) -> Digest:
    """The company's, each Monday at eight in Paris, in English, as a panel."""
    return replace(_DIGEST, **other)
