"""What roles are called, and what each may do."""

from flask_babel import LazyString, lazy_gettext

from eventreg.accounts.models import StaffRole

ROLES: dict[StaffRole, LazyString] = {
    StaffRole.OWNER: lazy_gettext("Owner"),
    StaffRole.EDITOR: lazy_gettext("Editor"),
    StaffRole.DESK: lazy_gettext("Desk"),
    StaffRole.READER: lazy_gettext("Reader"),
}
MAY: dict[StaffRole, LazyString] = {
    StaffRole.OWNER: lazy_gettext("Everything, members and settings too."),
    StaffRole.EDITOR: lazy_gettext("Events, agendas, visits and people."),
    StaffRole.DESK: lazy_gettext("Receives participants on the day; sees no contacts."),
    StaffRole.READER: lazy_gettext("Sees everything, changes nothing."),
}
