"""Choosing visits, and the waiting lists of those that are full."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext
from wtforms.fields.choices import SelectChoice

from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.registration.models import Registration
from eventreg.registration.waiting.standing import seat_numbers_if_joined
from eventreg.visits.planned import PlannedVisit
from eventreg.visits.service import visits_of
from eventreg.web.fields import TickBoxes
from eventreg.web.forms import Form


@dataclass(frozen=True, kw_only=True)
class VisitOption:
    """The tick box of a visit, shown under the `id`; `clashing` are the visits at the same time.

    Of a full visit `number` is the place in line of whoever joins its waiting list now; without a
    waiting list it is None, and the box `is_closed` unless it is ticked already.
    """

    id: str
    option: Any
    visit: PlannedVisit
    is_full: bool
    is_closed: bool
    number: int | None
    clashing: Sequence[PlannedVisit]


class VisitsForm(Form):
    """Which visits a person takes part in; `offered` are the visits as one sees them.

    A visit that is full is ticked in `waits_for`: that puts the person on its waiting list (R8).
    """

    visits = TickBoxes(lazy_gettext("Site visits"))
    waits_for = TickBoxes(lazy_gettext("Waiting lists of site visits"))
    offered: Sequence[PlannedVisit] = ()
    held: frozenset[str] = frozenset()
    numbers: Mapping[str, int] = {}

    def prepare_visits(self, event: Event, held: Iterable[str] = ()) -> None:
        """Offer the visits for choosing; those `held` stay, even when full."""
        self.held = frozenset(held)
        self.offered = [
            visit for visit in visits_of(event) if visit.choosable or visit.uid in self.held
        ]
        language = locale.current()
        choices = [SelectChoice(visit.uid, visit.host.name.in_(language)) for visit in self.offered]
        self.visits.choices = self.waits_for.choices = choices
        if event.waiting_list and any(visit.is_full for visit in self.offered):
            self.numbers = seat_numbers_if_joined(event)

    def visit_options(self) -> Iterator[VisitOption]:
        """The tick boxes; a full visit can be unticked, or waited for, never ticked."""
        boxes = zip(self.visits, self.waits_for, self.offered, strict=True)
        for seat, wait, visit in boxes:
            full = visit.is_full and visit.uid not in self.held
            number = self.numbers.get(visit.uid) if full else None
            yield VisitOption(
                id=seat.id,
                option=seat if number is None else wait,
                visit=visit,
                is_full=full,
                is_closed=full and number is None and visit.uid not in (self.visits.data or ()),
                number=number,
                clashing=[
                    other for other in self.offered if other is not visit and visit.overlaps(other)
                ],
            )

    def chosen_visits(self) -> Sequence[PlannedVisit]:
        """The visits ticked, in order."""
        return self._ticked(self.visits)

    def waited_visits(self) -> Sequence[PlannedVisit]:
        """The visits whose waiting list was ticked, in order."""
        return self._ticked(self.waits_for)

    def _ticked(self, field: TickBoxes) -> Sequence[PlannedVisit]:
        return [visit for visit in self.offered if visit.uid in (field.data or ())]


class MyVisitsForm(VisitsForm):
    """A person's visits, to be changed."""

    @classmethod
    def of(cls, registration: Registration, held: Iterable[str]) -> "MyVisitsForm":
        """The form with the visits that the person has, or waits for."""
        held = tuple(held)
        form = cls(data={"visits": held})
        form.prepare_visits(registration.event, held)
        return form
