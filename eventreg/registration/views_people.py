"""The organiser's pages about the people of an event."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.attendance.certificates.service import certificate_of
from eventreg.attendance.service import attendance_of
from eventreg.contributions.giving.service import given_by
from eventreg.events.models import Event
from eventreg.events.wording import places_left
from eventreg.language import locale
from eventreg.messages import wording as message_wording
from eventreg.registration import approval, people, rows, service, wording
from eventreg.registration.deadlines import needs_kept_until
from eventreg.registration.duplicates.queries import merged_of
from eventreg.registration.forms_staff import NewPersonForm, PersonForm, ReasonForm
from eventreg.registration.forms_visits import MyVisitsForm
from eventreg.registration.models import Registration
from eventreg.registration.people_filter import offered
from eventreg.registration.people_table import columns, shown
from eventreg.registration.people_table.models import PeopleView
from eventreg.registration.people_table.order import SortBy, SortKey
from eventreg.registration.people_table.page import page_of
from eventreg.registration.people_table.service import first_of, views_for
from eventreg.registration.people_table.view import View, from_kept, read_view
from eventreg.registration.questions.queries import answers_in_words
from eventreg.registration.remarks.queries import notes_of, tags_given_to
from eventreg.registration.requests.service import open_request_of
from eventreg.registration.waiting.standing import standing_of
from eventreg.registration.waiting.wording import limit_name
from eventreg.registration.wording import history_in_words
from eventreg.web import access, uploads
from eventreg.web.forms import Form, render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint("organise_people", __name__, url_prefix=PREFIX + "/organise/e/<slug>/people")


@blueprint.get("/")
@access.event_staff(access.READERS)
def overview(event: Event) -> ResponseReturnValue:
    """Who is registered: search, filter, sort, choose columns; tick several to do something."""
    views = views_for(event, access.account())
    opened, view = _opened(views)
    number = max(1, request.args.get("page", 1, type=int))
    return render_template(
        "registration/people.html",
        event=event,
        view=view,
        page=page_of(event, view, number=number),
        views=views,
        opened=opened,
        page_address=lambda page: _address_of(event, view, opened=opened, page=page),
        **_controls(event, view),
    )


@blueprint.route("/add", methods=["GET", "POST"])
@uploads.takes_files
@access.event_staff(access.EDITORS)
def add(event: Event) -> ResponseReturnValue:
    """Enter a person by hand, who is told by mail."""
    form = NewPersonForm.for_event(event)
    if form.validate_on_submit() and (registration := form.attempt(partial(_add, event, form))):
        return _to(registration, str(wording.ENTERED[registration.state]))
    return render_form(
        "registration/person_add.html",
        form=form,
        event=event,
        needs_until=needs_kept_until(event),
        places_left=places_left,
    )


@blueprint.get("/<uid>/")
@access.event_staff(access.READERS)
def person(event: Event, uid: str) -> ResponseReturnValue:
    """One person: details, visits, consents, mails, what happened."""
    registration = _person(event, uid)
    return render_template(
        "registration/person.html",
        event=event,
        registration=registration,
        file_address=partial(_file_address, event, uid),
        wording=wording,
        message_states=message_wording.STATES,
        language_names=locale.OWN_NAMES,
        may_edit=_may_edit(event),
        **_known_of(registration),
    )


@blueprint.route("/<uid>/change", methods=["GET", "POST"])
@uploads.takes_files
@access.event_staff(access.EDITORS)
def change(event: Event, uid: str) -> ResponseReturnValue:
    """Correct a person's details, the address too."""
    registration = _person(event, uid)
    form = PersonForm.of(registration)
    if form.validate_on_submit() and form.allows(
        lambda: service.change_registration(
            registration, **form.change(), actor=access.actor(), now=clock.now()
        )
    ):
        return _to(registration, gettext("The details are saved."))
    return _ask("change", registration, form)


