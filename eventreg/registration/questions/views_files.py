"""Files that people attached: for themselves and for the staff of the event, never shown inline."""

from flask import Blueprint, Response, abort

from eventreg.events.models import Event
from eventreg.ports import files
from eventreg.registration.models import Registration
from eventreg.registration.people import person_of
from eventreg.registration.questions.queries import answer_of
from eventreg.web import access
from eventreg.web.language import PREFIX

blueprint = Blueprint("answer_files", __name__, url_prefix=PREFIX)


@blueprint.get("/r/<token>/answers/<uid>/file")
@access.own_registration
def mine(registration: Registration, uid: str) -> Response:
    """The file that I attached."""
    return _file(registration, uid)


@blueprint.get("/organise/e/<slug>/people/<person_uid>/answers/<uid>/file")
@access.event_staff(access.READERS)
def of_person(event: Event, person_uid: str, uid: str) -> Response:
    """The file that a person of the event attached."""
    return _file(person_of(event, person_uid) or abort(404), uid)


def _file(registration: Registration, uid: str) -> Response:
    answer = answer_of(registration, uid)
    if answer is None or not answer.file_key:
        abort(404)
    try:
        data = files.store().get(answer.file_key)
    except files.StoredFileMissing:
        abort(404)
    given = Response(data, content_type="application/octet-stream")
    given.headers.set("Content-Disposition", "attachment", filename=answer.file_name)
    return given
