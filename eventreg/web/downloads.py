"""Files made on the spot, with a readable name."""

from flask import Response


def download(text: str, *, kind: str, name: str) -> Response:
    """`text` as a file of the media type `kind`, kept under `name`."""
    return download_bytes(text.encode(), kind=f"{kind}; charset=utf-8", name=name)


def download_bytes(data: bytes, *, kind: str, name: str) -> Response:
    """`data` as a file of the media type `kind`, kept under `name`."""
    answer = Response(data, content_type=kind)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def calendar_file(text: str, *, name: str) -> Response:
    """An answer that a calendar program opens."""
    return download(text, kind="text/calendar", name=name)
