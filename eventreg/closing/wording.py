"""The words of the steps, and where each is done."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from flask_babel import LazyString, lazy_gettext, lazy_ngettext

from eventreg.closing.steps import Step, StepKind


class Words(NamedTuple):
    """What a step is called, how it stands in a sentence, in which room it is done."""

    name: LazyString
    says: Callable[[Step], LazyString]
    room: str = ""
    way: LazyString | None = None


def _attendance(step: Step) -> LazyString:
    if step.is_done:
        return lazy_gettext("For each day somebody is noted as present.")
    return lazy_ngettext(
        "For %(num)s day nobody is noted as present.",
        "For %(num)s days nobody is noted as present.",
        step.left,
    )


def _certificates(step: Step) -> LazyString:
    if not step.of:
        return lazy_gettext("Certificates are for those who are noted as present.")
    if step.is_done:
        return lazy_gettext("Everybody who was there has a certificate.")
    return lazy_ngettext(
        "%(num)s person who was there has no certificate yet.",
        "%(num)s people who were there have no certificate yet.",
        step.left,
    )


def _contributions(step: Step) -> LazyString:
    if not step.of:
        return lazy_gettext("Nobody has written anything for the report.")
    if step.is_done:
        return lazy_gettext("All that was written for the report has been read.")
    return lazy_ngettext(
        "%(num)s text waits to be read.", "%(num)s texts wait to be read.", step.left
    )


def _report(step: Step) -> LazyString:
    if step.is_done:
        return lazy_gettext("The final report is public.")
    return lazy_gettext("The report is not final, or not published yet.")


def _documents(step: Step) -> LazyString:
    if not step.of:
        return lazy_gettext("The event offers no papers to everybody.")
    if step.is_done:
        return lazy_gettext("Every paper that everybody may take is made, in both languages.")
    return lazy_ngettext(
        "%(num)s paper that everybody may take is not made yet.",
        "%(num)s papers that everybody may take are not made yet.",
        step.left,
    )


def _thanks(step: Step) -> LazyString:
    if not step.of:
        return lazy_gettext("There is nobody to thank: nobody is noted as present.")
    if step.is_done:
        return lazy_gettext("Everybody who was there has been thanked.")
    return lazy_ngettext(
        "%(num)s person who was there has not been thanked.",
        "%(num)s people who were there have not been thanked.",
        step.left,
    )


def _needs(step: Step) -> LazyString:
    if step.is_done:
        return lazy_gettext("Nothing is kept of what people needed.")
    return lazy_ngettext(
        "What %(num)s person needed is still kept. It goes by itself 30 days after the event.",
        "What %(num)s people needed is still kept. It goes by itself 30 days after the event.",
        step.of,
    )


def _closed(step: Step) -> LazyString:
    if step.is_done:
        return lazy_gettext("The event is closed.")
    return lazy_gettext("Registrations can still be changed.")


WORDS: Mapping[StepKind, Words] = {
    StepKind.ATTENDANCE: Words(
        lazy_gettext("Note who was there"),
        _attendance,
        "attendance.overview",
        lazy_gettext("To the attendance"),
    ),
    StepKind.CERTIFICATES: Words(
        lazy_gettext("Confirm attendance with certificates"),
        _certificates,
        "organise_certificates.overview",
        lazy_gettext("To the certificates"),
    ),
    StepKind.CONTRIBUTIONS: Words(
        lazy_gettext("Read what people wrote"),
        _contributions,
        "organise_contributions.overview",
        lazy_gettext("To the contributions"),
    ),
    StepKind.REPORT: Words(
        lazy_gettext("Finish the report and publish it"),
        _report,
        "organise_report.overview",
        lazy_gettext("To the report"),
    ),
    StepKind.DOCUMENTS: Words(
        lazy_gettext("Let everybody take the papers"),
        _documents,
        "organise_documents.overview",
        lazy_gettext("To the documents"),
    ),
    StepKind.THANKS: Words(lazy_gettext("Thank those who were there"), _thanks),
    StepKind.NEEDS: Words(lazy_gettext("Forget what people needed"), _needs),
    StepKind.CLOSED: Words(
        lazy_gettext("Close the event"), _closed, "lifecycle.close", lazy_gettext("Close it")
    ),
}
