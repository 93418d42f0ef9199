"""The forms with which organisers invite single persons."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext
from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice

from eventreg.events.models import Event, NetworkMember
from eventreg.language import locale
from eventreg.registration.delegations import offers
from eventreg.registration.delegations.forms import LANGUAGES, UntilForm
from eventreg.registration.delegations.inviting import Invited
from eventreg.registration.forms import OWN_ROLES
from eventreg.registration.models import Affiliation, ParticipantRole
from eventreg.registration.territory_field import territory_choices
from eventreg.registration.wording import AFFILIATIONS, ROLES
from eventreg.territories.service import territory
from eventreg.web.fields import TickBoxes
from eventreg.web.forms import EmailAddress, OnceForm, Required, line

NOT_KNOWN = ""


class InvitedForm(UntilForm, OnceForm):
    """One person, with what is known; all but the address may be left out."""

    email = line(
        lazy_gettext("E-mail"),
        length=254,
        required=lazy_gettext("Write the e-mail address."),
        validators=[EmailAddress()],
        description=lazy_gettext("The invitation goes there."),
    )
    first_name = line(lazy_gettext("First name"), length=100)
    last_name = line(lazy_gettext("Surname"), length=100)
    affiliation = RadioField(lazy_gettext("Represents"), default=NOT_KNOWN)
    territory = SelectField(lazy_gettext("Municipality"), default="")
    institution = line(lazy_gettext("Institution"))
    position = line(lazy_gettext("Position"))
    role = SelectField(
        lazy_gettext("Role"),
        choices=[SelectChoice(role.value, ROLES[role]) for role in OWN_ROLES],
        default=ParticipantRole.EXPERT.value,
    )
    language = RadioField(lazy_gettext("Language of mails"), choices=LANGUAGES, default="lv")

    @classmethod
    def for_event(cls, event: Event) -> "InvitedForm":
        """The form with the municipalities of the event's day (R1)."""
        form = cls()
        form.zone = ZoneInfo(event.time_zone)
        form.territory.choices = territory_choices(event.starts_on, locale.current())
        form.affiliation.choices = [
            SelectChoice(NOT_KNOWN, lazy_gettext("Not known")),
            *(SelectChoice(each.value, name) for each, name in AFFILIATIONS.items()),
        ]
        return form

    def person(self) -> Invited:
        """Whom to invite."""
        affiliation = self.affiliation.data
        chosen = self.territory.data if affiliation == Affiliation.MUNICIPALITY else ""
        return Invited(
            email=self.email.data or "",
            first_name=self.first_name.data or "",
            last_name=self.last_name.data or "",
            position=self.position.data or "",
            institution=self.institution.data or "",
            affiliation=Affiliation(affiliation) if affiliation else None,
            territory=territory(int(chosen)) if chosen else None,
            role=ParticipantRole(self.role.data),
            language=self.language.data,
        )


class MembersForm(UntilForm, OnceForm):
    """Members of the organisation's networks, to be ticked."""

    members = TickBoxes(
        lazy_gettext("Members of the networks"), [Required(lazy_gettext("Tick whom to invite."))]
    )

    known: Mapping[str, NetworkMember]

    @classmethod
    def for_event(cls, event: Event, invited: frozenset[str]) -> "MembersForm":
        """The members whose municipality stands on the day (R1) and who are not `invited` yet."""
        form, language = cls(), locale.current()
        form.zone = ZoneInfo(event.time_zone)
        by_network = offers.members_by_network(event)
        found = {
            member.email_key: member
            for members in by_network.values()
            for member in members
            if member.email_key not in invited
        }
        form.known = {member.uid: member for member in found.values()}
        form.members.choices = [
            SelectChoice(
                uid,
                f"{one.last_name} {one.first_name}, {one.territory.name.in_(language)}",
            )
            for uid, one in form.known.items()
        ]
        return form

    def people(self) -> Sequence[Invited]:
        """Whom to invite."""
        return [Invited.member(self.known[uid]) for uid in self.members.data or ()]
