"""What the fields, comparisons and joins of a filter are called."""

from collections.abc import Mapping

from flask_babel import LazyString, lazy_gettext, lazy_pgettext

from eventreg.registration.people_filter.model import Comparison, Field, Join

FIELDS: Mapping[Field, LazyString] = {
    Field.WORDS: lazy_pgettext("filter", "Words"),
    Field.STATE: lazy_gettext("State"),
    Field.ROLE: lazy_gettext("Role"),
    Field.AFFILIATION: lazy_gettext("Represents"),
    Field.MUNICIPALITY: lazy_gettext("Municipality"),
    Field.INSTITUTION: lazy_gettext("Institution"),
    Field.DELEGATION: lazy_gettext("Delegation"),
    Field.LANGUAGE: lazy_gettext("Language of mails"),
    Field.REGISTERED: lazy_gettext("Registered on"),
    Field.VISIT: lazy_pgettext("filter", "Seat on a visit"),
    Field.VISIT_LINE: lazy_pgettext("filter", "Waits for a visit"),
    Field.VEHICLE: lazy_gettext("Vehicle"),
    Field.TAG: lazy_gettext("Tag"),
    Field.NOTE: lazy_gettext("Notes of staff"),
    Field.ANSWER: lazy_pgettext("filter", "Answer"),
    Field.CONSENT: lazy_pgettext("filter", "Consent"),
    Field.PRESENT: lazy_pgettext("filter", "Was present"),
    Field.CONTRIBUTION: lazy_pgettext("filter", "Contributions"),
}

COMPARISONS: Mapping[Comparison, LazyString] = {
    Comparison.IS: lazy_pgettext("filter", "is one of"),
    Comparison.IS_NOT: lazy_pgettext("filter", "is none of"),
    Comparison.CONTAINS: lazy_pgettext("filter", "are found"),
    Comparison.LACKS: lazy_pgettext("filter", "are not found"),
    Comparison.FROM: lazy_pgettext("filter", "from this day on"),
    Comparison.UNTIL: lazy_pgettext("filter", "up to this day"),
    Comparison.FILLED: lazy_pgettext("filter", "there is any"),
    Comparison.EMPTY: lazy_pgettext("filter", "there is none"),
}

JOINS: Mapping[Join, LazyString] = {
    Join.ALL: lazy_pgettext("filter", "All of them hold (and)"),
    Join.ANY: lazy_pgettext("filter", "At least one of them holds (or)"),
    Join.NONE: lazy_pgettext("filter", "None of them holds (not)"),
}
