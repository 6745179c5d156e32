"""Run by Alembic, on the connection and in the transaction that `storage.migrations` hands over."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from storage.models import Base
from storage.models.base import Instant


def _spell(kind: str, item: Any, _autogen: AutogenContext) -> str | Literal[False]:
    """Migrations must outlive our classes: they name what the database knows."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Instant) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite alters a table by copying it
    render_item=_spell,
)
with context.begin_transaction():
    context.run_migrations()
