"""Papers of one person, as they come from their addresses: without fault, whatever is in them."""

from datetime import timedelta

import pytest

from eventreg.attendance import service as attendance
from eventreg.attendance.certificates.service import issue_certificates
from eventreg.history.service import COMMAND
from eventreg.language.local_text import LocalText
from eventreg.registration.links import token_of
from tests.documents.conftest import words_of
from tests.documents.faults import faults
from tests.documents.matrix import AWKWARD_NAMES
from tests.factories import NOON, a_registration, an_open_event

pytestmark = [pytest.mark.usefixtures("one_press"), pytest.mark.database("sqlite")]

DAY = NOON.date() - timedelta(days=1)
PAPERS = ("ticket.pdf", "my-data.pdf", "certificate.pdf")


@pytest.fixture
def event(app):
    title = LocalText(lv="Tikšanās par skolām", en="Meeting on schools")
    return an_open_event(slug="tiksanas", starts_on=DAY, ends_on=DAY, title=title)


def who_was_there(event, name, **more):
    first, _, last = name.rpartition(" ")
    person = a_registration(event=event, first_name=first or name, last_name=last, **more)
    attendance.note_attendance(
        event,
        occasion=attendance.occasion_named(event, str(DAY)),
        present=[person.uid],
        absent=[],
        actor=COMMAND,
        now=NOON,
    )
    issue_certificates(event, actor=COMMAND, now=NOON)
    return person


@pytest.mark.parametrize("language", ["lv", "en"])
def test_a_paper_of_ones_own_is_without_fault(client, event, language, tmp_path):  # R19
    person = who_was_there(event, "Līga Ķirse", institution="Limbažu 3. vidusskola")

    for paper in PAPERS:
        answer = client.get(f"/{language}/r/{token_of(person)}/{paper}")
        title = event.title.in_(language)
        found = faults(answer.data, tmp_path / paper, language=language, title=title)
        assert (paper, found) == (paper, [])
        assert "Līga Ķirse" in words_of(answer.data, tmp_path)


@pytest.mark.slow
def test_awkward_names_do_no_harm_to_a_paper_of_ones_own(client, event, tmp_path):  # R19
    for number, name in enumerate(AWKWARD_NAMES):
        person = who_was_there(event, name, institution=AWKWARD_NAMES[number - 1])
        paper = PAPERS[number % len(PAPERS)]
        answer = client.get(f"/lv/r/{token_of(person)}/{paper}")
        found = faults(answer.data, tmp_path / paper, language="lv", title=event.title.in_("lv"))
        assert (name, found) == (name, [])
