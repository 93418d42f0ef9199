"""The organiser's forms: a question with its options, copying, removal."""

from collections.abc import Sequence
from typing import Any

import wtforms
from flask import request
from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, FieldList, FormField, HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice

from eventreg.events.models import Event
from eventreg.language import dates, locale
from eventreg.language.local_text import LocalText
from eventreg.registration.models import ParticipantRole
from eventreg.registration.questions import rules, wording
from eventreg.registration.questions.models import Question, QuestionKind
from eventreg.registration.questions.rules import Hangs, OptionFacts, QuestionFacts
from eventreg.registration.wording import ROLES
from eventreg.web.fields import Between, WholeNumber
from eventreg.web.forms import (
    Form,
    LocalTextField,
    MaxLength,
    OnceForm,
    local_line,
    local_text,
)

LABEL, HELP, PURPOSE = 200, 1_000, 500
MOST_PLACES, MOST_DAYS = 1_000_000, 3650
ROW_CHANGES = "rows"
EMPTY_ROWS = 2
_BETWEEN = ":"


class OptionRow(wtforms.Form):
    """Something to choose; a row in which nothing is written counts as not there."""

    uid = HiddenField()
    label = LocalTextField(lazy_gettext("Answer"), [MaxLength(LABEL)])
    capacity = WholeNumber(
        lazy_gettext("How many may choose it"),
        [Between(0, MOST_PLACES, lazy_gettext("Enter a number from 0, or nothing."))],
    )

    def option(self) -> OptionFacts:
        """What it says."""
        return OptionFacts(self.label.data, self.capacity.data, self.uid.data or "")


class QuestionForm(Form):
    """A question; the rows of its options can be added, moved and removed without saving."""

    kind = SelectField(lazy_gettext("How it is answered"))
    label = local_line(
        lazy_gettext("Question"), length=LABEL, required=lazy_gettext("Write the question.")
    )
    help_text = local_text(
        lazy_gettext("Help"),
        length=HELP,
        description=lazy_gettext("Stands below the question: an example, or what is meant."),
    )
    options = FieldList(
        FormField(OptionRow), lazy_gettext("Answers to choose from"), max_entries=rules.MOST_OPTIONS
    )
    required = BooleanField(lazy_gettext("Must be answered"))
    condition = SelectField(
        lazy_gettext("When it is asked"),
        description=lazy_gettext("It can hang on the answer to a question that stands before it."),
    )
    shown_to_role = SelectField(
        lazy_gettext("Of whom it is asked"),
        choices=[
            SelectChoice("", lazy_gettext("Of everybody")),
            *(SelectChoice(role.value, name) for role, name in ROLES.items()),
        ],
    )
    purpose = local_text(
        lazy_gettext("What the answer is used for"),
        length=PURPOSE,
        required=lazy_gettext("Say what the answer is used for: people may ask."),
        description=lazy_gettext("Only what the event needs may be asked. People can read this."),
    )
    kept_days = WholeNumber(
        lazy_gettext("Days after the event when the answers are erased"),
        [Between(0, MOST_DAYS, lazy_gettext("Enter a number of days from 0 to 3650."))],
        description=lazy_gettext("Left empty, they are kept as long as the registration."),
    )

    @classmethod
    def about(
        cls, facts: QuestionFacts, *, earlier: Sequence[Question], kind_stays: bool
    ) -> "QuestionForm":
        """The form that shows `facts`; the question may hang on one of those `earlier`.

        Unless its `kind_stays`, it may become one that is answered in a like way.
        """
        form = cls(data=_shown(facts))
        form.condition.choices = condition_choices(earlier)
        form.kind.choices = [
            SelectChoice(kind.value, name)
            for kind, name in wording.KINDS.items()
            if kind is facts.kind
            or (not kind_stays and (kind in rules.CHOOSING) is (facts.kind in rules.CHOOSING))
        ]
        return form

    @property
    def kind_stays(self) -> bool:
        return len(self.kind.choices) == 1

    @property
    def has_options(self) -> bool:
        return self.kind.data in rules.CHOOSING

    @property
    def is_sent_for_rows(self) -> bool:
        """Whether a button of the options' rows was pressed, so that nothing is to be saved."""
        return request.method == "POST" and ROW_CHANGES in request.form

    def change_rows(self) -> None:
        """Add, move or remove a row as the pressed button says; all that was typed stays."""
        rows = [entry.data for entry in self.options.entries]
        change, _, number = request.form[ROW_CHANGES].partition("-")
        place = int(number) if number.isdecimal() else len(rows)
        if change == "add" and len(rows) < rules.MOST_OPTIONS:
            rows.append({})
        elif change == "remove":
            del rows[place : place + 1]
        elif change == "up" and 0 < place < len(rows):
            rows[place - 1 : place + 1] = [rows[place], rows[place - 1]]
        while self.options.entries:
            self.options.pop_entry()
        for row in rows:
            self.options.append_entry(row)

    def facts(self) -> QuestionFacts:
        """What was said about the question."""
        question, _, option = self.condition.data.partition(_BETWEEN)
        role = self.shown_to_role.data
        return QuestionFacts(
            kind=QuestionKind(self.kind.data),
            label=self.label.data,
            help_text=self.help_text.data,
            purpose=self.purpose.data,
            required=self.required.data,
            kept_days=self.kept_days.data,
            shown_to_role=ParticipantRole(role) if role else None,
            condition=Hangs(question, option) if question else None,
            options=tuple(entry.form.option() for entry in self.options if entry.form.label.data),
        )


class NewQuestionForm(QuestionForm, OnceForm):
    """A new question."""


class CopyForm(OnceForm):
    """From which event questions are copied."""

    source = RadioField(
        lazy_gettext("From which event?"),
        invalid_choice_message=lazy_gettext("Choose an event."),
    )

    @classmethod
    def among(cls, events: Sequence[Event]) -> "CopyForm":
        """The form with the events that ask something."""
        form = cls()
        language = locale.current()
        form.source.choices = [
            SelectChoice(
                event.slug,
                f"{event.title.in_(language)}, "
                f"{dates.date_range(event.starts_on, event.ends_on, language)}",
            )
            for event in events
        ]
        return form


class RemoveForm(Form):
    """Nothing but the button."""


def condition_choices(earlier: Sequence[Question]) -> list[SelectChoice]:
    """When a question may be asked: always, after a yes, after an option."""
    language = locale.current()
    choices = [SelectChoice("", gettext("Always"))]
    for question in earlier:
        name = question.label.in_(language)
        if question.kind is QuestionKind.YES_NO:
            text = gettext("If the answer is: %(answer)s", answer=gettext("Yes"))
            choices.append(SelectChoice(question.uid, text, optgroup=name))
        for option in question.options:
            if option.archived_at is None:
                text = gettext("If the answer is: %(answer)s", answer=option.label.in_(language))
                value = f"{question.uid}{_BETWEEN}{option.uid}"
                choices.append(SelectChoice(value, text, optgroup=name))
    return choices


def _shown(facts: QuestionFacts) -> dict[str, Any]:
    hangs = facts.condition
    blank: dict[str, Any] = {"label": LocalText()}
    rows = [option._asdict() for option in facts.options] or [blank] * EMPTY_ROWS
    return {
        **vars(facts),
        "kind": facts.kind.value,
        "shown_to_role": facts.shown_to_role.value if facts.shown_to_role else "",
        "condition": _BETWEEN.join(filter(None, hangs)) if hangs else "",
        "options": rows if facts.kind in rules.CHOOSING else [],
    }
