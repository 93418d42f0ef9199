"""Whether a certificate is true: for anybody who was shown one."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from eventreg import clock
from eventreg.attendance.certificates import service
from eventreg.documents.issuing import in_a_room_of_its_own
from eventreg.web import access, guards
from eventreg.web.language import PREFIX

blueprint = Blueprint("certificates", __name__, url_prefix=PREFIX + "/certificates")


@blueprint.get("/")
@access.everyone
def ask() -> ResponseReturnValue:
    """Type the code or the number that stands on the paper."""
    words = request.args.get("of", "")[:100]
    return _answer(words) if words.strip() else _page("", None)


@blueprint.get("/<code>")
@access.everyone
def proof(code: str) -> ResponseReturnValue:
    """Where the QR code on the paper leads."""
    return _answer(code[:100])


def _answer(words: str) -> ResponseReturnValue:
    sender, now = guards.sender(), clock.now()
    if sender:
        limit = guards.PROOF_OF_ADDRESS
        in_a_room_of_its_own(lambda: guards.require(limit, of=sender, now=now))
    found = service.proof_of(words)
    return _page(words, found), 200 if found else 404


def _page(words: str, found: service.Proof | None) -> str:
    return render_template("documents/certificates/proof.html", words=words, proof=found)
