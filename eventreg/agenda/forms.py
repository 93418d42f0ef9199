"""The forms of the agenda: one item with those who speak in it, another day, removal."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import wtforms
from flask import request
from flask_babel import gettext, lazy_gettext
from wtforms import FieldList, FormField, HiddenField, SelectChoice, SelectField, StringField

from eventreg.agenda.days import Speaker, days_between
from eventreg.agenda.editing.errors import ItemChangedMeanwhile
from eventreg.agenda.models import AgendaItem, ItemKind, SpeakerRole
from eventreg.agenda.occasions import Occasion
from eventreg.agenda.rules import ItemFacts
from eventreg.agenda.wording import ITEM_KINDS, SPEAKER_ROLES
from eventreg.errors import DomainError
from eventreg.events.models import Event
from eventreg.language import dates
from eventreg.language.local_text import LocalText
from eventreg.visits.models import SiteVisit
from eventreg.web.fields import ClockTime
from eventreg.web.forms import (
    Form,
    LocalTextField,
    MaxLength,
    OnceForm,
    line,
    local_line,
    local_text,
    stripped,
)

ADDRESS = 300
MOST_SPEAKERS = 60
ROW_CHANGES = "rows"


class SeenForm(Form):
    """A form about an item, that knows which state of it the page showed.

    Where it is another now, the form is shown again with all that was typed, and knows the new one.
    """

    seen = HiddenField()

    def refuse(self, error: DomainError) -> None:
        """As every form."""
        super().refuse(error)
        if isinstance(error, ItemChangedMeanwhile):
            self.seen.data = error.current


class SpeakerRow(wtforms.Form):
    """One who speaks; a row in which nothing is written counts as not there."""

    role = SelectField(
        lazy_gettext("Role"),
        choices=[SelectChoice(role.value, name) for role, name in SPEAKER_ROLES.items()],
    )
    name = StringField(lazy_gettext("Name and surname"), [MaxLength(200)], filters=[stripped])
    job = LocalTextField(lazy_gettext("Position"), [MaxLength(200)])
    institution = LocalTextField(lazy_gettext("Institution"), [MaxLength(200)])

    @property
    def is_blank(self) -> bool:
        return not (self.name.data or self.job.data or self.institution.data)

    def validate_name(self, field: wtforms.Field) -> None:
        if not self.is_blank and not (field.data or self.institution.data):
            raise wtforms.ValidationError(gettext("Give the name of a person or an institution."))

    def speaker(self) -> Speaker:
        """Who it is."""
        return Speaker(
            role=SpeakerRole(self.role.data),
            name=self.name.data or "",
            job=self.job.data,
            institution=self.institution.data,
        )


class ItemForm(Form):
    """An agenda item; its speakers' rows can be added, moved and removed without saving."""

    kind = SelectField(
        lazy_gettext("What it is"),
        choices=[SelectChoice(kind.value, name) for kind, name in ITEM_KINDS.items()],
    )
    title = local_line(
        lazy_gettext("Title"),
        description=lazy_gettext(
            "May stay empty for a site visit: the name of the institution stands there."
        ),
    )
    text = local_text(lazy_gettext("More about it"))
    day = SelectField(lazy_gettext("Day"))
    starts_at = ClockTime(lazy_gettext("Start"))
    ends_at = ClockTime(lazy_gettext("End"))
    place = local_line(lazy_gettext("Place"))
    address = line(lazy_gettext("Address"), length=ADDRESS)
    visit = SelectField(
        lazy_gettext("Site visit"),
        description=lazy_gettext("Choose the visit that takes place in this item."),
    )
    parent = SelectField(
        lazy_gettext("Part of"),
        description=lazy_gettext("A part is shown inside its item, with its own time."),
    )
    track = local_line(
        lazy_gettext("Parallel track"),
        description=lazy_gettext(
            "Items at the same time stand side by side; the track's name tells them apart."
        ),
    )
    speakers = FieldList(
        FormField(SpeakerRow), lazy_gettext("Who speaks or leads"), max_entries=MOST_SPEAKERS
    )

    wholes: dict[str, AgendaItem]
    visits: dict[str, SiteVisit]

    @classmethod
    def about(
        cls,
        event: Event,
        *,
        facts: ItemFacts,
        wholes: Sequence[AgendaItem],
        visits: Sequence[SiteVisit],
        language: str,
        empty_rows: int = 1,
        seen: str = "",
    ) -> "ItemForm":
        """The form for an item of the event that shows `facts`.

        `wholes` are the items that it may be a part of, `visits` those that may take place in it.
        """
        form = cls(data={**_shown(facts, empty_rows), "seen": seen})
        form.wholes = {whole.uid: whole for whole in wholes}
        form.visits = {visit.uid: visit for visit in visits}
        form.day.choices = day_choices(event, facts.occasion.day, language)
        form.parent.choices = [
            SelectChoice("", gettext("Not a part of another item")),
            *(SelectChoice(whole.uid, whole.title.in_(language)) for whole in wholes),
        ]
        form.visit.choices = [
            SelectChoice("", gettext("No site visit")),
            *(
                SelectChoice(visit.uid, visit.host_institution.name.in_(language))
                for visit in visits
            ),
        ]
        return form

    @property
    def is_sent_for_rows(self) -> bool:
        """Whether a button of the speakers' rows was pressed, so that nothing is to be saved."""
        return request.method == "POST" and ROW_CHANGES in request.form

    def change_rows(self) -> None:
        """Add, move or remove a row as the pressed button says; all that was typed stays."""
        rows = [entry.data for entry in self.speakers.entries]
        change, _, number = request.form[ROW_CHANGES].partition("-")
        place = int(number) if number.isdecimal() else len(rows)
        if change == "add" and len(rows) < MOST_SPEAKERS:
            rows.append({})
        elif change == "remove":
            del rows[place : place + 1]
        elif change == "up" and 0 < place < len(rows):
            rows[place - 1 : place + 1] = [rows[place], rows[place - 1]]
        while self.speakers.entries:
            self.speakers.pop_entry()
        for row in rows:
            self.speakers.append_entry(row)

    def facts(self) -> ItemFacts:
        """What was said about the item."""
        return ItemFacts(
            kind=ItemKind(self.kind.data),
            occasion=Occasion(
                day=date.fromisoformat(self.day.data) if self.day.data else None,
                starts_at=self.starts_at.data,
                ends_at=self.ends_at.data,
            ),
            title=self.title.data,
            text=self.text.data,
            place=self.place.data,
            address=self.address.data or "",
            track=self.track.data,
            parent=self.wholes.get(self.parent.data),
            visit=self.visits.get(self.visit.data),
            speakers=tuple(
                entry.form.speaker() for entry in self.speakers if not entry.form.is_blank
            ),
        )


