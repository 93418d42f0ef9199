"""What the states of a report and its sections are called."""

from collections.abc import Mapping

from flask_babel import LazyString, lazy_gettext, lazy_pgettext

from eventreg.reports.models import ReportStatus
from eventreg.reports.standard import StandardSection

STATUSES: dict[ReportStatus, tuple[LazyString, str]] = {
    ReportStatus.DRAFT: (lazy_pgettext("report", "Draft"), "warn"),
    ReportStatus.FOR_COMMENTS: (lazy_gettext("Open for comments"), "info"),
    ReportStatus.FINAL: (lazy_gettext("Final"), "good"),
}
SECTIONS: Mapping[StandardSection, LazyString] = {
    StandardSection.GENERAL: lazy_gettext("General information"),
    StandardSection.AIM: lazy_gettext("Aim and tasks"),
    StandardSection.PARTICIPANTS: lazy_gettext("Participants"),
    StandardSection.COURSE: lazy_gettext("Course of the event"),
    StandardSection.GOOD_PRACTICES: lazy_gettext("Good practices"),
    StandardSection.OPINIONS: lazy_gettext("Opinions"),
    StandardSection.PROBLEMS: lazy_gettext("Problems"),
    StandardSection.PROPOSALS: lazy_gettext("Proposals"),
    StandardSection.EARLIER: lazy_gettext("What became of earlier proposals"),
    StandardSection.CONCLUSIONS: lazy_gettext("Conclusions and next steps"),
    StandardSection.EVALUATION: lazy_gettext("Evaluation"),
}
