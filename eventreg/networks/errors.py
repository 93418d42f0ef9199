"""Refusals about networks, named after the fact."""

from flask_babel import lazy_gettext

from eventreg.errors import DomainError


class MemberKnown(DomainError):
    """A member of the network has this address already."""

    field = "email"

    def __init__(self, email: str):
        super().__init__(
            lazy_gettext("A member with the address %(email)s is in the network.", email=email)
        )


class NetworkInUse(DomainError):
    """An event belongs to the network."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("The network stays: an event belongs to it."))


class NobodyToInvite(DomainError):
    """Of those ticked nobody is without an invitation."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext(
                "No invitation is sent: nobody is ticked, or all who are have one already."
            )
        )
