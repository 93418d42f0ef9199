"""Badges and certificates: each a stamped card."""

from collections.abc import Iterator
from functools import partial

from flask_babel import gettext, ngettext

from eventreg.documents.bookbinder import Book, Chapter
from eventreg.documents.books.binding import book, roll_parts
from eventreg.documents.facts.cards import (
    Badge,
    BadgeFacts,
    BadgeFormat,
    Certificate,
    CertificateFacts,
)
from eventreg.documents.facts.head import Facts
from eventreg.documents.rolls import Card, Roll
from eventreg.documents.typesetting import Edition, fill
from eventreg.language import dates, locale

BACK = ("visits",)
BADGE = ("name", "institution", "place", "role", "code")
CERTIFICATE = ("name", "institution", "attended", "issued", "number", "code", "address")


def badge_book(facts: BadgeFacts, edition: Edition) -> Book:
    """Badges on sheets of A4, to be cut."""
    with locale.using(facts.language):
        roll = Roll(tuple(_sides(facts)))
        name = gettext("Badges")
    return _of_cards(name, facts, edition, roll, sheet=f"badges-{facts.format}")


def certificate_book(facts: CertificateFacts, edition: Edition) -> Book:
    """Certificates of attendance, a page each."""
    with locale.using(facts.language):
        roll = Roll(
            tuple(
                Card("certificate", CERTIFICATE, _certificate(one, facts), one.name)
                for one in facts.certificates
            )
        )
        name = gettext("Certificates of attendance")
    return _of_cards(name, facts, edition, roll, sheet="certificate")


def _of_cards(name: str, facts: Facts, edition: Edition, roll: Roll, *, sheet: str) -> Book:
    shell = fill("layouts/print_shell.html", name, facts, edition, sheet=sheet)
    stamped = roll_parts(name, facts, edition, roll, sheet=sheet)
    return book(
        name, facts, edition, (Chapter(partial(str, shell), pageless=True), stamped), sheet=sheet
    )


def _sides(facts: BadgeFacts) -> Iterator[Card]:
    """The fronts of a sheet, then, if wanted, its backs."""
    front = "badge_lanyard" if facts.format is BadgeFormat.LANYARD else "badge_card"
    many = facts.format.on_a_sheet
    for start in range(0, len(facts.badges), many):
        some = facts.badges[start : start + many]
        yield from (Card(front, BADGE, _badge(each), each.name) for each in some)
        if facts.backs:
            yield from (Card("badge_back", BACK, (_visits(each),), back=True) for each in some)


def _visits(badge: Badge) -> str:
    said = "; ".join(each.text for each in badge.visits)
    return gettext("My visits: %(visits)s", visits=said) if said else ""


def _badge(badge: Badge) -> tuple[str, ...]:
    described = gettext("QR code of the badge of %(name)s", name=badge.name)
    code = f"{described}\n{badge.code}"
    return (badge.name, badge.institution, badge.place, badge.role, code)


def _certificate(one: Certificate, facts: CertificateFacts) -> tuple[str, ...]:
    days = dates.date_list(one.days, facts.language)
    attended = days
    if one.hours is not None:
        hours = ngettext("%(num)s hour", "%(num)s hours", one.hours)
        attended = gettext("%(days)s, %(hours)s in all", days=days, hours=hours)
    described = gettext("QR code that leads to the proof of the certificate")
    code = f"{described}\n{one.address}"
    address = one.address.partition("://")[2]  # as people type it
    dated = dates.long_date(one.dated_on, facts.language)
    place = facts.place_of_issue.text
    issued = f"{place}, {dated}" if place else dated
    return (one.name, one.institution, attended, issued, one.number, code, address)
