"""Several applicants are decided about at once; each stands or falls by itself."""

import pytest
from sqlalchemy import select

from eventreg.accounts.models import StaffRole
from eventreg.events.models import Admission
from eventreg.messages.models import Message
from eventreg.registration import service
from eventreg.registration.models import RegistrationState
from eventreg.registration.notices import Notice
from eventreg.registration.submissions import new_key
from tests.client import CheckingClient, Page
from tests.factories import NOON, an_account, an_application, an_open_event

LIST = "/lv/organise/e/sanaksme/people/"


@pytest.fixture
def event(app):
    return an_open_event(
        slug="sanaksme", admission=Admission.APPROVAL, capacity=2, waiting_list=False
    )


@pytest.fixture
def applicants(event):
    return [
        service.register(
            event=event,
            application=an_application(f"{name}@example.org", first_name=name.capitalize()),
            form_key=new_key(),
            notice_version=1,
            now=NOON,
        ).registration
        for name in ("anna", "berta", "cecilija")
    ]


@pytest.fixture
def editor(client: CheckingClient, event) -> CheckingClient:
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.EDITOR))
    return client


def asked(editor: CheckingClient, **fields: object) -> Page:
    page = editor.get(LIST)
    form = page.form(next(one for one in forms(page) if "together" in one))
    token = next(one.get("value") for one in form.iter("input") if one.get("name") == "csrf_token")
    return editor.post(LIST + "together", data={"csrf_token": token, **fields})


def forms(page: Page) -> list[str]:
    return [one.get("action", "") for one in page.document.iter("form")]


def states(applicants) -> list[RegistrationState]:
    return [one.state for one in applicants]


def test_nothing_happens_before_one_is_asked(editor, applicants):
    page = asked(editor, ticked=[one.uid for one in applicants[:2]], decision="approve")

    assert page.heading == "Apstiprināt 2 pieteikumus?"
    assert set(states(applicants)) == {RegistrationState.PENDING}


def test_those_ticked_are_approved_and_the_others_stay(editor, applicants):
    page = asked(editor, ticked=[one.uid for one in applicants[1:]], decision="approve")
    editor.submit(page)

    assert states(applicants) == [
        RegistrationState.PENDING,
        RegistrationState.CONFIRMED,
        RegistrationState.CONFIRMED,
    ]


def test_a_full_event_refuses_the_last_and_not_the_others(editor, applicants):  # R6
    done = editor.submit(asked(editor, everybody="yes", decision="approve"))

    assert states(applicants)[:2] == [RegistrationState.CONFIRMED] * 2
    assert states(applicants)[2] is RegistrationState.PENDING
    assert "Visas vietas šajā pasākumā ir aizņemtas." in done.words


def test_those_declined_are_told_why(editor, applicants, session):
    page = asked(editor, ticked=[applicants[0].uid], decision="decline")
    editor.submit(page, {"reason": "Vietu ir maz."})

    assert applicants[0].state is RegistrationState.DECLINED
    mail = session.scalar(select(Message).where(Message.template == Notice.DECLINED))
    assert (mail.recipient, mail.facts["reason"]) == ("anna@example.org", "Vietu ir maz.")


def test_ticking_nobody_is_said(editor, applicants):
    answer = asked(editor, decision="approve")

    assert answer.status_code == 303
    assert "Atzīmējiet" in editor.get(LIST).words


def test_somebody_of_another_event_is_not_decided_about(editor, applicants, event):
    other = an_open_event(organisation=event.organisation, admission=Admission.APPROVAL)
    stranger = service.register(
        event=other,
        application=an_application(),
        form_key=new_key(),
        notice_version=1,
        now=NOON,
    ).registration

    asked(editor, ticked=[stranger.uid], decision="approve")

    assert stranger.state is RegistrationState.PENDING
