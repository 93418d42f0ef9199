"""after the meeting, and the rest of the workplace

Revision: 0005, after 0004.
"""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what the report, the library and the people's table keep."""
    _add_people()
    _add_report()
    _add_closing()
    _add_circulars()
    _add_library()
    _add_proposals()
    _add_merging()
    _add_reminding()


def downgrade() -> None:
    """Take it away again."""
    _drop_reminding()
    _drop_proposals()
    _drop_library()
    _drop_merging()
    _drop_circulars()
    _drop_closing()
    _drop_report()
    _drop_people()


def _add_people() -> None:
    """registration: tags, notes, saved views, verdicts on duplicates."""
    op.create_table(
        "people_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("shared", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("opens_first", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uid", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_people_view_account_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_people_view_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_people_view_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_view")),
        sa.UniqueConstraint("uid", name=op.f("uq_people_view_uid")),
    )
    op.create_index(op.f("ix_people_view_account_id"), "people_view", ["account_id"], unique=False)
    op.create_index(op.f("ix_people_view_event_id"), "people_view", ["event_id"], unique=False)
    op.create_index(
        op.f("ix_people_view_organisation_id"), "people_view", ["organisation_id"], unique=False
    )
    op.create_table(
        "tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("name_key", sa.String(length=80), nullable=False),
        sa.Column("uid", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_tag_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag")),
        sa.UniqueConstraint("event_id", "name_key", name=op.f("uq_tag_event_id_name_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_tag_uid")),
    )
    op.create_table(
        "staff_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uid", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_staff_note_account_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_staff_note_registration_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_note")),
        sa.UniqueConstraint("uid", name=op.f("uq_staff_note_uid")),
    )
    op.create_index(op.f("ix_staff_note_account_id"), "staff_note", ["account_id"], unique=False)
    op.create_index(
        op.f("ix_staff_note_registration_id"), "staff_note", ["registration_id"], unique=False
    )
    op.create_table(
        "tag_given",
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_tag_given_account_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_tag_given_registration_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tag_id"], ["tag.id"], name=op.f("fk_tag_given_tag_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("tag_id", "registration_id", name=op.f("pk_tag_given")),
    )
    op.create_index(op.f("ix_tag_given_account_id"), "tag_given", ["account_id"], unique=False)
    op.create_index(
        "ix_tag_given_registration", "tag_given", ["registration_id", "tag_id"], unique=False
    )
    op.create_table(
        "twin_verdict",
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "merged",
                "apart",
                name="verdict",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kept_id <> other_id", name=op.f("ck_twin_verdict_of_two")),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_twin_verdict_account_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["kept_id"],
            ["registration.id"],
            name=op.f("fk_twin_verdict_kept_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["other_id"],
            ["registration.id"],
            name=op.f("fk_twin_verdict_other_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("kept_id", "other_id", name=op.f("pk_twin_verdict")),
    )
    op.create_index(
        op.f("ix_twin_verdict_account_id"), "twin_verdict", ["account_id"], unique=False
    )
    op.create_index(op.f("ix_twin_verdict_other_id"), "twin_verdict", ["other_id"], unique=False)
    op.create_index(
        "ix_registration_table",
        "registration",
        [
            *("event_id", "name_sort", "id", "state", "role", "territory_id"),
            *("institution_sort", "created_at"),
        ],
    )
    op.create_index("ix_registration_event", "registration", ["event_id"])


def _drop_people() -> None:
    op.drop_index("ix_registration_event", table_name="registration")
    op.drop_index("ix_registration_table", table_name="registration")
    op.drop_index(op.f("ix_twin_verdict_other_id"), table_name="twin_verdict")
    op.drop_index(op.f("ix_twin_verdict_account_id"), table_name="twin_verdict")
    op.drop_table("twin_verdict")
    op.drop_index("ix_tag_given_registration", table_name="tag_given")
    op.drop_index(op.f("ix_tag_given_account_id"), table_name="tag_given")
    op.drop_table("tag_given")
    op.drop_index(op.f("ix_staff_note_registration_id"), table_name="staff_note")
    op.drop_index(op.f("ix_staff_note_account_id"), table_name="staff_note")
    op.drop_table("staff_note")
    op.drop_table("tag")
    op.drop_index(op.f("ix_people_view_organisation_id"), table_name="people_view")
    op.drop_index(op.f("ix_people_view_event_id"), table_name="people_view")
    op.drop_index(op.f("ix_people_view_account_id"), table_name="people_view")
    op.drop_table("people_view")


def _add_report() -> None:
    """reports: sections in any order, versions, comments, signed files."""
    with op.batch_alter_table("report_section", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_report_section_writtensection"), type_="check")
        batch_op.alter_column(
            "section",
            existing_type=sa.String(length=32),
            type_=sa.String(length=40),
            existing_nullable=False,
        )
        batch_op.add_column(sa.Column("title", sa.JSON(), server_default="{}", nullable=False))
        batch_op.add_column(sa.Column("position", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(
            sa.Column("hidden", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
    op.add_column(
        "report", sa.Column("arranged", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.create_table(
        "report_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "for_comments",
                "final",
                name="reportstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_report_version_number_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["report.event_id"],
            name=op.f("fk_report_version_report_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_version")),
        sa.UniqueConstraint("report_id", "number", name=op.f("uq_report_version_report_id_number")),
    )
    op.create_table(
        "report_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("passage", sa.String(length=60), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("uid", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_report_comment_registration_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["report_version.id"],
            name=op.f("fk_report_comment_version_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_comment")),
        sa.UniqueConstraint("uid", name=op.f("uq_report_comment_uid")),
    )
    op.create_index(
        op.f("ix_report_comment_registration_id"), "report_comment", ["registration_id"]
    )
    op.create_index(op.f("ix_report_comment_version_id"), "report_comment", ["version_id"])
    op.create_table(
        "report_signed_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column(
            "form",
            sa.Enum(
                "pdf",
                "edoc",
                "asice",
                name="signedform",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("storage_key", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uid", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["report_version.id"],
            name=op.f("fk_report_signed_file_version_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_signed_file")),
        sa.UniqueConstraint("uid", name=op.f("uq_report_signed_file_uid")),
    )
    op.create_index(op.f("ix_report_signed_file_version_id"), "report_signed_file", ["version_id"])


def _drop_report() -> None:
    """Sections that were added go; the three that could be written before stay."""
    op.drop_table("report_signed_file")
    op.drop_table("report_comment")
    op.drop_table("report_version")
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.drop_column("arranged")
    op.execute(
        "DELETE FROM report_section WHERE section NOT IN ('aim_and_tasks', 'course', 'conclusions')"
    )
    with op.batch_alter_table("report_section", schema=None) as batch_op:
        batch_op.drop_column("hidden")
        batch_op.drop_column("position")
        batch_op.drop_column("title")
        batch_op.alter_column(
            "section",
            existing_type=sa.String(length=40),
            type_=sa.String(length=32),
            existing_nullable=False,
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_report_section_writtensection"),
            "section IN ('aim_and_tasks', 'course', 'conclusions')",
        )


def _add_closing() -> None:
    """closing: signed sheets and the file for the funder."""
    op.create_table(
        "signed_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=130), nullable=False),
        sa.Column("storage_key", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uid", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_signed_sheet_event_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_sheet")),
        sa.UniqueConstraint("event_id", "sha256", name=op.f("uq_signed_sheet_event_id_sha256")),
        sa.UniqueConstraint("uid", name=op.f("uq_signed_sheet_uid")),
    )
    op.create_table(
        "evidence_file",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed", sa.Boolean(), nullable=False),
        sa.Column("storage_key", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_evidence_file_event_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_evidence_file")),
    )


def _drop_closing() -> None:
    op.drop_table("evidence_file")
    op.drop_table("signed_sheet")


def _add_circulars() -> None:
    """messages: letters to many."""
    op.create_table(
        "circular",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.JSON(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "scheduled",
                "sending",
                "sent",
                name="circularstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("send_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reached", sa.Integer(), nullable=False),
        sa.Column("mails", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_circular_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circular")),
        sa.UniqueConstraint("uid", name=op.f("uq_circular_uid")),
    )
    op.create_index(op.f("ix_circular_event_id"), "circular", ["event_id"], unique=False)


def _drop_circulars() -> None:
    op.drop_table("circular")


def _add_library() -> None:
    """library: the words of contributions that people look for."""
    op.add_column(
        "contribution", sa.Column("search_text", sa.String(), server_default="", nullable=False)
    )
    searched = (
        *("title", "text", "place", "problem", "solution", "took_part", "result"),
        "needed_to_repeat",
    )
    table = sa.table(
        "contribution",
        *(sa.column(name, sa.JSON()) for name in searched),
        sa.column("id", sa.Integer()),
        sa.column("search_text", sa.String()),
    )
    connection = op.get_bind()
    for row in connection.execute(sa.select(table)).mappings().all():
        words = _plain(" ".join(said for name in searched for said in row[name].values()))
        connection.execute(
            sa.update(table).where(table.c.id == row["id"]).values(search_text=words)
        )


def _plain(text: str) -> str:
    """In lower case, without the marks of letters; the next change of a text says it anew."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(filter(lambda one: not unicodedata.combining(one), letters)).split())


def _drop_library() -> None:
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.drop_column("search_text")


def _add_merging() -> None:
    """contributions: several that say the same become one."""
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_contribution_merged_into_id"),
            "contribution",
            ["merged_into_id"],
            ["id"],
            ondelete="SET NULL",
        )
    op.create_index(
        op.f("ix_contribution_merged_into_id"), "contribution", ["merged_into_id"], unique=False
    )


def _drop_merging() -> None:
    op.drop_index(op.f("ix_contribution_merged_into_id"), table_name="contribution")
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_contribution_merged_into_id"), type_="foreignkey")
        batch_op.drop_column("merged_into_id")


def _add_proposals() -> None:
    """proposals: what their addressees answered."""
    op.add_column("contribution", sa.Column("answered_on", sa.Date(), nullable=True))
    op.add_column(
        "contribution", sa.Column("answer", sa.JSON(), server_default="{}", nullable=False)
    )


def _drop_proposals() -> None:
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.drop_column("answer")
        batch_op.drop_column("answered_on")


def _add_reminding() -> None:
    """contributions: reminders to those who have given nothing."""
    op.create_table(
        "contribution_reminders",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("switched_on_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("second_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mails", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_contribution_reminders_event_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_contribution_reminders")),
    )


def _drop_reminding() -> None:
    op.drop_table("contribution_reminders")
