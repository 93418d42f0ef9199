"""What the states of a report and its written sections are called."""

from flask_babel import LazyString, lazy_gettext, lazy_pgettext

from eventreg.reports.models import ReportStatus, WrittenSection

STATUSES: dict[ReportStatus, tuple[LazyString, str]] = {
    ReportStatus.DRAFT: (lazy_pgettext("report", "Draft"), "warn"),
    ReportStatus.FOR_COMMENTS: (lazy_gettext("Open for comments"), "info"),
    ReportStatus.FINAL: (lazy_gettext("Final"), "good"),
}
SECTIONS: dict[WrittenSection, LazyString] = {
    WrittenSection.AIM_AND_TASKS: lazy_gettext("Aim and tasks"),
    WrittenSection.COURSE: lazy_gettext("Course of the event"),
    WrittenSection.CONCLUSIONS: lazy_gettext("Conclusions and next steps"),
}
