"""Which column means what: by its heading, by what it meant the last time, or as somebody says."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from enum import StrEnum

from flask_babel import lazy_gettext, lazy_pgettext
from sqlalchemy import select

from eventreg.accounts.models import Organisation
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.language.local_text import LANGUAGES
from eventreg.language.search import folded
from eventreg.registration.people_files.errors import ColumnsUnclear
from eventreg.registration.people_files.models import ColumnMemory
from eventreg.registration.people_files.sheets import Sheet
from eventreg.registration.questions.models import Question, QuestionKind
from eventreg.registration.questions.queries import questions_of


class Meaning(StrEnum):
    """What a column can hold, besides the answers to a question."""

    LAST_NAME = "last_name"
    FIRST_NAME = "first_name"
    FULL_NAME = "full_name"
    EMAIL = "email"
    PHONE = "phone"
    POSITION = "position"
    INSTITUTION = "institution"
    AFFILIATION = "affiliation"
    TERRITORY = "territory"
    TERRITORY_CODE = "territory_code"
    ROLE = "role"
    LANGUAGE = "language"
    VISITS = "visits"


Mapped = Mapping[int, str]
"""The meaning of columns by their place: a `Meaning`, or the name that `question_meaning` gives."""

NAMES: dict[Meaning, object] = {
    Meaning.LAST_NAME: lazy_gettext("Surname"),
    Meaning.FIRST_NAME: lazy_gettext("First name"),
    Meaning.FULL_NAME: lazy_gettext("Name and surname in one column"),
    Meaning.EMAIL: lazy_gettext("E-mail"),
    Meaning.PHONE: lazy_gettext("Telephone"),
    Meaning.POSITION: lazy_gettext("Position"),
    Meaning.INSTITUTION: lazy_gettext("Institution"),
    Meaning.AFFILIATION: lazy_gettext("Represents"),
    Meaning.TERRITORY: lazy_gettext("Municipality"),
    Meaning.TERRITORY_CODE: lazy_gettext("Code of the municipality"),
    Meaning.ROLE: lazy_gettext("Role"),
    Meaning.LANGUAGE: lazy_gettext("Language of mails"),
    Meaning.VISITS: lazy_pgettext("column", "Visits, parted by semicolons"),
}

# What else people call these columns, without diacritics and in lower case.
_SYNONYMS: dict[Meaning, tuple[str, ...]] = {
    Meaning.LAST_NAME: ("uzvards", "surname", "last name", "lastname", "family name"),
    Meaning.FIRST_NAME: ("vards", "first name", "firstname", "given name", "forename"),
    Meaning.FULL_NAME: (
        *("vards, uzvards", "vards uzvards", "vards un uzvards", "uzvards, vards"),
        *("dalibnieks", "name", "full name", "name and surname", "name, surname", "participant"),
    ),
    Meaning.EMAIL: (
        *("e-pasts", "epasts", "e-pasta adrese", "e-mail", "email", "mail"),
        *("e-mail address", "email address"),
    ),
    Meaning.PHONE: (
        *("talrunis", "talr.", "telefons", "mobilais", "talruna numurs", "kontakttalrunis"),
        *("phone", "telephone", "mobile", "phone number"),
    ),
    Meaning.POSITION: ("amats", "ienemamais amats", "position", "job title", "title", "job"),
    Meaning.INSTITUTION: (
        *("iestade", "organizacija", "iestade / organizacija", "iestade/organizacija"),
        *("darbavieta", "institution", "organisation", "organization", "company", "employer"),
    ),
    Meaning.AFFILIATION: ("parstav", "parstavniecība", "represents", "affiliation"),
    Meaning.TERRITORY: (
        *("pasvaldiba", "novads", "novads / pilseta", "novads/pilseta", "territorija"),
        *("municipality", "local government", "territory", "region"),
    ),
    Meaning.TERRITORY_CODE: ("atvk", "atvk kods", "pasvaldibas kods", "municipality code"),
    Meaning.ROLE: ("loma", "statuss pasakuma", "role"),
    Meaning.LANGUAGE: ("valoda", "vestulu valoda", "language"),
    Meaning.VISITS: ("apmeklejumi", "iestazu apmeklejumi", "vizites", "visits", "site visits"),
}

_QUESTION = "question:"
_HEADING = 200


def question_meaning(question: Question) -> str:
    """The name of a question as a column's meaning."""
    return f"{_QUESTION}{question.uid}"


def questions_for(event: Event) -> dict[str, Question]:
    """The questions whose answers a table can bring, by the name of their meaning."""
    return {
        question_meaning(each): each
        for each in questions_of(event)
        if each.kind is not QuestionKind.FILE
    }


