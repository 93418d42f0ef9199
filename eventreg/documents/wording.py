"""The words of the papers: groups of participants, states, levels."""

from flask_babel import lazy_gettext, lazy_pgettext

from eventreg.contributions.models import ProposalStatus
from eventreg.documents.facts.participants import Group

GROUPS = {
    Group.MUNICIPAL: lazy_gettext("Specialists of municipalities"),
    Group.STATE: lazy_gettext("State institutions"),
    Group.HOST: lazy_gettext("Host municipality"),
    Group.OTHER: lazy_gettext("Other experts and organisations"),
    Group.UNCONFIRMED: lazy_gettext("Not yet confirmed"),
}
LEVELS = {
    "local": lazy_gettext("local level"),
    "national": lazy_gettext("national level"),
}
PROPOSAL_STATES = {
    ProposalStatus.NEW: lazy_pgettext("proposal", "new"),
    ProposalStatus.TAKEN_UP: lazy_pgettext("proposal", "taken up"),
    ProposalStatus.DONE: lazy_pgettext("proposal", "done"),
    ProposalStatus.DECLINED: lazy_pgettext("proposal", "declined"),
}
