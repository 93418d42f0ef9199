"""For operators: is it alive, is it ready."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from eventreg.database import db
from eventreg.ports import tasks
from eventreg.web import access

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@access.everyone
def alive() -> ResponseReturnValue:
    """The process answers."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
@access.everyone
def ready() -> ResponseReturnValue:
    """Database and queue answer too; 503 names what does not."""
    faults = [name for name, works in (("database", _database), ("queue", _queue)) if not works()]
    if faults:
        return jsonify(status="unavailable", faults=faults), 503
    return jsonify(status="ok")


def _database() -> bool:
    try:
        return bool(db.session.scalar(text("SELECT count(*) FROM alembic_version")))
    except SQLAlchemyError:
        return False


def _queue() -> bool:
    try:
        tasks.queue().huey.pending_count()
    except Exception:  # noqa: BLE001 - any fault of any storage means the same here
        return False
    return True
