"""What the states of a mail are called, and what a mail is called before it is sent."""

from flask_babel import LazyString, lazy_gettext, lazy_pgettext
from markupsafe import Markup, escape

from eventreg.messages.models import Message, MessageState
from eventreg.messages.occasions import occasion_of
from eventreg.messages.own_words import Source
from eventreg.messages.rendering import MASK

# The state of a mail, and the kind of its tag.
STATES: dict[MessageState, tuple[LazyString, str]] = {
    MessageState.QUEUED: (lazy_pgettext("mail", "to be sent"), "info"),
    MessageState.SENDING: (lazy_pgettext("mail", "being sent"), "info"),
    MessageState.SENT: (lazy_pgettext("mail", "sent"), "good"),
    MessageState.FAILED: (lazy_pgettext("mail", "not delivered"), "bad"),
    MessageState.SUPPRESSED: (lazy_pgettext("mail", "withheld"), "warn"),
}

SOURCES: dict[Source, LazyString] = {
    Source.EVENT: lazy_gettext("own words of this event"),
    Source.ORGANISATION: lazy_gettext("words of the organisation"),
    Source.OURS: lazy_gettext("words of eventreg"),
}

SECRET_LINK = lazy_gettext("[the person's own link]")


def mail_subject(message: Message) -> str:
    """The mail's subject as it was sent; before that, what its occasion is called."""
    return message.subject or occasion_title(message.template)


def occasion_title(name: str) -> str:
    """What the occasion of that name is called in the language of the page."""
    occasion = occasion_of(name)
    return str(occasion.title) if occasion else name


def with_secrets_named(text: str) -> Markup:
    """The text of a mail with words where the secret link stood."""
    return Markup(str(escape(text)).replace(MASK, f"<em>{escape(SECRET_LINK)}</em>"))  # noqa: S704 - all of it escaped here
