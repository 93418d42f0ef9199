"""Full public addresses, for mails, calendar files and papers.

They are built on `BASE_URL`, never on the Host header of a request, so that nobody can make the
system send a link that leads elsewhere.
"""

from typing import Any
from urllib.parse import urlsplit

from flask import current_app


def absolute(endpoint: str, **values: Any) -> str:
    """The address of `endpoint` as the world sees it; works in tasks and commands too."""
    base = urlsplit(str(current_app.config["BASE_URL"]))
    adapter = current_app.url_map.bind(
        base.netloc, script_name=base.path or "/", url_scheme=base.scheme
    )
    return adapter.build(endpoint, values, force_external=True)
