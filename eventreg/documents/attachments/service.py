"""A paper with its data inside, when an organiser asks for it so."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from flask_babel import gettext

from eventreg.documents.attachments.tables import as_csv
from eventreg.documents.compiling import compiled
from eventreg.documents.facts.head import Facts, as_json
from eventreg.documents.fingerprints import fingerprint
from eventreg.documents.issuing import press
from eventreg.documents.models import DocumentKind
from eventreg.documents.papers import Paper
from eventreg.documents.press import RenderingFailed, Tell, silent
from eventreg.documents.service import content, list_with_contacts, paper
from eventreg.events.models import Audience, Event
from eventreg.history.service import Actor
from eventreg.language import locale


class DataForm(StrEnum):
    """How the data stand in the paper."""

    CSV = "csv"
    JSON = "json"


MEDIA_TYPES = {DataForm.CSV: "text/csv", DataForm.JSON: "application/json"}


def paper_with_data(
    event: Event,
    *,
    kind: DocumentKind,
    language: str,
    audience: Audience,
    form: DataForm,
    actor: Actor,
    now: datetime,
    tell: Tell = silent,
) -> Paper:
    """The paper as it is now with its data as a file inside, for staff; kept nowhere.

    What an audience may not see is not in the data either. A list with contacts is logged as ever.
    Ask inside `database.reading`. Raises RenderingFailed, RenderingTooSlow.
    """
    made = _asked(event, kind, language, audience, actor=actor, now=now, tell=tell)
    facts = compiled(event, kind=kind, language=language, audience=made.audience, now=now)
    if made.fingerprint != fingerprint(kind, made.audience, facts):
        raise RenderingFailed("what the paper says has changed in this very moment")
    pdf = with_data(content(made), facts, form, stem=made.file_name[:-4], made_at=made.made_at)
    return replace(made, data=pdf, size_bytes=len(pdf), storage_key="")


def with_data(pdf: bytes, facts: Facts, form: DataForm, *, stem: str, made_at: datetime) -> bytes:
    """The PDF with the data of the facts inside, as the file `stem` with the form's ending."""
    data = as_csv(facts) if form is DataForm.CSV else as_json(facts)
    with locale.using(facts.language):
        says = gettext("The data of this paper, for programs")
    head = {
        "work": "attach",
        "name": f"{stem}.{form}",
        "media_type": MEDIA_TYPES[form],
        "says": says,
        "made_at": f"D:{made_at:%Y%m%d%H%M%S}Z",
    }
    _, (whole,) = press().ask(head, [pdf, data.encode()])
    return whole


def _asked(
    event: Event,
    kind: DocumentKind,
    language: str,
    audience: Audience,
    *,
    actor: Actor,
    now: datetime,
    tell: Tell,
) -> Paper:
    if kind is DocumentKind.PARTICIPANTS and audience is Audience.ORGANISERS:
        return list_with_contacts(event, language=language, actor=actor, now=now, tell=tell)
    return paper(
        event,
        kind=kind,
        language=language,
        audience=audience,
        now=now,
        inside=True,
        tell=tell,
    )