def meanings(event: Event) -> dict[str, str]:
    """All that a column can mean at this event, as people read it."""
    language = locale.current()
    questions = {name: each.label.in_(language) for name, each in questions_for(event).items()}
    return {**{each.value: str(name) for each, name in NAMES.items()}, **questions}


def guessed(event: Event, sheet: Sheet) -> dict[int, str]:
    """What each column seems to mean; one of an unknown heading is left out."""
    known = {**_by_heading(event), **_remembered(event.organisation)}
    offered = meanings(event)
    found: dict[int, str] = {}
    for column, heading in enumerate(sheet.headings):
        meaning = known.get(_key(heading))
        if meaning in offered and meaning not in found.values():
            found[column] = str(meaning)
    return found


def named(event: Event, sheet: Sheet, pairs: Iterable[tuple[str, str]]) -> dict[int, str]:
    """The columns of these headings with what somebody says they mean; raises ColumnsUnclear."""
    places = {_key(heading): column for column, heading in reversed([*enumerate(sheet.headings)])}
    offered = {_key(name): name for name in meanings(event)}
    offered |= {_key(words): name for name, words in meanings(event).items()}
    found = {}
    for heading, meaning in pairs:
        if _key(heading) not in places:
            raise ColumnsUnclear(
                lazy_gettext("The table has no column “%(heading)s”.", heading=heading)
            )
        if meaning and _key(meaning) not in offered:
            words = ", ".join(each.value for each in Meaning)
            raise ColumnsUnclear(
                lazy_gettext(
                    "“%(meaning)s” is nothing that a column can mean. Say one of: %(words)s.",
                    meaning=meaning,
                    words=words,
                )
            )
        found[places[_key(heading)]] = offered.get(_key(meaning), "")
    return found


def require_usable(event: Event, mapped: Mapped) -> None:
    """Raise ColumnsUnclear unless each meaning stands once and names and addresses are there."""
    offered = meanings(event)
    for meaning in mapped.values():
        if meaning not in offered:
            raise ColumnsUnclear(lazy_gettext("Choose among what is offered."))
    if doubled := [each for each in offered if [*mapped.values()].count(each) > 1]:
        raise ColumnsUnclear(
            lazy_gettext(
                "“%(meaning)s” is chosen for several columns. Choose it once.",
                meaning=offered[doubled[0]],
            )
        )
    if Meaning.EMAIL not in mapped.values():
        raise ColumnsUnclear(lazy_gettext("Say which column holds the e-mail addresses."))
    whole = Meaning.FULL_NAME in mapped.values()
    if not whole and not {Meaning.LAST_NAME, Meaning.FIRST_NAME} <= set(mapped.values()):
        raise ColumnsUnclear(lazy_gettext("Say which columns hold the name and the surname."))


def remember(organisation: Organisation, sheet: Sheet, mapped: Mapped, *, now: datetime) -> None:
    """Keep what the columns meant, for the organisation's next table."""
    kept = {
        each.heading: each
        for each in db.session.scalars(
            select(ColumnMemory).where(ColumnMemory.organisation_id == organisation.id)
        )
    }
    for column, meaning in mapped.items():
        heading = _key(sheet.headings[column])[:_HEADING]
        if not heading or meaning.startswith(_QUESTION):
            continue
        memory = kept.get(heading)
        if memory is None:
            memory = kept[heading] = ColumnMemory(organisation_id=organisation.id, heading=heading)
            db.session.add(memory)
        memory.meaning, memory.used_at = meaning, now


def _remembered(organisation: Organisation) -> dict[str, str]:
    rows = db.session.execute(
        select(ColumnMemory.heading, ColumnMemory.meaning).where(
            ColumnMemory.organisation_id == organisation.id
        )
    )
    return dict(rows.all())


def _by_heading(event: Event) -> dict[str, str]:
    """Our own headings in every language, and what else columns are called."""
    known = {_key(word): meaning.value for meaning, words in _SYNONYMS.items() for word in words}
    known.update(_own_headings())
    for name, question in questions_for(event).items():
        known.update((_key(label), name) for label in question.label.values())
    return known


def _own_headings() -> Iterator[tuple[str, str]]:
    from eventreg.registration.people_files.table import IMPORTED_HEADINGS

    for language in LANGUAGES:
        with locale.using(language):
            for meaning, heading in IMPORTED_HEADINGS.items():
                yield _key(str(heading)), meaning


def _key(text: str) -> str:
    return folded(text).rstrip(":* ")
