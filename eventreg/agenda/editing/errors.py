"""What moving things about says no to."""

from flask_babel import lazy_gettext

from eventreg.errors import DomainError


class ItemChangedMeanwhile(DomainError):
    """Somebody else has changed the item since the page was shown; `current` is its state now."""

    def __init__(self, current: str) -> None:
        super().__init__(
            lazy_gettext(
                "Somebody else has changed this item since you opened the page. Nothing is lost:"
                " look at it as it is now, then save again what you want to change."
            )
        )
        self.current = current


class AgendaChangedMeanwhile(DomainError):
    """Somebody else has changed what is to be moved since the page was shown."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext(
                "Somebody else has changed these items since you opened the page. Nothing was"
                " moved: look at the times as they are now, then move them again."
            )
        )


class TimeLeavesDay(DomainError):
    """The item would begin before midnight or end after it."""

    def __init__(self, title: str) -> None:
        super().__init__(
            lazy_gettext(
                "“%(title)s” would leave its day. Move it by fewer minutes, or to another day.",
                title=title,
            ),
            field="minutes",
        )


class NothingToShift(DomainError):
    """No item of the day has a time, or the chosen one has none."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("There is nothing with a time to be moved."), field="since")


class PartsStayWithTheirItem(DomainError):
    """A part moves with its item; by itself only its own time is changed."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("A part moves with its item. To change its time, edit the part.")
        )


class NothingToUndo(DomainError):
    """The move is not the latest change any more, or its items are no more as it left them."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("This move can no longer be undone: the agenda has been changed since.")
        )
