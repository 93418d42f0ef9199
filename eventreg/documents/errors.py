"""What can be wrong when somebody asks for a document."""

from flask_babel import lazy_gettext

from eventreg.errors import DomainError


class DocumentNotPublished(DomainError):
    """The event does not offer this document, or never had this version of it."""

    status = 404

    def __init__(self) -> None:
        super().__init__(lazy_gettext("There is no such document."))


class DocumentWithdrawn(DomainError):
    """The version may not be given out any more: somebody in it took back their consent."""

    status = 410

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext(
                "This version is no longer given out, because somebody named in it has asked not "
                "to be. Please take the current version."
            )
        )


class BadgeUnknown(DomainError):
    """Nobody who has a place at the event is known by that name."""

    status = 404

    def __init__(self) -> None:
        super().__init__(lazy_gettext("There is no badge for this person."))


class DocumentLost(DomainError):
    """The version is on record, but the file store does not have it."""

    status = 503

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext(
                "The file of this document cannot be found just now. Please tell the organiser."
            )
        )
