"""What may stand against merging two registrations."""

from flask_babel import lazy_gettext

from eventreg.errors import DomainError


class KeptIsEnded(DomainError):
    """A registration that is cancelled, declined or lapsed cannot take anything on."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("The registration to be kept is not active. Keep the other one.")
        )


class OtherHasThePlace(DomainError):
    """The place would be lost: the one that holds it has to be kept."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext(
                "The other registration has a place and the one to be kept has none. "
                "Keep the one with the place."
            )
        )


class SameRegistration(DomainError):
    """There are not two registrations."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("Choose two registrations."))
