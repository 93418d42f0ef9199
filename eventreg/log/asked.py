"""What of the log an address asks for; what it says wrongly is passed over."""

from collections.abc import Mapping

from flask import request

from eventreg import clock
from eventreg.history.models import ActorKind
from eventreg.log.actions import SUBJECTS
from eventreg.log.reading import Wanted

LONGEST = 100


def wanted() -> Wanted:
    """The filter of the page's address."""
    args = request.args
    subject = args.get("subject", "")
    actor, before = args.get("actor", ""), args.get("before", "")
    return Wanted(
        words=_line(args, "q"),
        subject=subject if subject in SUBJECTS else "",
        actor=actor if actor in set(ActorKind) or _is_number(actor) else "",
        since=clock.day_named(args.get("since", "")),
        until=clock.day_named(args.get("until", "")),
        about=_line(args, "about"),
        before=int(before) if _is_number(before) else None,
    )


def _line(args: Mapping[str, str], name: str) -> str:
    return args.get(name, "").replace("\0", "").strip()[:LONGEST]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 18  # what a database counts to
