"""places for all

Revision: 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# The last one is new.
CHOICE_STATES = ("confirmed", "waiting", "offered", "cancelled", "expired")
MESSAGE_STATES = ("queued", "sending", "sent", "failed", "suppressed")
ACTOR_KINDS = ("staff", "participant", "task", "command", "coordinator")

KEPT_OF_LOG = (
    *("id", "at", "actor_kind", "action", "subject", "subject_uid"),
    *("organisation_id", "event_id"),
)
LOG_CHANGED = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in KEPT_OF_LOG)


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _let_act(kinds: tuple[str, ...]) -> None:
    """Let the log name these kinds of actors; SQLite loses the triggers with the old table."""
    with op.batch_alter_table("log_entry", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_log_entry_actorkind"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_log_entry_actorkind"), _one_of("actor_kind", kinds)
        )
    if op.get_bind().dialect.name != "sqlite":
        return
    op.execute(
        "CREATE TRIGGER log_entry_is_not_deleted BEFORE DELETE ON log_entry "
        "BEGIN SELECT RAISE(ABORT, 'the log is not deleted'); END"
    )
    op.execute(
        "CREATE TRIGGER log_entry_is_not_changed BEFORE UPDATE ON log_entry "
        f"WHEN {LOG_CHANGED} BEGIN SELECT RAISE(ABORT, 'the log is not changed'); END"
    )


def _forget_coordinators() -> None:
    """What coordinators did counts as done by participants, as there was no other word."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER log_entry_is_not_changed")
    else:
        op.execute("ALTER TABLE log_entry DISABLE TRIGGER log_entry_is_not_changed")
    op.execute("UPDATE log_entry SET actor_kind = 'participant' WHERE actor_kind = 'coordinator'")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("ALTER TABLE log_entry ENABLE TRIGGER log_entry_is_not_changed")


def _sort_institutions() -> None:
    """Give the institutions of people who are registered already their place among others."""
    # Near enough until the person is saved again: collation is code, which a migration outlives.
    op.execute("UPDATE registration SET institution_sort = lower(institution)")