@blueprint.route("/<uid>/visits", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def visits(event: Event, uid: str) -> ResponseReturnValue:
    """Choose a person's visits."""
    registration = _person(event, uid)
    form = MyVisitsForm.of(registration, [visit.uid for visit in rows.chosen(registration)])
    if form.validate_on_submit() and form.allows(
        lambda: service.choose_visits(
            registration,
            visits=form.visits.data,
            waits_for=form.waits_for.data,
            actor=access.actor(),
            now=clock.now(),
        )
    ):
        return _to(registration, gettext("The visits are saved."))
    return _ask("visits", registration, form)


@blueprint.route("/<uid>/cancel", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def cancel(event: Event, uid: str) -> ResponseReturnValue:
    """Cancel on behalf of a person, who is told why."""
    registration, form = _person(event, uid), ReasonForm()
    if form.validate_on_submit() and form.allows(
        lambda: service.cancel_registration(
            registration, reason=form.reason.data, actor=access.actor(), now=clock.now()
        )
    ):
        return _to(registration, gettext("The registration is cancelled; the person gets a mail."))
    return _ask("cancel", registration, form)


@blueprint.post("/<uid>/confirm")
@access.event_staff(access.EDITORS)
def confirm(event: Event, uid: str) -> ResponseReturnValue:
    """Admit an applicant."""
    registration = _person(event, uid)
    approval.approve_registration(registration, actor=access.actor(), now=clock.now())
    return _to(registration, str(wording.APPROVED[registration.state]))


@blueprint.route("/<uid>/decline", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def decline(event: Event, uid: str) -> ResponseReturnValue:
    """Refuse an applicant, who is told why."""
    registration, form = _person(event, uid), ReasonForm()
    if form.validate_on_submit() and form.allows(
        lambda: approval.decline_registration(
            registration, reason=form.reason.data, actor=access.actor(), now=clock.now()
        )
    ):
        return _to(registration, gettext("The application is declined; the person gets a mail."))
    return _ask("decline", registration, form)


@blueprint.post("/<uid>/link")
@access.event_staff(access.EDITORS)
def link(event: Event, uid: str) -> ResponseReturnValue:
    """Send the person the link again."""
    registration = _person(event, uid)
    service.send_link(registration, actor=access.actor(), now=clock.now())
    return _to(registration, gettext("The link is on its way."))


def _add(event: Event, form: NewPersonForm) -> Registration:
    return service.add_registration(
        event=event, **form.asked(), actor=access.actor(), now=clock.now()
    )


def _known_of(registration: Registration) -> Mapping[str, Any]:
    """What other rooms know of a person: answers, mails, the waiting list and what happened."""
    return {
        "answers": answers_in_words(registration),
        "tags": tags_given_to(registration),
        "notes": notes_of(registration),
        "attendance": attendance_of(registration),
        "certificate": certificate_of(registration),
        "contributions": given_by(registration),
        "mails": people.mails_of(registration),
        "history": history_in_words(people.history_of(registration)),
        "standing": standing_of(registration),
        "limit_name": limit_name,
        "open_request": open_request_of(registration),
        "merged": merged_of(registration),
    }


def _may_edit(event: Event) -> bool:
    return bool(access.roles_in(event.organisation_id) & access.EDITORS)


def _person(event: Event, uid: str) -> Registration:
    return people.person_of(event, uid) or abort(404)


def _controls(event: Event, view: View) -> Mapping[str, Any]:
    """What stands above the table and around its cells."""
    return {
        "panel": shown.panel_of(event, view),
        "shown": shown,
        "states": offered.states(event),
        "columns": columns,
        "SortBy": SortBy,
        "heads": partial(_heads, event),
        "person_address": _person_addresses(event),
        "places_left": places_left,
        "wording": wording,
        "may_edit": _may_edit(event),
    }


def _opened(views: Sequence[PeopleView]) -> tuple[PeopleView | None, View]:
    """The saved view that is open, if any, and what is shown."""
    asked = request.args.get("view", "")
    if asked or not request.args:
        by_name = {view.uid: view for view in views}
        chosen = by_name.get(asked) if asked else first_of(views, access.account())
        if chosen is not None:
            return chosen, from_kept(chosen.wanted)
    return None, read_view(request.args)


def _address_of(event: Event, view: View, *, opened: PeopleView | None = None, **more: Any) -> str:
    """Where the table shows a view; `view=all` keeps an empty one from opening the usual one."""
    said: dict[str, Any] = {"view": opened.uid} if opened else {**view.address()}
    return url_for(".overview", slug=event.slug, **{**(said or {"view": "all"}), **more})


def _person_addresses(event: Event) -> Callable[[str], str]:
    """Where each person's page is; worked out once for all of them."""
    before, after = url_for(".person", slug=event.slug, uid="~").split("~")
    return lambda uid: f"{before}{uid}{after}"


def _heads(event: Event, view: View) -> Sequence[Any]:
    """The headings of the table; those that can be sorted by are links that do."""
    heads = [_head(event, view, gettext("Name and surname"), SortBy.NAME)]
    for column in view.columns:
        name, by = str(columns.HEADINGS[column]), columns.SORTED_BY.get(column)
        heads.append(_head(event, view, name, by) if by else name)
    return heads


def _head(event: Event, view: View, name: str, by: SortBy) -> Any:
    first = view.order[0]
    is_first = first.by is by
    key = SortKey(by, down=is_first and not first.down)
    return {
        "text": name,
        "address": _address_of(event, view.sorted_by(key)),
        "sort": ("descending" if first.down else "ascending") if is_first else "",
        "hint": str(columns.SORT_NAMES[by][key.down]),
    }


def _file_address(event: Event, person_uid: str, uid: str) -> str:
    return url_for("answer_files.of_person", slug=event.slug, person_uid=person_uid, uid=uid)


def _to(registration: Registration, message: str) -> ResponseReturnValue:
    flash(message)
    address = url_for(".person", slug=registration.event.slug, uid=registration.uid)
    return redirect(address, 303)


def _ask(page: str, registration: Registration, form: Form) -> ResponseReturnValue:
    return render_form(
        f"registration/person_{page}.html",
        form=form,
        registration=registration,
        event=registration.event,
        needs_until=needs_kept_until(registration.event),
        places_left=places_left,
    )
