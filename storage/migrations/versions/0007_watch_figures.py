"""Watch figures: rules, what they saw, episodes."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "alert_rules",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("kpi", sa.String(), nullable=False),
        sa.Column("scope_level", sa.String(), nullable=False),
        sa.Column("scope_name", sa.String(), nullable=False),
        sa.Column("grain", sa.String(), nullable=False),
        sa.Column("condition", sa.String(), nullable=False),
        sa.Column("threshold", sa.Double(), nullable=True),
        sa.Column("recover_at", sa.Double(), nullable=True),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("min_volume", sa.Integer(), nullable=False),
        sa.Column("breach_n", sa.Integer(), nullable=False),
        sa.Column("recover_n", sa.Integer(), nullable=False),
        sa.Column("quiet_from", sa.String(), nullable=True),
        sa.Column("quiet_until", sa.String(), nullable=True),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["team_id"], ["workspaces.team_id"], name="fk_alert_rules_workspaces"),
        sa.PrimaryKeyConstraint("team_id", "id", name="pk_alert_rules"),
    )
    op.create_table(
        "alert_evaluations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("rule_id", sa.String(), nullable=False),
        sa.Column("period", sa.Date(), nullable=False),
        sa.Column("facts_version", sa.String(), nullable=False),
        sa.Column("seen", sa.String(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=True),
        sa.Column("evaluated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "rule_id"], ["alert_rules.team_id", "alert_rules.id"], name="fk_alert_evaluations_alert_rules"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_alert_evaluations"),
        sa.UniqueConstraint(
            "team_id",
            "rule_id",
            "period",
            "facts_version",
            name="uq_alert_evaluations_team_id_rule_id_period_facts_version",
        ),
    )
    op.create_table(
        "alert_episodes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("rule_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("breaches", sa.Integer(), nullable=False),
        sa.Column("good", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("snoozes", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(), nullable=True),
        sa.Column("acted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("assignee", sa.String(), nullable=True),
        sa.Column("root_delivery", sa.Integer(), nullable=True),
        sa.Column("edited_on", sa.Date(), nullable=True),
        sa.Column("escalated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("close_reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["root_delivery"], ["deliveries.id"], name="fk_alert_episodes_deliveries"),
        sa.ForeignKeyConstraint(
            ["team_id", "rule_id"], ["alert_rules.team_id", "alert_rules.id"], name="fk_alert_episodes_alert_rules"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_alert_episodes"),
        sa.UniqueConstraint("team_id", "rule_id", "number", name="uq_alert_episodes_team_id_rule_id_number"),
    )
    op.create_index(
        "uq_alert_episodes_open",
        "alert_episodes",
        ["team_id", "rule_id"],
        unique=True,
        sqlite_where=sa.text("state <> 'recovered'"),
        postgresql_where=sa.text("state <> 'recovered'"),
    )
