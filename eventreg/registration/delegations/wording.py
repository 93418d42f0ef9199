"""What the states of invitations are called."""

from flask_babel import LazyString, lazy_pgettext

# The answer of a delegation or of an invited person, and the kind of its tag.
ANSWERS: dict[str, tuple[LazyString, str]] = {
    "not_sent": (lazy_pgettext("invitation", "not sent"), "plain"),
    "silent": (lazy_pgettext("invitation", "no answer yet"), "warn"),
    "named": (lazy_pgettext("invitation", "people named"), "good"),
    "accepted": (lazy_pgettext("invitation", "accepted"), "good"),
    "refused": (lazy_pgettext("invitation", "nobody comes"), "plain"),
    "declined": (lazy_pgettext("invitation", "refused"), "plain"),
    "lapsed": (lazy_pgettext("invitation", "no answer in time"), "bad"),
}

HAPPENINGS: dict[str, LazyString] = {
    "invited": lazy_pgettext("history", "Invited"),
    "invitation changed": lazy_pgettext("history", "Invitation changed"),
    "invitation sent again": lazy_pgettext("history", "Link sent again"),
    "reminded": lazy_pgettext("history", "Reminded"),
    "invitation refused": lazy_pgettext("history", "Nobody comes"),
    "quota reserved": lazy_pgettext("history", "Places kept"),
    "quota released": lazy_pgettext("history", "Unused places given back"),
    "quota changed": lazy_pgettext("history", "Number of places changed"),
}
