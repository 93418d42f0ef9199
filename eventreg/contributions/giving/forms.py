"""The form in which an expert writes down what goes into the report."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice

from eventreg.agenda.models import AgendaItem
from eventreg.agenda.service import wholes_of
from eventreg.contributions.giving.keeping import is_uid
from eventreg.contributions.giving.service import CARD, Given, written_in
from eventreg.contributions.models import Contribution, ContributionKind, Naming
from eventreg.contributions.wording import CARD_NAMES, LEVELS, NAMINGS
from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.visits.models import SiteVisit
from eventreg.visits.service import site_visits_of
from eventreg.web import forms

SEND, DRAFT, PHOTOS = "send", "draft", "photos"
LONG = 4000
_ONLY_OF = {
    ContributionKind.GOOD_PRACTICE: CARD,
    ContributionKind.PROBLEM: ("level",),
    ContributionKind.PROPOSAL: ("level", "addressee"),
    ContributionKind.OPINION: (),
}
_SPECIAL = {name for names in _ONLY_OF.values() for name in names}


class GivingForm(forms.OnceForm):
    """A contribution in one language; only the fields of its kind are there."""

    title = forms.line(lazy_gettext("In a few words"), length=150)
    text = forms.text(lazy_gettext("Description"), length=LONG)
    topic = SelectField(lazy_gettext("Topic"), default="")
    about = SelectField(lazy_gettext("Where you saw or heard it"), default="")
    place = forms.line(CARD_NAMES["place"])
    problem = forms.text(CARD_NAMES["problem"], length=LONG)
    solution = forms.text(CARD_NAMES["solution"], length=LONG)
    took_part = forms.text(CARD_NAMES["took_part"], length=LONG)
    result = forms.text(CARD_NAMES["result"], length=LONG)
    needed_to_repeat = forms.text(CARD_NAMES["needed_to_repeat"], length=LONG)
    contact = forms.line(
        CARD_NAMES["contact"],
        description=lazy_gettext("An institution and its address; a person only if they agree."),
    )
    level = RadioField(lazy_gettext("Where it matters"))
    addressee = forms.line(CARD_NAMES["addressee"])
    naming = RadioField(lazy_gettext("In the report"), default=Naming.NOT_NAMED.value)
    draft = HiddenField("")  # the name under which the page saves as one types (`keeping`)

    event: Event
    language: str

    @classmethod
    def of(
        cls, event: Event, kind: ContributionKind, contribution: Contribution | None = None
    ) -> "GivingForm":
        """The form of that kind; with what stands when there is something."""
        form = cls(data=_standing(contribution) if contribution else None)
        form.event = event
        form.language = (contribution and written_in(contribution)) or locale.current()
        for name in _SPECIAL - set(_ONLY_OF[kind]):
            delattr(form, name)
        form._offer("topic", form.topics())
        form._offer("about", form.occasions())
        if form.level:
            form.level.choices = [SelectChoice(each, words) for each, words in LEVELS.items()]
            form.level.validate_choice = bool(form.level.data)
        form.naming.choices = [SelectChoice(each.value, words) for each, words in NAMINGS.items()]
        return form

    @property
    def named(self) -> str | None:
        """The name under which the text may have been saved already."""
        return self.draft.data if is_uid(self.draft.data or "") else None

    def topics(self) -> Iterator[tuple[Any, str]]:
        """The event's topics with their names."""
        return ((each, each.name.in_(locale.current())) for each in self.event.topics)

    def occasions(self) -> Iterator[tuple[Any, str]]:
        """The event's visits and sessions with their names."""
        language = locale.current()
        for visit in site_visits_of(self.event):
            yield visit, visit.host_institution.name.in_(language)
        for item in wholes_of(self.event):
            if item.visit_id is None:
                yield item, item.title.in_(language)

    def given(self) -> Given:
        """What was written."""
        more = {name: self[name].data for name in (*CARD, "addressee") if name in self}
        return Given(
            title=self.title.data or "",
            text=self.text.data or "",
            language=self.language,
            more={name: said or "" for name, said in more.items()},
            topic=_chosen(self.topics(), self.topic),
            about=_chosen(self.occasions(), self.about),
            level=(self.level.data or "") if self.level else "",
            naming=Naming(self.naming.data),
        )

    def _offer(self, name: str, offered: Iterator[tuple[Any, str]]) -> None:
        choices = [SelectChoice(each.uid, words) for each, words in offered]
        if not choices:
            delattr(self, name)
            return
        self[name].choices = [SelectChoice("", gettext("Not chosen")), *choices]


def _chosen(offered: Iterator[tuple[Any, str]], field: SelectField | None) -> Any:
    return next((each for each, _words in offered if field and each.uid == field.data), None)


def _standing(contribution: Contribution) -> dict[str, Any]:
    language = written_in(contribution) or locale.current()
    texts = ("title", "text", "addressee", *CARD)
    about: SiteVisit | AgendaItem | None = contribution.visit or contribution.agenda_item
    return {
        **{name: getattr(contribution, name).get(language, "") for name in texts},
        "topic": contribution.topic.uid if contribution.topic else "",
        "about": about.uid if about else "",
        "level": contribution.level,
        "naming": contribution.naming.value,
    }
