"""The words of the papers: groups of participants, states, levels."""

from flask_babel import lazy_gettext, lazy_pgettext

from eventreg.contributions.models import ProposalStatus
from eventreg.documents.facts.participants import Group
from eventreg.documents.facts.report import Section

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
SECTIONS = {
    Section.GENERAL: lazy_gettext("General information"),
    Section.AIM: lazy_gettext("Aim and tasks"),
    Section.PARTICIPANTS: lazy_gettext("Participants"),
    Section.COURSE: lazy_gettext("Course of the event"),
    Section.GOOD_PRACTICES: lazy_gettext("Good practices"),
    Section.OPINIONS: lazy_gettext("Opinions"),
    Section.PROBLEMS: lazy_gettext("Problems"),
    Section.PROPOSALS: lazy_gettext("Proposals"),
    Section.CONCLUSIONS: lazy_gettext("Conclusions and next steps"),
}
