"""The forms about an event."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from flask_babel import gettext, lazy_gettext
from wtforms import (
    BooleanField,
    EmailField,
    RadioField,
    SelectField,
    SelectMultipleField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from eventreg import clock
from eventreg.accounts.models import Organisation
from eventreg.events import service
from eventreg.events.forms_host import (
    HostedForm,
    capacity_field,
    code_of,
    first_day,
    host_field,
    territory_of,
    title_field,
)
from eventreg.events.models import Admission, Audience, Event
from eventreg.events.organiser_wording import ADMISSIONS, AUDIENCES
from eventreg.events.rules import SLUG_LENGTH, EventFacts
from eventreg.language import locale
from eventreg.language.local_text import LANGUAGES, LocalText
from eventreg.web.fields import (
    Between,
    Day,
    LocalMoment,
    WholeNumber,
    require_time_that_exists,
)
from eventreg.web.forms import (
    EmailAddress,
    Form,
    MaxLength,
    OnceForm,
    Required,
    line,
    local_line,
    local_text,
)

LONGEST_OFFER = 720
MOMENTS = ("registration_opens_at", "registration_closes_at", "changes_freeze_at")
# Taken over between facts and form as they are.
SAME = (
    *("slug", "title", "kind", "aim", "description", "notice", "starts_on", "ends_on"),
    *("time_zone", "place", "address", "capacity", "waiting_list", "offer_hours"),
    *("reminder_days",),
    *("working_language", "practical"),
    *("photo_notice", "funding", "contact_name", "contact_email", "contact_phone"),
)


# The names of the organisation's series, networks and topics, by uid.
Names = Mapping[str, Mapping[str, LocalText]]


class EventForm(HostedForm):
    """Everything about an event but its agenda, visits and people."""

    title = title_field()
    slug = line(
        lazy_gettext("Address"),
        length=SLUG_LENGTH,
        description=lazy_gettext("The last part of the page's address; made from the title."),
    )
    kind = local_line(
        lazy_gettext("Kind of event"),
        description=lazy_gettext("Such as: expert meeting, good-practice visit, seminar."),
    )
    starts_on = first_day()
    ends_on = Day(lazy_gettext("Last day"), [Required(lazy_gettext("Enter the last day."))])
    time_zone = SelectField(lazy_gettext("Time zone"), default="Europe/Riga")
    host_territory = host_field()
    place = local_line(lazy_gettext("Venue"))
    address = line(lazy_gettext("Address of the venue"), length=300)
    aim = local_text(lazy_gettext("Aim"))
    description = local_text(lazy_gettext("Description"))
    notice = local_text(
        lazy_gettext("Notice"),
        length=1000,
        description=lazy_gettext("Stands at the head of the page, as when a room changes."),
    )
    topics = SelectMultipleField(
        lazy_gettext("Topics"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )
    new_topics = local_text(
        lazy_gettext("New topics"),
        length=1000,
        description=lazy_gettext("One on each line, in the same order in both languages."),
    )
    series = SelectField(lazy_gettext("Series"), validate_choice=False)
    new_series = local_line(lazy_gettext("Or a new series"))
    network = SelectField(lazy_gettext("Network"), validate_choice=False)
    new_network = local_line(lazy_gettext("Or a new network"))
    capacity = capacity_field()
    waiting_list = BooleanField(
        lazy_gettext("Keep a waiting list when all places are taken"), default=True
    )
    offer_hours = WholeNumber(
        lazy_gettext("Hours for which a free place is kept"),
        [
            Required(lazy_gettext("Enter a number of hours, such as 48.")),
            Between(1, LONGEST_OFFER, lazy_gettext("Enter a number of hours from 1 to 720.")),
        ],
        default=48,
        description=lazy_gettext(
            "So long somebody on the waiting list may think about an offered place."
        ),
    )
    admission = RadioField(
        lazy_gettext("Who may come"),
        choices=[SelectChoice(value.value, text) for value, text in ADMISSIONS.items()],
        default=Admission.OPEN.value,
    )
    registration_opens_at = LocalMoment(lazy_gettext("Registration opens"))
    registration_closes_at = LocalMoment(lazy_gettext("Registration closes"))
    changes_freeze_at = LocalMoment(
        lazy_gettext("Changes until"),
        description=lazy_gettext(
            "Until then people change their registration themselves; "
            "left empty, until the first day begins."
        ),
    )
    reminder_days = WholeNumber(
        lazy_gettext("Reminder before the event"),
        [Between(1, 30, lazy_gettext("Enter a number of days from 1 to 30."))],
        default=3,
        description=lazy_gettext(
            "So many days before the first day participants get a mail with the calendar file; "
            "left empty, none."
        ),
    )
    list_audience = RadioField(
        lazy_gettext("Who sees the names in the list of participants"),
        choices=[SelectChoice(value.value, text) for value, text in AUDIENCES.items()],
        default=Audience.PUBLIC.value,
        description=lazy_gettext("Only of those who agreed; the others are counted."),
    )
    working_language = local_line(lazy_gettext("Working language and interpretation"))
    practical = local_text(
        lazy_gettext("Practical matters"),
        description=lazy_gettext("Transport, parking, meals, where to stay, what to bring."),
    )
    photo_notice = local_text(
        lazy_gettext("Photographs"),
        length=1000,
        description=lazy_gettext("Who takes photographs and films, and what for."),
    )
    funding = local_text(lazy_gettext("Funding acknowledgement"), length=1000)
    contact_name = line(lazy_gettext("Contact person"))
    contact_email = EmailField(
        lazy_gettext("E-mail for questions"),
        [EmailAddress(), MaxLength(254)],
        description=lazy_gettext("Left empty, the organisation's address is given."),
    )
    contact_phone = line(lazy_gettext("Telephone for questions"), length=40)

    names: Names

    @classmethod
    def for_new(cls, organisation: Organisation) -> "EventForm":
        """An empty form."""
        form = NewEventForm()
        form.offer(_names_of(organisation))
        return form

    @classmethod
    def of(cls, event: Event) -> "EventForm":
        """The form with what is kept about the event."""
        names = _names_of(event.organisation)
        form = cls(data=_shown(service.facts_of(event), names))
        form.offer(names)
        return form

    def facts(self) -> EventFacts:
        """What was said; only of a valid form."""
        values = {name: getattr(self, name).data for name in SAME}
        return EventFacts(
            **values | {name: self._moment(name) for name in MOMENTS},
            host_territory=territory_of(self.host_territory.data),
            admission=Admission(self.admission.data),
            list_audience=Audience(self.list_audience.data),
            series=self._name("series"),
            network=self._name("network"),
            topics=self._topics(),
        )

    def validate_new_topics(self, field: Any) -> None:
        """Lines of the two languages belong together."""
        lengths = {len(text.splitlines()) for text in field.data.values()}
        if len(lengths) > 1:
            raise ValidationError(
                gettext("Write as many lines in one language as in the other, or only in one.")
            )

    def validate_registration_opens_at(self, field: Any) -> None:
        """See `_check_clock`."""
        self._check_clock(field)

    def validate_registration_closes_at(self, field: Any) -> None:
        """See `_check_clock`."""
        self._check_clock(field)

    def validate_changes_freeze_at(self, field: Any) -> None:
        """See `_check_clock`."""
        self._check_clock(field)

    def offer(self, names: Names) -> None:
        """Fill the lists to choose from; the territories are those of the first day (R1)."""
        language = locale.current()
        self.names = names
        for name, rows in names.items():
            none = [] if name == "topics" else [SelectChoice("", gettext("None"))]
            own = [SelectChoice(uid, text.in_(language)) for uid, text in rows.items()]
            self[name].choices = none + own
        self.offer_territories()
        self.time_zone.choices = _zones(self.time_zone.data)

    def _name(self, of: str) -> LocalText:
        """The new name, else the chosen one."""
        new: LocalText = self[f"new_{of}"].data
        return new or self.names[of].get(self[of].data, LocalText())

    def _topics(self) -> tuple[LocalText, ...]:
        chosen = [self.names["topics"].get(uid) for uid in self.topics.data or ()]
        lines = {lang: text.splitlines() for lang, text in self.new_topics.data.items()}
        rows = zip_longest(*(lines.get(language, []) for language in LANGUAGES), fillvalue="")
        new = [LocalText(dict(zip(LANGUAGES, row, strict=True))) for row in rows]
        return tuple(name for name in (*chosen, *new) if name)

    def _moment(self, name: str) -> datetime | None:
        typed: datetime | None = self[name].data
        return typed and clock.moment_of(typed, ZoneInfo(self.time_zone.data))

    def _check_clock(self, field: Any) -> None:
        if self.time_zone.data in available_timezones():
            require_time_that_exists(field.data, ZoneInfo(self.time_zone.data))


class NewEventForm(EventForm, OnceForm):
    """The particulars of a new event; sent twice it makes one."""


class CancellationForm(Form):
    """Why an event does not take place."""

    reason = local_text(
        lazy_gettext("Why the event does not take place"),
        length=1000,
        required=lazy_gettext("Write why the event does not take place, in Latvian or English."),
        description=lazy_gettext("Goes into the mails and stands on the event's page."),
    )


class SummaryForm(Form):
    """What came of the event."""

    summary = local_text(
        lazy_gettext("What came of it"),
        description=lazy_gettext("A blank line begins a new paragraph."),
    )


def _names_of(organisation: Organisation) -> Names:
    language = locale.current()
    lists: dict[str, Sequence[Any]] = {
        "series": service.series_of(organisation, language=language),
        "network": service.networks_of(organisation, language=language),
        "topics": service.topics_of(organisation, language=language),
    }
    return {name: {row.uid: row.name for row in rows} for name, rows in lists.items()}


def _shown(facts: EventFacts, names: Names) -> dict[str, Any]:
    def uid(of: str, name: LocalText) -> str:
        return next((uid for uid, known in names[of].items() if known == name), "")

    zone = ZoneInfo(facts.time_zone)
    values: dict[str, Any] = {name: getattr(facts, name) for name in SAME}
    for name in MOMENTS:
        moment = getattr(facts, name)
        values[name] = moment and clock.shown_at(moment, zone)
    return values | {
        "host_territory": code_of(facts.host_territory) if facts.host_territory else "",
        "admission": facts.admission.value,
        "list_audience": facts.list_audience.value,
        "series": uid("series", facts.series),
        "network": uid("network", facts.network),
        "topics": [uid("topics", name) for name in facts.topics],
    }


def _zones(current: str | None) -> list[SelectChoice]:
    names = {name for name in available_timezones() if name.startswith("Europe/")}
    every = sorted(names | {current or "Europe/Riga"})
    return [SelectChoice(name, name.replace("_", " ")) for name in every]
