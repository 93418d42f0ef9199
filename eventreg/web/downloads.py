"""Files made on the spot, with a readable name."""

from flask import Response


def download(text: str, *, kind: str, name: str) -> Response:
    """`text` as a file of the media type `kind`, kept under `name`."""
    answer = Response(text, content_type=f"{kind}; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def calendar_file(text: str, *, name: str) -> Response:
    """An answer that a calendar program opens."""
    return download(text, kind="text/calendar", name=name)
