"""One transaction per request: reading ones cannot write, writing ones commit once, at the end."""

from flask import Flask, Response, g, request

from eventreg.database import db, reading

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def init(app: Flask) -> None:
    """Must be the first to register, so that nothing opens a transaction before it."""
    app.before_request(_begin)
    app.after_request(_finish)
    app.teardown_request(_forget)


def _begin() -> None:
    if request.method in SAFE_METHODS:
        g.reading = reading()
        g.reading.__enter__()


def _finish(response: Response) -> Response:
    if request.method in SAFE_METHODS or response.status_code >= 400:
        db.session.rollback()
    else:
        db.session.commit()
    return response


def _forget(_error: BaseException | None) -> None:
    guard = g.pop("reading", None)
    if guard is not None:
        db.session.rollback()
        guard.__exit__(None, None, None)
