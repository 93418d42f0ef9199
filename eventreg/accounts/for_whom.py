"""Pages that each organisation has for itself: of several organisations one is chosen first."""

from collections.abc import Container

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventreg.accounts.models import StaffRole
from eventreg.accounts.service import organisations_of
from eventreg.web import access


def ask_for_whom(
    page: str, *, roles: Container[StaffRole], title: str, question: str
) -> ResponseReturnValue:
    """To the page of the only organisation in which I have one of the roles; else the question."""
    mine = [each.organisation for each in organisations_of(access.account()) if each.role in roles]
    if len(mine) == 1:
        return redirect(url_for(page, organisation_slug=mine[0].slug))
    return render_template(
        "organise/for_whom.html", organisations=mine, page=page, title=title, question=question
    )
