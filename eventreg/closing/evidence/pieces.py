"""What goes into the file for the funder, piece by piece."""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventreg import clock
from eventreg.attendance.service import Occasion, attended, occasions_of
from eventreg.closing.evidence.keeping import sheets_of
from eventreg.closing.evidence.photos import photos_as_pieces, table_of_photos
from eventreg.closing.evidence.piece import Piece
from eventreg.database import db
from eventreg.documents.errors import DocumentLost
from eventreg.documents.service import content, published_documents
from eventreg.events.models import Event
from eventreg.events.wording import DOCUMENTS
from eventreg.language import dates
from eventreg.language.local_text import LANGUAGES
from eventreg.messages.models import Message, MessageState
from eventreg.messages.wording import STATES, mail_subject
from eventreg.ports import files
from eventreg.registration.models import Registration, RegistrationState
from eventreg.registration.people_files.table import Cell, Table
from eventreg.registration.people_files.writing import FileKind, written
from eventreg.registration.questions.uploads import plain_name
from eventreg.registration.wording import ROLES
from eventreg.reports.signing.service import bytes_of, signed_files


def pieces_of(event: Event, *, language: str) -> Iterator[Piece]:
    """All pieces, in the order of the index; needs the language in force."""
    yield from _papers(event)
    yield from _signed_reports(event)
    yield from _signed_sheets(event)
    if photos := list(photos_as_pieces(event, language=language)):
        yield from photos
        table = _as_csv(table_of_photos(event, language=language), language)
        yield Piece(path="photos.csv", about=gettext("What the photos show"), data=table)
    attendance, mails = _attendance(event, language), _mails(event, language)
    yield Piece(
        path="attendance.csv", about=gettext("Who was there"), data=_as_csv(attendance, language)
    )
    yield Piece(path="mails.csv", about=gettext("Mails sent"), data=_as_csv(mails, language))


def _papers(event: Event) -> Iterator[Piece]:
    for language in LANGUAGES:
        for offered in published_documents(event, language=language):
            if offered.latest is None:
                continue
            try:
                data = content(offered.latest)
            except DocumentLost:
                continue  # `eventreg check` says so; the rest is evidence all the same
            about = gettext(
                "%(paper)s, version %(number)s, language %(language)s",
                paper=DOCUMENTS[offered.kind],
                number=offered.latest.version,
                language=language,
            )
            yield Piece(path=f"papers/{offered.latest.file_name}", about=about, data=data)


def _signed_reports(event: Event) -> Iterator[Piece]:
    for number, file in enumerate(signed_files(event), start=1):
        yield Piece(
            path=f"signed-report/{number:02}-{plain_name(file.file_name)}",
            about=gettext(
                "Signed report, as handed in, language %(language)s", language=file.language
            ),
            data=bytes_of(file),
        )


def _signed_sheets(event: Event) -> Iterator[Piece]:
    for number, sheet in enumerate(sheets_of(event), start=1):
        yield Piece(
            path=f"signed-sheets/{number:02}-{sheet.name}",
            about=gettext("Signed sheet, as scanned"),
            data=files.store().get(sheet.storage_key),
        )


def _as_csv(table: Table, language: str) -> bytes:
    return written(table, FileKind.CSV, title="", language=language)


def _attendance(event: Event, language: str) -> Table:
    """Everybody who had a place, and where they were."""
    occasions, there = occasions_of(event), attended(event)
    people = db.session.scalars(
        select(Registration)
        .where(Registration.event_id == event.id, Registration.state == RegistrationState.CONFIRMED)
        .order_by(Registration.name_sort, Registration.id)
        .options(joinedload(Registration.territory))
    ).all()
    return Table(
        keys=(),
        headings=[
            *(gettext("Surname"), gettext("First name"), gettext("Position")),
            *(gettext("Institution"), gettext("Municipality"), gettext("Role")),
            *(_called(occasion, language) for occasion in occasions),
        ],
        rows=[
            [
                *(person.last_name, person.first_name, person.position, person.institution),
                person.territory.name.in_(language) if person.territory else "",
                str(ROLES[person.role]),
                *_marks(there.get(person.id, frozenset()), occasions),
            ]
            for person in people
        ],
    )


def _called(occasion: Occasion, language: str) -> str:
    if occasion.visit is not None:
        return occasion.visit.host.name.in_(language)
    assert occasion.day is not None  # noqa: S101, an occasion is a day or a visit
    return dates.plain(dates.short_date(occasion.day, language))


def _marks(keys: frozenset[str], occasions: Sequence[Occasion]) -> list[str]:
    return [gettext("was there") if occasion.key in keys else "" for occasion in occasions]


def _mails(event: Event, _language: str) -> Table:
    """When which mail went to whom; without addresses, which prove nothing more."""
    zone = ZoneInfo(event.time_zone)
    rows = db.session.scalars(
        select(Message)
        .where(Message.event_id == event.id, Message.state == MessageState.SENT)
        .order_by(Message.sent_at, Message.id)
        .options(joinedload(Message.registration))
    ).all()
    return Table(
        keys=(),
        headings=[
            gettext("Sent"),
            gettext("Time"),
            gettext("Subject"),
            gettext("To"),
            gettext("State"),
        ],
        rows=[
            [
                *_when(row, zone),
                mail_subject(row),
                row.registration.full_name if row.registration else "",
                str(STATES[row.state][0]),
            ]
            for row in rows
        ],
    )


def _when(row: Message, zone: ZoneInfo) -> tuple[Cell, str]:
    at = clock.shown_at(row.sent_at or row.created_at, zone)
    return at, f"{at:%H:%M}"