def upgrade() -> None:
    _let_act(ACTOR_KINDS)
    op.create_table(
        "sent_form",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sent_form")),
    )
    with op.batch_alter_table("sent_form", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sent_form_sent_at"), ["sent_at"], unique=False)

    op.create_table(
        "suppressed_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uid", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_suppressed_address_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suppressed_address")),
        sa.UniqueConstraint(
            "email_key",
            "organisation_id",
            name=op.f("uq_suppressed_address_email_key_organisation_id"),
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_suppressed_address_uid")),
    )
    with op.batch_alter_table("suppressed_address", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_suppressed_address_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(
            "uq_suppressed_address_by_server",
            ["email_key"],
            unique=True,
            sqlite_where=sa.text("organisation_id IS NULL"),
            postgresql_where=sa.text("organisation_id IS NULL"),
        )

    op.create_table(
        "event_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uid", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_event_template_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_template")),
        sa.UniqueConstraint(
            "organisation_id", "name", name=op.f("uq_event_template_organisation_id_name")
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_event_template_uid")),
    )
    with op.batch_alter_table("event_template", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_event_template_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "discarded_file",
        sa.Column("file_key", sa.String(length=200), nullable=False),
        sa.Column("discarded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("file_key", name=op.f("pk_discarded_file")),
    )
    op.create_table(
        "column_memory",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(length=200), nullable=False),
        sa.Column("meaning", sa.String(length=60), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_column_memory_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_memory")),
        sa.UniqueConstraint(
            "organisation_id", "heading", name=op.f("uq_column_memory_organisation_id_heading")
        ),
    )
    op.create_table(
        "network_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column("first_name", sa.String(length=100), nullable=False),
        sa.Column("last_name", sa.String(length=100), nullable=False),
        sa.Column(
            "name_sort",
            sa.String().with_variant(sa.String(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("position", sa.String(length=200), nullable=False),
        sa.Column("institution", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("is_coordinator", sa.Boolean(), nullable=False),
        sa.Column("uid", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["network.id"],
            name=op.f("fk_network_member_network_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["territory_id"], ["territory.id"], name=op.f("fk_network_member_territory_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_member")),
        sa.UniqueConstraint(
            "network_id", "email_key", name=op.f("uq_network_member_network_id_email_key")
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_network_member_uid")),
    )
    with op.batch_alter_table("network_member", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_network_member_email_key"), ["email_key"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_network_member_territory_id"), ["territory_id"], unique=False
        )

    op.create_table(
        "mail_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("occasion", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.JSON(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uid", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_mail_template_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_mail_template_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_template")),
        sa.UniqueConstraint(
            "organisation_id",
            "event_id",
            "occasion",
            name=op.f("uq_mail_template_organisation_id_event_id_occasion"),
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_mail_template_uid")),
    )
    with op.batch_alter_table("mail_template", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mail_template_event_id"), ["event_id"], unique=False)

    op.create_table(
        "notice_given",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("notice", sa.String(length=60), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_notice_given_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "notice", name=op.f("pk_notice_given")),
    )
    op.create_table(
        "people_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "uploaded",
                "done",
                name="importstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("file_key", sa.String(length=200), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("uid", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_people_import_account_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_people_import_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_import")),
        sa.UniqueConstraint("uid", name=op.f("uq_people_import_uid")),
    )
    with op.batch_alter_table("people_import", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_people_import_account_id"), ["account_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_people_import_created_at"), ["created_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_people_import_event_id"), ["event_id"], unique=False)

    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "short_text",
                "long_text",
                "choice",
                "choices",
                "number",
                "date",
                "yes_no",
                "file",
                name="questionkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("label", sa.JSON(), nullable=False),
        sa.Column("help_text", sa.JSON(), nullable=False),
        sa.Column("purpose", sa.JSON(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("kept_days", sa.Integer(), nullable=True),
        sa.Column(
            "shown_to_role",
            sa.Enum(
                "expert",
                "host",
                "organiser",
                "speaker",
                "guest",
                "observer",
                name="participantrole",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("uid", sa.String(length=22), nullable=False),
        sa.CheckConstraint(
            "kept_days IS NULL OR kept_days >= 0", name=op.f("ck_question_kept_days_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_question_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("uid", name=op.f("uq_question_uid")),
    )
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_event_id"), ["event_id"], unique=False)

    op.create_table(
        "question_option",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.JSON(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("taken", sa.Integer(), server_default="0", nullable=False),
        sa.Column("granted_beyond", sa.Integer(), server_default="0", nullable=False),
        sa.Column("uid", sa.String(length=22), nullable=False),
        sa.CheckConstraint(
            "capacity IS NULL OR capacity >= 0",
            name=op.f("ck_question_option_capacity_not_negative"),
        ),
        sa.CheckConstraint(
            "capacity IS NULL OR taken <= capacity + granted_beyond",
            name=op.f("ck_question_option_within_capacity"),
        ),
        sa.CheckConstraint(
            "granted_beyond >= 0", name=op.f("ck_question_option_granted_beyond_not_negative")
        ),
        sa.CheckConstraint("taken >= 0", name=op.f("ck_question_option_taken_not_negative")),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["question.id"],
            name=op.f("fk_question_option_question_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_option")),
        sa.UniqueConstraint("uid", name=op.f("uq_question_option_uid")),
    )
    with op.batch_alter_table("question_option", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_question_option_question_id"), ["question_id"], unique=False
        )

    op.create_table(
        "vehicle",
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("meeting_point", sa.JSON(), nullable=False),
        sa.Column("departs_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accompanying", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("taken", sa.Integer(), server_default="0", nullable=False),
        sa.Column("granted_beyond", sa.Integer(), server_default="0", nullable=False),
        sa.Column("uid", sa.String(length=22), nullable=False),
        sa.CheckConstraint(
            "capacity IS NULL OR capacity >= 0", name=op.f("ck_vehicle_capacity_not_negative")
        ),
        sa.CheckConstraint(
            "capacity IS NULL OR taken <= capacity + granted_beyond",
            name=op.f("ck_vehicle_within_capacity"),
        ),
        sa.CheckConstraint(
            "granted_beyond >= 0", name=op.f("ck_vehicle_granted_beyond_not_negative")
        ),
        sa.CheckConstraint("taken >= 0", name=op.f("ck_vehicle_taken_not_negative")),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["site_visit.id"], name=op.f("fk_vehicle_visit_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vehicle")),
        sa.UniqueConstraint("uid", name=op.f("uq_vehicle_uid")),
    )
    with op.batch_alter_table("vehicle", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vehicle_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("number", sa.Double(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("yes", sa.Boolean(), nullable=True),
        sa.Column("file_key", sa.String(length=200), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uid", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_answer_question_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_answer_registration_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint(
            "registration_id", "question_id", name=op.f("uq_answer_registration_id_question_id")
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_answer_uid")),
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_question_id"), ["question_id"], unique=False)

    op.create_table(
        "change_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "accepted",
                "refused",
                name="requeststate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("uid", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"],
            ["account.id"],
            name=op.f("fk_change_request_answered_by_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_change_request_registration_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_request")),
        sa.UniqueConstraint("uid", name=op.f("uq_change_request_uid")),
    )
    with op.batch_alter_table("change_request", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_change_request_answered_by_id"), ["answered_by_id"], unique=False
        )
        batch_op.create_index(
            "ix_change_request_registration", ["registration_id", "state"], unique=False
        )

    op.create_table(
        "personal_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column("first_name", sa.String(length=100), nullable=False),
        sa.Column("last_name", sa.String(length=100), nullable=False),
        sa.Column("position", sa.String(length=200), nullable=False),
        sa.Column("institution", sa.String(length=200), nullable=False),
        sa.Column(
            "affiliation",
            sa.Enum(
                "municipality",
                "state",
                "organisation",
                name="affiliation",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("territory_id", sa.Integer(), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "expert",
                "host",
                "organiser",
                "speaker",
                "guest",
                "observer",
                name="participantrole",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("uid", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_personal_invitation_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_personal_invitation_registration_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["territory_id"], ["territory.id"], name=op.f("fk_personal_invitation_territory_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_invitation")),
        sa.UniqueConstraint(
            "event_id", "email_key", name=op.f("uq_personal_invitation_event_id_email_key")
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_personal_invitation_uid")),
    )
    with op.batch_alter_table("personal_invitation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_personal_invitation_email_key"), ["email_key"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_personal_invitation_registration_id"), ["registration_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_personal_invitation_territory_id"), ["territory_id"], unique=False
        )

    op.create_table(
        "question_condition",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("depends_on_id", sa.Integer(), nullable=False),
        sa.Column("option_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "question_id <> depends_on_id", name=op.f("ck_question_condition_on_another")
        ),
        sa.ForeignKeyConstraint(
            ["depends_on_id"],
            ["question.id"],
            name=op.f("fk_question_condition_depends_on_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["option_id"],
            ["question_option.id"],
            name=op.f("fk_question_condition_option_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["question.id"],
            name=op.f("fk_question_condition_question_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("question_id", name=op.f("pk_question_condition")),
    )
    with op.batch_alter_table("question_condition", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_question_condition_depends_on_id"), ["depends_on_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_question_condition_option_id"), ["option_id"], unique=False
        )

    op.create_table(
        "answer_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("option_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.JSON(), nullable=False),
        sa.Column("holds", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["answer.id"],
            name=op.f("fk_answer_choice_answer_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["option_id"],
            ["question_option.id"],
            name=op.f("fk_answer_choice_option_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_choice")),
        sa.UniqueConstraint(
            "answer_id", "option_id", name=op.f("uq_answer_choice_answer_id_option_id")
        ),
    )
    with op.batch_alter_table("answer_choice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_choice_option_id"), ["option_id"], unique=False)

    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(day IS NULL) <> (visit_id IS NULL)", name=op.f("ck_attendance_day_or_visit")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_attendance_account_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_attendance_registration_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"],
            ["site_visit.id"],
            name=op.f("fk_attendance_visit_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint(
            "registration_id", "day", name=op.f("uq_attendance_registration_id_day")
        ),
        sa.UniqueConstraint(
            "registration_id", "visit_id", name=op.f("uq_attendance_registration_id_visit_id")
        ),
    )
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_visit_id"), ["visit_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attendance_account_id"), ["account_id"], unique=False)

    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=14), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_certificate_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_certificate_registration_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("code", name=op.f("uq_certificate_code")),
        sa.UniqueConstraint("event_id", "position", name=op.f("uq_certificate_event_id_position")),
        sa.UniqueConstraint("registration_id", name=op.f("uq_certificate_registration_id")),
    )
    op.create_table(
        "desk_note",
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(day IS NULL) <> (visit_id IS NULL)", name=op.f("ck_desk_note_day_or_visit")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_desk_note_registration_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"],
            ["site_visit.id"],
            name=op.f("fk_desk_note_visit_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_desk_note_account_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_desk_note")),
    )
    with op.batch_alter_table("desk_note", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_desk_note_registration_id"), ["registration_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_desk_note_visit_id"), ["visit_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_desk_note_account_id"), ["account_id"], unique=False)

    with op.batch_alter_table("delegation", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("institution", sa.String(length=200), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("released_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("refusal", sa.String(length=500), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("reserves", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(
            sa.Column("releases", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(
            sa.Column("coordinator_name", sa.String(length=200), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("language", sa.String(length=2), server_default="lv", nullable=False)
        )
        batch_op.add_column(
            sa.Column("link_version", sa.Integer(), server_default="1", nullable=False)
        )
        batch_op.alter_column("territory_id", existing_type=sa.INTEGER(), nullable=True)
        batch_op.create_check_constraint(
            batch_op.f("ck_delegation_somebody_named"),
            "territory_id IS NOT NULL OR institution <> ''",
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_delegation_reserves_a_number"), "NOT reserves OR capacity IS NOT NULL"
        )

    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("waiting_list", sa.Boolean(), server_default=sa.true(), nullable=False)
        )
        batch_op.add_column(
            sa.Column("offer_hours", sa.Integer(), server_default="48", nullable=False)
        )
        batch_op.add_column(
            sa.Column("reminder_days", sa.Integer(), server_default="3", nullable=True)
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_event_offer_hours_positive"), "offer_hours > 0"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_event_reminder_days_positive"), "reminder_days > 0"
        )

    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("wants_notices", sa.Boolean(), server_default=sa.true(), nullable=False)
        )
        batch_op.add_column(
            sa.Column("wants_digest", sa.Boolean(), server_default=sa.true(), nullable=False)
        )

    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("logo_key", sa.String(length=200), server_default="", nullable=False)
        )

    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("facts", sa.JSON(), server_default="{}", nullable=False))
        batch_op.drop_constraint(batch_op.f("ck_message_messagestate"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_message_messagestate"), _one_of("state", MESSAGE_STATES)
        )

    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.add_column(sa.Column("queue_order", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("offer_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("party", sa.String(length=22), nullable=True))
        batch_op.add_column(sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("handovers", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.add_column(
            sa.Column(
                "institution_sort",
                sa.String().with_variant(sa.String(collation="C"), "postgresql"),
                server_default="",
                nullable=False,
            )
        )
        batch_op.create_index(batch_op.f("ix_registration_party"), ["party"], unique=False)
        batch_op.create_index(
            "ix_registration_queue", ["event_id", "state", "queue_order", "id"], unique=False
        )

    with op.batch_alter_table("visit_choice", schema=None) as batch_op:
        batch_op.add_column(sa.Column("vehicle_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("placed_by_hand", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(sa.Column("queue_order", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("offer_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_constraint(batch_op.f("ck_visit_choice_choicestate"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_visit_choice_choicestate"), _one_of("state", CHOICE_STATES)
        )
        batch_op.create_index(
            "ix_visit_choice_queue", ["visit_id", "state", "queue_order", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_visit_choice_vehicle_id"), ["vehicle_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_visit_choice_vehicle_id"),
            "vehicle",
            ["vehicle_id"],
            ["id"],
            ondelete="SET NULL",
        )
    op.create_index(
        "ix_consent_withdrawn",
        "consent",
        ["withdrawn_at"],
        sqlite_where=sa.text("withdrawn_at IS NOT NULL"),
        postgresql_where=sa.text("withdrawn_at IS NOT NULL"),
    )
    op.create_index(
        "ix_registration_cancelled",
        "registration",
        ["event_id", "cancelled_at"],
        sqlite_where=sa.text("cancelled_at IS NOT NULL"),
        postgresql_where=sa.text("cancelled_at IS NOT NULL"),
    )
    _sort_institutions()


def downgrade() -> None:
    _forget_coordinators()
    _let_act(ACTOR_KINDS[:-1])
    op.execute("UPDATE visit_choice SET state = 'cancelled' WHERE state = 'expired'")
    op.execute("UPDATE message SET state = 'failed' WHERE state = 'suppressed'")
    op.execute("DELETE FROM delegation WHERE territory_id IS NULL")
    op.drop_index("ix_registration_cancelled", table_name="registration")
    op.drop_index("ix_consent_withdrawn", table_name="consent")
    with op.batch_alter_table("visit_choice", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_visit_choice_vehicle_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("ck_visit_choice_choicestate"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_visit_choice_choicestate"), _one_of("state", CHOICE_STATES[:-1])
        )
        batch_op.drop_index(batch_op.f("ix_visit_choice_vehicle_id"))
        batch_op.drop_index("ix_visit_choice_queue")
        batch_op.drop_column("offer_until")
        batch_op.drop_column("queue_order")
        batch_op.drop_column("placed_by_hand")
        batch_op.drop_column("vehicle_id")

    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.drop_index("ix_registration_queue")
        batch_op.drop_column("institution_sort")
        batch_op.drop_index(batch_op.f("ix_registration_party"))
        batch_op.drop_column("handovers")
        batch_op.drop_column("acknowledged_at")
        batch_op.drop_column("party")
        batch_op.drop_column("offer_until")
        batch_op.drop_column("queue_order")

    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_message_messagestate"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_message_messagestate"), _one_of("state", MESSAGE_STATES[:-1])
        )
        batch_op.drop_column("facts")

    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.drop_column("logo_key")

    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_column("wants_digest")
        batch_op.drop_column("wants_notices")

    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_event_reminder_days_positive"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_event_offer_hours_positive"), type_="check")
        batch_op.drop_column("reminder_days")
        batch_op.drop_column("offer_hours")
        batch_op.drop_column("waiting_list")

    with op.batch_alter_table("delegation", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_delegation_somebody_named"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_delegation_reserves_a_number"), type_="check")
        batch_op.alter_column("territory_id", existing_type=sa.INTEGER(), nullable=False)
        batch_op.drop_column("link_version")
        batch_op.drop_column("language")
        batch_op.drop_column("coordinator_name")
        batch_op.drop_column("releases")
        batch_op.drop_column("reserves")
        batch_op.drop_column("refusal")
        batch_op.drop_column("released_at")
        batch_op.drop_column("refused_at")
        batch_op.drop_column("reminded_at")
        batch_op.drop_column("institution")

    op.drop_table("desk_note")
    op.drop_table("certificate")
    op.drop_table("attendance")
    with op.batch_alter_table("answer_choice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_choice_option_id"))

    op.drop_table("answer_choice")
    with op.batch_alter_table("question_condition", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_question_condition_option_id"))
        batch_op.drop_index(batch_op.f("ix_question_condition_depends_on_id"))

    op.drop_table("question_condition")
    with op.batch_alter_table("personal_invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_personal_invitation_territory_id"))
        batch_op.drop_index(batch_op.f("ix_personal_invitation_registration_id"))
        batch_op.drop_index(batch_op.f("ix_personal_invitation_email_key"))

    op.drop_table("personal_invitation")
    with op.batch_alter_table("change_request", schema=None) as batch_op:
        batch_op.drop_index("ix_change_request_registration")
        batch_op.drop_index(batch_op.f("ix_change_request_answered_by_id"))

    op.drop_table("change_request")
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_question_id"))

    op.drop_table("answer")
    with op.batch_alter_table("vehicle", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vehicle_visit_id"))

    op.drop_table("vehicle")
    with op.batch_alter_table("question_option", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_question_option_question_id"))

    op.drop_table("question_option")
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_question_event_id"))

    op.drop_table("question")
    with op.batch_alter_table("people_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_people_import_event_id"))
        batch_op.drop_index(batch_op.f("ix_people_import_created_at"))
        batch_op.drop_index(batch_op.f("ix_people_import_account_id"))

    op.drop_table("people_import")
    op.drop_table("notice_given")
    with op.batch_alter_table("mail_template", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mail_template_event_id"))

    op.drop_table("mail_template")
    with op.batch_alter_table("network_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_network_member_territory_id"))
        batch_op.drop_index(batch_op.f("ix_network_member_email_key"))

    op.drop_table("network_member")
    op.drop_table("discarded_file")
    op.drop_table("event_template")
    op.drop_table("column_memory")
    with op.batch_alter_table("suppressed_address", schema=None) as batch_op:
        batch_op.drop_index("uq_suppressed_address_by_server")
        batch_op.drop_index(batch_op.f("ix_suppressed_address_organisation_id"))
    op.drop_table("suppressed_address")
    with op.batch_alter_table("sent_form", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sent_form_sent_at"))
    op.drop_table("sent_form")
