"""Pages for everyone may be kept by browsers and proxies, but are asked for anew each time.

A consent that is withdrawn must show at once (R21), so nothing is served unasked: whoever keeps a
copy sends its ETag and gets 304 when the page is still the same. What a signed-in person sees, or
a page that answers what somebody just did, is not kept at all.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, make_response, request, session
from flask_login import current_user

ASK_AGAIN = "public, max-age=0, must-revalidate"


def public_page(view: Callable[..., Any]) -> Callable[..., Response]:
    """Let copies of the view's page be kept, under an ETag of its bytes."""

    @wraps(view)
    def with_validator(**values: Any) -> Response:
        response = make_response(view(**values))
        if response.status_code != 200 or current_user.is_authenticated or session.modified:
            return response
        response.headers["Cache-Control"] = ASK_AGAIN
        response.vary.update(("Accept-Encoding", "Cookie"))
        response.add_etag()
        return response.make_conditional(request)  # type: ignore[return-value]

    return with_validator
