"""What can stand against the evidence."""

from flask_babel import lazy_gettext

from eventreg.errors import DomainError


class SheetNotAccepted(DomainError):
    """A scan is a PDF or a picture and not too large."""

    status = 422
    field = "sheets"

    def __init__(self, name: str) -> None:
        super().__init__(
            lazy_gettext(
                "“%(name)s” is not accepted: a scan is a PDF, PNG or JPEG file of at most 20 MB.",
                name=name,
            )
        )


class EvidenceNotMade(DomainError):
    """Nobody has had the file made, or it is still being made."""

    status = 404

    def __init__(self) -> None:
        super().__init__(lazy_gettext("The file is not made yet."))
