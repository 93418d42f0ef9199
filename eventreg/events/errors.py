"""What the rules of events say no to."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext, lazy_ngettext

from eventreg.errors import DomainError
from eventreg.events.models import EventStatus


class EventUntitled(DomainError):
    """An event has a title in at least one language."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("Give the event a title in Latvian or English."), field="title"
        )


class EventEndsBeforeStart(DomainError):
    """The last day lies before the first."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("The last day cannot be before the first."), field="ends_on")


class EventTooLong(DomainError):
    """An event of more than two months is a slip of the pen."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("An event lasts 60 days at most. Look at the years."), field="ends_on"
        )


class SlugTaken(DomainError):
    """Another event has this address."""

    def __init__(self, slug: str):
        super().__init__(
            lazy_gettext("Another event has the address “%(slug)s” already.", slug=slug),
            field="slug",
        )


class SlugUnreadable(DomainError):
    """An address is of small Latin letters, digits and hyphens."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext(
                "Write the address with small letters without diacritics, digits and hyphens, "
                "such as limbazi-2017."
            ),
            field="slug",
        )


class AddressIsPublic(DomainError):
    """The address of an event that was ever published stands in mails and papers."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("The address stays as it is: people have it in their mail already."),
            field="slug",
        )


class UnknownTimeZone(DomainError):
    """The zone is not in the database of time zones."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("Choose a time zone from the list."), field="time_zone")


class TerritoryNotOfThatDay(DomainError):
    """The host territory did not stand on the event's first day (R1)."""

    def __init__(self, name: str, day: date):
        self.day = day
        super().__init__(
            lazy_gettext(
                "%(territory)s did not exist on the first day of the event. Choose again.",
                territory=name,
            ),
            field="host_territory",
        )


class CapacityBelowTaken(DomainError):
    """More places are already taken than would be left; `taken` is how many."""

    def __init__(self, taken: int):
        self.taken = taken
        super().__init__(
            lazy_ngettext(
                "%(num)s place is already taken; there cannot be fewer.",
                "%(num)s places are already taken; there cannot be fewer.",
                taken,
            ),
            field="capacity",
        )


class RegistrationClosesBeforeOpening(DomainError):
    """Registration would end before it begins."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("Registration must close after it opens."),
            field="registration_closes_at",
        )


class MomentAfterEvent(DomainError):
    """Registration or changes would end when the event is over; `field` says which."""

    def __init__(self, field: str):
        super().__init__(lazy_gettext("This must be before the event is over."), field=field)


class ItemsOutsideDates(DomainError):
    """Agenda items stand on days that the event would no longer have; `items` is how many."""

    def __init__(self, items: int):
        self.items = items
        super().__init__(
            lazy_ngettext(
                "%(num)s agenda item would lie outside these days. Move it first.",
                "%(num)s agenda items would lie outside these days. Move them first.",
                items,
            ),
            field="starts_on",
        )


class EventNotReady(DomainError):
    """Something that people need is missing; `reasons` are sentences."""

    def __init__(self, reasons: Sequence[Any]):
        self.reasons = reasons
        super().__init__(lazy_gettext("The event cannot be published yet."))


class StatusMoveNotAllowed(DomainError):
    """The event does not go from here to there."""

    def __init__(self, before: EventStatus, after: EventStatus):
        self.before, self.after = before, after
        super().__init__(
            lazy_gettext("Meanwhile the event has another state. Look at it again, please.")
        )


class PeopleRegistered(DomainError):
    """An event with registrations cannot hide; `people` is how many."""

    def __init__(self, people: int):
        self.people = people
        super().__init__(
            lazy_ngettext(
                "%(num)s person is registered. Such an event can only be cancelled.",
                "%(num)s people are registered. Such an event can only be cancelled.",
                people,
            )
        )


class CancellationUnexplained(DomainError):
    """Who was to come is told why not."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("Write why the event does not take place, in Latvian or English."),
            field="reason",
        )
