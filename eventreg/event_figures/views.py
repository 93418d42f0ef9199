"""The organisers' room of figures, and each figure as a file."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from eventreg import clock
from eventreg.event_figures import file
from eventreg.event_figures.facts import Figure
from eventreg.event_figures.gathering import room_of
from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.web import access
from eventreg.web.downloads import download
from eventreg.web.language import PREFIX

blueprint = Blueprint("event_figures", __name__, url_prefix=PREFIX + "/organise/e/<slug>/figures")


@blueprint.get("/")
@access.event_staff(access.READERS)
def overview(event: Event) -> ResponseReturnValue:
    """Each figure as a chart with its table."""
    room = room_of(event, language=locale.current(), now=clock.now(), narrow=True)
    return render_template("event_figures/overview.html", event=event, room=room)


@blueprint.get("/<name>.svg")
@access.event_staff(access.READERS)
def picture(event: Event, name: str) -> ResponseReturnValue:
    """The picture of a figure as a file."""
    figure = _figure(event, name)
    if figure.picture is None:
        abort(404)
    svg = file.figure_svg(figure, event, language=locale.current())
    return download(svg, kind="image/svg+xml", name=file.file_name(figure, event, "svg"))


@blueprint.get("/<name>.csv")
@access.event_staff(access.READERS)
def table(event: Event, name: str) -> ResponseReturnValue:
    """The numbers of a figure as a file."""
    figure = _figure(event, name)
    text = file.figure_csv(figure, language=locale.current())
    return download(text, kind="text/csv", name=file.file_name(figure, event, "csv"))


def _figure(event: Event, name: str) -> Figure:
    room = room_of(event, language=locale.current(), now=clock.now())
    return room.named(name) or abort(404)
