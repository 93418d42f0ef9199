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
    _add_evaluation()
    _add_sorting()


def downgrade() -> None:
    """Take it away again."""
    _drop_sorting()
    _drop_evaluation()
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


def _add_evaluation() -> None:
    """evaluation: the questionnaire, its answers, and who has answered."""
    op.create_table(
        "evaluation",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("asks", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mails", sa.Integer(), server_default="0", nullable=False),
        sa.Column("answered", sa.Integer(), server_default="0", nullable=False),
        sa.Column("counted", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "closes_on >= opens_on", name=op.f("ck_evaluation_closes_after_it_opens")
        ),
        sa.CheckConstraint(
            "counted >= 0 AND counted <= answered",
            name=op.f("ck_evaluation_counted_of_the_answered"),
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_evaluation_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_evaluation")),
    )
    op.create_table(
        "evaluation_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("label", sa.JSON(), nullable=False),
        sa.Column("low", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("high", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("options", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("required", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("counts", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("waiting", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("uid", sa.String(length=22), nullable=False),
        sa.CheckConstraint(
            "kind IN ('scale', 'choice', 'text')",
            name=op.f("ck_evaluation_question_evaluationquestionkind"),
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["evaluation.event_id"],
            name=op.f("fk_evaluation_question_event_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_question")),
        sa.UniqueConstraint("uid", name=op.f("uq_evaluation_question_uid")),
    )
    with op.batch_alter_table("evaluation_question", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_evaluation_question_event_id"), ["event_id"], unique=False
        )
    op.create_table(
        "evaluation_given",
        sa.Column("registration_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_evaluation_given_registration_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_evaluation_given")),
    )


def _drop_evaluation() -> None:
    op.drop_table("evaluation_given")
    with op.batch_alter_table("evaluation_question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evaluation_question_event_id"))
    op.drop_table("evaluation_question")
    op.drop_table("evaluation")


def _add_sorting() -> None:
    """contributions: the tags that organisers give them."""
    op.create_table(
        "contribution_tag",
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("name_key", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_contribution_tag_contribution_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("contribution_id", "name_key", name=op.f("pk_contribution_tag")),
    )


def _drop_sorting() -> None:
    op.drop_table("contribution_tag")
