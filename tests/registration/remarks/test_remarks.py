"""Tags and notes of staff: for colleagues, for the person's own data, and gone with the person."""

import pytest
from sqlalchemy import select

from eventreg.accounts.models import StaffRole
from eventreg.history.models import ActorKind, LogEntry
from eventreg.history.service import COMMAND, Actor
from eventreg.privacy.anonymous import make_anonymous
from eventreg.privacy.my_data import my_data
from eventreg.privacy.traces import find_traces
from eventreg.registration.handing_over import hand_over
from eventreg.registration.models import Registration
from eventreg.registration.remarks.errors import NoSuchTag, NoteMayBeSensitive
from eventreg.registration.remarks.models import StaffNote, Tag
from eventreg.registration.remarks.queries import notes_of, tag_named, tag_names_at, tags_of
from eventreg.registration.remarks.service import give_tag, take_tag, write_note
from tests.factories import NOON, a_registration, an_account, an_application, an_open_event

STAFF = Actor(ActorKind.STAFF, None)


@pytest.fixture
def event(app):
    return an_open_event(slug="cesis")


def only(*people):
    return select(Registration.id).where(Registration.id.in_([each.id for each in people]))


def tag(event, name, *people):
    return give_tag(event, name=name, people=only(*people), actor=STAFF, now=NOON)


def test_a_tag_is_one_however_it_is_written_and_is_given_once(event):
    anna, juris = a_registration(event=event), a_registration(event=event)

    assert tag(event, "Runātājs", anna) == 1
    assert tag(event, "  runatajs ", anna, juris) == 1
    assert [each.name for each in tags_of(event)] == ["Runātājs"]
    assert tag_names_at(event) == {anna.id: ["Runātājs"], juris.id: ["Runātājs"]}


def test_a_tag_has_a_word(event):
    with pytest.raises(NoSuchTag):
        tag(event, " ", a_registration(event=event))


def test_a_tag_that_nobody_has_any_more_is_gone(event):
    anna, juris = a_registration(event=event), a_registration(event=event)
    tag(event, "VIP", anna, juris)
    take_tag(event, tag=tag_named(event, "vip"), people=only(anna), actor=STAFF, now=NOON)
    assert tag_names_at(event) == {juris.id: ["VIP"]}
    take_tag(event, tag=tag_named(event, "vip"), people=only(juris), actor=STAFF, now=NOON)

    assert tags_of(event) == []


def test_the_log_tells_how_many_were_tagged_and_never_what_a_note_says(event, session):  # R28
    anna = a_registration(event=event)
    tag(event, "VIP", anna)
    write_note(anna, text="Zvanīt no rīta", sure=False, actor=STAFF, now=NOON)
    of_staff = select(LogEntry).where(LogEntry.actor_kind == ActorKind.STAFF)
    entries = session.scalars(of_staff.order_by(LogEntry.id))

    assert [(each.action, each.after) for each in entries] == [
        ("tagged", {"tag": "VIP", "people": 1}),
        ("note written", {}),
    ]


def test_a_note_about_health_is_asked_about(event, session):  # R20, R25
    anna = a_registration(event=event)

    with pytest.raises(NoteMayBeSensitive):
        write_note(anna, text="Viņai ir diabēts", sure=False, actor=STAFF, now=NOON)
    write_note(anna, text="Strādā slimnīcā", sure=True, actor=STAFF, now=NOON)
    assert session.scalars(select(StaffNote.text)).all() == ["Strādā slimnīcā"]


def test_they_are_erased_with_the_person(event, session):  # R22
    anna, juris = a_registration(event=event), a_registration(event=event)
    tag(event, "Annas viesis", anna)
    tag(event, "VIP", anna, juris)
    write_note(anna, text="Anna zvanīs", sure=False, actor=STAFF, now=NOON)
    session.commit()
    make_anonymous(anna, actor=COMMAND, now=NOON)
    session.flush()

    assert tag_names_at(event) == {juris.id: ["VIP"]}
    found = find_traces(["Annas viesis", "Anna zvanīs"])
    assert {trace.table for trace in found} <= {"log_entry"}
    assert session.scalars(select(Tag.name)).all() == ["VIP"]
    assert session.scalars(select(StaffNote)).all() == []


def test_they_are_not_handed_over_to_somebody_else(event):
    anna = a_registration(event=event)
    tag(event, "VIP", anna)
    colleague = an_application("juris@example.org", first_name="Juris")
    hand_over(
        anna,
        details=colleague.details,
        email=colleague.email,
        language="lv",
        actor=COMMAND,
        now=NOON,
    )

    assert tag_names_at(event) == {}


def test_the_person_reads_them_in_the_own_data(event):  # R23
    anna = a_registration(event=event)
    tag(event, "VIP", anna)
    write_note(anna, text="Zvanīt no rīta", sure=False, actor=STAFF, now=NOON)
    held = my_data(anna, now=NOON)

    assert [each["tag"] for each in held["tags"]] == ["VIP"]
    assert [each["text"] for each in held["notes_of_staff"]] == ["Zvanīt no rīta"]


def test_staff_write_and_remove_them_on_the_persons_page(client, event):
    anna = a_registration(event=event)
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.EDITOR))
    page = f"/lv/organise/e/cesis/people/{anna.uid}/"
    client.submit(page + "tags", {"tag": "VIP"})
    refused = client.submit(page + "notes", {"text": "Viņai ir diabēts"})
    assert refused.status_code == 422
    client.submit(refused, {"text": "Zvanīt no rīta"})

    shown = client.get(page)
    assert "VIP" in shown.words
    assert "Zvanīt no rīta" in shown.words
    (note,) = notes_of(anna)
    client.submit(shown, action=page + "tags/take")
    client.submit(client.get(page), action=f"{page}notes/{note.uid}/remove")
    assert "Nekas nav piezīmēts." in client.get(page).words
