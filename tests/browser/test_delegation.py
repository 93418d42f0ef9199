"""A delegation as people live it: three municipalities are invited, one names its people.

The coordinator has a phone, no JavaScript and only the keys.
"""

import pytest

from eventreg.accounts.models import StaffRole
from eventreg.database import db
from eventreg.messages import delivery
from eventreg.registration import links as registration_links
from eventreg.registration.delegations import links
from tests.browser.accessibility import violations
from tests.browser.people import Person, mails_to, secret_link
from tests.client import CheckingClient
from tests.factories import (
    a_delegate,
    a_delegation,
    a_municipality,
    a_personal_invitation,
    an_account,
    an_open_event,
)

pytestmark = pytest.mark.database("sqlite")

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
MANY_KEYS = 80
LIST = """limbazu novads; Kristine Koordinatore; kristine@example.org; 1
Talsu novads; Dace Ozola; dace@example.org
Ogres novads; Maris Liepa; maris@example.org"""


@pytest.fixture
def mailbox(app):
    return app.extensions["eventreg.settings"].home / "mail"


@pytest.fixture
def event(latvia):
    event = an_open_event(slug="cesis", capacity=20)
    db.session.commit()
    return event


@pytest.fixture
def organiser(app, event, visitor, server):
    account = an_account(organisation=event.organisation, role=StaffRole.EDITOR)
    page = visitor(language="lv", javascript=False)
    page.context.add_cookies([cookie_of(app, account, server)])
    return Person(page)


def cookie_of(app, account, server):
    """The cookie of a signed-in session; commits, so that the server may write."""
    client: CheckingClient = app.test_client()
    client.sign_in(account)
    db.session.commit()
    return {"name": "eventreg", "value": client.get_cookie("eventreg").value, "url": server}


def letter_to(address, mailbox):
    delivery.deliver_due()
    return secret_link(mails_to(address, mailbox)[-1])


def focused(page):
    """The control that has the focus, by its name or its text; needs no JavaScript of the page."""
    return page.locator(":focus").evaluate(
        "one => one.name || one.textContent.trim().split('\\n')[0].trim()"
    )


def tabs_to(page, name):
    for _ in range(MANY_KEYS):
        page.keyboard.press("Tab")
        if focused(page) == name:
            return
    raise AssertionError(f"Tab does not lead to {name}: {focused(page)}")


def presses_enter_on(page, name):
    tabs_to(page, name)
    page.keyboard.press("Enter")


def names_somebody(page, first, last, email, button):
    for name, value in {"first_name": first, "last_name": last, "email": email}.items():
        tabs_to(page, name)
        page.keyboard.type(value)
    for name, value in {"institution": "Limbažu novada dome", "position": "speciāliste"}.items():
        tabs_to(page, name)
        page.keyboard.type(value)
    presses_enter_on(page, button)


def test_municipalities_are_invited_and_name_people_who_confirm(organiser, visitor, mailbox):
    organiser.opens("/lv/organise/e/cesis/invitations/add").fills(names=LIST, places="2")
    organiser.presses("Apskatīt pirms nosūtīšanas")
    organiser.reads("Tiks nosūtīti 3 uzaicinājumi", "Limbažu novads", "Ogres novads")
    organiser.presses("Nosūtīt uzaicinājumus").arrives("/invitations/")
    organiser.reads("Nosūtīti 3 uzaicinājumi", "0 no 1", "0 no 2")

    page = visitor(language="lv", javascript=False, **PHONE)
    coordinator = Person(page).opens(letter_to("kristine@example.org", mailbox))
    coordinator.is_told("Limbažu novads")
    presses_enter_on(page, "Pievienot dalībnieku")
    coordinator.arrives("/add")
    names_somebody(page, "Anna", "Liepa", "anna@example.org", "Pievienot")
    coordinator.arrives("/d/*/").reads("Anna Liepa", "Jūsu 1 vieta ir aizņemta")

    presses_enter_on(page, "Pievienot dalībnieku")
    coordinator.arrives("/add").reads("gaidīšanas sarakst")
    names_somebody(page, "Zane", "Ozola", "zane@example.org", "step")
    coordinator.arrives("/d/*/").reads("Zane Ozola", "gaidīšanas sarakstā")

    anna = Person(visitor(language="lv", javascript=False, **PHONE))
    anna.opens(letter_to("anna@example.org", mailbox)).reads("Lūdzu, apstipriniet")
    presses_enter_on(anna.page, "Apstiprināt, ka piedalos")
    anna.arrives("/confirm").reads("Anna Liepa")
    presses_enter_on(anna.page, "Apstiprinu, ka piedalos")
    anna.arrives("/r/*/").reads("Paldies, jūs apstiprinājāt")

    coordinator.opens(page.url).reads("apstiprinājis")
    organiser.opens("/lv/organise/e/cesis/invitations/").reads("1 no 1")


@pytest.mark.timeout(600)
@pytest.mark.parametrize("language", ["lv", "en"])
def test_the_pages_behind_secret_links_are_accessible(event, visitor, language):
    """The organiser's pages are walked through with all others (test_pages)."""
    delegation = a_delegation(event=event, territory=a_municipality(), capacity=1)
    person = a_delegate(delegation=delegation)
    token = links.token_of(delegation)
    invited = links.invitation_token(a_personal_invitation(event=event))
    paths = [
        *(f"/{language}/d/{token}/{page}" for page in ("", "add", "refuse")),
        *(f"/{language}/d/{token}/p/{person.uid}/{page}" for page in ("change", "withdraw")),
        f"/{language}/i/{invited}/",
        f"/{language}/r/{registration_links.token_of(person)}/confirm",
    ]
    db.session.commit()
    page = visitor(language=language)

    assert [one for path in paths for one in violations(page, path)] == []
