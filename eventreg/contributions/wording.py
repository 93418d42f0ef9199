"""The words for contributions: their kinds, where they stand, how their author is named."""

from flask_babel import lazy_gettext, lazy_pgettext

from eventreg.contributions.models import ContributionKind, ContributionState, Naming

KINDS = {
    ContributionKind.GOOD_PRACTICE: lazy_gettext("Good practice"),
    ContributionKind.OPINION: lazy_gettext("Opinion"),
    ContributionKind.PROBLEM: lazy_gettext("Problem"),
    ContributionKind.PROPOSAL: lazy_gettext("Proposal"),
}
WHAT_IT_IS = {
    ContributionKind.GOOD_PRACTICE: lazy_gettext("Something that works and that others can repeat"),
    ContributionKind.OPINION: lazy_gettext("What you think of what you have seen or heard"),
    ContributionKind.PROBLEM: lazy_gettext("What stands in the way, in one place or everywhere"),
    ContributionKind.PROPOSAL: lazy_gettext("What somebody should do, and who"),
}
# The words, and the look of the tag.
STATES = {
    ContributionState.DRAFT: (lazy_pgettext("contribution", "draft"), "plain"),
    ContributionState.SUBMITTED: (lazy_pgettext("contribution", "sent"), "info"),
    ContributionState.ACCEPTED: (lazy_pgettext("contribution", "in the report"), "good"),
    ContributionState.MERGED: (lazy_pgettext("contribution", "joined with another"), "good"),
    ContributionState.SET_ASIDE: (lazy_pgettext("contribution", "set aside"), "warn"),
}
NAMINGS = {
    Naming.NAME: lazy_gettext("With my name and institution"),
    Naming.INSTITUTION: lazy_gettext("With my institution only"),
    Naming.NOT_NAMED: lazy_gettext("Without naming me"),
}
LEVELS = {
    "local": lazy_gettext("In one municipality"),
    "national": lazy_gettext("In the whole country"),
}
# How the author may be named, as an organiser reads it.
NAMED_AS = {
    Naming.NAME: lazy_gettext("with name and institution"),
    Naming.INSTITUTION: lazy_gettext("with the institution only"),
    Naming.NOT_NAMED: lazy_gettext("not at all"),
}
CARD_NAMES = {
    "place": lazy_gettext("Where it is done"),
    "problem": lazy_gettext("Which problem it solves"),
    "solution": lazy_gettext("How it is solved"),
    "took_part": lazy_gettext("Who takes part"),
    "result": lazy_gettext("What comes of it"),
    "needed_to_repeat": lazy_gettext("What it takes to repeat it"),
    "contact": lazy_gettext("Whom to ask"),
    "addressee": lazy_gettext("Who should do it"),
}
