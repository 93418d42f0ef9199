"""What the states of a report, its sections and what can be placed in them are called."""

from collections.abc import Mapping

from flask_babel import LazyString, lazy_gettext, lazy_pgettext

from eventreg.reports.models import ReportStatus
from eventreg.reports.names import VISITS, Counted
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
# What can be placed by name.
PLACEABLE: Mapping[str, LazyString] = {
    Counted.BY_GROUP: lazy_gettext("Participants by group"),
    Counted.BY_MUNICIPALITY: lazy_gettext("Participants by municipality"),
    Counted.BY_REGION: lazy_gettext("Participants by region"),
    Counted.BY_ROLE: lazy_gettext("Participants by role"),
    Counted.OVER_TIME: lazy_gettext("Registrations over time"),
    Counted.VISIT_SEATS: lazy_gettext("Seats on site visits"),
    Counted.ATTENDANCE_BY_DAY: lazy_gettext("Attendance by day"),
    Counted.ATTENDANCE_BY_VISIT: lazy_gettext("Attendance by visit"),
    Counted.BY_KIND: lazy_gettext("Contributions by kind"),
    Counted.BY_TOPIC: lazy_gettext("Contributions by topic"),
    Counted.BY_STATUS: lazy_gettext("Proposals by status"),
    VISITS: lazy_gettext("Site visits"),
}
