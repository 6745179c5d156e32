"""Hold polls: voters, votes, ballots that name nobody."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "polls",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("secrecy", sa.String(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("quorum", sa.Integer(), nullable=False),
        sa.Column("smallest_group", sa.Integer(), nullable=False),
        sa.Column("eligible", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deadline", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("scrubbed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("turnout", sa.Integer(), nullable=True),
        sa.Column("root_delivery", sa.Integer(), nullable=True),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["root_delivery"], ["deliveries.id"], name="fk_polls_deliveries"),
        sa.ForeignKeyConstraint(["team_id"], ["workspaces.team_id"], name="fk_polls_workspaces"),
        sa.PrimaryKeyConstraint("team_id", "id", name="pk_polls"),
    )
    op.create_index("ix_polls_state", "polls", ["state", "deadline"])
    op.create_table(
        "poll_questions",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("poll_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("proposal_id", sa.String(), nullable=True),
        sa.Column("evidence", sa.JSON(), nullable=True),
        sa.Column("tally", sa.JSON(), nullable=True),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("settled", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["team_id", "poll_id"], ["polls.team_id", "polls.id"], name="fk_poll_questions_polls", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("team_id", "poll_id", "number", name="pk_poll_questions"),
    )
    op.create_table(
        "poll_voters",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("poll_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "poll_id"], ["polls.team_id", "polls.id"], name="fk_poll_voters_polls", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("team_id", "poll_id", "user_id", name="pk_poll_voters"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "poll_votes",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("poll_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("voted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "poll_id"], ["polls.team_id", "polls.id"], name="fk_poll_votes_polls", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("team_id", "poll_id", "user_id", name="pk_poll_votes"),
    )
    op.create_table(
        "participations",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("poll_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "poll_id"], ["polls.team_id", "polls.id"], name="fk_participations_polls", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("team_id", "poll_id", "user_id", name="pk_participations"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ballots_open",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("poll_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("choice", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "poll_id"], ["polls.team_id", "polls.id"], name="fk_ballots_open_polls", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name="pk_ballots_open"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ballots_final",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("poll_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("choice", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "poll_id"], ["polls.team_id", "polls.id"], name="fk_ballots_final_polls", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name="pk_ballots_final"),
        sqlite_with_rowid=False,
    )
