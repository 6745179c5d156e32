"""Keep the definitions that a company adopts."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "definitions",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("kpi", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("recipe", sa.JSON(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("better", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("paired_with", sa.String(), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("successor", sa.String(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("adopted_by", sa.String(), nullable=True),
        sa.Column("proposal_id", sa.String(), nullable=True),
        sa.Column("poll_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["team_id"], ["workspaces.team_id"], name="fk_definitions_workspaces"),
        sa.PrimaryKeyConstraint("team_id", "kpi", "version", name="pk_definitions"),
    )
