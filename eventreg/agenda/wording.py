"""The words for kinds of agenda items and for those who speak in them."""

from flask_babel import lazy_gettext

from eventreg.agenda.models import ItemKind, SpeakerRole

ITEM_KINDS = {
    ItemKind.REGISTRATION: lazy_gettext("Registration of participants"),
    ItemKind.OPENING: lazy_gettext("Opening"),
    ItemKind.PLENARY: lazy_gettext("Plenary"),
    ItemKind.SESSION: lazy_gettext("Session"),
    ItemKind.PRESENTATION: lazy_gettext("Presentation"),
    ItemKind.DISCUSSION: lazy_gettext("Discussion"),
    ItemKind.WORKING_GROUP: lazy_gettext("Working group"),
    ItemKind.MEETING: lazy_gettext("Meeting"),
    ItemKind.HOST_MEETING: lazy_gettext("Meeting with the hosts"),
    ItemKind.SITE_VISIT: lazy_gettext("Site visit"),
    ItemKind.BREAK: lazy_gettext("Break"),
    ItemKind.MEAL: lazy_gettext("Meal"),
    ItemKind.TRANSFER: lazy_gettext("Transfer"),
    ItemKind.CLOSING: lazy_gettext("Closing"),
    ItemKind.OTHER: lazy_gettext("Other"),
}

# Kinds that pages and papers set back: they part the day, nobody comes for them.
QUIET_KINDS = frozenset({ItemKind.BREAK, ItemKind.MEAL, ItemKind.TRANSFER, ItemKind.REGISTRATION})

SPEAKER_ROLES = {
    SpeakerRole.SPEAKER: lazy_gettext("Speaker"),
    SpeakerRole.MODERATOR: lazy_gettext("Moderator"),
    SpeakerRole.HOST: lazy_gettext("Host"),
}
