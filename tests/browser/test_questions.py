"""An organiser asks, a person answers: with keys alone, without JavaScript, for everybody."""

from typing import NamedTuple

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from eventreg.database import db
from eventreg.language.local_text import LocalText
from eventreg.registration.models import Registration
from eventreg.registration.questions import queries
from eventreg.registration.questions.models import QuestionKind
from eventreg.registration.questions.rules import Hangs
from tests.browser.accessibility import violations
from tests.browser.people import Person
from tests.browser.test_keyboard import tabs_to, types
from tests.factories import a_question, an_account, an_open_event

pytestmark = pytest.mark.database("sqlite")

FORM = "/lv/e/cesis/register"
ROOM = "/lv/organise/e/cesis/questions/"
PASSWORD = "viena gara parole 7"


class Asked(NamedTuple):
    """The names of fields, and the address of a question in the organiser's room."""

    dinner: str
    table: str
    file: str
    room: str


@pytest.fixture
def event(latvia):
    event = an_open_event(slug="cesis", title=LocalText(lv="Tikšanās", en="Meeting"))
    db.session.commit()
    return event


@pytest.fixture
def asked(event):
    """A question of each kind, one of which hangs on the first; only names, no open transaction."""
    first = a_question(
        event=event,
        label=LocalText(lv="Vai būsiet vakariņās?", en="Do you join dinner?"),
        required=True,
    )
    after = a_question(
        event=event,
        kind=QuestionKind.CHOICE,
        label=LocalText(lv="Pie kura galda?", en="At which table?"),
        options=[("Pie loga", 1), "Pie durvīm"],
        condition=Hangs(first.uid),
        required=True,
    )
    others = [
        a_question(
            event=event,
            kind=kind,
            label=LocalText(lv=f"Jautājums: {kind}", en=f"Question: {kind}"),
            options=["A", "B"] if kind is QuestionKind.CHOICES else [],
        )
        for kind in QuestionKind
        if kind not in {QuestionKind.CHOICE, QuestionKind.YES_NO}
    ]
    fields = {each.kind: f"question-{each.uid}" for each in (first, after, *others)}
    room = f"{ROOM}{after.uid}/"
    db.session.commit()
    return Asked(
        fields[QuestionKind.YES_NO], fields[QuestionKind.CHOICE], fields[QuestionKind.FILE], room
    )


@pytest.fixture
def organiser(event, visitor, app):
    from eventreg.accounts import service
    from eventreg.clock import now

    account = an_account(organisation=event.organisation, email="ilze@example.org")
    service.set_password(account=account, password=PASSWORD, now=now())
    db.session.commit()

    def arrives(**options):
        person = Person(visitor(**options)).opens("/lv/sign-in")
        person.fills(email="ilze@example.org", password=PASSWORD)
        person.page.keyboard.press("Enter")
        person.arrives("/lv/organise/")
        return person

    return arrives


def fills_in_who(person):
    person.fills(
        first_name="Anna",
        last_name="Bērziņa",
        email="anna@example.org",
        institution="Labklājības ministrija",
        position="eksperte",
    )
    return person.chooses(affiliation="Valsts iestāde")


def answers_kept():
    db.session.rollback()
    person = db.session.scalars(select(Registration)).one()
    return {each.question.in_("lv"): each.words for each in queries.answers_in_words(person)}


def test_a_question_appears_when_it_is_asked_and_goes_when_it_is_not(asked, visitor):
    page = visitor()
    page.goto(FORM)
    table = page.get_by_role("group", name="Pie kura galda?")
    expect(table).to_be_hidden()

    page.locator(f'[name="{asked.dinner}"][value=yes]').check()
    expect(table).to_be_visible()
    page.locator(f'[name="{asked.dinner}"][value=no]').check()
    expect(table).to_be_hidden()


def test_one_answers_without_javascript_and_a_file_survives_a_mistake(asked, visitor):
    person = Person(visitor(javascript=False)).opens(FORM)
    person.reads("Tikai tad, ja uz jautājumu „Vai būsiet vakariņās?” atbildējāt „jā”.")
    fills_in_who(person).fills(last_name="")
    page = person.page
    page.locator(f'[name="{asked.dinner}"][value=yes]').check()
    page.set_input_files(
        f'[name="{asked.file}"]',
        {
            "name": "plāns.pdf",
            "mimeType": "application/pdf",
            "buffer": b"%PDF-1.7" + b"0" * 3_000_000,
        },
    )
    person.presses("Pārbaudīt atbildes")
    person.reads(
        "Lūdzu, izlabojiet kļūdas",
        "Pievienota: plāns.pdf",
        "Lūdzu, atbildiet uz jautājumu „Pie kura galda?”.",
    )

    person.fills(last_name="Bērziņa").ticks("Pie durvīm")
    person.presses("Pārbaudīt atbildes").reads("plāns.pdf", "Pie durvīm")
    person.presses("Reģistrēties").arrives("/register/done")
    assert answers_kept() == {
        "Vai būsiet vakariņās?": "Jā",
        "Pie kura galda?": "Pie durvīm",
        "Jautājums: file": "plāns.pdf",
    }


def test_one_answers_with_the_keys_alone(asked, visitor):
    page = visitor()
    page.goto(FORM)
    types(page, first_name="Anna", last_name="Bērziņa", email="anna@example.org")
    tabs_to(page, "affiliation")
    page.keyboard.press("ArrowDown")
    types(page, institution="Labklājības ministrija", position="eksperte")
    tabs_to(page, asked.dinner)
    page.keyboard.press("Space")
    tabs_to(page, asked.table)
    page.keyboard.press("Space")
    tabs_to(page, "step")
    page.keyboard.press("Enter")
    page.wait_for_selector("button[value=send]")
    while page.evaluate("() => document.activeElement.value") != "send":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    Person(page).arrives("/register/done")
    assert answers_kept() == {"Vai būsiet vakariņās?": "Jā", "Pie kura galda?": "Pie loga"}


@pytest.mark.parametrize("javascript", [True, False])
def test_an_organiser_asks_with_limits_and_sees_it_as_people_do(organiser, javascript):
    ilze = organiser(javascript=javascript).opens(ROOM)
    ilze.presses("Pievienot jautājumu").presses("Viena atbilde no vairākām")
    ilze.fills(label_lv="Vakariņas?", label_en="Dinner?", purpose_lv="Galdiem")
    page = ilze.page
    page.fill('[name="options-0-label-lv"]', "Jā")
    page.fill('[name="options-0-capacity"]', "40")
    page.fill('[name="options-1-label-lv"]', "Nē")
    ilze.presses("Saglabāt").reads("Jautājums pievienots.", "Aizņemts: 0 no 40")
    ilze.presses("Skatīt jautājumus, kā tos redz cilvēki").reads("Vakariņas?", "40 brīvu vietu")


@pytest.mark.parametrize("path", [FORM, "/en/e/cesis/register"])
def test_the_form_is_for_everybody(asked, visitor, path):
    assert violations(visitor(language=path[1:3]), path) == []


@pytest.mark.parametrize("language", ["lv", "en"])
def test_the_organisers_room_is_for_everybody(asked, organiser, language):
    page = organiser().page
    pages = [ROOM + path for path in ("", "add", "add?kind=choices", "preview", "copy")]

    for path in (*pages, asked.room):
        assert violations(page, path.replace("/lv/", f"/{language}/")) == []
