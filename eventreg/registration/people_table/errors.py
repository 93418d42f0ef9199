"""Refusals of saved views."""

from flask_babel import lazy_gettext

from eventreg.errors import DomainError


class ViewOfOneEvent(DomainError):
    """The view asks for things of one event, so it says nothing of another."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext(
                "This view asks for visits, tags or other things of this event alone. "
                "Save it for this event."
            ),
            field="everywhere",
        )


class TooManyViews(DomainError):
    """There are more views than anybody could choose among."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("There are many saved views already. Remove one first."))
