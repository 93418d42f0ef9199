"""Somebody who has never seen the workplace brings an event to the public, without a manual.

Every click and every field counts; only links and buttons that stand on the page are used.
"""

import pytest

from eventreg.accounts.models import StaffRole
from eventreg.database import db
from tests.browser.people import Person, mails_to, secret_link, text_of_pdf
from tests.factories import an_account, an_organisation

pytestmark = pytest.mark.database("sqlite")

PASSWORD = "ievziedi-un-bezdeligas"
MOST = 60
INVITED = """Limbažu novads; Kristīne Koordinatore; kristine@example.org
Talsu novads; Dace Ozola; dace@example.org
Ogres novads; Māris Liepa; maris@example.org"""


class Newcomer(Person):
    """A person whose interactions are counted: clicks, and fields apart from typing."""

    interactions = 0

    def fills(self, **values):
        self.interactions += len(values)
        return super().fills(**values)

    def chooses(self, **values):
        self.interactions += len(values)
        return super().chooses(**values)

    def presses(self, button):
        self.interactions += 1
        return super().presses(button)

    def enters(self, room):
        """Goes to a room of the event by the menu."""
        self.interactions += 1
        self.page.get_by_role("navigation").get_by_role("link", name=room, exact=True).click()
        return self

    def unfolds(self, words):
        """Opens what is folded away, unless it is open."""
        folded = self.page.locator("details:not([open]) > summary", has_text=words)
        if folded.count():
            self.interactions += 1
            folded.click()
        return self

    def takes(self, paper):
        """Downloads a paper by its link; its words."""
        self.interactions += 1
        link = self.page.locator('a[type="application/pdf"]', has_text=paper).first
        answer = self.page.request.get(link.get_attribute("href"))
        assert answer.headers["content-type"] == "application/pdf"
        return text_of_pdf(answer.body())


@pytest.fixture
def newcomer(latvia, visitor):
    ministry = an_organisation(email="pasakumi@example.org")
    an_account(
        organisation=ministry,
        role=StaffRole.OWNER,
        email="ilze@example.org",
        language="en",
    )
    db.session.commit()
    return Newcomer(visitor(language="en", javascript=False))


def signs_in(newcomer, mailbox):
    """For the first time, so that a password must be chosen."""
    newcomer.opens("/en/sign-in").presses("Forgot the password?").fills(email="ilze@example.org")
    newcomer.presses("Send the link").arrives("/sent")
    newcomer.opens(secret_link(mails_to("ilze@example.org", mailbox)[-1]))
    newcomer.fills(password=PASSWORD, again=PASSWORD).presses("Save the password")
    newcomer.arrives("/sign-in").fills(email="ilze@example.org", password=PASSWORD)
    newcomer.presses("Sign in").arrives("/organise/")


def makes_an_event(newcomer):
    newcomer.presses("New event").presses("Two-day expert meeting").fills(
        title_lv="Ekspertu tikšanās Limbažos",
        title_en="Expert meeting in Limbaži",
        starts_on="2026-05-05",
        capacity="30",
    )
    newcomer.chooses(host_territory="Limbaži").presses("Save the draft").arrives("/e/*/")


def adds_visits(newcomer):
    newcomer.enters("Site visits")
    visits = {"Limbažu jauniešu centrs": "Limbaži Youth Centre", "Skola": "School"}
    for name, english in visits.items():
        newcomer.presses("Add a site visit").unfolds("A new institution")
        newcomer.fills(new_name_lv=name, new_name_en=english, capacity="15")
        newcomer.fills(starts_at="14:00", ends_at="16:00").chooses(day="5")
        newcomer.presses("Save").arrives("/visits/*")


def invites_three(newcomer):
    newcomer.enters("Invitations").presses("Invite").fills(names=INVITED, places="2")
    newcomer.presses("Look before sending").presses("Send the invitations")
    newcomer.arrives("/invitations/").reads("3 invitations are sent.")


def publishes_it(newcomer):
    newcomer.enters("Overview").presses("Publish").presses("Publish").arrives("/e/*/")
    newcomer.reads("The event is published.")


def takes_the_agenda(newcomer):
    papers = [newcomer.enters("Documents").takes("Agenda")]
    newcomer.interactions += 1
    newcomer.page.get_by_role("link", name="Latviešu").first.click()
    papers.append(newcomer.takes("Darba kārtība"))
    return papers


@pytest.mark.slow
def test_a_newcomer_publishes_an_event_in_sixty_interactions(app, newcomer, record_property):
    signs_in(newcomer, app.extensions["eventreg.settings"].home / "mail")
    makes_an_event(newcomer)
    adds_visits(newcomer)
    publishes_it(newcomer)
    invites_three(newcomer)
    english, latvian = takes_the_agenda(newcomer)

    record_property("interactions", newcomer.interactions)
    assert "Meeting with the hosts" in english
    assert "Limbaži Youth Centre" in english
    assert "Tikšanās ar pašvaldības pārstāvjiem" in latvian
    assert newcomer.interactions <= MOST
