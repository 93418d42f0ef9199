"""Understanding a table row by row: who is in it, and all that is wrong, by row and column."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext, ngettext

from eventreg.registration.application import Application, Details, email_key
from eventreg.registration.models import Affiliation, ParticipantRole
from eventreg.registration.people_files.columns import Mapped, Meaning
from eventreg.registration.people_files.errors import RowFault
from eventreg.registration.people_files.sheets import Row, Sheet
from eventreg.registration.people_files.words import NotUnderstood, Words
from eventreg.registration.questions.given import GivenAnswer

LONGEST: Mapping[str, int] = {
    Meaning.LAST_NAME: 100,
    Meaning.FIRST_NAME: 100,
    Meaning.FULL_NAME: 201,
    Meaning.EMAIL: 254,
    Meaning.PHONE: 40,
    Meaning.POSITION: 200,
    Meaning.INSTITUTION: 200,
}


@dataclass
class Entry:
    """A row as it is understood: `given` holds what its cells say, by meaning; no empty ones."""

    row: Row
    given: dict[str, Any] = field(default_factory=dict)
    faults: list[RowFault] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The address as it is compared."""
        return email_key(self.given.get(Meaning.EMAIL, ""))


def understood(sheet: Sheet, mapped: Mapped, words: Words) -> Sequence[Entry]:
    """Each row of the table, with its own faults."""
    return [_entry(row, sheet, mapped, words) for row in sheet.rows]


def application(entry: Entry, *, others: Affiliation, language: str, waits: bool) -> Application:
    """The person of a row to be entered; who names no municipality comes for `others`."""
    given = entry.given
    return Application(
        details=details(
            entry,
            Details(first_name="", last_name="", affiliation=_affiliation(entry, others)),
        ),
        email=given[Meaning.EMAIL],
        language=given.get(Meaning.LANGUAGE, language),
        visits=given.get(Meaning.VISITS, ()),
        waits=waits,
        waits_for=given.get(Meaning.VISITS, ()) if waits else (),
        answers=answers(entry),
    )


def details(entry: Entry, standing: Details) -> Details:
    """What stands, with what the row says instead."""
    given = entry.given
    simple = (Meaning.FIRST_NAME, Meaning.LAST_NAME, Meaning.POSITION, Meaning.INSTITUTION)
    said = {each.value: given[each] for each in (*simple, Meaning.PHONE) if each in given}
    if Meaning.ROLE in given:
        said["role"] = given[Meaning.ROLE]
    territory = territory_of(entry)
    if territory is not None:
        said |= {"territory": territory, "affiliation": Affiliation.MUNICIPALITY}
    if Meaning.AFFILIATION in given:
        said["affiliation"] = given[Meaning.AFFILIATION]
    return replace(standing, **said)


def territory_of(entry: Entry) -> Any:
    """The municipality that the row names, by code or by name; None when it names none."""
    return entry.given.get(Meaning.TERRITORY_CODE) or entry.given.get(Meaning.TERRITORY)


def answers(entry: Entry) -> tuple[GivenAnswer, ...]:
    """The answers that the row brings."""
    return tuple(value for value in entry.given.values() if isinstance(value, GivenAnswer))


def merged(first: Entry, later: Entry) -> Entry:
    """Two rows of one person: what the later one says goes before the first."""
    return Entry(first.row, {**first.given, **later.given}, [*first.faults, *later.faults])


def _affiliation(entry: Entry, others: Affiliation) -> Affiliation:
    return Affiliation.MUNICIPALITY if territory_of(entry) else others


def _entry(row: Row, sheet: Sheet, mapped: Mapped, words: Words) -> Entry:
    entry = Entry(row)
    for column, meaning in mapped.items():
        text = row.cell(column)
        if not text:
            continue
        try:
            entry.given[meaning] = _value(meaning, text, words)
        except NotUnderstood as error:
            entry.faults.append(RowFault(row.number, sheet.heading(column), str(error)))
    _take_name_apart(entry)
    _require_what_must_be(entry, sheet, mapped)
    return entry


def _value(meaning: str, text: str, words: Words) -> Any:
    if meaning in words.questions:
        return words.answer(words.questions[meaning], text)
    _require_short(text, LONGEST.get(meaning))
    readers: Mapping[str, Callable[[str], Any]] = {
        Meaning.EMAIL: _address,
        Meaning.TERRITORY: words.territory,
        Meaning.TERRITORY_CODE: words.territory_of_code,
        Meaning.AFFILIATION: lambda said: words.one_of(Affiliation, said),
        Meaning.ROLE: lambda said: words.one_of(ParticipantRole, said),
        Meaning.LANGUAGE: words.language,
        Meaning.VISITS: words.visits,
    }
    return readers[meaning](text) if meaning in readers else " ".join(text.split())


def _require_short(text: str, most: int | None) -> None:
    if most is not None and len(text) > most:
        raise NotUnderstood(
            ngettext("longer than %(num)s character", "longer than %(num)s characters", most)
        )


def _address(text: str) -> str:
    try:
        found = validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise NotUnderstood(
            gettext("“%(text)s” is no e-mail address such as name@example.org", text=text)
        ) from None
    return found.normalized


def _take_name_apart(entry: Entry) -> None:
    """A name in one column: "Surname, First name", else the last word is the surname."""
    whole = entry.given.pop(Meaning.FULL_NAME, "")
    last, comma, first = (part.strip() for part in whole.partition(","))
    if not comma:
        first, _, last = whole.rpartition(" ")
    for meaning, name in ((Meaning.FIRST_NAME, first), (Meaning.LAST_NAME, last)):
        if name:
            entry.given.setdefault(meaning, name)


def _require_what_must_be(entry: Entry, sheet: Sheet, mapped: Mapped) -> None:
    """An address, a name and a surname; and a municipality for whoever comes for one."""
    headings = {meaning: sheet.heading(column) for column, meaning in mapped.items()}
    faulty = {fault.column for fault in entry.faults}
    for meaning, said in (
        (Meaning.EMAIL, gettext("the e-mail address is missing")),
        (Meaning.FIRST_NAME, gettext("the first name is missing")),
        (Meaning.LAST_NAME, gettext("the surname is missing")),
    ):
        heading = headings.get(meaning, headings.get(Meaning.FULL_NAME, ""))
        if meaning not in entry.given and heading not in faulty:
            entry.faults.append(RowFault(entry.row.number, heading, said))
    asked = entry.given.get(Meaning.AFFILIATION) is Affiliation.MUNICIPALITY
    places = {headings.get(Meaning.TERRITORY), headings.get(Meaning.TERRITORY_CODE)}
    if asked and territory_of(entry) is None and not faulty & places:
        said = gettext("a municipality is represented, but none is named")
        heading = headings.get(Meaning.TERRITORY, headings[Meaning.AFFILIATION])
        entry.faults.append(RowFault(entry.row.number, heading, said))
