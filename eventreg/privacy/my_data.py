"""Everything that is held about one registration's person, as one file (R23).

The shape, `eventreg.my-data/1`, is described in `docs/my-data.md`: plain JSON, dates and moments as
ISO 8601, moments in UTC; what is not held is empty or null. Names of things are in the language
asked for, what the person read or wrote stays as it was.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from eventreg.attendance.certificates.service import certificate_of
from eventreg.attendance.service import attendance_of
from eventreg.contributions.models import Contribution, Photo
from eventreg.database import db
from eventreg.evaluation.answering import has_answered
from eventreg.language import locale
from eventreg.messages.wording import mail_subject
from eventreg.registration.deadlines import contacts_kept_until, needs_kept_until
from eventreg.registration.models import FormSubmission, Registration
from eventreg.registration.people import history_of, mails_of
from eventreg.registration.questions.queries import answers_in_words
from eventreg.registration.remarks.queries import notes_of, tags_given_to
from eventreg.registration.requests.service import requests_of
from eventreg.registration.wording import ACTIONS, ACTORS
from eventreg.reports.comments.service import comments_by

_WRITTEN = (
    *("title", "text", "place", "problem", "solution", "took_part", "result"),
    *("needed_to_repeat", "contact", "addressee"),
)
SHAPE = "eventreg.my-data/1"


def my_data(registration: Registration, *, now: datetime) -> dict[str, Any]:
    """The file's content, names in the language in force."""
    return {
        "format": SHAPE,
        "made_at": _moment(now),
        "language": locale.current(),
        "controller": _controller(registration),
        "event": _event(registration),
        "registration": _registration(registration),
        "needs": _needs(registration),
        "visits": _visits(registration),
        "answers": _answers(registration),
        "consents": _consents(registration),
        "tags": _tags(registration),
        "notes_of_staff": _notes(registration),
        "requests": _requests(registration),
        "attendance": _attendance(registration),
        "certificate": _certificate(registration),
        "contributions": _contributions(registration),
        "report_comments": _report_comments(registration),
        "mails": _mails(registration),
        "forms_sent": _forms(registration),
        "log": _log(registration),
        "kept_until": {
            "needs": needs_kept_until(registration.event).isoformat(),
            "everything_else": contacts_kept_until(registration.event).isoformat(),
        },
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None


def _controller(registration: Registration) -> dict[str, Any]:
    organisation = registration.event.organisation
    return {
        "name": organisation.name.in_(locale.current()),
        "email": organisation.email,
        "phone": organisation.phone,
    }


def _event(registration: Registration) -> dict[str, Any]:
    event, language = registration.event, locale.current()
    return {
        "title": event.title.in_(language),
        "starts_on": event.starts_on.isoformat(),
        "ends_on": event.ends_on.isoformat(),
        "place": event.place.in_(language),
        "address": event.address,
    }


def _registration(registration: Registration) -> dict[str, Any]:
    territory, delegation = registration.territory, registration.delegation
    plain = ("reference", "first_name", "last_name", "position", "institution", "email", "phone")
    return {
        **{name: getattr(registration, name) for name in plain},
        "affiliation": registration.affiliation.value,
        "municipality": territory.name.in_(locale.current()) if territory else None,
        "role": registration.role.value,
        "state": registration.state.value,
        "language_of_mails": registration.language,
        "in_a_delegation": delegation is not None,
        "waits_together": registration.party is not None,
        "privacy_notice_version": registration.notice_version,
        "registered_at": _moment(registration.created_at),
        "changed_at": _moment(registration.updated_at),
        "cancelled_at": _moment(registration.cancelled_at),
        "waits_since": _moment(registration.queue_order),
        "offer_until": _moment(registration.offer_until),
        "confirmed_by_me_at": _moment(registration.acknowledged_at),
        "handed_over": registration.handovers,
        "answered_evaluation": has_answered(registration),
    }


def _needs(registration: Registration) -> dict[str, Any]:
    needs = registration.needs
    return {"diet": needs.diet if needs else "", "access": needs.access if needs else ""}


def _visits(registration: Registration) -> Sequence[dict[str, Any]]:
    ordered = sorted(registration.visit_choices, key=lambda each: (each.visit.position, each.id))
    return [
        {
            "host": choice.visit.host_institution.name.in_(locale.current()),
            "state": choice.state.value,
            "chosen_at": _moment(choice.created_at),
            "offer_until": _moment(choice.offer_until),
            "vehicle": choice.vehicle.name if choice.vehicle else None,
        }
        for choice in ordered
    ]


def _answers(registration: Registration) -> Sequence[dict[str, Any]]:
    return [
        {"question": each.question.in_(locale.current()), "answer": each.words}
        for each in answers_in_words(registration)
    ]


def _consents(registration: Registration) -> Sequence[dict[str, Any]]:
    return [
        {
            "purpose": consent.purpose.value,
            "wording": consent.wording,
            "language": consent.language,
            "given_at": _moment(consent.given_at),
            "withdrawn_at": _moment(consent.withdrawn_at),
        }
        for consent in registration.consents
    ]


def _tags(registration: Registration) -> Sequence[dict[str, Any]]:
    return [
        {"tag": given.tag.name, "given_at": _moment(given.given_at)}
        for given in tags_given_to(registration)
    ]


def _notes(registration: Registration) -> Sequence[dict[str, Any]]:
    return [
        {"text": note.text, "written_at": _moment(note.written_at)}
        for note in notes_of(registration)
    ]


def _requests(registration: Registration) -> Sequence[dict[str, Any]]:
    return [
        {
            "state": asked.state.value,
            "asked_at": _moment(asked.made_at),
            "asked_for": asked.wanted,
            "words": asked.words,
            "answer": asked.answer,
            "answered_at": _moment(asked.answered_at),
        }
        for asked in requests_of(registration)
    ]


def _attendance(registration: Registration) -> Sequence[dict[str, Any]]:
    return [
        {
            "day": each.day.isoformat() if each.day else None,
            "visit": each.visit.host_institution.name.in_(locale.current()) if each.visit else None,
            "noted_at": _moment(each.noted_at),
        }
        for each in attendance_of(registration)
    ]


def _certificate(registration: Registration) -> dict[str, Any]:
    issued = certificate_of(registration)
    if issued is None:
        return {}
    return {
        "number": issued.certificate.number,
        "code": issued.certificate.code,
        "issued_at": _moment(issued.certificate.issued_at),
    }


def _contributions(registration: Registration) -> Sequence[dict[str, Any]]:
    found = db.session.scalars(
        select(Contribution)
        .where(Contribution.registration_id == registration.id)
        .order_by(Contribution.id)
    )
    return [
        {
            "kind": each.kind.value,
            "state": each.state.value,
            "author": each.author,
            "institution": each.institution,
            **{name: getattr(each, name).in_(locale.current()) for name in _WRITTEN},
            "photos": [_photo(photo) for photo in each.photos],
        }
        for each in found
    ]


def _photo(photo: Photo) -> dict[str, Any]:
    return {
        "name": photo.name,
        "seen_in_it": photo.alt.in_(locale.current()),
        "wording": photo.consent_wording,
        "language": photo.consent_language,
        "given_at": _moment(photo.consented_at),
        "taken_out_at": _moment(photo.taken_out_at),
        "reason": photo.reason,
    }


def _report_comments(registration: Registration) -> Sequence[dict[str, Any]]:
    return [
        {
            "text": said.text,
            "written_at": _moment(said.made_at),
            "answer": said.answer,
            "answered_at": _moment(said.answered_at),
        }
        for said in comments_by(registration)
    ]


def _mails(registration: Registration) -> Sequence[dict[str, Any]]:
    return [
        {
            "subject": mail_subject(mail),
            "language": mail.language,
            "recipient": mail.recipient,
            "state": mail.state.value,
            "written_at": _moment(mail.created_at),
            "sent_at": _moment(mail.sent_at),
            "text": mail.text,
        }
        for mail in mails_of(registration)
    ]


def _forms(registration: Registration) -> Sequence[dict[str, Any]]:
    found = db.session.scalars(
        select(FormSubmission)
        .where(FormSubmission.registration_id == registration.id)
        .order_by(FormSubmission.created_at, FormSubmission.key)
    )
    return [{"reference": each.reference, "sent_at": _moment(each.created_at)} for each in found]


def _log(registration: Registration) -> Sequence[dict[str, Any]]:
    return [
        {
            "at": _moment(entry.at),
            "what": str(ACTIONS.get(entry.action, entry.action)),
            "by": str(ACTORS[entry.actor_kind]),
            "before": entry.before,
            "after": entry.after,
        }
        for entry in history_of(registration)
    ]
