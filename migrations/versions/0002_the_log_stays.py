"""the log cannot be changed but for blacking out a person's values

Revision: 0002, after 0001.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEPT = ("id", "at", "actor_kind", "action", "subject", "subject_uid", "organisation_id", "event_id")
CHANGED = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in KEPT)
CHANGED_POSTGRESQL = CHANGED.replace("IS NOT", "IS DISTINCT FROM")


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER log_entry_is_not_deleted BEFORE DELETE ON log_entry "
            "BEGIN SELECT RAISE(ABORT, 'the log is not deleted'); END"
        )
        op.execute(
            "CREATE TRIGGER log_entry_is_not_changed BEFORE UPDATE ON log_entry "
            f"WHEN {CHANGED} BEGIN SELECT RAISE(ABORT, 'the log is not changed'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION keep_log() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the log is not changed'; END $$"
    )
    op.execute(
        "CREATE TRIGGER log_entry_is_not_deleted BEFORE DELETE ON log_entry "
        "FOR EACH ROW EXECUTE FUNCTION keep_log()"
    )
    op.execute(
        "CREATE TRIGGER log_entry_is_not_changed BEFORE UPDATE ON log_entry "
        f"FOR EACH ROW WHEN ({CHANGED_POSTGRESQL}) EXECUTE FUNCTION keep_log()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER log_entry_is_not_changed")
        op.execute("DROP TRIGGER log_entry_is_not_deleted")
        return
    op.execute("DROP TRIGGER log_entry_is_not_changed ON log_entry")
    op.execute("DROP TRIGGER log_entry_is_not_deleted ON log_entry")
    op.execute("DROP FUNCTION keep_log()")
