"""The forms about a final report."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, HiddenField
from wtforms.validators import AnyOf

from eventreg.contributions.editing.forms import SURE
from eventreg.reports.models import Report, ReportStatus
from eventreg.reports.sections import Section
from eventreg.reports.service import Requisites
from eventreg.web.fields import Day
from eventreg.web.forms import Form, OnceForm, line, local_line, local_text

SECTION_LENGTH = 20_000
TITLE_LENGTH = 120


class RequisitesForm(Form):
    """What makes the report a document."""

    place_of_issue = local_line(
        lazy_gettext("Place of issue"), description=lazy_gettext("As it is written: Rīgā.")
    )
    dated_on = Day(lazy_gettext("Date"))
    number = line(lazy_gettext("Number"), length=60)
    signatory_name = line(lazy_gettext("Who signs"))
    signatory_job = local_line(lazy_gettext("Position of who signs"))

    @classmethod
    def of(cls, report: Report | None) -> "RequisitesForm":
        return cls(obj=report)

    def requisites(self) -> Requisites:
        return Requisites(
            place_of_issue=self.place_of_issue.data,
            dated_on=self.dated_on.data,
            number=self.number.data or "",
            signatory_name=self.signatory_name.data or "",
            signatory_job=self.signatory_job.data,
        )


class SectionForm(Form):
    """What is written in a section, and the title of one that was added."""

    title = local_line(lazy_gettext("Title"), length=TITLE_LENGTH)
    text = local_text(
        lazy_gettext("Text"),
        length=SECTION_LENGTH,
        description=lazy_gettext(
            "A blank line begins a new paragraph. How to write headings, lists, tables, figures "
            "and references stands below."
        ),
    )
    sure = BooleanField(SURE)

    @classmethod
    def of(cls, section: Section) -> "SectionForm":
        """The form with what stands."""
        form = cls(data={"title": section.title, "text": section.text})
        if section.standard is not None:
            del form.title
        return form


class NewSectionForm(OnceForm):
    """A section of one's own."""

    title = local_line(
        lazy_gettext("Title"),
        length=TITLE_LENGTH,
        required=lazy_gettext("Give the section a title."),
    )


class MoveForm(Form):
    """Where the report is to go; which moves there are the service knows."""

    to = HiddenField(validators=[AnyOf([status.value for status in ReportStatus])])

    @property
    def chosen(self) -> ReportStatus:
        return ReportStatus(self.to.data)
