"""The pages on which staff put the words of mails into their own, for one event or for all."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.accounts.models import Organisation
from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.messages import own_words, wording
from eventreg.messages.forms_words import WordsForm
from eventreg.messages.models import Message
from eventreg.messages.occasions import Occasion, Readers, all_occasions, occasion_of
from eventreg.messages.own_words import Scope, Source, Words, check_words
from eventreg.messages.queries import latest_event_of
from eventreg.messages.rendering import Previewed, preview
from eventreg.web import access
from eventreg.web.forms import Form, render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint("own_words", __name__, url_prefix=PREFIX + "/organise")

OF_EVENT = "/e/<slug>/messages/words/"
OF_ORGANISATION = "/o/<organisation_slug>/messages/words/"


class Listed(NamedTuple):
    """An occasion in the list: whose words each language speaks, how many would get it now."""

    occasion: Occasion
    words: Mapping[str, Words]
    readers: int | None
    address: str


@blueprint.get(OF_EVENT)
@access.event_staff(access.EDITORS)
def of_event(event: Event) -> ResponseReturnValue:
    """The occasions of mails about the event, and whose words they speak."""
    return _list(_scope_of(event))


@blueprint.get(OF_ORGANISATION)
@access.organisation_staff(access.EDITORS)
def of_organisation(organisation: Organisation) -> ResponseReturnValue:
    """The same for all events of the organisation."""
    return _list(Scope(organisation=organisation))


@blueprint.route(OF_EVENT + "<occasion>/", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def edit_for_event(event: Event, occasion: str) -> ResponseReturnValue:
    """Write the words of a mail about this event."""
    return _edit(_scope_of(event), _occasion(occasion))


@blueprint.route(OF_ORGANISATION + "<occasion>/", methods=["GET", "POST"])
@access.organisation_staff(access.EDITORS)
def edit_for_organisation(organisation: Organisation, occasion: str) -> ResponseReturnValue:
    """Write the words of a mail about any event of the organisation."""
    return _edit(Scope(organisation=organisation), _occasion(occasion))


@blueprint.post(OF_EVENT + "<occasion>/forget")
@access.event_staff(access.EDITORS)
def forget_for_event(event: Event, occasion: str) -> ResponseReturnValue:
    """Go back to the organisation's words, or to ours."""
    return _forget(_scope_of(event), _occasion(occasion))


@blueprint.post(OF_ORGANISATION + "<occasion>/forget")
@access.organisation_staff(access.EDITORS)
def forget_for_organisation(organisation: Organisation, occasion: str) -> ResponseReturnValue:
    """Go back to our words."""
    return _forget(Scope(organisation=organisation), _occasion(occasion))


def _list(scope: Scope) -> ResponseReturnValue:
    listed = [
        Listed(
            occasion,
            own_words.words_in(scope, occasion),
            occasion.readers_now(scope.event, occasion.name) if scope.event else None,
            _address(scope, occasion),
        )
        for occasion in all_occasions()
        if _has_own_words(occasion)
    ]
    return render_template(
        "messages/words.html" if scope.event else "messages/words_for_all.html",
        listed=listed,
        **_of_scope(scope),
    )


def _edit(scope: Scope, occasion: Occasion) -> ResponseReturnValue:
    examples = _examples(scope, occasion)
    words = own_words.words_in(scope, occasion)
    form = WordsForm.of(words, examples)
    seen = None
    if form.validate_on_submit():
        said = {"subject": form.subject.data, "body": form.body.data}
        if not form.wants_preview and form.allows(
            lambda: own_words.write_words(
                scope, occasion, **said, actor=access.actor(), now=clock.now()
            )
        ):
            flash(gettext("The words are saved; the next mail speaks them."))
            return _back(scope)
        if form.wants_preview and form.allows(lambda: check_words(occasion, **said)):
            seen = _seen(form, occasion, examples)
    return render_form(
        "messages/words_edit.html",
        form=form,
        occasion=occasion,
        words=words,
        has_own=own_words.own_template(scope, occasion) is not None,
        examples=examples,
        seen=seen,
        forget_address=_address(scope, occasion, to="forget"),
        **_of_scope(scope),
    )


def _forget(scope: Scope, occasion: Occasion) -> ResponseReturnValue:
    form = Form()
    if not form.validate_on_submit():
        abort(400)
    own_words.forget_words(scope, occasion, actor=access.actor(), now=clock.now())
    flash(gettext("The mail speaks the words it had before."))
    return _back(scope)


def _seen(form: WordsForm, occasion: Occasion, examples: Sequence[Message]) -> Previewed | None:
    message = form.example_of(examples)
    if message is None:
        return None
    subject, body = form.subject.data, form.body.data
    with locale.using(message.language):
        fallback = own_words.ours(occasion)
    said = Words(
        subject=subject.get(message.language, fallback.subject),
        body=body.get(message.language, fallback.body),
        source=Source.EVENT,
    )
    return preview(message, occasion, said)


def _examples(scope: Scope, occasion: Occasion) -> Sequence[Message]:
    event = scope.event or latest_event_of(scope.organisation)
    return occasion.examples(event, occasion.name) if event else ()


def _occasion(name: str) -> Occasion:
    occasion = occasion_of(name)
    if occasion is None or not _has_own_words(occasion):
        abort(404)
    return occasion


def _has_own_words(occasion: Occasion) -> bool:
    return occasion.readers is not Readers.ORGANISER and not occasion.brings_words


def _scope_of(event: Event) -> Scope:
    return Scope(organisation=event.organisation, event=event)


def _of_scope(scope: Scope) -> dict[str, object]:
    return {
        "event": scope.event,
        "organisation": scope.organisation,
        "all_words": _address(scope),
        "wording": wording,
    }


def _address(scope: Scope, occasion: Occasion | None = None, *, to: str = "edit") -> str:
    given: dict[str, Any] = {"occasion": occasion.name} if occasion else {}
    page = f"{to}_for" if occasion else "of"
    if scope.event:
        return url_for(f".{page}_event", slug=scope.event.slug, **given)
    return url_for(f".{page}_organisation", organisation_slug=scope.organisation.slug, **given)


def _back(scope: Scope) -> ResponseReturnValue:
    return redirect(_address(scope), 303)
