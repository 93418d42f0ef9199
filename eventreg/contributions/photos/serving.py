"""A photo as an answer to a browser."""

from flask import Response, abort, request

from eventreg.contributions.models import Photo
from eventreg.contributions.photos.shown import Size
from eventreg.ports import files
from eventreg.web.caching import ASK_AGAIN

MINE_ALONE = "private, max-age=0, must-revalidate"


def picture_of(photo: Photo, size: str, *, public: bool = False) -> Response:
    """The picture; whoever keeps a copy asks each time whether it may still be shown (R21)."""
    if size not in set(Size):
        abort(404)
    try:
        data = files.store().get(photo.small_key if size == Size.SMALL else photo.storage_key)
    except files.StoredFileMissing:
        abort(404)
    answer = Response(data, mimetype="image/jpeg")
    answer.headers.set("Content-Disposition", "inline", filename=f"{photo.name}.jpeg")
    answer.headers["Cache-Control"] = ASK_AGAIN if public else MINE_ALONE
    answer.set_etag(f"{photo.uid}-{size}")
    return answer.make_conditional(request)  # type: ignore[return-value]