class NewItemForm(ItemForm, OnceForm):
    """A new agenda item."""


class ChangedItemForm(SeenForm, ItemForm):
    """An agenda item to be changed."""


class RemoveForm(SeenForm):
    """Nothing but the button."""


def _shown(facts: ItemFacts, empty_rows: int) -> dict[str, Any]:
    speakers = [
        {
            "role": speaker.role.value,
            "name": speaker.name,
            "job": speaker.job,
            "institution": speaker.institution,
        }
        for speaker in facts.speakers
    ]
    blank: list[dict[str, Any]] = [{"job": LocalText(), "institution": LocalText()}] * empty_rows
    return {
        "kind": facts.kind.value,
        "title": facts.title,
        "text": facts.text,
        "day": facts.occasion.day.isoformat() if facts.occasion.day else "",
        "starts_at": facts.occasion.starts_at,
        "ends_at": facts.occasion.ends_at,
        "place": facts.place,
        "address": facts.address,
        "track": facts.track,
        "parent": facts.parent.uid if facts.parent else "",
        "visit": facts.visit.uid if facts.visit else "",
        "speakers": [*speakers, *blank],
    }


def day_choices(event: Event, day: date | None, language: str) -> list[SelectChoice]:
    """The event's days and "not yet known"; also the item's own day where it is none of them."""
    days = days_between(event.starts_on, event.ends_on)
    strayed = [day] if day is not None and day not in days else []
    return [
        *(
            SelectChoice(each.isoformat(), dates.day_heading(number, each, language))
            for number, each in enumerate(days, 1)
        ),
        *(SelectChoice(each.isoformat(), dates.long_date(each, language)) for each in strayed),
        SelectChoice("", gettext("Not known yet")),
    ]
