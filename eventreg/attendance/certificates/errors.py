"""What can be wrong with certificates."""

from flask_babel import lazy_gettext

from eventreg.errors import DomainError


class EventNotOver(DomainError):
    """Who was there is known only when the last day has come."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("Certificates can be issued from the last day of the event on.")
        )


class CertificateUnknown(DomainError):
    """No such certificate was issued at the event, or it does not prove anything now."""

    status = 404

    def __init__(self) -> None:
        super().__init__(lazy_gettext("There is no such certificate."))
