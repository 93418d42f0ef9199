"""A circular among the occasions of mails: it brings its own words in a participant's frame."""

from flask_babel import lazy_gettext

from eventreg.messages import occasions
from eventreg.messages.circulars.readers import OCCASION
from eventreg.messages.occasions import Occasion, Readers
from eventreg.registration import letters


def init() -> None:
    """Make the occasion known."""
    occasions.enter(
        Occasion(
            name=OCCASION,
            title=lazy_gettext("Letter of the organiser"),
            subject=lazy_gettext("Letter of the organiser"),
            body=lazy_gettext("Letter of the organiser"),
            frame="registration",
            readers=Readers.PARTICIPANT,
            says=letters.SAYS,
            shown=letters.shown,
            brings_words=True,
        )
    )
