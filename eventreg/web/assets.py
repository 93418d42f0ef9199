"""Static files under an address that changes with their content: they may be kept for ever.

Texts among them travel packed. Pages do not: packed together with what a stranger can make a page
say, a secret in it could be guessed from the length (BREACH).
"""

import gzip
import hashlib
import mimetypes
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, request, send_from_directory, url_for
from werkzeug.security import safe_join

from eventreg.paths import STATIC
from eventreg.web import access

blueprint = Blueprint("assets", __name__)

IMMUTABLE = "public, max-age=31536000, immutable"
PACKED = (".css", ".js", ".svg")


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
    packs = name.endswith(PACKED)
    if packs and request.accept_encodings["gzip"]:
        response = _packed_file(name)
    else:
        response = send_from_directory(STATIC, name)
    if packs:
        response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = IMMUTABLE
    return response


def _packed_file(name: str) -> Response:
    path = safe_join(str(STATIC), name)
    if path is None or not Path(path).is_file():
        abort(404)
    kind, _encoding = mimetypes.guess_type(name)
    response = Response(_packed(path), mimetype=kind)
    response.content_encoding = "gzip"
    response.set_etag(f"{digest()}-gzip")
    return response


@lru_cache(maxsize=256)
def _packed(path: str) -> bytes:
    return gzip.compress(Path(path).read_bytes(), mtime=0)


def asset(name: str) -> str:
    """The address of a static file."""
    return url_for("assets.file", version=digest(), name=name)


def init(app: Flask) -> None:
    """Serve the files and let templates say `asset('css/theme.css')`."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals["asset"] = asset
