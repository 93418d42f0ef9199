"""What the dates of an event are called."""

from flask_babel import LazyString, lazy_gettext

from eventreg.workplace.dates import DateKind

DATES: dict[DateKind, LazyString] = {
    DateKind.TODAY: lazy_gettext("Today"),
    DateKind.PUBLISHED: lazy_gettext("Published"),
    DateKind.OPENS: lazy_gettext("Registration opens"),
    DateKind.CLOSES: lazy_gettext("Registration closes"),
    DateKind.ANSWERS: lazy_gettext("Invitations are answered"),
    DateKind.RELEASE: lazy_gettext("Unused kept places open to all"),
    DateKind.FREEZE: lazy_gettext("Last changes by participants"),
    DateKind.REMINDER: lazy_gettext("Reminder to participants"),
    DateKind.EVENT: lazy_gettext("The event"),
    DateKind.CONTRIBUTE: lazy_gettext("Reminders to contribute"),
    DateKind.REPORT: lazy_gettext("Report published"),
    DateKind.NEEDS: lazy_gettext("Diets and access needs erased"),
    DateKind.CONTACTS: lazy_gettext("Contacts erased"),
}
