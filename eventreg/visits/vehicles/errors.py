"""What the rules of vehicles say no to."""

from flask_babel import lazy_gettext, lazy_ngettext

from eventreg.errors import DomainError


class VehicleFull(DomainError):
    """So many people have no room in the vehicle of that name; `free` seats are left."""

    def __init__(self, name: str, free: int):
        self.name, self.free = name, free
        super().__init__(
            lazy_ngettext(
                "There is only %(num)s free seat in “%(name)s”, so nobody was moved.",
                "There are only %(num)s free seats in “%(name)s”, so nobody was moved.",
                free,
                name=name,
            ),
            field="vehicle",
        )


class NobodySelected(DomainError):
    """Something was asked to be done to nobody."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("Tick at least one person first."))


class NoVehicle(DomainError):
    """The visit has no vehicle to assign people to."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("Add a vehicle first."))
