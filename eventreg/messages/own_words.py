"""Whose words a mail speaks: the event's own, else its organisation's, else ours.

Each language falls back by itself: who wrote only Latvian keeps our English.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import or_, select

from eventreg.accounts.models import Organisation
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.history.service import Actor, record
from eventreg.language import locale
from eventreg.language.local_text import LANGUAGES, LocalText
from eventreg.messages.errors import NothingWritten, UnknownName, WrittenInPart
from eventreg.messages.models import MailTemplate
from eventreg.messages.occasions import Occasion
from eventreg.messages.words import names_in


class Source(StrEnum):
    """Whose the words are."""

    EVENT = "event"
    ORGANISATION = "organisation"
    OURS = "ours"


@dataclass(frozen=True, kw_only=True)
class Words:
    """Subject and body in one language, with `{names}` in them."""

    subject: str
    body: str
    source: Source


@dataclass(frozen=True, kw_only=True)
class Scope:
    """For which mails words are written: those of one event, or all of an organisation."""

    organisation: Organisation
    event: Event | None = None


def ours(occasion: Occasion) -> Words:
    """Our own words in the language in force."""
    return Words(subject=str(occasion.subject), body=str(occasion.body), source=Source.OURS)


def words_for(occasion: Occasion, event: Event, language: str) -> Words:
    """What a mail about the event says on the occasion; `language` is the one in force."""
    scope = Scope(organisation=event.organisation, event=event)
    return _in_force(occasion, _written(occasion, scope), language)


def words_in(scope: Scope, occasion: Occasion) -> Mapping[str, Words]:
    """The words in force by language."""
    found = {}
    written = _written(occasion, scope)
    for language in LANGUAGES:
        with locale.using(language):
            found[language] = _in_force(occasion, written, language)
    return found


def own_template(scope: Scope, occasion: Occasion) -> MailTemplate | None:
    """The words written for just this scope; None when it has none."""
    return db.session.scalar(
        select(MailTemplate).where(
            MailTemplate.organisation_id == scope.organisation.id,
            MailTemplate.event_id == (scope.event.id if scope.event else None),
            MailTemplate.occasion == occasion.name,
        )
    )


def check_words(occasion: Occasion, *, subject: LocalText, body: LocalText) -> None:
    """Raise NothingWritten, WrittenInPart or UnknownName for words that no mail could speak."""
    if not subject and not body:
        raise NothingWritten
    for language in LANGUAGES:
        if (language in subject) != (language in body):
            raise WrittenInPart("body" if language in subject else "subject")
    for field, text in (("subject", subject), ("body", body)):
        unknown = names_in(" ".join(text.values())) - set(occasion.says)
        if unknown:
            raise UnknownName(field, sorted(unknown), sorted(occasion.says))


def write_words(
    scope: Scope,
    occasion: Occasion,
    *,
    subject: LocalText,
    body: LocalText,
    actor: Actor,
    now: datetime,
) -> None:
    """Let mails on the occasion speak these words from now on; raises what `check_words` raises."""
    check_words(occasion, subject=subject, body=body)
    _one_at_a_time(scope)
    template = own_template(scope, occasion)
    before = _described(template) if template else {}
    if template is None:
        template = MailTemplate(
            organisation=scope.organisation, event=scope.event, occasion=occasion.name
        )
        db.session.add(template)
    template.subject, template.body, template.updated_at = subject, body, now
    db.session.flush()
    after = _described(template)
    _note("words written", template, actor=actor, now=now, before=before, after=after)


def forget_words(scope: Scope, occasion: Occasion, *, actor: Actor, now: datetime) -> None:
    """Go back to the words that stand behind the scope's own; nothing happens without own ones."""
    _one_at_a_time(scope)
    if template := own_template(scope, occasion):
        _note("words forgotten", template, actor=actor, now=now, before=_described(template))
        db.session.delete(template)
        db.session.flush()


def _written(occasion: Occasion, scope: Scope) -> Sequence[MailTemplate]:
    """What was written for the scope, nearest first."""
    event_id = scope.event.id if scope.event else None
    return db.session.scalars(
        select(MailTemplate)
        .where(
            MailTemplate.organisation_id == scope.organisation.id,
            MailTemplate.occasion == occasion.name,
            or_(MailTemplate.event_id.is_(None), MailTemplate.event_id == event_id),
        )
        .order_by(MailTemplate.event_id.is_(None), MailTemplate.id)
    ).all()


def _in_force(occasion: Occasion, written: Sequence[MailTemplate], language: str) -> Words:
    for template in written:
        if language in template.subject and language in template.body:
            return Words(
                subject=template.subject[language],
                body=template.body[language],
                source=Source.EVENT if template.event_id else Source.ORGANISATION,
            )
    return ours(occasion)


def _one_at_a_time(scope: Scope) -> None:
    locked = select(Organisation.id).where(Organisation.id == scope.organisation.id)
    db.session.execute(locked.with_for_update())


def _described(template: MailTemplate) -> dict[str, Any]:
    return {
        "occasion": template.occasion,
        "subject": dict(template.subject),
        "body": dict(template.body),
    }


def _note(
    action: str,
    template: MailTemplate,
    *,
    actor: Actor,
    now: datetime,
    before: dict[str, Any],
    after: dict[str, Any] | None = None,
) -> None:
    record(
        action,
        actor=actor,
        now=now,
        subject="mail_template",
        subject_uid=template.uid,
        organisation_id=template.organisation_id,
        event_id=template.event_id,
        before=before,
        after=after,
    )
