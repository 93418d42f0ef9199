"""The organiser sees who has given nothing to the report, and writes to those who were there."""

from datetime import timedelta

from eventreg.accounts.models import StaffRole
from eventreg.attendance import service as attendance
from eventreg.history.service import COMMAND
from tests.factories import NOON, a_contribution, a_registration, an_account, an_open_event

DAY = NOON.date() - timedelta(days=2)


def test_who_was_there_and_has_given_nothing_is_found_and_written_to(client, app):
    event = an_open_event(slug="limbazi", starts_on=DAY, ends_on=DAY)
    gave = a_registration(event=event, first_name="Anna", last_name="Āboliņa")
    silent = a_registration(event=event, first_name="Juris", last_name="Liepa")
    a_registration(event=event, first_name="Zane", last_name="Ozola")  # was not there
    a_contribution(event=event, registration=gave)
    attendance.note_attendance(
        event,
        occasion=attendance.occasion_named(event, str(DAY)),
        present=[gave.uid, silent.uid],
        absent=[],
        actor=COMMAND,
        now=NOON,
    )
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.EDITOR))
    page = client.get("/lv/organise/e/limbazi/contributions/")

    people = client.get(page.links["Kas vēl neko nav devis"])
    assert "Liepa, Juris" in people.links
    assert "Ozola, Zane" in people.links
    assert "Āboliņa, Anna" not in people.links

    letter = client.get(page.links["Rakstīt tiem, kas piedalījās, bet neko nav devuši"])
    assert "Tā tiks nosūtīta 1 cilvēkam." in letter.words
    assert "Juris Liepa" in letter.words
