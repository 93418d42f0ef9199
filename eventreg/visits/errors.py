"""What the rules of site visits and host institutions say no to."""

from flask_babel import lazy_gettext, lazy_ngettext

from eventreg.errors import DomainError


class SeatsBelowTaken(DomainError):
    """More seats are already taken than would be left; `taken` is how many."""

    def __init__(self, taken: int):
        self.taken = taken
        super().__init__(
            lazy_ngettext(
                "%(num)s seat is already taken; there cannot be fewer.",
                "%(num)s seats are already taken; there cannot be fewer.",
                taken,
            ),
            field="capacity",
        )


class VisitChosen(DomainError):
    """Somebody has chosen the visit; `people` is how many hold or await a seat."""

    def __init__(self, people: int):
        self.people = people
        super().__init__(
            lazy_ngettext(
                "%(num)s person has chosen this visit, so it cannot be removed.",
                "%(num)s people have chosen this visit, so it cannot be removed.",
                people,
            )
        )


class HostVisited(DomainError):
    """The institution receives a visit of some event."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("Site visits lead to this institution, so it cannot be removed.")
        )


class CoordinateMissing(DomainError):
    """Only one of latitude and longitude is given."""

    def __init__(self, field: str):
        super().__init__(lazy_gettext("Give both coordinates, or leave both empty."), field=field)
