"""The report as a page: of the site, or as one HTML file that needs nothing else."""

import base64
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from markupsafe import escape

from eventreg.documents.facts.head import Facts
from eventreg.documents.facts.report import ReportFacts
from eventreg.documents.models import DocumentKind
from eventreg.documents.preview.sheet import SHEETS
from eventreg.documents.printing import pictures_of
from eventreg.documents.typesetting import Edition, fill

NO_ADDRESSES: Mapping[str, str] = MappingProxyType({})


def report_as_page(
    facts: ReportFacts,
    *,
    surroundings: Mapping[str, object],
    made_at: datetime,
    addresses: Mapping[str, str] = NO_ADDRESSES,
) -> str:
    """The HTML of the report; `surroundings` are as of a preview, without ways about.

    Pictures that have `addresses` are only named; the others stand in the page.
    """
    html = fill(
        "documents/report.html",
        DocumentKind.REPORT,
        facts,
        Edition(version=0, made_at=made_at),
        preview={"icon": "", "sheet": "", "logo": "", "back": "", **surroundings},
    )
    return with_pictures(html, facts, addresses)


def report_as_file(facts: ReportFacts, *, made_at: datetime) -> str:
    """The report as one file: the sheet stands in it, and its pictures."""
    html = report_as_page(facts, surroundings={}, made_at=made_at)
    sheets = "\n".join(path.read_text("utf-8") for path in SHEETS)
    rules = [rule for rule in sheets.splitlines() if not rule.startswith("@font-face")]
    accent = f"html {{ --accent: {facts.letterhead.accent} }}"
    style = "\n".join(["<style>", *rules, accent, "</style>", "</head>"])
    return html.replace("</head>", style, 1)


def with_pictures(html: str, facts: Facts, addresses: Mapping[str, str] = NO_ADDRESSES) -> str:
    """The HTML with the pictures that it names by `picture:` standing in it, or at an address."""
    for name, address in addresses.items():
        html = html.replace(f'src="picture:{name}"', f'src="{escape(address)}"')
    if "picture:" not in html:
        return html
    for name, picture in pictures_of(facts).items():
        encoded = base64.b64encode(picture.data).decode()
        html = html.replace(
            f'src="picture:{name}"', f'src="data:{picture.media_type};base64,{encoded}"'
        )
    return html
