"""HTML that WeasyPrint shall lay out, read by the quickest parser that reads it rightly."""

import re
from functools import cache
from xml.etree import ElementTree as ET

from cssselect2 import ElementWrapper
from weasyprint import CSS, HTML
from weasyprint.html import UA

from eventreg.documents import sandbox

# Elements that HTML never closes and XML must.
_VOID = re.compile(r"<(area|base|br|col|hr|img|input|link|meta|wbr)\b([^>]*?)/?>")
_SVG = re.compile(r"<svg\b(?![^>]*\bxmlns=)")


class Markup(HTML):
    """HTML under a user-agent sheet without the universal rules that slow a long table down."""

    def __init__(self, string: str, url_fetcher: sandbox.Table) -> None:
        if (root := _well_formed(string)) is None:
            super().__init__(string=string, url_fetcher=url_fetcher)
            return
        self.base_url = None
        self.url_fetcher = url_fetcher
        self.media_type = "print"
        self.wrapper_element = ElementWrapper.from_html_root(root)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, *_forms: bool) -> list[CSS]:
        return [_slim_sheet()]


def _well_formed(html: str) -> ET.Element | None:
    """The tree of what the templates wrote, or nothing if only an HTML parser can read it.

    The templates close what they open, so expat reads them in a twentieth of tinyhtml5's time.
    """
    text = html.strip().removeprefix("<!doctype html>")
    text = _SVG.sub('<svg xmlns="http://www.w3.org/2000/svg"', _VOID.sub(r"<\1\2/>", text))
    try:
        return ET.fromstring(text)  # noqa: S314, no document type and no entity of its own is left
    except ET.ParseError:
        return None


@cache
def _slim_sheet() -> CSS:
    slow = ("::footnote", "::note", "::marker")
    return CSS(
        string="\n".join(line for line in UA.splitlines() if not line.startswith(slow)),
        url_fetcher=sandbox.Table({}),
    )
