"""What may stand against doing something to several people."""

from flask_babel import lazy_gettext

from eventreg.errors import DomainError
from eventreg.language.local_text import LocalText
from eventreg.registration.errors import Shown


class NoSeatOnVisit(DomainError):
    """Somebody without a seat on the visit cannot ride there."""

    def __init__(self, name: LocalText) -> None:
        super().__init__(
            lazy_gettext(
                "This person has no seat on the visit to %(visit)s, so no vehicle either.",
                visit=Shown(name),
            )
        )
