"""Our own words for the mails of the waiting list and of a place handed over (R8, R27)."""

from collections.abc import Mapping

from flask_babel import LazyString, lazy_gettext

from eventreg.registration.notices import Notice

Words = tuple[LazyString, LazyString, LazyString]

# What staff call the occasion, the subject, what the mail says.
WORDS: Mapping[Notice, Words] = {
    Notice.WAITING: (
        lazy_gettext("On the waiting list"),
        lazy_gettext("You are on the waiting list: {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\n{waiting}\n\nAs soon as a place is free for you, we write to you and keep it"
            " for you for a while. Please look at your mail. If you no longer need a place, use"
            " your link to give up waiting."
        ),
    ),
    Notice.CONFIRMED_VISIT_WAITS: (
        lazy_gettext("Registration confirmed, waiting for a visit"),
        lazy_gettext("You are registered: {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\nYou are registered for this event. We look forward to meeting you."
            "\n\n{waiting} As soon as a seat is free, we write to you."
        ),
    ),
    Notice.VISIT_WAITS: (
        lazy_gettext("Visits changed, waiting for a visit"),
        lazy_gettext("Your registration has changed: {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\nYour registration has changed. This is how it stands now.\n\n{waiting} As"
            " soon as a seat is free, we write to you."
        ),
    ),
    Notice.OFFER: (
        lazy_gettext("A place is offered"),
        lazy_gettext("A place is free for you: {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\nA place at this event is free, and it is kept for you until {offer_until}."
            "\n\n[Accept or decline the place]({link}offer)\n\nIf you do not answer until then, the"
            " place goes to the next person on the waiting list."
        ),
    ),
    Notice.VISIT_OFFER: (
        lazy_gettext("A seat on a visit is offered"),
        lazy_gettext("A seat on a visit is free for you: {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\nA seat is free on the visit you wait for: {offered_visits}. It is kept for"
            " you until {offer_until}.\n\n[Accept or decline the seat]({link}offer)\n\nIf you do"
            " not answer until then, the seat goes to the next person on the waiting list. Your"
            " place at the event stays as it is."
        ),
    ),
    Notice.OFFER_LAPSED: (
        lazy_gettext("Offer of a place lapsed"),
        lazy_gettext("The offer of a place has ended: {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\nWe kept a place for you, but the time for an answer is over, and the place"
            " goes to the next person. If you still want to come, please register again: "
            "[page of the event]({event_address})."
        ),
    ),
    Notice.VISIT_OFFER_LAPSED: (
        lazy_gettext("Offer of a seat on a visit lapsed"),
        lazy_gettext("The offer of a seat has ended: {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\nWe kept a seat for you on the visit: {offered_visits}. The time for an"
            " answer is over, and the seat goes to the next person. Your place at the event stays"
            " as it is."
        ),
    ),
    Notice.WAITING_ENDED: (
        lazy_gettext("Waiting list ended"),
        lazy_gettext("The waiting list has ended: {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\nThank you for your patience. No place became free for you, and the waiting"
            " list of this event has ended. We hope to meet you another time."
        ),
    ),
    Notice.VISIT_WAITING_ENDED: (
        lazy_gettext("Waiting for a visit ended"),
        lazy_gettext("No seat on a visit: {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\nNo seat became free for you on the visit: {offered_visits}. Waiting for it"
            " has ended. Your place at the event stays as it is."
        ),
    ),
    Notice.PARTY_JOINED: (
        lazy_gettext("A colleague waits together"),
        lazy_gettext("You wait together with {colleague}: {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\n{colleague} has entered your reference and waits together with you from now"
            " on. You stand where the last of you stands, and places are offered when there are"
            " enough for all of you. If you prefer to wait alone, use your link."
        ),
    ),
    Notice.HANDED_OVER: (
        lazy_gettext("Place handed over"),
        lazy_gettext("Your place is handed over: {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\nYour place at this event has been handed over to a colleague. Your link no"
            " longer works, and what you told us about yourself is removed from the registration."
            " If this is a mistake, please write to the organiser."
        ),
    ),
    Notice.TAKEN_OVER: (
        lazy_gettext("Place taken over"),
        lazy_gettext("A place has been handed over to you: {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\nA colleague has handed a place at this event over to you. Please open your"
            " link to see what is kept about you, to complete it and to say what you agree to. If"
            " you cannot come, please cancel there, so that somebody else can."
        ),
    ),
}

_OFFER = {"offer_until": lazy_gettext("until when the offer is kept")}
_WAITING = {"waiting": lazy_gettext("what the person waits for, and the place in line")}
_VISITS = {"offered_visits": lazy_gettext("visits the mail is about")}

# What only some of these mails may name.
FURTHER: Mapping[Notice, Mapping[str, LazyString]] = {
    Notice.WAITING: _WAITING,
    Notice.CONFIRMED_VISIT_WAITS: _WAITING,
    Notice.VISIT_WAITS: _WAITING,
    Notice.OFFER: _OFFER,
    Notice.VISIT_OFFER: _OFFER | _VISITS,
    Notice.VISIT_OFFER_LAPSED: _VISITS,
    Notice.VISIT_WAITING_ENDED: _VISITS,
    Notice.PARTY_JOINED: {"colleague": lazy_gettext("name of the colleague")},
}

# The person has no registration any more.
ENDED = frozenset({Notice.OFFER_LAPSED, Notice.WAITING_ENDED, Notice.HANDED_OVER})
