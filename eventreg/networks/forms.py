"""The forms of networks and their members."""

from collections.abc import Sequence
from dataclasses import replace

from flask_babel import gettext, lazy_gettext, lazy_pgettext
from wtforms import BooleanField, RadioField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice

from eventreg import clock
from eventreg.language import locale
from eventreg.networks.service import MemberFacts
from eventreg.registration.delegations.pasted import Line, recognise
from eventreg.territories.models import Territory
from eventreg.territories.service import territories_on
from eventreg.web.forms import EmailAddress, Form, OnceForm, line, local_line, text

LANGUAGES = [SelectChoice(code, name) for code, name in locale.OWN_NAMES.items()]


class NetworkForm(Form):
    """What a network is called."""

    name = local_line(
        lazy_gettext("Name of the network"),
        required=lazy_gettext("Write what the network is called."),
    )


class NewNetworkForm(NetworkForm, OnceForm):
    """What a new network is called."""


class MemberForm(Form):
    """One member."""

    first_name = line(
        lazy_gettext("First name"), length=100, required=lazy_gettext("Write the first name.")
    )
    last_name = line(
        lazy_gettext("Surname"), length=100, required=lazy_gettext("Write the surname.")
    )
    email = line(
        lazy_gettext("E-mail"),
        length=254,
        required=lazy_gettext("Write the e-mail address."),
        validators=[EmailAddress()],
    )
    territory = SelectField(lazy_gettext("Municipality"))
    is_coordinator = BooleanField(
        lazy_gettext("Coordinator of the municipality"),
        description=lazy_gettext("Gets the invitations of the municipality and names its people."),
    )
    institution = line(lazy_gettext("Institution"))
    position = line(lazy_gettext("Position"))
    language = RadioField(lazy_gettext("Language of mails"), choices=LANGUAGES, default="lv")

    units: dict[str, Territory]

    @classmethod
    def about(cls, facts: MemberFacts | None) -> "MemberForm":
        """The form with what stands, or empty; offers the municipalities of today (R1)."""
        form = cls(data=_shown(facts) if facts else None)
        language = locale.current()
        units = list(territories_on(clock.now().date(), language=language))
        if facts is not None and facts.territory not in units:
            units.insert(0, facts.territory)
        form.units = {str(unit.id): unit for unit in units}
        form.territory.choices = [
            SelectChoice(key, unit.name.in_(language)) for key, unit in form.units.items()
        ]
        return form

    def facts(self) -> MemberFacts:
        """What the form says."""
        return MemberFacts(
            territory=self.units[self.territory.data],
            first_name=self.first_name.data or "",
            last_name=self.last_name.data or "",
            email=self.email.data or "",
            position=self.position.data or "",
            institution=self.institution.data or "",
            language=self.language.data,
            is_coordinator=bool(self.is_coordinator.data),
        )


class NewMemberForm(MemberForm, OnceForm):
    """A new member."""


class PasteForm(OnceForm):
    """A list of members, one a line; taken whole or not at all, every fault by its line."""

    lines = text(
        lazy_pgettext("network", "Members"),
        required=lazy_gettext("Paste at least one line."),
        description=lazy_gettext(
            "One a line, parted by semicolons: municipality; name and surname; e-mail. For example:"
            " Limbažu novads; Anna Bērziņa; anna@example.org"
        ),
    )
    are_coordinators = BooleanField(lazy_gettext("They are the coordinators"))
    language = RadioField(lazy_gettext("Language of mails"), choices=LANGUAGES, default="lv")

    members: Sequence[MemberFacts] = ()

    def validate_lines(self, field: object) -> None:
        pasted = recognise(self.lines.data or "", day=clock.now().date(), language=locale.current())
        faults = [
            gettext("“%(line)s”: no municipality of today is called so.", line=each.line.text)
            for each in pasted.unknown
        ]
        members = []
        for unit, each in pasted.found:
            member = _member(unit, each)
            if member is None:
                fault = gettext("“%(line)s”: name or e-mail address missing.", line=each.text)
                faults.append(fault)
            else:
                members.append(member)
        if faults:
            raise ValidationError(" ".join(faults))
        self.members = members

    def facts(self) -> Sequence[MemberFacts]:
        """The members."""
        is_coordinator, language = bool(self.are_coordinators.data), self.language.data
        return [
            replace(member, is_coordinator=is_coordinator, language=language)
            for member in self.members
        ]


def _member(unit: Territory, line: Line) -> MemberFacts | None:
    first, _, last = line.person.rpartition(" ")
    domain = line.email.rpartition("@")[2]
    if not (first and last and "." in domain) or " " in line.email:
        return None
    return MemberFacts(
        territory=unit, first_name=first[:100], last_name=last[:100], email=line.email
    )


def _shown(facts: MemberFacts) -> dict[str, object]:
    names = ("first_name", "last_name", "email", "position", "institution", "language")
    values: dict[str, object] = {name: getattr(facts, name) for name in names}
    return {
        **values,
        "territory": str(facts.territory.id),
        "is_coordinator": facts.is_coordinator,
    }
