"""the organiser's workplace

Revision: 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of the workplace."""
    op.add_column("contribution", sa.Column("as_given", sa.JSON(), nullable=True))
    op.add_column(
        "contribution", sa.Column("reason", sa.String(), nullable=False, server_default="")
    )


def downgrade() -> None:
    """Take them away again."""
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.drop_column("reason")
        batch_op.drop_column("as_given")
