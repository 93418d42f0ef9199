"""Sheet and fonts of the papers for browsers, at addresses that change with their content."""

import re

from flask import Blueprint, Response, abort, send_from_directory

from eventreg.documents.preview import sheet as made
from eventreg.web import access
from eventreg.web.assets import IMMUTABLE

_ACCENT = re.compile(r"[0-9a-f]{6}")

blueprint = Blueprint("paper_sheet", __name__, url_prefix="/static/paper/<version>")


@blueprint.get("/<accent>.css")
@access.everyone
def sheet(version: str, accent: str) -> Response:
    """The press's own sheet, what a screen needs beside it, and the accent colour."""
    if not (_is_current(version) and _ACCENT.fullmatch(accent)):
        abort(404)
    parts = [path.read_text("utf-8") for path in made.SHEETS]
    answer = Response("\n".join([*parts, f"html {{ --accent: #{accent} }}\n"]), mimetype="text/css")
    answer.headers["Cache-Control"] = IMMUTABLE
    return answer


@blueprint.get("/<name>.ttf")
@access.everyone
def font(version: str, name: str) -> Response:
    """One of the bundled fonts."""
    if not _is_current(version):
        abort(404)
    answer = send_from_directory(made.FONTS, f"{name}.ttf", mimetype="font/ttf")
    answer.headers["Cache-Control"] = IMMUTABLE
    return answer


def _is_current(asked: str) -> bool:
    return asked == made.version()
