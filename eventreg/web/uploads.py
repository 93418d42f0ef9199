"""Requests that carry files may be larger than others."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request

View = TypeVar("View", bound=Callable[..., Any])

MOST_BYTES = 32 * 1024 * 1024


def takes_files(view: View) -> View:
    """Let requests to the view be as large as `MOST_BYTES`."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


def init(app: Flask) -> None:
    """Must be entered before whatever reads the request's body."""

    def allow() -> None:
        view = current_app.view_functions.get(request.endpoint or "")
        if getattr(view, "takes_files", False):
            request.max_content_length = MOST_BYTES

    app.before_request(allow)
