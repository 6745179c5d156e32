"""Remember by which version of its KPI's definition an alert judges."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("alert_rules", sa.Column("definition", sa.Integer(), nullable=True))
