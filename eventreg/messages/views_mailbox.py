"""The mailbox of a demonstration: mail that goes to a folder, read by signed-in staff.

A mail belongs to its event's organisation, and holds secret links: those who may change people
there read it. A mail about an account is for owners.
"""

from pathlib import Path

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from eventreg.accounts.models import StaffRole
from eventreg.messages import mailbox
from eventreg.messages.queries import organisations_of
from eventreg.ports import mail
from eventreg.web import access
from eventreg.web.language import PREFIX

blueprint = Blueprint("mail", __name__, url_prefix=PREFIX + "/organise/mail")


@blueprint.get("/")
@access.staff
def index() -> ResponseReturnValue:
    """The mails that one may read, latest first."""
    folder = _folder()
    found = [mailbox.read(folder, name) for name in mailbox.names_in(folder) if _may_read(name)]
    return render_template("messages/mailbox.html", letters=[each for each in found if each])


@blueprint.get("/<name>/")
@access.staff
def letter(name: str) -> ResponseReturnValue:
    """One mail: its text with links, its attachments by name."""
    found = mailbox.read(_folder(), name) if _may_read(name) else None
    return render_template("messages/letter.html", letter=found or abort(404))


def _folder() -> Path:
    postman = mail.postman()
    if not isinstance(postman, mail.FolderPostman):
        abort(404)
    return postman.folder


def _may_read(name: str) -> bool:
    if not mailbox.is_name(name):
        return False
    organisation_id = organisations_of([name]).get(name)
    if organisation_id is None:
        return any(each.role is StaffRole.OWNER for each in access.account().memberships)
    return bool(access.roles_in(organisation_id) & access.EDITORS)
