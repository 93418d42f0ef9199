"""The forms of taking people out as a file and of importing them."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice

from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.registration.models import Affiliation
from eventreg.registration.people_files.columns import meanings
from eventreg.registration.people_files.planning import Choices, Duplicates
from eventreg.registration.people_files.sheets import Sheet
from eventreg.registration.people_files.writing import FileKind
from eventreg.registration.wording import AFFILIATIONS
from eventreg.web.forms import Form, Required

KINDS = {
    FileKind.XLSX: lazy_gettext("Excel sheet (XLSX)"),
    FileKind.CSV: lazy_gettext("Table (CSV)"),
    FileKind.JSON: lazy_gettext("For programs (JSON)"),
}
DUPLICATES = {
    Duplicates.SKIP: lazy_gettext("Leave them as they are"),
    Duplicates.UPDATE: lazy_gettext("Write what the table says over what stands"),
    Duplicates.REFUSE: lazy_gettext("Import nothing and show me who they are"),
}
OTHERS = (Affiliation.STATE, Affiliation.ORGANISATION)
PAPER = "pdf"
COLUMN = "column_"


class FileForm(Form):
    """Which file."""

    kind = RadioField(
        lazy_gettext("Kind of file"),
        choices=[SelectChoice(each.value, name) for each, name in KINDS.items()],
        default=FileKind.XLSX.value,
    )


class ShownForm(FileForm):
    """Which file, or on paper."""

    kind = RadioField(
        lazy_gettext("Kind of file"),
        choices=[
            *(SelectChoice(each.value, name) for each, name in KINDS.items()),
            SelectChoice(PAPER, lazy_gettext("On paper (PDF)")),
        ],
        default=FileKind.XLSX.value,
    )


class ExportForm(FileForm):
    """Which file, and whether needs are in it."""

    with_needs = BooleanField(
        lazy_gettext("With what people need on the day (food, access and help)"),
        description=lazy_gettext(
            "Only for those who arrange it. The log keeps who took it out. Delete the file when"
            " the event is over."
        ),
    )


class UploadForm(Form):
    """The file to be imported."""

    file = FileField(
        lazy_gettext("Table of people"),
        [FileRequired(lazy_gettext("Choose a file."))],
        description=lazy_gettext("XLSX or CSV, up to 300 rows. The first row holds the headings."),
    )


class MappingForm(Form):
    """What the columns mean, and how to import them."""

    duplicates = RadioField(
        lazy_gettext("Those who are registered already or stand in the table twice"),
        [Required()],
        choices=[SelectChoice(each.value, name) for each, name in DUPLICATES.items()],
    )
    others = RadioField(
        lazy_gettext("Those for whom no municipality is named come for"),
        [Required()],
        choices=[SelectChoice(each.value, AFFILIATIONS[each]) for each in OTHERS],
    )
    language = RadioField(
        lazy_gettext("Language of mails, where the table does not say it"),
        choices=[SelectChoice(code, name) for code, name in locale.OWN_NAMES.items()],
    )
    told = BooleanField(
        lazy_gettext("Tell everybody by mail"),
        description=lazy_gettext(
            "Each person gets the own link, the privacy notice and the calendar file."
        ),
    )
    wait = BooleanField(
        lazy_gettext("Put those for whom there is no place on the waiting list"),
        description=lazy_gettext("Otherwise nobody is imported when there are not enough places."),
    )

    event: Event

    @classmethod
    def about(
        cls, event: Event, sheet: Sheet, mapped: Mapping[int, str], choices: Choices
    ) -> "MappingForm":
        """The form with a choice for each column of the table."""
        offered = [
            SelectChoice("", gettext("Do not import")),
            *(SelectChoice(name, words) for name, words in meanings(event).items()),
        ]
        fields = {
            f"{COLUMN}{column}": SelectField(
                sheet.heading(column),
                choices=offered,
                default=mapped.get(column, ""),
                description=_examples(sheet, column),
            )
            for column in range(len(sheet.headings))
        }
        form = type("MappingOfThisTable", (cls,), fields)(data=vars(choices))
        if not event.waiting_list:
            del form.wait
        assert isinstance(form, MappingForm)  # noqa: S101 - made one line above
        return form

    def columns(self) -> list[Any]:
        """The fields of the columns, in their order."""
        return [field for field in self if field.name.startswith(COLUMN)]

    def said(self) -> dict[str, Any]:
        """What was said, for `importing.settle`."""
        mapped = {
            int(field.name.removeprefix(COLUMN)): field.data
            for field in self.columns()
            if field.data
        }
        return {
            "mapped": mapped,
            "choices": Choices(
                duplicates=Duplicates(self.duplicates.data),
                told=self.told.data,
                wait=bool(self.wait and self.wait.data),
                others=Affiliation(self.others.data),
                language=self.language.data,
            ),
        }


class SureForm(Form):
    """Nothing but the button."""


def _examples(sheet: Sheet, column: int) -> str:
    found = sheet.examples(column)
    if not found:
        return str(gettext("The column is empty."))
    short = (value if len(value) <= 40 else f"{value[:40]}…" for value in found)
    return str(gettext("For example: %(values)s", values=" · ".join(short)))
