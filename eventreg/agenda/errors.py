"""What the rules of the agenda say no to."""

from flask_babel import lazy_gettext

from eventreg.errors import DomainError


class ItemUntitled(DomainError):
    """Only an item of a site visit may go without a title: the institution's name stands there."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("Give the item a title in Latvian or English."), field="title"
        )


class DayOutsideEvent(DomainError):
    """The day is none of the event's days."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("Choose a day of the event."), field="day")


class TimeWithoutDay(DomainError):
    """A clock time is given, but not on which day."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("Choose the day as well: a time alone does not say when."), field="day"
        )


class EndWithoutStart(DomainError):
    """It is known when the item ends, but not when it starts."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("Give the start as well, or leave the end empty."), field="starts_at"
        )


class EndNotAfterStart(DomainError):
    """The item would end before it starts."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("The end must be later than the start."), field="ends_at")


class PartOfAPart(DomainError):
    """Parts are one level deep: a part has no parts, an item with parts does not become one."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("An item that is itself divided cannot be a part of another one."),
            field="parent",
        )


class PartOutsideItem(DomainError):
    """A part must lie within the day and the time of its item."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("The part must lie within the day and the time of its item."),
            field="starts_at",
        )


class PartsLeftOutside(DomainError):
    """With these times some of the item's parts would lie outside it."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("Some parts of this item would lie outside its time. Move them first."),
            field="starts_at",
        )


class OrderFollowsTimes(DomainError):
    """Two items with known times stand in the order of their times."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext(
                "Items with known times stand in the order of their times. "
                "To move this item, change its time."
            )
        )
