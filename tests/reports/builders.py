"""What tests of reports begin with."""

from datetime import date
from typing import Any

from eventreg.history.service import COMMAND
from eventreg.language.local_text import LocalText
from eventreg.reports.service import Requisites
from tests.factories import NOON

BY: dict[str, Any] = {"actor": COMMAND, "now": NOON}
WHOLE = Requisites(
    place_of_issue=LocalText(lv="Rīgā", en="Riga"),
    dated_on=date(2026, 5, 20),
    number="4.1-6/12",
    signatory_name="Žanete Šķēle",
    signatory_job=LocalText(lv="vecākā eksperte"),
)
