"""Our own words for the mails about a registration, and the occasions on which they are sent.

An organisation may put its own in their place; the frame round them always says who, what, when
and where, and brings the link (R27).
"""

from typing import NamedTuple

from flask_babel import LazyString, lazy_gettext

from eventreg.messages import occasions
from eventreg.messages.occasions import Occasion, Readers
from eventreg.registration import letter_examples, letters
from eventreg.registration.notices import Notice
from eventreg.registration.waiting import letter_words as waiting_words


class Ours(NamedTuple):
    """What an occasion is called, and what its mail says."""

    title: LazyString
    subject: LazyString
    body: LazyString


WORDS: dict[Notice, Ours] = {
    Notice.CONFIRMED: Ours(
        lazy_gettext("Registration confirmed"),
        lazy_gettext("You are registered: {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\nYou are registered for this event. We look forward to meeting you."
        ),
    ),
    Notice.NAMED: Ours(
        lazy_gettext("Named by a coordinator"),
        lazy_gettext("Please confirm: {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\nThe coordinator of your municipality or institution has named you as a"
            " participant of this event, and a place is kept for you. Please open your link:"
            " confirm that you come, choose visits and decide what you agree to. If you cannot"
            " come, cancel there."
        ),
    ),
    Notice.RECEIVED: Ours(
        lazy_gettext("Application received"),
        lazy_gettext("Your application has been received: {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\nYour application has been received. The organiser will look at it and write"
            " to you."
        ),
    ),
    Notice.CHANGED: Ours(
        lazy_gettext("Registration changed"),
        lazy_gettext("Your registration has changed: {event}, {dates}"),
        lazy_gettext("Hello!\n\nYour registration has changed. This is how it stands now."),
    ),
    Notice.VISIT_MOVED: Ours(
        lazy_gettext("Meeting point or departure of a visit changed"),
        lazy_gettext("New meeting point or departure: {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\nThe meeting point or the departure of a visit you take part in has"
            " changed. This is how it stands now."
        ),
    ),
    Notice.AGENDA_CHANGED: Ours(
        lazy_gettext("Agenda changed"),
        lazy_gettext("The agenda has changed: {event}, {dates}"),
        lazy_gettext("Hello!\n\nThe agenda of this event has changed in what concerns you."),
    ),
    Notice.CANCELLED: Ours(
        lazy_gettext("Registration cancelled"),
        lazy_gettext("Your registration is cancelled: {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\nYour registration is cancelled, and your place is free for somebody else. If"
            " this is a mistake, please register again or write to the organiser."
        ),
    ),
    Notice.DECLINED: Ours(
        lazy_gettext("Application declined"),
        lazy_gettext("About your application: {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\nWe are sorry: the organiser cannot offer you a place at this event."
        ),
    ),
    Notice.EVENT_CANCELLED: Ours(
        lazy_gettext("Event called off"),
        lazy_gettext("The event is cancelled: {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\nThis event does not take place. Your registration is void; you need do"
            " nothing."
        ),
    ),
    Notice.ALREADY: Ours(
        lazy_gettext("Registered already"),
        lazy_gettext("You are registered already: {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\nSomebody, probably you, has sent the registration form with this address"
            " (reference {asked_reference}). You are registered already, so nothing has changed."
            "\n\nIf you wanted to change something, use this link."
        ),
    ),
    Notice.REMINDER: Ours(
        lazy_gettext("Reminder before the event"),
        lazy_gettext("Soon: {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\nThis event begins soon, and your place is kept. If you cannot come, please"
            " cancel with your link, so that somebody else can."
        ),
    ),
    Notice.THANKS: Ours(
        lazy_gettext("Thanks after the event"),
        lazy_gettext("Thank you: {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\nThank you for taking part in this event. Open your link: there you find your"
            " certificate once it is issued, and can still write down what you saw and what should"
            " change. What everybody may read is on the event's page: {event_address}"
        ),
    ),
    Notice.CONTRIBUTE: Ours(
        lazy_gettext("Reminder to write for the report"),
        lazy_gettext("What did you see? {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\nThe report of this event is being written. Please open your link and write"
            " down what you saw: a good practice, an opinion, a problem or a proposal. A few"
            " sentences are enough. Whoever has sent something is reminded no more."
        ),
    ),
    Notice.EVALUATE: Ours(
        lazy_gettext("Question what people thought of the event"),
        lazy_gettext("What did you think? {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\nPlease open your link and answer a few questions about this event; it takes"
            " two minutes. Your answers are kept without your name."
        ),
    ),
    Notice.REPORT_OPEN: Ours(
        lazy_gettext("Report open for comments"),
        lazy_gettext("The report is open for comments: {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\nThe report of this event is written and open for comments. Please open your"
            " link, read it and say what should be corrected: you can comment on each paragraph."
        ),
    ),
    Notice.COMMENT_ANSWERED: Ours(
        lazy_gettext("Comment on the report answered"),
        lazy_gettext("Your comment on the report was answered: {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\nThe organiser has answered what you said about the report. Open your link to"
            " read the answer."
        ),
    ),
    Notice.REQUEST_ACCEPTED: Ours(
        lazy_gettext("Request accepted"),
        lazy_gettext("The change you asked for is made: {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\nThe organiser has made the change you asked for. This is how your"
            " registration stands now."
        ),
    ),
    Notice.REQUEST_REFUSED: Ours(
        lazy_gettext("Request refused"),
        lazy_gettext("About the change you asked for: {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\nThe organiser cannot make the change you asked for. Your registration"
            " stands as it was."
        ),
    ),
    Notice.LINK: Ours(
        lazy_gettext("Link to the registration"),
        lazy_gettext("Link to your registration: {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\nYou asked for the link to your registration. Here it is.\n\nIf you did not"
            " ask for it, you need do nothing."
        ),
    ),
}

# What only some of these mails may name.
FURTHER: dict[Notice, dict[str, LazyString]] = {
    Notice.ALREADY: {"asked_reference": lazy_gettext("reference that the sender was shown")},
}

# Mails about a registration that is no more bring no link to change it.
WITHOUT_LINK = waiting_words.ENDED | {Notice.CANCELLED, Notice.DECLINED, Notice.EVENT_CANCELLED}


def init() -> None:
    """Enter the occasions."""
    waiting = {notice: Ours(*words) for notice, words in waiting_words.WORDS.items()}
    further = {**FURTHER, **waiting_words.FURTHER}
    for notice, ours in {**WORDS, **waiting}.items():
        frame = "registration_ended" if notice in WITHOUT_LINK else "registration"
        occasions.enter(
            Occasion(
                name=notice.value,
                title=ours.title,
                subject=ours.subject,
                body=ours.body,
                frame=frame,
                readers=Readers.PARTICIPANT,
                says={**letters.SAYS, **further.get(notice, {})},
                shown=letters.shown,
                calendar=letters.calendar,
                examples=letter_examples.examples,
                readers_now=letter_examples.readers_now,
            )
        )
