"""Tables as somebody sends them in, and what becomes of them."""

from sqlalchemy import select

from eventreg.history.service import COMMAND
from eventreg.registration.models import Registration
from eventreg.registration.people_files import columns, importing, sheets
from eventreg.registration.people_files.exporting import export_people
from eventreg.registration.people_files.planning import Choices, planned
from tests.factories import (
    NOON,
)

HEADS = "Vārds;Uzvārds;E-pasts"


def table(*rows, heads=HEADS):
    return "\n".join([heads, *rows]).encode()


def mapped(event, data):
    sheet = sheets.read(data)
    return sheet, columns.guessed(event, sheet)


def imported(event, data, **choices):
    sheet, meant = mapped(event, data)
    return importing.import_people(
        event=event, sheet=sheet, mapped=meant, choices=Choices(**choices), actor=COMMAND, now=NOON
    )


def faults(event, data, **choices):
    sheet, meant = mapped(event, data)
    return [str(each) for each in planned(event, sheet, meant, Choices(**choices)).faults]


def people(session, event):
    rows = session.scalars(
        select(Registration)
        .where(Registration.event_id == event.id)
        .order_by(Registration.name_sort)
    )
    return [row.full_name for row in rows]


def exported(event, kind, *, with_needs=False):
    return export_people(event=event, kind=kind, with_needs=with_needs, actor=COMMAND, now=NOON)
