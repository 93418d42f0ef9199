"""One transaction per request: reading ones cannot write, writing ones commit once, at the end.

Where only one can write at a time, a form that many send at once reads first (`reads_first`): what
it needs to know is read and checked beside others, and only then it begins to write.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, current_app, g, request

from eventreg.database import db, end_reading, has_one_writer, reading

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

View = TypeVar("View", bound=Callable[..., Any])


def init(app: Flask) -> None:
    """Must be the first to register, so that nothing opens a transaction before it."""
    app.before_request(_begin)
    app.after_request(_finish)
    app.teardown_request(_forget)


def reads_first(view: View) -> View:
    """A view that changes nothing before it says `begin_to_write`; its outermost decorator."""
    view.reads_first = True  # type: ignore[attr-defined]
    return view


def begin_to_write() -> None:
    """From here on this request may write; what it has read stays as it was read.

    So it is where many can write at a time. What may have changed since is the database's to say:
    limits, keys and addresses are held by the statements that write.
    """
    guard = g.pop("reading", None)
    if guard is not None and request.method not in SAFE_METHODS:
        end_reading(db.session())
        guard.__exit__(None, None, None)


def _begin() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    waits = has_one_writer() and getattr(view, "reads_first", False)
    if waits or request.method in SAFE_METHODS:
        g.reading = reading()
        g.reading.__enter__()


def _finish(response: Response) -> Response:
    if "reading" in g or response.status_code >= 400:
        db.session.rollback()
    else:
        db.session.commit()
    return response


def _forget(_error: BaseException | None) -> None:
    guard = g.pop("reading", None)
    if guard is not None:
        db.session.rollback()
        guard.__exit__(None, None, None)
