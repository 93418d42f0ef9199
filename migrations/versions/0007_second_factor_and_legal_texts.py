"""what the rest of the organiser's workplace keeps

Revision: 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what the organiser's rooms keep."""
    _add_institutions()
    _add_second_factor()
    _add_notices()
    _add_index_of_log()


def downgrade() -> None:
    """Take it away again."""
    _drop_index_of_log()
    _drop_notices()
    _drop_second_factor()
    _drop_institutions()


def _add_institutions() -> None:
    """registration: the names of institutions that an organisation keeps, and their spellings."""
    op.create_table(
        "institution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("uid", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_institution_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_institution")),
        sa.UniqueConstraint("uid", name=op.f("uq_institution_uid")),
    )
    with op.batch_alter_table("institution", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_institution_organisation_id"), ["organisation_id"], unique=False
        )
    op.create_table(
        "institution_spelling",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("written", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["institution.id"],
            name=op.f("fk_institution_spelling_institution_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_institution_spelling_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", "key", name=op.f("pk_institution_spelling")),
    )
    with op.batch_alter_table("institution_spelling", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_institution_spelling_institution_id"), ["institution_id"], unique=False
        )


def _drop_institutions() -> None:
    with op.batch_alter_table("institution_spelling", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_institution_spelling_institution_id"))
    op.drop_table("institution_spelling")
    with op.batch_alter_table("institution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_institution_organisation_id"))
    op.drop_table("institution")


def _add_second_factor() -> None:
    """accounts: what proves a second factor, encrypted, and which organisation asks for one."""
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tf_primary_method", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("tf_totp_secret", sa.String(length=500), nullable=True))
        batch_op.add_column(sa.Column("tf_last_counter", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("mf_recovery_codes", sa.JSON(), nullable=True))
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "second_factor_required", sa.Boolean(), server_default=sa.false(), nullable=False
            )
        )


def _drop_second_factor() -> None:
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.drop_column("second_factor_required")
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_column("mf_recovery_codes")
        batch_op.drop_column("tf_last_counter")
        batch_op.drop_column("tf_totp_secret")
        batch_op.drop_column("tf_primary_method")


def _add_notices() -> None:
    """accounts: the privacy notices that held before, and since when the present one holds."""
    op.create_table(
        "earlier_notice",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_earlier_notice_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", "number", name=op.f("pk_earlier_notice")),
    )
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("privacy_notice_since", sa.DateTime(timezone=True), nullable=True)
        )


def _drop_notices() -> None:
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.drop_column("privacy_notice_since")
    op.drop_table("earlier_notice")


def _add_index_of_log() -> None:
    """history: the latest of an organisation's entries are found as those of an event are."""
    with op.batch_alter_table("log_entry", schema=None) as batch_op:
        batch_op.create_index("ix_log_entry_organisation", ["organisation_id", "id"], unique=False)
        batch_op.drop_index(batch_op.f("ix_log_entry_organisation_id"))


def _drop_index_of_log() -> None:
    with op.batch_alter_table("log_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_log_entry_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.drop_index("ix_log_entry_organisation")
