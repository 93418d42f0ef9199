"""The facts of the paper that says what the organiser's table of people shows."""

from collections.abc import Iterator
from datetime import datetime

from flask_babel import gettext

from eventreg.documents.facts.shown import PeopleShownFacts, ShownColumn
from eventreg.documents.gather.event import event_facts, letterhead
from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.registration.people_files.table import Shown, people_table
from eventreg.registration.people_files.writing import in_words
from eventreg.registration.people_table.columns import ALWAYS_IN_FILES, file_keys
from eventreg.registration.people_table.page import people_in_order
from eventreg.registration.people_table.shown import panel_of
from eventreg.registration.people_table.view import View
from eventreg.registration.wording import STATES

NAME_CELLS = len(ALWAYS_IN_FILES)


def people_shown_facts(
    event: Event, view: View, *, language: str, now: datetime
) -> PeopleShownFacts:
    """Those whom the view shows, as it shows them; a fixed number of statements."""
    with locale.using(language):
        people = people_in_order(event, view.filter(), view.order)
        table = people_table(event, with_needs=False, shown=Shown(people, file_keys(view.columns)))
        rest = zip(table.keys[NAME_CELLS:], table.headings[NAME_CELLS:], strict=True)
        return PeopleShownFacts(
            language=language,
            letterhead=letterhead(event.organisation, language),
            event=event_facts(event, language, now),
            conditions=tuple(_conditions(event, view)),
            columns=(
                ShownColumn(key="name", heading=gettext("Name and surname")),
                *(ShownColumn(key=key, heading=heading) for key, heading in rest),
            ),
            lines=tuple(
                (f"{first} {last}", *(in_words(cell, language) for cell in cells))
                for last, first, *cells in table.rows
            ),
        )


def _conditions(event: Event, view: View) -> Iterator[str]:
    """Whom the view shows, in the words of its controls."""
    if view.words:
        yield gettext("Search: %(words)s", words=view.words)
    if view.state:
        named = {state.value: words[0] for state, words in STATES.items()}
        yield gettext("State: %(state)s", state=named[view.state])
    panel = panel_of(event, view)
    for row in (*panel.rows, *(row for group in panel.groups for row in group.rows)):
        if not row.is_half_made:
            yield row.in_words
