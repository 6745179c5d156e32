"""Close regions to members who could work one team out of them; everybody is seated anew."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

members = sa.table("members", sa.column("synced_at", sa.DateTime(timezone=True)))


def upgrade() -> None:
    with op.batch_alter_table("members") as table:
        table.add_column(sa.Column("closed_regions", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("members") as table:
        table.alter_column("closed_regions", server_default=None)
    op.execute(members.update().values(synced_at=datetime(1970, 1, 1, tzinfo=UTC)))
