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
    op.create_table(
        "agenda_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_agenda_version_number_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_agenda_version_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_version")),
        sa.UniqueConstraint("event_id", "number", name=op.f("uq_agenda_version_event_id_number")),
    )
    op.add_column("contribution", sa.Column("as_given", sa.JSON(), nullable=True))
    op.add_column(
        "contribution", sa.Column("reason", sa.String(), nullable=False, server_default="")
    )


def downgrade() -> None:
    """Take them away again."""
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.drop_column("reason")
        batch_op.drop_column("as_given")
    op.drop_table("agenda_version")
