"""Papers of one's own: made when asked for and kept nowhere (R19, R23)."""

from datetime import datetime
from enum import StrEnum

from flask_babel import gettext
from sqlalchemy import select

from eventreg.database import db
from eventreg.documents.facts.head import Facts
from eventreg.documents.facts.head import as_json as to_json
from eventreg.documents.facts.own import TicketFacts
from eventreg.documents.gather.own import own_data_facts, ticket_facts
from eventreg.documents.issuing import press
from eventreg.documents.own.errors import NobodyOfThisReference, NoTicket
from eventreg.documents.own.wording import FILE_NAMES, PAPERS
from eventreg.documents.sheets.service import SheetFile, note_taken
from eventreg.documents.typesetting import Edition, fill, title_of
from eventreg.events.models import Event
from eventreg.history.service import Actor
from eventreg.language import locale
from eventreg.registration import tickets
from eventreg.registration.models import Registration


class OwnPaper(StrEnum):
    """What a person can have about themselves."""

    TICKET = "ticket"
    MY_DATA = "my-data"


def own_paper(
    registration: Registration, paper: OwnPaper, *, language: str, now: datetime
) -> SheetFile:
    """The paper as PDF with its file name; raises NoTicket, RenderingFailed, RenderingTooSlow."""
    facts = _facts(registration, paper, language=language, now=now)
    with locale.using(language):
        name = str(PAPERS[paper])
        drawn = {"code_drawn": _code_drawn(facts)} if isinstance(facts, TicketFacts) else {}
        edition = Edition(version=0, made_at=now)
        template = f"documents/own/{paper.replace('-', '_')}.html"
        html = fill(template, name, facts, edition, **drawn)
        printed = press().render(html, language=language, title=title_of(name, facts))
    return SheetFile(printed.pdf, f"{registration.event.slug}-{FILE_NAMES[paper][language]}.pdf")


def paper_for_staff(
    event: Event,
    *,
    reference: str,
    paper: OwnPaper,
    as_json: bool,
    language: str,
    actor: Actor,
    now: datetime,
) -> bytes:
    """The paper of the person with this reference, as PDF or its facts as JSON; logged (R28).

    Raises NobodyOfThisReference, NoTicket, RenderingFailed, RenderingTooSlow.
    """
    registration = db.session.scalar(
        select(Registration).where(
            Registration.event_id == event.id, Registration.reference == reference.strip().upper()
        )
    )
    if registration is None:
        raise NobodyOfThisReference(reference)
    if as_json:
        made = to_json(_facts(registration, paper, language=language, now=now)).encode()
    else:
        made = own_paper(registration, paper, language=language, now=now).pdf
    name = f"{paper}-{registration.reference}.{'json' if as_json else 'pdf'}"
    note_taken(event, name, actor=actor, now=now)
    return made


def _facts(registration: Registration, paper: OwnPaper, *, language: str, now: datetime) -> Facts:
    if paper is OwnPaper.MY_DATA:
        return own_data_facts(registration, language=language, now=now)
    if not tickets.has_ticket(registration):
        raise NoTicket
    return ticket_facts(registration, language=language, now=now)


def _code_drawn(facts: TicketFacts) -> object:
    title = gettext("QR code of the ticket %(reference)s", reference=facts.reference)
    return tickets.drawn(facts.code, title=title)
