"""The log of an event for its editors, and that of an organisation for its owners."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventreg import clock
from eventreg.accounts.models import Organisation
from eventreg.accounts.service import members_of
from eventreg.events.models import Event
from eventreg.history.models import ActorKind
from eventreg.language import locale
from eventreg.log import reading
from eventreg.log.actions import SUBJECTS
from eventreg.log.asked import wanted
from eventreg.log.file import log_csv
from eventreg.registration.wording import ACTORS
from eventreg.web import access
from eventreg.web.downloads import download
from eventreg.web.language import PREFIX

FILE_NAMES = {"lv": "zurnals", "en": "log"}

blueprint = Blueprint("log", __name__, url_prefix=PREFIX + "/organise")


@blueprint.get("/e/<slug>/log/")
@access.event_staff(access.EDITORS)
def of_event(event: Event) -> ResponseReturnValue:
    """What happened at the event, latest first."""
    return render_template("log/of_event.html", event=event, **_shown(event, event.organisation))


@blueprint.get("/e/<slug>/log.csv")
@access.event_staff(access.EDITORS)
def event_file(event: Event) -> ResponseReturnValue:
    """The same as a file."""
    return _file(event)


@blueprint.get("/o/<organisation_slug>/log/")
@access.organisation_staff(access.OWNERS)
def of_organisation(organisation: Organisation) -> ResponseReturnValue:
    """What happened in the organisation and at all its events, latest first."""
    return render_template(
        "log/of_organisation.html", organisation=organisation, **_shown(organisation, organisation)
    )


@blueprint.get("/o/<organisation_slug>/log.csv")
@access.organisation_staff(access.OWNERS)
def organisation_file(organisation: Organisation) -> ResponseReturnValue:
    """The same as a file."""
    return _file(organisation)


def _shown(scope: reading.Scope, organisation: Organisation) -> dict[str, Any]:
    language, asked = locale.current(), wanted()
    return {
        "page": reading.page_of(scope, asked, language=language),
        "wanted": asked,
        "zone": reading.zone_of(scope),
        "subjects": SUBJECTS,
        "members": members_of(organisation, language=language),
        "actors": {kind: ACTORS[kind] for kind in ActorKind if kind is not ActorKind.STAFF},
        "address": _address,
    }


def _address(**changed: Any) -> str:
    """This page with something in its address changed; None takes it out."""
    given: dict[str, Any] = {**(request.view_args or {}), **request.args.to_dict(), **changed}
    endpoint = given.pop("endpoint", request.endpoint)
    return url_for(endpoint, **{name: value for name, value in given.items() if value})


def _file(scope: reading.Scope) -> ResponseReturnValue:
    language = locale.current()
    text = log_csv(scope, wanted(), language=language, actor=access.actor(), now=clock.now())
    return download(text, kind="text/csv", name=f"{scope.slug}-{FILE_NAMES[language]}.csv")
