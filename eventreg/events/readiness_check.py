"""One line of the list of what an event needs before it is published."""

from dataclasses import dataclass

from flask_babel import LazyString

DETAILS = "organise.edit"
ORGANISATION = "organisation.edit"


@dataclass(frozen=True)
class Check:
    """A thing that should be there, or be otherwise; one that `is_needed` prevents publishing.

    `endpoint`, `uid` (of a visit or an agenda item) and `anchor` lead to where it is entered.
    """

    sentence: LazyString
    is_done: bool = False
    is_needed: bool = False
    endpoint: str = DETAILS
    uid: str = ""
    anchor: str = ""
