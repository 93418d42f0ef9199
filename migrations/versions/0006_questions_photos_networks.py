"""photos of what was seen, what people thought, and the rest of the workplace

Revision: 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what photos, evaluation and the organiser's rooms keep."""
    _add_photos()


def downgrade() -> None:
    """Take it away again."""
    _drop_photos()


def _add_photos() -> None:
    """contributions: photos that experts give with their texts."""
    op.create_table(
        "contribution_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("storage_key", sa.String(length=200), nullable=False),
        sa.Column("small_key", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("alt", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("as_given", sa.JSON(), nullable=True),
        sa.Column("consent_wording", sa.String(), nullable=False),
        sa.Column("consent_language", sa.String(length=2), nullable=False),
        sa.Column("consented_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("in_report", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("in_library", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("taken_out_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), server_default="", nullable=False),
        sa.Column("uid", sa.String(length=22), nullable=False),
        sa.CheckConstraint(
            "width > 0 AND height > 0", name=op.f("ck_contribution_photo_photo_has_a_size")
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_contribution_photo_contribution_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution_photo")),
        sa.UniqueConstraint(
            "contribution_id", "sha256", name=op.f("uq_contribution_photo_contribution_id_sha256")
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_contribution_photo_uid")),
    )
    with op.batch_alter_table("contribution_photo", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contribution_photo_contribution_id"), ["contribution_id"], unique=False
        )


def _drop_photos() -> None:
    with op.batch_alter_table("contribution_photo", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contribution_photo_contribution_id"))

    op.drop_table("contribution_photo")
