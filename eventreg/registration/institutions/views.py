"""The organiser's pages on which spellings of an institution become one name."""

from collections.abc import Sequence

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from eventreg import clock
from eventreg.accounts.for_whom import ask_for_whom
from eventreg.accounts.models import Organisation
from eventreg.registration.forms import SureForm
from eventreg.registration.institutions import listing, service
from eventreg.registration.institutions.forms import JoinForm, RenameForm
from eventreg.registration.institutions.listing import Named
from eventreg.registration.institutions.models import Institution
from eventreg.web import access
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint("spellings", __name__, url_prefix=PREFIX + "/organise/institution-names")


@blueprint.get("/")
@access.staff
def choose() -> ResponseReturnValue:
    """The names in one's organisation; of several, the question which."""
    return ask_for_whom(
        "spellings.overview",
        roles=access.EDITORS,
        title=gettext("Names of institutions"),
        question=gettext("Which organisation's list?"),
    )


@blueprint.get("/<organisation_slug>/")
@access.organisation_staff(access.EDITORS)
def overview(organisation: Organisation) -> ResponseReturnValue:
    """What looks like the same institution, and all names with how many come from there."""
    words = request.args.get("q", "").replace("\0", "")[:100]
    names = listing.with_words(listing.names_of(organisation), words)
    return render_template(
        "institutions/overview.html",
        organisation=organisation,
        names=names,
        alike=listing.alike_of(names),
        too_many=len(names) > listing.MOST_COMPARED,
        most=listing.MOST_SHOWN,
        words=words,
    )


@blueprint.route("/<organisation_slug>/join", methods=["GET", "POST"])
@access.organisation_staff(access.EDITORS)
def join(organisation: Organisation) -> ResponseReturnValue:
    """Which name the chosen ones are to have; then they are one institution."""
    keys = frozenset(request.args.getlist("key"))
    names = [each for each in listing.names_of(organisation) if each.key in keys]
    if not names:
        flash(gettext("Choose the names that mean the same institution first."))
        return _back_to(organisation)
    form = JoinForm.of(names)
    if form.validate_on_submit() and form.allows(
        lambda: _make_one(organisation, names, form.wanted)
    ):
        return _back_to(organisation)
    return render_form("institutions/join.html", form=form, organisation=organisation, names=names)


@blueprint.post("/<organisation_slug>/apart")
@access.organisation_staff(access.EDITORS)
def apart(organisation: Organisation) -> ResponseReturnValue:
    """They look alike and are different: each name is kept."""
    service.keep_apart(
        organisation=organisation,
        names=[each[:200] for each in request.form.getlist("name")],
        actor=access.actor(),
        now=clock.now(),
    )
    flash(gettext("The names are kept, each for itself."))
    return _back_to(organisation)


@blueprint.route("/<organisation_slug>/<uid>/", methods=["GET", "POST"])
@access.organisation_staff(access.EDITORS)
def institution(organisation: Organisation, uid: str) -> ResponseReturnValue:
    """A kept name, to be changed, with its spellings."""
    found = _institution(organisation, uid)
    form = RenameForm(data={"name": found.name})
    if form.validate_on_submit() and form.allows(
        lambda: _tell(
            service.rename(
                institution=found, name=form.name.data, actor=access.actor(), now=clock.now()
            )
        )
    ):
        return redirect(url_for(".institution", organisation_slug=organisation.slug, uid=uid), 303)
    return render_form(
        "institutions/institution.html", form=form, organisation=organisation, institution=found
    )


@blueprint.post("/<organisation_slug>/<uid>/take-out")
@access.organisation_staff(access.EDITORS)
def take_out(organisation: Organisation, uid: str) -> ResponseReturnValue:
    """A spelling is another institution's."""
    found = _institution(organisation, uid)
    service.take_out(
        institution=found,
        key=request.form.get("key", ""),
        actor=access.actor(),
        now=clock.now(),
    )
    flash(gettext("The spelling is taken out."))
    return redirect(url_for(".institution", organisation_slug=organisation.slug, uid=uid), 303)


@blueprint.route("/<organisation_slug>/<uid>/remove", methods=["GET", "POST"])
@access.organisation_staff(access.EDITORS)
def remove(organisation: Organisation, uid: str) -> ResponseReturnValue:
    """Ask, then keep the name no more."""
    found, form = _institution(organisation, uid), SureForm()
    if form.validate_on_submit():
        service.forget(institution=found, actor=access.actor(), now=clock.now())
        flash(gettext("The name is kept no more."))
        return _back_to(organisation)
    return render_form(
        "institutions/remove.html", form=form, organisation=organisation, institution=found
    )


def _make_one(organisation: Organisation, names: Sequence[Named], name: str) -> None:
    _tell(
        service.make_one(
            organisation=organisation,
            spellings=[written for each in names for written in (each.name, *each.otherwise)],
            name=name,
            actor=access.actor(),
            now=clock.now(),
        )
    )


def _tell(changed: int) -> None:
    flash(
        ngettext(
            "The name is kept; it was changed in %(num)s place.",
            "The name is kept; it was changed in %(num)s places.",
            changed,
        )
    )


def _institution(organisation: Organisation, uid: str) -> Institution:
    return service.institution_of(organisation, uid) or abort(404)


def _back_to(organisation: Organisation) -> ResponseReturnValue:
    return redirect(url_for(".overview", organisation_slug=organisation.slug), 303)
