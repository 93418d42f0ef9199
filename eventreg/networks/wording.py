"""What the ways of inviting a network are called, and why somebody is left out."""

from flask_babel import LazyString, lazy_gettext

from eventreg.networks.inviting import LeftOut, Way

WAYS: dict[Way, LazyString] = {
    Way.COORDINATORS_FIRST: lazy_gettext(
        "Coordinators; where a municipality has none, its members in person"
    ),
    Way.COORDINATORS: lazy_gettext("Only coordinators, who name the people"),
    Way.PERSONS: lazy_gettext("Every member in person"),
}
LEFT_OUT: dict[LeftOut, LazyString] = {
    LeftOut.INVITED: lazy_gettext("Invited already"),
    LeftOut.REGISTERED: lazy_gettext("Registered already"),
    LeftOut.NO_COORDINATOR: lazy_gettext("No coordinator to write to"),
    LeftOut.MAIL_RETURNED: lazy_gettext("No address that works: mail to it came back"),
    LeftOut.OTHER_DAY: lazy_gettext(
        "The municipality does not stand on the event's day: correct it in the network"
    ),
}
