"""Queue deliveries, and pace them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dedup_key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=True),
        sa.Column("root_id", sa.Integer(), nullable=True),
        sa.Column("slack_key", sa.String(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("payload_text", sa.JSON(), nullable=False),
        sa.Column("variant", sa.String(), nullable=False),
        sa.Column("png", sa.LargeBinary(), nullable=True),
        sa.Column("file_id", sa.String(), nullable=True),
        sa.Column("file_deadline", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("worker", sa.String(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("maybe_posted", sa.Boolean(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_attempt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sweep_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("swept", sa.Integer(), nullable=False),
        sa.Column("slack_ts", sa.String(), nullable=True),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.Column("edit", sa.JSON(), nullable=True),
        sa.Column("edit_number", sa.Integer(), nullable=False),
        sa.Column("edit_shown", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["root_id"], ["deliveries.id"], name="fk_deliveries_deliveries"),
        sa.ForeignKeyConstraint(["team_id"], ["workspaces.team_id"], name="fk_deliveries_workspaces"),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.UniqueConstraint("dedup_key", name="uq_deliveries_dedup_key"),
        sa.UniqueConstraint("slack_key", name="uq_deliveries_slack_key"),
    )
    op.create_index("ix_deliveries_channel", "deliveries", ["team_id", "channel_id"], unique=False)
    op.create_index("ix_deliveries_sweep_at", "deliveries", ["sweep_at"], unique=False)
    op.create_index("ix_deliveries_to_send", "deliveries", ["state", "not_before"], unique=False)
    op.create_table(
        "paces",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("open_from", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["workspaces.team_id"], name="fk_paces_workspaces"),
        sa.PrimaryKeyConstraint("team_id", "about", name="pk_paces"),
    )
    op.create_table(
        "spent_files",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("file_id", sa.String(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["workspaces.team_id"], name="fk_spent_files_workspaces"),
        sa.PrimaryKeyConstraint("team_id", "file_id", name="pk_spent_files"),
    )
    op.create_table(
        "hosts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("boot", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_hosts"),
    )
