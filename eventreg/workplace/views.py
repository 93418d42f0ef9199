"""The organiser's workplace: the own events, and the particulars of one."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.accounts.for_whom import ask_for_whom
from eventreg.accounts.models import Organisation
from eventreg.accounts.service import organisations_of
from eventreg.accounts.wording import ROLES
from eventreg.addresses import absolute
from eventreg.events import organiser_wording, rooms, service, wording
from eventreg.events.forms import EventForm, SummaryForm
from eventreg.events.home import home_of, overview_of
from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.public.wording import SIDES
from eventreg.registration.delegations.wording import ANSWERS
from eventreg.registration.wording import STATES
from eventreg.web import access
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX
from eventreg.workplace.glance import briefs_of, glance_at
from eventreg.workplace.wording import DATES

blueprint = Blueprint("organise", __name__, url_prefix=PREFIX + "/organise")
blueprint.add_app_template_global(rooms.event_menu)
blueprint.add_app_template_global(rooms.workplace_menu)
blueprint.add_app_template_global(rooms.check_address)
blueprint.add_app_template_global(rooms.tasks)

WORDS = {
    "states": STATES,
    "answers": ANSWERS,
    "says": organiser_wording,
    "wording": wording,
    "sides": SIDES,
    "date_names": DATES,
}


@blueprint.get("/")
@access.staff
def dashboard() -> ResponseReturnValue:
    """My events by stage; `?organisation=` looks at one organisation's only."""
    account, now = access.account(), clock.now()
    home = home_of(account, only=request.args.get("organisation", ""), now=now)
    return render_template(
        "organise/dashboard.html",
        home=home,
        briefs=briefs_of(home.events, now=now),
        date_names=DATES,
        may_create=any(each.role in access.EDITORS for each in account.memberships),
        says=organiser_wording,
        wording=wording,
    )


@blueprint.get("/organisations")
@access.staff
def organisations() -> ResponseReturnValue:
    """The organisations I work for."""
    mine = organisations_of(access.account())
    return render_template("organise/organisations.html", memberships=mine, roles=ROLES)


@blueprint.get("/new")
@access.staff
def new() -> ResponseReturnValue:
    """For which organisation a new event is to be; with one there is nothing to choose."""
    return ask_for_whom(
        "starting.ways",
        roles=access.EDITORS,
        title=gettext("New event"),
        question=gettext("Which organisation runs it?"),
    )


@blueprint.route("/o/<organisation_slug>/new", methods=["GET", "POST"])
@access.organisation_staff(access.EDITORS)
def create(organisation: Organisation) -> ResponseReturnValue:
    """A new event begins as a draft."""
    form = EventForm.for_new(organisation)
    if form.validate_on_submit():
        event = form.attempt(
            lambda: service.create_event(
                organisation=organisation,
                facts=form.facts(),
                actor=access.actor(),
                now=clock.now(),
            )
        )
        if event is not None:
            flash(gettext("The draft is saved. Nobody but your organisation sees it yet."))
            return redirect(url_for(".event", slug=event.slug), 303)
    return render_form("organise/create.html", form=form, organisation=organisation)


@blueprint.get("/e/<slug>/")
@access.event_staff(access.ANY_STAFF)
def event(event: Event) -> ResponseReturnValue:
    """What is there, what is missing, and the way to every room."""
    language, now = locale.current(), clock.now()
    roles = access.roles_in(event.organisation_id)
    return render_template(
        "events/organise_overview.html",
        event=event,
        overview=overview_of(event, now=now),
        glance=glance_at(event, language=language, now=now),
        page_address=absolute("events.page", lang=language, slug=event.slug),
        may_edit=bool(roles & access.EDITORS),
        may_preview=bool(roles & access.READERS),
        **WORDS,
    )


@blueprint.route("/e/<slug>/edit", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def edit(event: Event) -> ResponseReturnValue:
    """Change the particulars."""
    form = EventForm.of(event)
    if form.validate_on_submit() and form.allows(
        lambda: service.edit_event(
            event=event, facts=form.facts(), actor=access.actor(), now=clock.now()
        )
    ):
        flash(gettext("The event is saved."))
        return redirect(url_for(".event", slug=event.slug), 303)
    return render_form("events/organise_edit.html", form=form, event=event)


@blueprint.route("/e/<slug>/summary", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def summary(event: Event) -> ResponseReturnValue:
    """What came of the event, for its page."""
    form = SummaryForm(data={"summary": event.summary})
    if form.validate_on_submit():
        service.write_summary(
            event=event, summary=form.summary.data, actor=access.actor(), now=clock.now()
        )
        flash(gettext("The text is saved."))
        return redirect(url_for(".event", slug=event.slug), 303)
    return render_form("events/organise_summary.html", form=form, event=event)
