"""The forms of beginning an event with another, and of templates."""

from collections.abc import Collection
from typing import Any

from flask_babel import lazy_gettext
from flask_wtf.file import FileField, FileRequired
from wtforms.fields.choices import SelectChoice

from eventreg.events.event_file.shape import EventFile
from eventreg.events.forms_host import (
    HostedForm,
    capacity_field,
    first_day,
    host_field,
    territory_of,
    title_field,
)
from eventreg.events.starting.parts import ALL_PARTS, Part
from eventreg.events.starting.service import Beginning
from eventreg.events.starting.wording import PARTS
from eventreg.web.fields import Day, TickBoxes
from eventreg.web.forms import Form, OnceForm, line


def _parts() -> Any:
    return TickBoxes(lazy_gettext("What comes along"), default=list(ALL_PARTS))


class _PartsForm(Form):
    """A form that asks which of the parts that are there come along."""

    parts: TickBoxes

    def offer_parts(self, there: Collection[Part]) -> None:
        """Ask only about what there is."""
        self.parts.choices = [
            SelectChoice(part.value, name) for part, name in PARTS.items() if part in there
        ]

    @property
    def chosen_parts(self) -> frozenset[Part]:
        return frozenset(Part(value) for value in self.parts.data or ())


class BeginningForm(_PartsForm, HostedForm, OnceForm):
    """What is different from the model."""

    title = title_field()
    starts_on = first_day()
    ends_on = Day(
        lazy_gettext("Last day"),
        description=lazy_gettext("Left empty, the event lasts as many days as its model."),
    )
    host_territory = host_field()
    capacity = capacity_field()
    parts = _parts()

    model: EventFile

    @classmethod
    def like(cls, model: EventFile) -> "BeginningForm":
        """The form for a beginning with this file."""
        form = cls(data={"capacity": model.capacity})
        form.model = model
        form.offer_parts(parts_in(model))
        form.offer_territories()
        return form

    def beginning(self) -> Beginning:
        """What was said; only of a valid form."""
        return Beginning(
            title=self.title.data,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            host_territory=territory_of(self.host_territory.data),
            capacity=self.capacity.data,
            parts=self.chosen_parts,
        )


class TemplateForm(_PartsForm, OnceForm):
    """A template made of an event."""

    name = line(
        lazy_gettext("Name of the template"),
        required=lazy_gettext("Give the template a name."),
        description=lazy_gettext("Only your organisation sees it."),
    )
    parts = _parts()


class TemplateFileForm(OnceForm):
    """A template made of an event file."""

    name = line(
        lazy_gettext("Name of the template"),
        required=lazy_gettext("Give the template a name."),
        description=lazy_gettext("Only your organisation sees it."),
    )
    file = FileField(
        lazy_gettext("Event file"),
        [FileRequired(lazy_gettext("Choose a file."))],
        description=lazy_gettext(
            "As “eventreg event export” writes it. People in it are not taken over."
        ),
    )


class RemoveTemplateForm(Form):
    """Only a button."""


def parts_in(file: EventFile) -> frozenset[Part]:
    """What there is in the file to come along."""
    there = {
        Part.TEXTS: any((file.aim, file.description, file.practical, file.funding)),
        Part.AGENDA: file.agenda,
        Part.SPEAKERS: any(each.speakers for item in file.agenda for each in (item, *item.parts)),
        Part.VISITS: file.visits,
        Part.QUESTIONS: file.questions,
        Part.INVITATIONS: file.invitations,
    }
    return frozenset(part for part, present in there.items() if present)
