"""The forms that move things about in the agenda."""

from collections.abc import Mapping, Sequence
from datetime import date

from flask_babel import gettext, lazy_gettext
from wtforms import HiddenField, RadioField, SelectChoice, SelectField

from eventreg.agenda.days import Agenda, Item
from eventreg.agenda.editing.board import when
from eventreg.agenda.editing.landing import MINUTES_A_DAY
from eventreg.agenda.editing.seen import mark_of_all
from eventreg.agenda.editing.service import Placing, Side
from eventreg.agenda.forms import SeenForm, day_choices
from eventreg.agenda.models import AgendaItem
from eventreg.events.models import Event
from eventreg.language import times
from eventreg.language.local_text import LocalText
from eventreg.web.fields import Between, ClockTime, WholeNumber
from eventreg.web.forms import Form, Required

TO_TIME, BESIDE = "time", "beside"
LATER, EARLIER = "later", "earlier"


class PlaceForm(SeenForm):
    """Where an item goes: to a day and a time, or beside another item."""

    how = RadioField(
        lazy_gettext("Where to?"),
        choices=[
            SelectChoice(TO_TIME, lazy_gettext("To a day and a time")),
            SelectChoice(BESIDE, lazy_gettext("Beside another item")),
        ],
    )
    day = SelectField(lazy_gettext("Day"))
    starts_at = ClockTime(
        lazy_gettext("Start"),
        description=lazy_gettext("How long it lasts stays as it is."),
    )
    side = RadioField(
        lazy_gettext("Where beside it?"),
        choices=[
            SelectChoice(Side.BEFORE.value, lazy_gettext("Before it")),
            SelectChoice(Side.AFTER.value, lazy_gettext("After it")),
            SelectChoice(Side.WITH.value, lazy_gettext("At the same time as it")),
        ],
    )
    neighbour = SelectField(lazy_gettext("Which item?"))
    track = SelectField(lazy_gettext("Parallel track"))

    others: Mapping[str, Item]
    tracks: Mapping[str, LocalText]

    @classmethod
    def about(
        cls, event: Event, *, item: AgendaItem, agenda: Agenda, mark: str, language: str
    ) -> "PlaceForm":
        """The form for an item of the event; `mark` says which state of it the page shows."""
        form = cls(
            data={
                "seen": mark,
                "how": TO_TIME,
                "day": item.day.isoformat() if item.day else "",
                "starts_at": item.starts_at,
                "side": Side.AFTER.value,
                "track": _key(item.track),
            }
        )
        form.others = {other.uid: other for other in agenda.items if other.uid != item.uid}
        known = {_key(each.track): each.track for each in agenda.items if each.track}
        form.tracks = {"": LocalText(), _key(item.track): item.track} | known
        form.day.choices = day_choices(event, item.day, language)
        form.neighbour.choices = [
            SelectChoice("", gettext("Choose an item")),
            *(
                SelectChoice(uid, f"{when(other.occasion, language)} – {other.title.in_(language)}")
                for uid, other in form.others.items()
            ),
        ]
        form.track.choices = [
            SelectChoice(key, track.in_(language) or gettext("No track"))
            for key, track in form.tracks.items()
        ]
        return form

    def validate_neighbour(self, field: SelectField) -> None:
        if self.how.data == BESIDE and not field.data:
            field.errors = [*field.errors, gettext("Choose an item.")]

    def placing(self) -> Placing:
        """What was said."""
        track = self.tracks[self.track.data or ""]
        if self.how.data == BESIDE and self.neighbour.data:
            return Placing(
                day=self.others[self.neighbour.data].day,
                neighbour=self.neighbour.data,
                side=Side(self.side.data),
                track=track,
            )
        day = date.fromisoformat(self.day.data) if self.day.data else None
        return Placing(day=day, starts_at=self.starts_at.data, track=track)


class ShiftForm(Form):
    """By how many minutes a day moves, or what is left of it."""

    seen = HiddenField()
    since = SelectField(lazy_gettext("What moves"))
    direction = RadioField(
        lazy_gettext("Which way?"),
        choices=[
            SelectChoice(LATER, lazy_gettext("Later")),
            SelectChoice(EARLIER, lazy_gettext("Earlier")),
        ],
        default=LATER,
    )
    minutes = WholeNumber(
        lazy_gettext("By how many minutes?"),
        [
            Required(),
            Between(1, MINUTES_A_DAY - 1, lazy_gettext("Enter from 1 to 1439 minutes.")),
        ],
        default=15,
    )

    @classmethod
    def about(cls, *, items: Sequence[Item], since: str, language: str) -> "ShiftForm":
        """The form for a day's items; `since` names the one from which on they move."""
        form = cls(data={"seen": mark_of_all(items), "since": since})
        form.since.choices = [
            SelectChoice("", gettext("The whole day")),
            *(
                SelectChoice(
                    item.uid,
                    gettext(
                        "From %(time)s on: %(title)s",
                        time=times.clock_time(item.starts_at, language),
                        title=item.title.in_(language),
                    ),
                )
                for item in items
                if item.starts_at is not None
            ),
        ]
        return form

    def by(self) -> int:
        """Minutes, negative for earlier."""
        minutes = self.minutes.data or 0
        return -minutes if self.direction.data == EARLIER else minutes


class UndoForm(Form):
    """Nothing but the button."""

    entry = WholeNumber()


def _key(track: LocalText) -> str:
    """A track's name, whichever language it has."""
    return next(iter(track.values()), "")
