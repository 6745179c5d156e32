"""Find what is due without sorting what waits."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_BEHIND = sa.text("edit_shown < edit_number")


def upgrade() -> None:
    op.drop_index("ix_deliveries_to_send", "deliveries")
    op.create_index("ix_deliveries_to_send", "deliveries", ["state", "not_before", "id"])
    op.drop_index("ix_deliveries_channel", "deliveries")
    op.create_index("ix_deliveries_channel", "deliveries", ["team_id", "channel_id", "state"])
    op.create_index(
        "ix_deliveries_to_edit",
        "deliveries",
        ["state", "not_before", "id"],
        sqlite_where=_BEHIND,
        postgresql_where=_BEHIND,
    )
