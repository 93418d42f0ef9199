"""Static files under an address that changes with their content: they may be kept for ever."""

import hashlib
from functools import lru_cache

from flask import Blueprint, Flask, Response, abort, send_from_directory, url_for

from eventreg.paths import STATIC
from eventreg.web import access

blueprint = Blueprint("assets", __name__)

IMMUTABLE = "public, max-age=31536000, immutable"


@lru_cache(maxsize=1)
def digest() -> str:
    """One fingerprint of all static files, so that a style sheet's relative addresses hold too."""
    total = hashlib.sha256()
    for file in sorted(path for path in STATIC.rglob("*") if path.is_file()):
        total.update(file.relative_to(STATIC).as_posix().encode())
        total.update(file.read_bytes())
    return total.hexdigest()[:12]


@blueprint.get("/static/<version>/<path:name>")
@access.everyone
def file(version: str, name: str) -> Response:
    """A static file; any version but today's is gone."""
    if version != digest():
        abort(404)
    response = send_from_directory(STATIC, name)
    response.headers["Cache-Control"] = IMMUTABLE
    return response


def asset(name: str) -> str:
    """The address of a static file."""
    return url_for("assets.file", version=digest(), name=name)


def init(app: Flask) -> None:
    """Serve the files and let templates say `asset('css/theme.css')`."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals["asset"] = asset
