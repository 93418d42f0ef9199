"""What the states of a circular are called, and the kind of their tag."""

from flask_babel import LazyString, lazy_pgettext

from eventreg.messages.circulars.models import CircularState

STATES: dict[CircularState, tuple[LazyString, str]] = {
    CircularState.DRAFT: (lazy_pgettext("letter", "draft"), "plain"),
    CircularState.SCHEDULED: (lazy_pgettext("letter", "set for a time"), "info"),
    CircularState.SENDING: (lazy_pgettext("letter", "going out"), "accent"),
    CircularState.SENT: (lazy_pgettext("letter", "sent"), "good"),
}
