"""What a person sees when something cannot be done: a page with a way on, never a trace."""

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from eventreg.database import db
from eventreg.errors import DomainError
from eventreg.web.logging import log


def init(app: Flask) -> None:
    """Answer every error with a page in the person's language."""
    app.register_error_handler(DomainError, _refused)
    app.register_error_handler(CSRFError, _form_expired)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(InternalServerError, _unexpected)


def _page(status: int, message: object = "") -> tuple[str, int]:
    db.session.rollback()
    return render_template("web/error.html", status=status, message=message), status


def _refused(error: DomainError) -> ResponseReturnValue:
    return *_page(error.status, error.message), error.headers


def _form_expired(_error: CSRFError) -> ResponseReturnValue:
    return _page(419)


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None:
        return error.response
    status = error.code or 500
    headers = {name: value for name, value in error.get_headers() if name != "Content-Type"}
    return *_page(status), headers


def _unexpected(error: InternalServerError) -> ResponseReturnValue:
    log.error("request failed", exc_info=error.original_exception or error)
    return _page(500)
