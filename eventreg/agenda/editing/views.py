"""Moving items of the agenda: by a form, which the page's own dragging sends as well."""

from datetime import date

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.agenda import service as agenda_service
from eventreg.agenda.editing import service
from eventreg.agenda.editing.forms import PlaceForm, ShiftForm, UndoForm
from eventreg.agenda.editing.seen import mark_of, mark_of_all
from eventreg.agenda.models import AgendaItem
from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.web import access
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint("agenda_moves", __name__, url_prefix=PREFIX + "/organise/e/<slug>/agenda")


@blueprint.route("/<uid>/place", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def place(event: Event, uid: str) -> ResponseReturnValue:
    """To a day and time, before or after another item, into a track."""
    item = agenda_service.item_of(event, uid) or abort(404)
    form = _place_form(event, item)
    if form.validate_on_submit() and form.allows(lambda: _place(item, form)):
        return _back_to(event, f"item-{uid}")
    return render_form("agenda/place.html", form=form, event=event, item=item)


@blueprint.route("/shift/<day>", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def shift(event: Event, day: str) -> ResponseReturnValue:
    """A whole day, or everything from an item on, by minutes."""
    of_day = _day(day)
    items = service.items_of_day(event, of_day)
    form = ShiftForm.about(
        items=items, since=request.args.get("since", ""), language=locale.current()
    )
    if form.validate_on_submit() and form.allows(lambda: _shift(event, of_day, form)):
        return _back_to(event, f"day-{day}")
    if form.refused is not None:
        form.seen.data = mark_of_all(service.items_of_day(event, of_day))
    return render_form("agenda/shift.html", form=form, event=event, day=of_day, items=items)


@blueprint.post("/undo")
@access.event_staff(access.EDITORS)
def undo(event: Event) -> ResponseReturnValue:
    """Take the latest move back."""
    form = UndoForm()
    service.undo_move(
        event=event, entry=form.entry.data or 0, actor=access.actor(), now=clock.now()
    )
    flash(gettext("The move was taken back."))
    return _back_to(event)


def _place_form(event: Event, item: AgendaItem) -> PlaceForm:
    return PlaceForm.about(
        event,
        item=item,
        agenda=agenda_service.agenda_of(event),
        mark=mark_of(agenda_service.as_item(item)),
        language=locale.current(),
    )


def _place(item: AgendaItem, form: PlaceForm) -> None:
    service.place_item(
        item=item,
        placing=form.placing(),
        seen=form.seen.data or "",
        actor=access.actor(),
        now=clock.now(),
    )


def _shift(event: Event, day: date, form: ShiftForm) -> None:
    service.shift_items(
        event=event,
        day=day,
        minutes=form.by(),
        since=form.since.data or "",
        seen=form.seen.data or "",
        actor=access.actor(),
        now=clock.now(),
    )


def _day(text: str) -> date:
    return clock.day_named(text) or abort(404)


def _back_to(event: Event, anchor: str | None = None) -> ResponseReturnValue:
    address = url_for("organise_agenda.overview", slug=event.slug, _anchor=anchor)
    return redirect(address, 303)
