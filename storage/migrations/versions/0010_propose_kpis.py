"""Keep proposals of KPIs."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "proposals",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("kpi", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("better", sa.String(), nullable=False),
        sa.Column("recipe", sa.JSON(), nullable=True),
        sa.Column("target", sa.JSON(), nullable=True),
        sa.Column("successor", sa.String(), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("paired_with", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=True),
        sa.Column("root_delivery", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["root_delivery"], ["deliveries.id"], name="fk_proposals_deliveries"),
        sa.ForeignKeyConstraint(["team_id"], ["workspaces.team_id"], name="fk_proposals_workspaces"),
        sa.PrimaryKeyConstraint("team_id", "id", name="pk_proposals"),
    )
    op.create_table(
        "proposal_seconds",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("proposal_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "proposal_id"],
            ["proposals.team_id", "proposals.id"],
            name="fk_proposal_seconds_proposals",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("team_id", "proposal_id", "user_id", name="pk_proposal_seconds"),
    )
