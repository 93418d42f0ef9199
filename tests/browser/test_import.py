"""A table of people comes in: uploaded, understood, found faulty, corrected and imported.

The organiser has no JavaScript and only the keys. axe looks at each step in test_pages.
"""

import pytest

from eventreg.accounts.models import StaffRole
from eventreg.database import db
from tests.browser.people import Person
from tests.browser.test_delegation import cookie_of, presses_enter_on, tabs_to
from tests.factories import an_account, an_open_event

pytestmark = pytest.mark.database("sqlite")

FAULTY = "Vārds;Uzvārds;Kam rakstīt\nAnna;Ķirse;anna@example.org\nJuris;Liepa;nav"
CORRECTED = FAULTY.replace("nav", "juris@example.org")


@pytest.fixture
def editor(app, visitor, server, latvia):
    event = an_open_event(slug="cesis", capacity=20)
    account = an_account(organisation=event.organisation, role=StaffRole.EDITOR)
    db.session.commit()
    page = visitor(language="lv", javascript=False)
    page.context.add_cookies([cookie_of(app, account, server)])
    return Person(page)


def sends(editor, table):
    tabs_to(editor.page, "file")
    file = {"name": "eksperti.csv", "mimeType": "text/csv", "buffer": table.encode()}
    editor.page.locator(":focus").set_input_files(file)  # the system's own window, past the page
    presses_enter_on(editor.page, "Turpināt")
    editor.is_told("Ko nozīmē slejas")


def test_a_faulty_table_imports_nobody_and_the_corrected_one_everybody(editor):
    page = editor.page
    editor.opens("/lv/organise/e/cesis/people/")
    presses_enter_on(page, "Importēt no tabulas")
    editor.is_told("Dalībnieku imports no tabulas")

    sends(editor, FAULTY)
    tabs_to(page, "column_2")
    page.keyboard.type("E-pas")
    presses_enter_on(page, "Meklēt kļūdas")
    editor.is_told("Tabulā ir kļūdas").reads("„nav” nav derīga e-pasta adrese")
    faults = page.locator("tbody tr").all_inner_texts()
    assert [row.split("\t")[:2] for row in faults] == [["3", "Kam rakstīt"]]

    presses_enter_on(page, "Iesniegt citu datni")
    editor.is_told("Dalībnieku imports no tabulas")
    sends(editor, CORRECTED)
    assert page.locator('[name="column_2"] :checked').inner_text().startswith("E-pas")
    presses_enter_on(page, "Meklēt kļūdas")
    editor.is_told("Tabulu var importēt")
    presses_enter_on(page, "Importēt")
    editor.is_told("Imports pabeigts").reads("Reģistrēti 2 dalībnieki")
    presses_enter_on(page, "Uz dalībnieku sarakstu")
    editor.reads("Ķirse, Anna", "Liepa, Juris")
