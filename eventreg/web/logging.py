"""One line per request and per incident, as JSON or for a terminal; no names, no secret links."""

import logging
import re
import secrets
import sys
import time
from typing import Any

import structlog
from flask import Flask, Response, g, request

log: Any = structlog.get_logger("eventreg")

SECRET_PATH = re.compile(r"/(r|d|i|reset)/[^/]+")


def configure(style: str) -> None:
    """`style` is `json` or `console`."""
    final: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if style == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    processors: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    if style == "json":
        without_locals = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
        processors.append(structlog.processors.ExceptionRenderer(without_locals))
    structlog.configure(
        processors=[*processors, final],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=_to_standard_error,
        cache_logger_on_first_use=False,
    )


def _to_standard_error(*_names: Any) -> structlog.PrintLogger:
    """What standard error is at this moment: whoever replaces it must not be written past."""
    return structlog.PrintLogger(sys.stderr)


def init(app: Flask) -> None:
    """Log each request with its time in milliseconds and a number that the answer carries too."""
    app.before_request(_start)
    app.after_request(_end)


def _start() -> None:
    g.request_started = time.perf_counter()
    g.request_id = secrets.token_hex(8)
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _end(response: Response) -> Response:
    if "request_started" not in g or request.endpoint == "assets.file":
        return response
    log.info(
        "request",
        method=request.method,
        path=SECRET_PATH.sub(r"/\1/…", request.path),
        status=response.status_code,
        milliseconds=round((time.perf_counter() - g.request_started) * 1000, 1),
    )
    response.headers["X-Request-Id"] = g.request_id
    return response
