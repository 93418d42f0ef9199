"""What the organiser's pages call the choices about an event, and its stages."""

from flask_babel import LazyString, gettext, lazy_gettext, ngettext

from eventreg.events.awaiting import TaskKind
from eventreg.events.home import Stage
from eventreg.events.models import Admission, Audience, Event

ADMISSIONS: dict[Admission, LazyString] = {
    Admission.OPEN: lazy_gettext("Everybody, as long as there are places"),
    Admission.APPROVAL: lazy_gettext("Those whom an organiser approves"),
    Admission.INVITATION: lazy_gettext("Only those who are invited"),
}
AUDIENCES: dict[Audience, LazyString] = {
    Audience.PUBLIC: lazy_gettext("Everybody"),
    Audience.PARTICIPANTS: lazy_gettext("The participants"),
    Audience.ORGANISERS: lazy_gettext("Only the organisers"),
}
STAGES: dict[Stage, LazyString] = {
    Stage.DRAFT: lazy_gettext("Being prepared"),
    Stage.COMING: lazy_gettext("Published, still to come"),
    Stage.TO_REPORT: lazy_gettext("Over, report to be written"),
    Stage.PUT_AWAY: lazy_gettext("Archived and cancelled"),
}


def days_to_go(days: int) -> str:
    """How long it is until the first day."""
    if days < 2:
        return str(gettext("Tomorrow") if days else gettext("Begins today"))
    return str(ngettext("In %(num)s day", "In %(num)s days", days))


def task(kind: TaskKind, number: int) -> str:
    """What waits, in words."""
    said = {
        TaskKind.MISSING: ngettext(
            "%(num)s thing missing before publishing",
            "%(num)s things missing before publishing",
            number,
        ),
        TaskKind.TEXTS: ngettext(
            "%(num)s text missing in a language", "%(num)s texts missing in a language", number
        ),
        TaskKind.APPLICANTS: ngettext(
            "%(num)s person waits for approval", "%(num)s people wait for approval", number
        ),
        TaskKind.REQUESTS: ngettext(
            "%(num)s request to answer", "%(num)s requests to answer", number
        ),
        TaskKind.FAILED_MAILS: ngettext(
            "%(num)s mail was not delivered", "%(num)s mails were not delivered", number
        ),
        TaskKind.CONTRIBUTIONS: ngettext(
            "%(num)s text for the report to read", "%(num)s texts for the report to read", number
        ),
        TaskKind.SUMMARY: gettext("It is not said what came of the event"),
        TaskKind.REPORT: gettext("The report is not closed"),
        TaskKind.CLOSING: gettext("The event is over and not closed"),
    }
    return str(said[kind])


def places_taken(event: Event) -> str:
    """How many places are taken, of how many."""
    if event.capacity is None:
        return str(ngettext("%(num)s registered", "%(num)s registered", event.taken))
    return str(
        ngettext(
            "%(num)s of %(places)s place taken",
            "%(num)s of %(places)s places taken",
            event.taken,
            places=event.capacity + event.granted_beyond,
        )
    )


def places_label(event: Event) -> str:
    """What stands under the number of places taken."""
    if event.capacity is None:
        return str(ngettext("person has a place", "people have a place", event.taken))
    places = event.capacity + event.granted_beyond
    return str(ngettext("of %(num)s place taken", "of %(num)s places taken", places))
