"""What a desk sends: a note by a button, notes of a device, somebody who came unannounced."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError
from wtforms import BooleanField, HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice

from eventreg.attendance.desk.errors import NotesNotReadable
from eventreg.attendance.desk.service import GivenNote
from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.registration import consents
from eventreg.registration.application import Application, Details
from eventreg.registration.forms import DetailsForm
from eventreg.registration.models import Affiliation, ConsentPurpose, ParticipantRole
from eventreg.web.forms import EmailAddress, Form, MaxLength, OnceForm, Required, line

MOST_AT_ONCE = 200


class NoteForm(Form):
    """A button pressed: `person` is there, or with an empty `present` is not."""

    uid = HiddenField(validators=[Required(), MaxLength(36)])
    person = HiddenField(validators=[Required(), MaxLength(22)])
    present = HiddenField()

    def note(self) -> GivenNote:
        """What is to be noted."""
        return GivenNote(
            uid=self.uid.data, person=self.person.data, present=bool(self.present.data)
        )


class _Note(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    uid: str = Field(min_length=8, max_length=36)
    person: str = Field(min_length=1, max_length=22)
    present: bool
    at: AwareDatetime = Field(strict=False)


class _Notes(BaseModel):
    model_config = ConfigDict(extra="forbid")

    notes: list[_Note] = Field(max_length=MOST_AT_ONCE)


def notes_of_device(sent: bytes) -> Sequence[GivenNote]:
    """The notes that a device sent as JSON; raises NotesNotReadable."""
    try:
        read = _Notes.model_validate_json(sent)
    except ValidationError as error:
        raise NotesNotReadable from error
    return [GivenNote(**note.model_dump()) for note in read.notes]


class WalkInForm(DetailsForm, OnceForm):
    """Somebody who stands before the desk; consents are the person's own words (R21)."""

    email = StringField(
        lazy_gettext("E-mail"),
        [Required(lazy_gettext("Write the e-mail address.")), MaxLength(254), EmailAddress()],
        description=lazy_gettext("The confirmation and the person's own link go there."),
    )
    language = RadioField(
        lazy_gettext("Language of mails"),
        choices=[SelectChoice(code, name) for code, name in locale.OWN_NAMES.items()],
        default="lv",
    )
    consent_list_public = BooleanField(consents.WORDING[ConsentPurpose.LIST_PUBLIC])
    consent_list_participants = BooleanField(consents.WORDING[ConsentPurpose.LIST_PARTICIPANTS])
    consent_photographs = BooleanField(consents.WORDING[ConsentPurpose.PHOTOGRAPHS])
    beyond = line(
        lazy_gettext("Reason for letting in beyond the limit"),
        length=500,
        description=lazy_gettext("Only when everything is full. It stands in the log."),
    )

    @classmethod
    def for_event(cls, event: Event, *, may_exceed: bool) -> "WalkInForm":
        """The form with the few things that are asked at a desk."""
        form = cls()
        form.prepare(event, (ParticipantRole.EXPERT,))
        for name in ("phone", "position", "role", "diet", "access"):
            del form[name]
        for purpose in ConsentPurpose:
            if purpose not in consents.asked_by(event):
                del form[f"consent_{purpose.value}"]
        if not may_exceed:
            del form.beyond
        return form

    def consent_fields(self) -> Sequence[BooleanField]:
        """The consents asked for, each a field."""
        return [field for field in self if field.name.startswith("consent_")]

    def details(self) -> Details:
        """The person's details."""
        return Details(
            first_name=self.first_name.data,
            last_name=self.last_name.data,
            position="",
            institution=self.institution.data,
            affiliation=Affiliation(self.affiliation.data),
            territory=self.chosen_territory,
        )

    def asked(self) -> dict[str, Any]:
        """What the service is told."""
        agreed = (
            field.name.removeprefix("consent_") for field in self.consent_fields() if field.data
        )
        application = Application(
            details=self.details(),
            email=self.email.data,
            language=self.language.data,
            consents=frozenset(ConsentPurpose(purpose) for purpose in agreed),
        )
        reason = self.beyond.data if "beyond" in self else ""
        return {"application": application, "reason": reason or ""}
