"""From an empty installation to three papers, as people live it."""

import pytest

from eventreg.accounts.models import StaffRole
from eventreg.database import db
from tests.browser.people import Person, mails_to, secret_link
from tests.factories import an_account, an_organisation

PASSWORD = "ievziedi-un-bezdeligas"


@pytest.fixture
def mailbox(app):
    return app.extensions["eventreg.settings"].home / "mail"


@pytest.fixture
def organiser(latvia, visitor, javascript):
    """A person with an account, at the sign-in page, in English."""
    ministry = an_organisation(email="pasakumi@example.org")
    an_account(organisation=ministry, role=StaffRole.OWNER, email="ilze@example.org", language="en")
    db.session.commit()
    return Person(visitor(language="en", javascript=javascript))


@pytest.fixture
def expert(visitor, javascript):
    return lambda: Person(visitor(language="lv", javascript=javascript))


def signs_in(organiser, mailbox):
    organiser.opens("/en/sign-in").presses("Forgot the password?").arrives("/reset")
    organiser.fills(email="ilze@example.org").page.keyboard.press("Enter")
    organiser.arrives("/sent").opens(secret_link(mails_to("ilze@example.org", mailbox)[-1]))
    organiser.fills(password=PASSWORD, again=PASSWORD).presses("Save the password")
    organiser.arrives("/sign-in").fills(email="ilze@example.org", password=PASSWORD)
    organiser.presses("Sign in").arrives("/organise/").is_told("My events")


def makes_an_event(organiser):
    """Of two days; returns the last part of its address."""
    organiser.presses("New event").presses("Begin with an empty event").arrives("/new").fills(
        title_lv="Romu kopienu konsultanti",
        title_en="Advisers of Roma communities",
        starts_on="2026-03-23",
        ends_on="2026-03-24",
        place_lv="Kultūras nams",
        place_en="House of Culture",
        capacity="20",
        aim_lv="Dalīties pieredzē.",
        aim_en="To share experience.",
    )
    organiser.chooses(host_territory="Limbaži").presses("Save the draft").arrives("/e/*/")
    return organiser.page.url.rstrip("/").rpartition("/")[2]


def plans_it(organiser, event):
    for day, title in [("2026-03-23", "Atklāšana"), ("2026-03-24", "Noslēgums")]:
        organiser.opens(f"/en/organise/e/{event}/agenda/add?day={day}")
        organiser.fills(title_lv=title, starts_at="10:00", ends_at="11:00")
        organiser.presses("Save").arrives("/agenda/*")
    organiser.opens(f"/en/organise/e/{event}/visits/add")
    organiser.fills(new_name_lv="Limbažu pamatskola", new_name_en="Limbaži School", capacity="2")
    organiser.fills(starts_at="13:00", ends_at="15:00").chooses(day="23")
    organiser.presses("Save").arrives("/visits/*")


def publishes_it(organiser, event):
    organiser.opens(f"/en/organise/e/{event}/publish").presses("Publish").arrives(f"/e/{event}/")


def fills_in_the_form(expert, event, name):
    first, last = name.split()
    expert.opens(f"/lv/e/{event}/register")
    expert.fills(first_name=first, last_name=last, email=f"{first.lower()}@example.org")
    expert.chooses(affiliation="Pašvaldība", territory="Talsu novads")
    expert.fills(institution="Talsu novada dome", position="speciāliste")
    for box in expert.page.locator("#consents-part input[type=checkbox]").all():
        box.check()


def sends_it(expert):
    expert.page.locator("button[value=check]").click()
    expert.page.locator("button[value=send]").click()
    expert.arrives("/done")


def cancels(expert, mailbox, address):
    expert.opens(secret_link(mails_to(address, mailbox)[-1]))
    expert.page.locator("a.button.danger").click()
    expert.arrives("/cancel").page.locator("main form button").first.click()
    expert.arrives("/r/*/")


def names_in(paper, *names):
    return [name for name in names if name in paper]


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_an_event_goes_from_the_first_draft_to_its_papers(organiser, expert, mailbox):
    signs_in(organiser, mailbox)
    event = makes_an_event(organiser)
    plans_it(organiser, event)
    publishes_it(organiser, event)

    anna, zane, mara = expert(), expert(), expert()
    fills_in_the_form(mara, event, "Māra Krūze")  # R6: both seats were free when she began
    mara.ticks("Limbažu pamatskola")
    for person, name in [(anna, "Anna Liepa"), (zane, "Zane Ozola")]:
        fills_in_the_form(person, event, name)
        person.ticks("Limbažu pamatskola")
        sends_it(person)

    mara.page.locator("button[value=check]").click()
    mara.reads("Brīvu vietu vairs nav")  # R8
    mara.page.get_by_label("Limbažu pamatskola").uncheck()
    sends_it(mara)

    people = ("Anna Liepa", "Zane Ozola", "Māra Krūze")
    for_organisers = f"/lv/organise/e/{event}/participants.pdf"
    assert names_in(organiser.downloads(for_organisers), *people) == [*people]
    assert names_in(mara.downloads(f"/lv/e/{event}/participants.pdf"), *people) == [*people]
    assert "2026. gada 23. un 24. martā" in mara.downloads(f"/lv/e/{event}/agenda.pdf")
    assert "Talsu novads" in organiser.downloads(f"/lv/organise/e/{event}/report.pdf")

    cancels(anna, mailbox, "anna@example.org")
    assert names_in(organiser.downloads(for_organisers), *people) == ["Zane Ozola", "Māra Krūze"]
    mara.opens(f"/lv/e/{event}/").reads("1 brīva vieta")
