"""The words for where a proposal stands, and the look of the tag."""

from flask_babel import lazy_gettext, lazy_pgettext

from eventreg.contributions.models import ProposalStatus
from eventreg.proposals.service import Standing

STATES = {
    ProposalStatus.NEW: (lazy_pgettext("proposal", "new"), "info"),
    ProposalStatus.TAKEN_UP: (lazy_pgettext("proposal", "taken up"), "accent"),
    ProposalStatus.DONE: (lazy_pgettext("proposal", "done"), "good"),
    ProposalStatus.DECLINED: (lazy_pgettext("proposal", "declined"), "plain"),
}
STANDINGS = {
    Standing.OVERDUE: lazy_gettext("Past their deadline"),
    Standing.OPEN: lazy_gettext("Not decided yet"),
    Standing.NEW: lazy_pgettext("proposal", "new"),
    Standing.TAKEN_UP: lazy_pgettext("proposal", "taken up"),
    Standing.DONE: lazy_pgettext("proposal", "done"),
    Standing.DECLINED: lazy_pgettext("proposal", "declined"),
}
