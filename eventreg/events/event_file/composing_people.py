"""From the database to an event file: registrations, contributions, the report."""

from collections.abc import Sequence

from sqlalchemy import case, select
from sqlalchemy.orm import joinedload, selectinload

from eventreg.contributions.models import Contribution, ContributionKind, Naming
from eventreg.database import db
from eventreg.events.event_file.composing_questions import answer, answers_by_person
from eventreg.events.event_file.people import (
    ChosenVisitShape,
    ConsentShape,
    ContributionShape,
    RegistrationShape,
    ReportShape,
    SectionShape,
)
from eventreg.events.event_file.territory import territory_shape
from eventreg.events.models import Event
from eventreg.registration.models import Consent, Registration, VisitChoice
from eventreg.registration.questions.models import Answer
from eventreg.reports.models import Report

_OWN_TO_REGISTRATIONS = {"key", "territory", "invitation", "visits", "consents", "answers"}
_OF_A_CHOICE = set(ChosenVisitShape.model_fields) - {"visit", "vehicle"}
_OWN_TO_CONTRIBUTIONS = {
    *("key", "topic", "visit", "agenda_item", "territory", "registration"),
    *("merged_into", "author", "institution"),
}
_NAMES_THE_INSTITUTION = (Naming.NAME, Naming.INSTITUTION)


def registrations(event: Event) -> tuple[RegistrationShape, ...]:
    """Everybody, in the order in which they came."""
    rows = db.session.scalars(
        select(Registration)
        .where(Registration.event_id == event.id)
        .order_by(Registration.created_at, Registration.uid)
        .options(
            joinedload(Registration.territory),
            joinedload(Registration.delegation),
            selectinload(Registration.visit_choices).options(
                joinedload(VisitChoice.visit), joinedload(VisitChoice.vehicle)
            ),
            selectinload(Registration.consents),
        )
    )
    answers = answers_by_person(event)
    return tuple(_registration(row, answers.get(row.id, ())) for row in rows)


def contributions_of(event: Event) -> Sequence[Contribution]:
    """The event's contributions by kind, in their order."""
    kinds = {kind: place for place, kind in enumerate(ContributionKind)}
    return db.session.scalars(
        select(Contribution)
        .where(Contribution.event_id == event.id)
        .order_by(case(kinds, value=Contribution.kind), Contribution.position, Contribution.id)
        .options(
            joinedload(Contribution.topic),
            joinedload(Contribution.visit),
            joinedload(Contribution.agenda_item),
            joinedload(Contribution.merged_into),
            joinedload(Contribution.territory),
            joinedload(Contribution.registration),
        )
    ).all()


def contribution(row: Contribution, *, with_people: bool) -> ContributionShape:
    """A contribution; without people only as far as its author may be named."""
    names_author = with_people or row.naming is Naming.NAME
    names_institution = with_people or row.naming in _NAMES_THE_INSTITUTION
    same = set(ContributionShape.model_fields) - _OWN_TO_CONTRIBUTIONS
    return ContributionShape(
        key=row.uid,
        topic=row.topic.key if row.topic else None,
        visit=row.visit.uid if row.visit else None,
        agenda_item=row.agenda_item.uid if row.agenda_item else None,
        territory=territory_shape(row.territory),
        registration=row.registration.uid if row.registration and with_people else None,
        merged_into=row.merged_into.uid if row.merged_into else None,
        author=row.author if names_author else "",
        institution=row.institution if names_institution else "",
        **{name: getattr(row, name) for name in same},
    )


def report(event: Event) -> ReportShape | None:
    """The report's requisites and sections; None when there is none."""
    row = db.session.get(Report, event.id)
    if row is None:
        return None
    return ReportShape(
        sections=tuple(
            SectionShape(**{name: getattr(each, name) for name in SectionShape.model_fields})
            for each in row.sections_in_order
        ),
        **{name: getattr(row, name) for name in set(ReportShape.model_fields) - {"sections"}},
    )


def _registration(row: Registration, answers: Sequence[Answer]) -> RegistrationShape:
    same = set(RegistrationShape.model_fields) - _OWN_TO_REGISTRATIONS
    choices = sorted(row.visit_choices, key=lambda choice: (choice.visit.position, choice.visit.id))
    return RegistrationShape(
        key=row.uid,
        territory=territory_shape(row.territory),
        invitation=row.delegation.uid if row.delegation else None,
        visits=tuple(
            ChosenVisitShape(
                visit=choice.visit.uid,
                vehicle=choice.vehicle.uid if choice.vehicle else None,
                **{name: getattr(choice, name) for name in _OF_A_CHOICE},
            )
            for choice in choices
        ),
        consents=tuple(_consent(consent) for consent in row.consents),
        answers=tuple(answer(each) for each in answers),
        **{name: getattr(row, name) for name in same},
    )


def _consent(row: Consent) -> ConsentShape:
    return ConsentShape(**{name: getattr(row, name) for name in ConsentShape.model_fields})
