"""What the states of a mail are called."""

from flask_babel import LazyString, lazy_pgettext

from eventreg.messages.models import MessageState

# The state of a mail, and the kind of its tag.
STATES: dict[MessageState, tuple[LazyString, str]] = {
    MessageState.QUEUED: (lazy_pgettext("mail", "to be sent"), "info"),
    MessageState.SENDING: (lazy_pgettext("mail", "being sent"), "info"),
    MessageState.SENT: (lazy_pgettext("mail", "sent"), "good"),
    MessageState.FAILED: (lazy_pgettext("mail", "not delivered"), "bad"),
}
