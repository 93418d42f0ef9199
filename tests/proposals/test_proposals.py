"""Organisers follow what became of the proposals of all their events."""

from datetime import date

import pytest

from eventreg.contributions.models import ContributionKind, ContributionState, ProposalStatus
from eventreg.history.models import LogEntry
from eventreg.language.local_text import LocalText
from eventreg.proposals.errors import AnswerDateMissing
from eventreg.proposals.service import Answer, Filters, Standing, note_answer, proposals_of
from tests.factories import COMMAND, NOON, a_contribution, an_account, an_event

pytestmark = pytest.mark.usefixtures("app")

PAST, COMING = date(2026, 3, 1), date(2026, 3, 2)


def a_proposal(event, title, **values):
    given = {"kind": ContributionKind.PROPOSAL, "proposal_status": ProposalStatus.NEW}
    return a_contribution(event=event, title=title, **given | values)


def titles(event, **filters):
    found = proposals_of(event.organisation, filters=Filters(**filters), page=1, now=NOON)
    return [each.row.title.in_("lv") for each in found.found]


def test_the_accepted_proposals_of_ones_own_events_stand_by_deadline():
    event = an_event()
    a_proposal(event, "Bez termiņa")
    a_proposal(event, "Vēlāk", due_on=COMING)
    a_proposal(event, "Drīz", due_on=PAST)
    a_proposal(event, "Iesniegts", state=ContributionState.SUBMITTED)
    a_proposal(an_event(), "Citas organizācijas")

    assert titles(event) == ["Drīz", "Vēlāk", "Bez termiņa"]


def test_one_is_overdue_from_the_day_after_its_deadline_while_it_is_open():
    event = an_event()
    a_proposal(event, "Nokavēts", due_on=PAST, proposal_status=ProposalStatus.TAKEN_UP)
    a_proposal(event, "Šodien", due_on=COMING)
    a_proposal(event, "Izpildīts", due_on=PAST, proposal_status=ProposalStatus.DONE)

    assert titles(event, standing=Standing.OVERDUE) == ["Nokavēts"]


def test_an_answer_wants_its_day():
    proposal = a_proposal(an_event(), "Mentori")
    answer = Answer(
        addressee=LocalText(lv="Ministrija"),
        due_on=None,
        status=ProposalStatus.DONE,
        answer=LocalText(lv="Izdarīts"),
        answered_on=None,
    )

    with pytest.raises(AnswerDateMissing):
        note_answer(proposal, answer=answer, actor=COMMAND, now=NOON)


def test_an_editor_notes_the_answer_and_the_log_has_states_and_days_alone(client, session):  # R28
    event = an_event()
    proposal = a_proposal(event, "Mentori", due_on=PAST)
    client.sign_in(an_account(organisation=event.organisation))
    here = f"/lv/organise/proposals/{event.organisation.slug}/"

    form = client.get(f"{here}{proposal.uid}/")
    client.submit(
        form,
        {
            "status": "done",
            "answer-lv": "Mentori strādā.",
            "answered_on": "01.03.2026",
        },
    )
    entry = session.query(LogEntry).filter_by(action="followed up").one()

    assert "Mentori strādā." in client.get(here).text
    assert (entry.before["proposal_status"], entry.after["proposal_status"]) == ("new", "done")
    assert "Mentori strādā" not in str(entry.after)
