"""What can stand against a note from a desk."""

from flask_babel import lazy_gettext

from eventreg.errors import DomainError


class NotesNotReadable(DomainError):
    """What a device sent is not the list of notes that it should be."""

    status = 400

    def __init__(self) -> None:
        super().__init__(lazy_gettext("What the device sent cannot be read."))
