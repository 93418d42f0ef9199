"""The photos of what was seen, as evidence: the files, and what each shows."""

from collections.abc import Iterator

from flask_babel import gettext

from eventreg.closing.evidence.piece import Piece
from eventreg.contributions.models import Contribution, Photo
from eventreg.contributions.naming.service import author_of, institution_of
from eventreg.contributions.photos.shown import as_evidence
from eventreg.events.models import Event
from eventreg.ports import files
from eventreg.registration.people_files.table import Table


def photos_as_pieces(event: Event, *, language: str) -> Iterator[Piece]:
    """Each photo of an accepted text; authors are named only as they agreed (R21)."""
    for number, photo in enumerate(as_evidence(event), start=1):
        said = [photo.alt.in_(language), _seen_at(photo.contribution, language), _author(photo)]
        yield Piece(
            path=_path(number, photo),
            about=gettext("Photo: %(words)s", words=", ".join(filter(None, said))),
            data=files.store().get(photo.storage_key),
        )


def table_of_photos(event: Event, *, language: str) -> Table:
    """Which file shows what, and where it was seen."""
    return Table(
        keys=(),
        headings=[
            *(gettext("File"), gettext("Event"), gettext("Visit or session")),
            *(gettext("What is seen in it"), gettext("Title"), gettext("Contributed by")),
        ],
        rows=[
            [
                *(_path(number, photo), event.title.in_(language)),
                _seen_at(photo.contribution, language),
                *(photo.alt.in_(language), photo.contribution.title.in_(language)),
                _author(photo),
            ]
            for number, photo in enumerate(as_evidence(event), start=1)
        ],
    )


def _path(number: int, photo: Photo) -> str:
    return f"photos/{number:02}-{photo.name}.jpeg"


def _seen_at(text: Contribution, language: str) -> str:
    if text.visit is not None:
        return text.visit.host_institution.name.in_(language)
    return text.agenda_item.title.in_(language) if text.agenda_item else ""


def _author(photo: Photo) -> str:
    text = photo.contribution
    return ", ".join(filter(None, (author_of(text), institution_of(text))))
