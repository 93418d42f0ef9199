"""What can stand against closing."""

from flask_babel import lazy_gettext

from eventreg.errors import DomainError


class EventNotOverYet(DomainError):
    """Thanks and the erasing of needs are for after the last day."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("The event is not over yet. This can be done from the day after it on.")
        )


class NobodyToThank(DomainError):
    """Everybody who was there has been thanked, or nobody is noted as present."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("There is nobody left to thank: those noted as present have their mail.")
        )
