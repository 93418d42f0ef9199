"""The organiser's agenda: by day, with everything that can be done to an item."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.agenda import service
from eventreg.agenda.beginnings import beginning_of
from eventreg.agenda.days import Direction
from eventreg.agenda.editing.board import board_of
from eventreg.agenda.editing.seen import mark_of
from eventreg.agenda.editing.service import edit_seen, remove_seen
from eventreg.agenda.forms import ChangedItemForm, ItemForm, NewItemForm, RemoveForm
from eventreg.agenda.models import AgendaItem
from eventreg.agenda.rules import ItemFacts
from eventreg.agenda.versions.service import draft_of
from eventreg.agenda.wording import ITEM_KINDS, SPEAKER_ROLES
from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.visits.service import site_visits_of
from eventreg.web import access
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint("organise_agenda", __name__, url_prefix=PREFIX + "/organise/e/<slug>/agenda")


@blueprint.get("/")
@access.event_staff(access.READERS)
def overview(event: Event) -> ResponseReturnValue:
    """The agenda, its days side by side, with what does not go together."""
    return render_template(
        "agenda/overview.html",
        event=event,
        board=board_of(event, locale.current()),
        draft=draft_of(event, now=clock.now()),
        kinds=ITEM_KINDS,
        speaker_roles=SPEAKER_ROLES,
        may_edit=bool(access.roles_in(event.organisation_id) & access.EDITORS),
    )


@blueprint.route("/add", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def add(event: Event) -> ResponseReturnValue:
    """A new item; the address may say behind which, on which day, of what a part, which visit."""
    facts, after = beginning_of(event, request.args)
    form = _form(event, facts, of=NewItemForm, empty_rows=2)
    if _is_saved(form):
        item = form.attempt(
            lambda: service.add_item(
                event=event, facts=form.facts(), after=after, actor=access.actor(), now=clock.now()
            )
        )
        if item is not None:
            flash(gettext("The item was added to the agenda."))
            return _back_to(event, item)
    return render_form("agenda/add.html", form=form, event=event)


@blueprint.route("/<uid>/", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def edit(event: Event, uid: str) -> ResponseReturnValue:
    """One item, to be changed."""
    item = _item(event, uid)
    form = _form(event, service.facts_of(item), of=ChangedItemForm, item=item)
    if _is_saved(form) and form.allows(lambda: _save(item, form)):
        flash(gettext("The agenda was changed."))
        return _back_to(event, item)
    return render_form("agenda/edit.html", form=form, event=event, item=item)


@blueprint.post("/<uid>/move")
@access.event_staff(access.EDITORS)
def move(event: Event, uid: str) -> ResponseReturnValue:
    """Up or down among the items of the same day."""
    if request.form.get("direction") not in set(Direction):
        abort(400)
    item, direction = _item(event, uid), Direction(request.form["direction"])
    service.move_item(item=item, direction=direction, actor=access.actor(), now=clock.now())
    return _back_to(event, item)


@blueprint.post("/<uid>/duplicate")
@access.event_staff(access.EDITORS)
def duplicate(event: Event, uid: str) -> ResponseReturnValue:
    """A copy behind the item, opened to be changed."""
    item = _item(event, uid)
    copy = service.duplicate_item(item=item, actor=access.actor(), now=clock.now())
    flash(gettext("This is the copy. Change what is different."))
    return redirect(url_for(".edit", slug=event.slug, uid=copy.uid), 303)


@blueprint.route("/<uid>/remove", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def remove(event: Event, uid: str) -> ResponseReturnValue:
    """Ask, then remove the item with its parts."""
    item = _item(event, uid)
    form = RemoveForm(data={"seen": mark_of(service.as_item(item))})
    if form.validate_on_submit() and form.allows(
        lambda: remove_seen(
            item=item, seen=form.seen.data or "", actor=access.actor(), now=clock.now()
        )
    ):
        flash(gettext("The item was removed from the agenda."))
        return _back_to(event)
    return render_form("agenda/remove.html", form=form, event=event, item=item)


def _item(event: Event, uid: str) -> AgendaItem:
    return service.item_of(event, uid) or abort(404)


def _form(
    event: Event,
    facts: ItemFacts,
    *,
    of: type[ItemForm] = ItemForm,
    item: AgendaItem | None = None,
    empty_rows: int = 1,
) -> ItemForm:
    return of.about(
        event,
        facts=facts,
        wholes=[whole for whole in service.wholes_of(event) if whole is not item],
        visits=site_visits_of(event),
        language=locale.current(),
        empty_rows=empty_rows,
        seen=mark_of(service.as_item(item)) if item else "",
    )


def _save(item: AgendaItem, form: ItemForm) -> None:
    edit_seen(
        item=item,
        facts=form.facts(),
        seen=form["seen"].data or "",
        actor=access.actor(),
        now=clock.now(),
    )


def _is_saved(form: ItemForm) -> bool:
    """Whether the form is to be saved; a button of its rows only changes the page."""
    if form.is_sent_for_rows:
        form.change_rows()
        return False
    return bool(form.validate_on_submit())


def _back_to(event: Event, item: AgendaItem | None = None) -> ResponseReturnValue:
    anchor = f"item-{item.uid}" if item else None
    return redirect(url_for(".overview", slug=event.slug, _anchor=anchor), 303)
