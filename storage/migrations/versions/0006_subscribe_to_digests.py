"""Subscribe channels to digests."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "digests",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("scope_level", sa.String(), nullable=False),
        sa.Column("scope_name", sa.String(), nullable=False),
        sa.Column("kpis", sa.JSON(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("compare", sa.String(), nullable=False),
        sa.Column("fresher_than", sa.Integer(), nullable=True),
        sa.Column("look", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("active_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["workspaces.team_id"], name="fk_digests_workspaces"),
        sa.PrimaryKeyConstraint("team_id", "id", name="pk_digests"),
    )
    op.create_index("ix_digests_channel", "digests", ["team_id", "channel_id"], unique=False)
    op.create_index("ix_digests_state", "digests", ["state"], unique=False)
    op.create_table(
        "editions",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("digest_id", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("delivery_id", sa.Integer(), nullable=True),
        sa.Column("facts_version", sa.String(), nullable=True),
        sa.Column("checked_version", sa.String(), nullable=True),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["delivery_id"], ["deliveries.id"], name="fk_editions_deliveries"),
        sa.ForeignKeyConstraint(
            ["team_id", "digest_id"], ["digests.team_id", "digests.id"], name="fk_editions_digests"
        ),
        sa.PrimaryKeyConstraint("team_id", "digest_id", "period", name="pk_editions"),
    )
    op.create_index("ix_editions_state", "editions", ["state"], unique=False)
