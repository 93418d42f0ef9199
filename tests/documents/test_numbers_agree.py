"""Numbers on the page, in the PDF, in the DOCX and in the facts are the same numbers (R3)."""

import json
from collections import Counter
from io import BytesIO

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventreg.contributions.models import ContributionKind, ContributionState
from eventreg.database import db
from eventreg.documents.exports.service import docx_of
from eventreg.documents.gather.report import report_facts
from eventreg.documents.models import DocumentKind
from eventreg.documents.service import facts_as_json
from eventreg.history.service import COMMAND
from eventreg.language.local_text import LocalText
from eventreg.registration.models import Affiliation, ParticipantRole, RegistrationState
from eventreg.reports.sections import write_section
from tests.documents.conftest import words_of
from tests.factories import NOON, a_contribution
from tests.public.builders import a_public_event, takes_part, the_territory

PLACES = ("Limbažu novads", "Cēsu novads", "Jelgava", "Ķekavas novads")
GROUPS = {
    "municipal": "Pašvaldību speciālisti",
    "state": "Valsts iestādes",
    "host": "Uzņemošā pašvaldība",
    "other": "Citi eksperti un organizācijas",
}
BY_KIND, BY_ROLE = "contributions-by-kind", "participants-by-role"
PLACED = (
    "{{table: contributions-by-kind}}\n\n{{table: participants-by-role}}\n\n"
    "{{figure: participants-by-municipality}}"
)

people = st.lists(
    st.tuples(
        st.sampled_from(Affiliation),
        st.sampled_from([ParticipantRole.EXPERT, ParticipantRole.HOST]),
        st.sampled_from(PLACES),
        st.sampled_from([RegistrationState.CONFIRMED, RegistrationState.WAITING]),
    ),
    min_size=1,
    max_size=9,
)
contributions = st.lists(
    st.tuples(
        st.sampled_from(ContributionKind),
        st.sampled_from([ContributionState.ACCEPTED, ContributionState.SET_ASIDE]),
    ),
    max_size=6,
)


def an_event_with(some, given_by):
    event = a_public_event()
    for affiliation, role, place, state in some:
        territory = the_territory(place, event.starts_on)
        of_municipality = affiliation is Affiliation.MUNICIPALITY
        takes_part(
            event,
            territory if of_municipality else None,
            affiliation=affiliation,
            role=role,
            state=state,
        )
    for kind, state in given_by:
        a_contribution(event=event, kind=kind, state=state)
    actor = {"actor": COMMAND, "now": NOON}
    write_section(event=event, name="conclusions", text=LocalText(lv=PLACED), **actor)
    db.session.commit()
    return event


def cells_of(data):
    """The rows of the DOCX's tables, as the texts of their cells."""
    document = docx.Document(BytesIO(data))
    return [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]


def expected(some, given_by):
    """How many came in all, from where, and what was accepted of each kind."""
    came = [each for each in some if each[3] is RegistrationState.CONFIRMED]
    guests = Counter(
        place
        for affiliation, role, place, _ in came
        if affiliation is Affiliation.MUNICIPALITY and role is not ParticipantRole.HOST
    )
    kinds = Counter(kind for kind, state in given_by if state is ContributionState.ACCEPTED)
    return len(came), dict(guests), sorted(kinds.values())


def told(facts):
    """The same, as the facts say it; and every name with its number that is printed somewhere."""
    came = facts["participation"]
    guests = {each["name"]: each["people"] for each in came["places"]}
    groups = {GROUPS[each["key"]]: each["people"] for each in came["groups"]}
    placed = {
        series["name"]: {each["name"]: each["number"] for each in series["counts"]}
        for series in facts["series"]
    }
    kinds, roles = placed.get(BY_KIND, {}), placed.get(BY_ROLE, {})
    numbers = (came["total"], guests, sorted(kinds.values()))
    assert sum(roles.values()) == came["total"]
    return numbers, guests, {**guests, **groups, **kinds, **roles}


@pytest.mark.slow
@pytest.mark.database("sqlite")
@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(people, contributions)
def test_page_pdf_docx_and_facts_say_the_same_numbers(
    latvia, client, printed, tmp_path, some, given_by
):
    event = an_event_with(some, given_by)
    how = {"language": "lv", "now": NOON}
    kept = facts_as_json(event, kind="report", audience="public", actor=COMMAND, **how)
    numbers, guests, everywhere = told(json.loads(kept))
    assert numbers == expected(some, given_by)

    page = client.get(f"/lv/e/{event.slug}/").words
    pdf = printed(DocumentKind.REPORT, report_facts(event, **how)).pdf
    words = words_of(pdf, tmp_path).replace("\u00a0", " ")
    cells = cells_of(docx_of(event, inside=True, **how))
    for name, count in everywhere.items():
        assert f"{name} {count}" in words
        assert [name, str(count)] in cells
    for name, count in guests.items():
        assert f"{name} {count}" in page
    if total := numbers[0]:
        assert f"Kopā {total}" in page
        assert f"{total} dalībniek" in words
        assert ["Dalībnieki", str(total)] in cells
