"""Let chains of the audit begin after what is past its time."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("audit_heads") as table:
        table.add_column(sa.Column("cut_number", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("cut_digest", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("audit_heads") as table:
        table.alter_column("cut_number", server_default=None)
        table.alter_column("cut_digest", server_default=None)
