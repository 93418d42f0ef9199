"""Where a person was going when something came between, such as signing in: the `next` of a page.

Only the path is ever taken from it, and only one of our pages: the way on leads to no other site.
"""

import re
from urllib.parse import urlsplit

from flask import request, url_for

from eventreg.web.transaction import SAFE_METHODS

OURS = re.compile(r"/(lv|en)/(?!sign-)[^\s\\]*")


def asked_for() -> str | None:
    """The page that this request asks for; of a form that is sent, the page it stands on."""
    methods = request.url_rule.methods if request.url_rule else None
    readable = request.method in SAFE_METHODS or "GET" in (methods or ())
    return request.full_path.rstrip("?") if readable else None


def way_on(otherwise: str) -> str:
    """The address in `next`, else the page named `otherwise`."""
    try:
        parts = urlsplit(request.args.get("next", ""))
    except ValueError:
        return url_for(otherwise)
    address = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return address if OURS.fullmatch(address) else url_for(otherwise)
