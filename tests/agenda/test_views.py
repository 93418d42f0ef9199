from datetime import date, time

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventreg.accounts.models import StaffRole
from eventreg.agenda.models import AgendaItem, ItemKind
from eventreg.agenda.service import agenda_of
from eventreg.events.models import Event
from eventreg.history.models import LogEntry
from eventreg.language.local_text import LocalText
from eventreg.web import access
from tests.client import CheckingClient, Page
from tests.factories import (
    a_host,
    a_speaker,
    a_visit,
    an_account,
    an_event,
    an_item,
    an_organisation,
)

TUESDAY, WEDNESDAY = date(2026, 5, 5), date(2026, 5, 6)


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(slug="limbazi", starts_on=TUESDAY, ends_on=WEDNESDAY)


@pytest.fixture
def editor(client: CheckingClient, event: Event) -> CheckingClient:
    """An editor's browser."""
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.EDITOR))
    return client


def agenda(language: str = "lv") -> str:
    return f"/{language}/organise/e/limbazi/agenda/"


def page_of(item: AgendaItem, what: str = "", language: str = "lv") -> str:
    return f"/{language}/organise/e/{item.event.slug}/agenda/{item.uid}/{what}"


def titles(event: Event) -> list[str]:
    return [item.title.in_("lv") for item in agenda_of(event).items]


def selected(page: Page, name: str) -> str:
    select_box = next(one for one in page.document.iter("select") if one.get("name") == name)
    chosen = [one for one in select_box.iter("option") if one.get("selected") is not None]
    return chosen[0].get("value", "") if chosen else ""


def typed(page: Page, name: str) -> str:
    box = next(one for one in page.document.iter("input") if one.get("name") == name)
    return box.get("value", "")


# --- the agenda by day


@pytest.mark.parametrize("language", ["lv", "en"])
def test_the_agenda_stands_by_day(editor: CheckingClient, event: Event, language: str) -> None:
    item = an_item(
        event=event,
        title=LocalText(lv="Atklāšana", en="Opening words"),
        kind=ItemKind.OPENING,
        day=TUESDAY,
        starts_at=time(10),
        ends_at=time(11, 30),
        place=LocalText(lv="Zāle", en="Hall"),
    )
    a_speaker(item=item)
    an_item(event=event, title="Daļa", parent=item, day=TUESDAY)
    an_item(event=event, title="Bez laika")

    page = editor.get(agenda(language))

    expected = {
        "lv": ["1. diena – 2026. gada 5. maijs, otrdiena", "10.00–11.30", "Diena tiks precizēta"],
        "en": ["Day 1 – Tuesday, 5 May 2026", "10:00–11:30", "Day to be announced"],
    }[language]
    assert [text for text in expected if text not in page.words] == []
    assert [name for name in ("Jānis Kalniņš", "Daļa") if name not in page.words] == []


def test_a_day_without_items_can_be_filled(editor: CheckingClient, event: Event) -> None:
    page = editor.get(agenda())

    assert page.all("h2") == [
        "1. diena – 2026. gada 5. maijs, otrdiena",
        "2. diena – 2026. gada 6. maijs, trešdiena",
    ]
    assert page.words.count("Šai dienai vēl nekas nav ieplānots.") == 2


def test_the_same_speaker_in_two_items_at_once_is_a_warning(
    editor: CheckingClient, event: Event
) -> None:
    for title in ("A", "B"):
        item = an_item(event=event, title=title, day=TUESDAY, starts_at=time(10))
        a_speaker(item=item, name="Ilze Ozola")

    assert (
        "Ilze Ozola vienlaikus minēts divos darba kārtības punktos: „A” un „B”."
        in editor.get(agenda()).words
    )


def test_an_agenda_without_conflicts_warns_of_nothing(editor: CheckingClient, event: Event) -> None:
    a_speaker(item=an_item(event=event, day=TUESDAY, starts_at=time(10)))

    assert "Lūdzu, pārbaudiet" not in editor.get(agenda()).words


# --- adding


def test_an_item_is_added(editor: CheckingClient, event: Event, session: Session) -> None:
    page = editor.submit(
        agenda() + "add",
        {
            "kind": "discussion",
            "title-lv": "Diskusija",
            "title-en": "Discussion",
            "text-lv": "Par izglītību",
            "day": "2026-05-06",
            "starts_at": "10:00",
            "ends_at": "11:30",
            "place-lv": "Zāle",
            "address": "Rīgas iela 16",
            "speakers-0-role": "moderator",
            "speakers-0-name": "Ilze Ozola",
            "speakers-0-job-lv": "direktore",
            "speakers-0-institution-lv": "Skola",
        },
    )

    assert (page.status_code, page.path) == (200, agenda())
    assert "Punkts ir pievienots darba kārtībai." in page.words
    item = session.scalars(select(AgendaItem)).one()
    assert (item.kind, item.day, item.starts_at) == (ItemKind.DISCUSSION, WEDNESDAY, time(10))
    assert (item.ends_at, item.title.in_("en")) == (time(11, 30), "Discussion")
    assert (item.place.in_("lv"), item.address) == ("Zāle", "Rīgas iela 16")
    (speaker,) = item.speakers
    assert (speaker.role, speaker.name) == ("moderator", "Ilze Ozola")
    assert (speaker.job, speaker.institution) == (LocalText(lv="direktore"), LocalText(lv="Skola"))


def test_an_item_may_be_added_without_day_and_time(editor: CheckingClient, event: Event) -> None:
    editor.submit(agenda() + "add", {"title-lv": "Tikšanās", "day": ""})

    assert [item.occasion.day for item in agenda_of(event).items] == [None]  # R14


def test_a_time_may_be_written_with_a_full_stop(editor: CheckingClient, event: Event) -> None:
    editor.submit(
        agenda() + "add", {"title-lv": "Tikšanās", "day": "2026-05-05", "starts_at": "9.30"}
    )

    assert [item.starts_at for item in agenda_of(event).items] == [time(9, 30)]


def test_a_time_that_is_none_is_told(editor: CheckingClient, event: Event) -> None:
    page = editor.submit(agenda() + "add", {"title-lv": "Tikšanās", "starts_at": "rīts"})

    assert page.status_code == 422
    assert page.errors == ["Ierakstiet laiku, piemēram, 10.00."]


def test_what_a_rule_refuses_is_told_beside_the_field(editor: CheckingClient, event: Event) -> None:
    page = editor.submit(
        agenda() + "add",
        {
            "title-lv": "Tikšanās",
            "day": "2026-05-05",
            "starts_at": "10:00",
            "ends_at": "09:00",
            "speakers-0-name": "Ilze Ozola",
        },
    )

    assert page.status_code == 422
    assert page.errors == ["Beigām jābūt vēlākām par sākumu."]
    assert typed(page, "speakers-0-name") == "Ilze Ozola"
    assert titles(event) == []


def test_an_item_without_a_title_is_refused(editor: CheckingClient, event: Event) -> None:
    page = editor.submit(agenda() + "add", {"title-lv": " "})

    assert page.errors == ["Norādiet punkta nosaukumu latviešu vai angļu valodā."]


def test_a_speaker_with_a_position_needs_a_name(editor: CheckingClient, event: Event) -> None:
    page = editor.submit(agenda() + "add", {"title-lv": "Sesija", "speakers-0-job-lv": "direktore"})

    assert page.errors == ["Norādiet cilvēka vārdu vai iestādes nosaukumu."]


def test_an_institution_alone_may_lead(editor: CheckingClient, event: Event) -> None:
    editor.submit(
        agenda() + "add",
        {"title-lv": "Sanāksme", "speakers-1-institution-lv": "Nodarbinātības valsts aģentūra"},
    )

    (item,) = agenda_of(event).items
    assert [speaker.institution.in_("lv") for speaker in item.speakers] == [
        "Nodarbinātības valsts aģentūra"
    ]


def test_adding_after_an_item_begins_where_it_ends(editor: CheckingClient, event: Event) -> None:
    first = an_item(event=event, title="A", day=TUESDAY, starts_at=time(9), ends_at=time(10))
    an_item(event=event, title="C", day=TUESDAY, position=1)

    page = editor.get(f"{agenda()}add?after={first.uid}")
    assert (selected(page, "day"), typed(page, "starts_at")) == ("2026-05-05", "10:00")

    editor.submit(page, {"title-lv": "B", "starts_at": ""})
    assert titles(event) == ["A", "B", "C"]


def test_adding_to_a_day_begins_with_that_day(editor: CheckingClient, event: Event) -> None:
    assert selected(editor.get(f"{agenda()}add?day=2026-05-06"), "day") == "2026-05-06"


def test_a_part_is_added_to_its_item(editor: CheckingClient, event: Event) -> None:
    whole = an_item(event=event, title="Sesija", day=TUESDAY, starts_at=time(9), ends_at=time(12))
    editor.submit(f"{agenda()}add?part_of={whole.uid}", {"title-lv": "Daļa", "starts_at": "09:30"})

    (item,) = agenda_of(event).items
    assert [part.title.in_("lv") for part in item.parts] == ["Daļa"]


def test_a_visit_is_put_into_the_agenda(editor: CheckingClient, event: Event) -> None:
    host = a_host(organisation=event.organisation, name="Lādezera pamatskola")
    visit = a_visit(event=event, host=host)
    page = editor.get(f"{agenda()}add?visit={visit.uid}")

    assert (selected(page, "kind"), selected(page, "visit")) == ("site_visit", visit.uid)
    editor.submit(page)
    assert titles(event) == ["Lādezera pamatskola"]


def test_what_the_address_names_of_another_event_is_passed_over(
    editor: CheckingClient, event: Event
) -> None:
    foreign = an_event(organisation=event.organisation)
    visit, item = a_visit(event=foreign), an_item(event=foreign)

    page = editor.get(f"{agenda()}add?visit={visit.uid}&part_of={item.uid}&after={item.uid}")

    assert (selected(page, "visit"), selected(page, "parent")) == ("", "")


@pytest.mark.parametrize("field", ["visit", "parent"])
def test_a_form_cannot_name_a_thing_of_another_event(
    editor: CheckingClient, event: Event, field: str
) -> None:
    foreign = an_event(organisation=event.organisation)
    uid = {"visit": a_visit(event=foreign).uid, "parent": an_item(event=foreign).uid}[field]
    page = editor.submit(agenda() + "add", {"title-lv": "Sesija", field: uid})

    assert page.status_code == 422
    assert titles(event) == []


# --- the rows of speakers


def names(page: Page) -> list[str]:
    return [
        one.get("value", "")
        for one in page.document.iter("input")
        if (one.get("name") or "").startswith("speakers-")
        and (one.get("name") or "").endswith("-name")
    ]


def test_another_row_keeps_all_that_was_typed(editor: CheckingClient, event: Event) -> None:
    page = editor.submit(
        agenda() + "add",
        {
            "title-lv": "Sesija",
            "starts_at": "9.30",
            "speakers-0-name": "Ilze Ozola",
            "speakers-1-name": "Jānis Kalniņš",
            "speakers-1-job-lv": "direktors",
        },
        button="add",
    )

    assert page.status_code == 200
    assert names(page) == ["Ilze Ozola", "Jānis Kalniņš", ""]
    assert (typed(page, "speakers-1-job-lv"), typed(page, "title-lv")) == ("direktors", "Sesija")
    assert typed(page, "starts_at") == "09:30"
    assert (page.errors, titles(event)) == ([], [])


def test_a_row_moves_up_with_all_that_is_in_it(editor: CheckingClient, event: Event) -> None:
    page = editor.submit(
        agenda() + "add",
        {
            "speakers-0-name": "Ilze Ozola",
            "speakers-1-name": "Jānis Kalniņš",
            "speakers-1-role": "host",
        },
        button="up-1",
    )

    assert names(page) == ["Jānis Kalniņš", "Ilze Ozola"]
    assert selected(page, "speakers-0-role") == "host"


def test_a_row_is_removed(editor: CheckingClient, event: Event) -> None:
    page = editor.submit(
        agenda() + "add",
        {"speakers-0-name": "Ilze Ozola", "speakers-1-name": "Jānis Kalniņš"},
        button="remove-0",
    )

    assert names(page) == ["Jānis Kalniņš"]


def test_the_key_enter_saves(editor: CheckingClient, event: Event) -> None:
    form = editor.get(agenda() + "add").form()
    first = next(one for one in form.iter("button"))

    assert (first.get("type"), first.get("name")) == ("submit", None)


# --- editing


def test_an_item_is_changed(editor: CheckingClient, event: Event, session: Session) -> None:
    item = an_item(event=event, title="Sesija", day=TUESDAY, starts_at=time(10))
    a_speaker(item=item)
    page = editor.submit(page_of(item), {"title-lv": "Diskusija", "speakers-0-name": "Ilze Ozola"})

    assert page.path == agenda()
    assert titles(event) == ["Diskusija"]
    assert [speaker.name for speaker in item.speakers] == ["Ilze Ozola"]


def test_a_form_sent_untouched_changes_nothing(
    editor: CheckingClient, event: Event, session: Session
) -> None:
    visit = a_visit(event=event)
    item = an_item(
        event=event,
        title=LocalText(lv="Vizīte", en="Visit"),
        visit=visit,
        day=TUESDAY,
        starts_at=time(10),
        ends_at=time(12),
        text=LocalText(lv="Pirmā rinda\n\nOtrā"),
        track=LocalText(lv="1. grupa"),
    )
    a_speaker(item=item)
    editor.submit(page_of(item))

    assert session.scalars(select(LogEntry)).all() == []


def test_an_item_cannot_become_a_part_of_itself(editor: CheckingClient, event: Event) -> None:
    item = an_item(event=event)
    page = editor.submit(page_of(item), {"parent": item.uid})

    assert page.status_code == 422


def test_a_day_outside_the_event_is_shown_and_has_to_be_mended(
    editor: CheckingClient, event: Event
) -> None:
    item = an_item(event=event, day=date(2026, 5, 9))
    page = editor.submit(page_of(item))

    assert selected(page, "day") == "2026-05-09"
    assert page.errors == ["Izvēlieties kādu no pasākuma dienām."]


# --- moving, copying, removing


def test_an_item_moves_up(editor: CheckingClient, event: Event) -> None:
    an_item(event=event, title="A", day=TUESDAY)
    item = an_item(event=event, title="B", day=TUESDAY, position=1)
    page = editor.submit(agenda(), action=page_of(item, "move"))

    assert page.path == agenda()
    assert titles(event) == ["B", "A"]


def test_only_moves_that_can_be_are_offered(editor: CheckingClient, event: Event) -> None:
    an_item(event=event, title="A", day=TUESDAY, starts_at=time(9))
    an_item(event=event, title="B", day=TUESDAY, starts_at=time(10), position=1)

    buttons = editor.get(agenda()).all("button")
    assert [text for text in buttons if "Pārvietot" in text] == []


def test_a_move_nowhere_is_a_bad_request(editor: CheckingClient, event: Event) -> None:
    item = an_item(event=event)
    page = editor.get(agenda())
    token = next(
        one.get("value", "")
        for one in page.document.iter("input")
        if one.get("name") == "csrf_token"
    )
    answer = editor.post(page_of(item, "move"), data={"csrf_token": token, "direction": "sideways"})

    assert answer.status_code == 400


def test_an_item_moves_to_another_day(editor: CheckingClient, event: Event) -> None:
    item = an_item(event=event, day=TUESDAY)
    editor.submit(page_of(item, "day"), {"day": "2026-05-06"})

    assert item.day == WEDNESDAY


def test_an_item_with_a_time_is_not_moved_to_an_unknown_day(
    editor: CheckingClient, event: Event
) -> None:
    item = an_item(event=event, day=TUESDAY, starts_at=time(10))
    page = editor.submit(page_of(item, "day"), {"day": ""})

    assert page.errors == ["Norādiet arī dienu: ar laiku vien nav skaidrs, kad tas notiek."]


def test_a_copy_is_opened_to_be_changed(
    editor: CheckingClient, event: Event, session: Session
) -> None:
    item = an_item(event=event, title="Sesija")
    page = editor.submit(agenda(), action=page_of(item, "duplicate"))

    copy = session.scalars(select(AgendaItem).where(AgendaItem.uid != item.uid)).one()
    assert page.path == page_of(copy)
    assert titles(event) == ["Sesija", "Sesija"]


def test_before_removing_the_page_says_what_goes_with_the_item(
    editor: CheckingClient, event: Event
) -> None:
    item = an_item(event=event, title="Sesija", visit=a_visit(event=event))
    an_item(event=event, title="Prezentācija par labo praksi", parent=item)
    page = editor.get(page_of(item, "remove"))

    assert "Prezentācija par labo praksi" in page.words
    assert "šis tā laiks zudīs" in page.words
    assert titles(event) == ["Sesija"]


def test_an_item_is_removed(editor: CheckingClient, event: Event) -> None:
    item = an_item(event=event, title="Sesija")
    page = editor.submit(page_of(item, "remove"))

    assert "Punkts ir noņemts no darba kārtības." in page.words
    assert titles(event) == []


def test_looking_changes_nothing(editor: CheckingClient, event: Event, session: Session) -> None:
    item = an_item(event=event)
    for address in (agenda(), agenda() + "add", page_of(item), page_of(item, "day")):
        assert editor.get(address).status_code == 200

    assert session.scalars(select(LogEntry)).all() == []


# --- who may


PAGES = ("", "add", "{uid}/", "{uid}/day", "{uid}/remove")
ACTIONS = ("{uid}/move", "{uid}/duplicate")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", StaffRole)
def test_each_role_reaches_what_it_may(
    client: CheckingClient, event: Event, role: StaffRole, page: str
) -> None:
    client.sign_in(an_account(organisation=event.organisation, role=role))
    address = agenda() + page.format(uid=an_item(event=event).uid)
    welcome = access.EDITORS if page else access.READERS

    assert client.get(address).status_code == (200 if role in welcome else 403)


def test_a_reader_is_offered_no_change(client: CheckingClient, event: Event) -> None:
    an_item(event=event, title="Sesija")
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.READER))
    page = client.get(agenda())

    assert "Sesija" in page.words
    assert [text for text in page.links if text.startswith(("Labot", "Pievienot"))] == []


@pytest.mark.parametrize("page", PAGES)
def test_nobody_is_sent_to_sign_in(client: CheckingClient, event: Event, page: str) -> None:
    address = agenda() + page.format(uid=an_item(event=event).uid)
    answer = client.get(address)

    assert answer.status_code == 303
    assert answer.location.startswith("/lv/sign-in?")


@pytest.mark.parametrize("page", PAGES)
def test_an_event_of_another_organisation_does_not_exist(
    client: CheckingClient, event: Event, page: str
) -> None:
    client.sign_in(an_account(organisation=an_organisation(), role=StaffRole.OWNER))
    address = agenda() + page.format(uid=an_item(event=event).uid)

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("page", PAGES[2:])
def test_an_item_of_another_event_does_not_exist(
    editor: CheckingClient, event: Event, page: str
) -> None:
    foreign = an_item(event=an_event(organisation=event.organisation))

    assert editor.get(agenda() + page.format(uid=foreign.uid)).status_code == 404


@pytest.mark.parametrize("action", ACTIONS)
def test_an_item_of_another_event_cannot_be_changed(
    editor: CheckingClient, event: Event, session: Session, action: str
) -> None:
    an_item(event=event)
    foreign = an_item(event=an_event(organisation=event.organisation))
    page = editor.get(agenda() + "add")
    answer = editor.post(
        agenda() + action.format(uid=foreign.uid),
        data={"csrf_token": typed(page, "csrf_token"), "direction": "up"},
    )

    assert answer.status_code == 404
    assert session.scalars(select(LogEntry)).all() == []


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("role", [StaffRole.READER, StaffRole.DESK])
def test_who_may_not_edit_cannot_send_either(
    client: CheckingClient, event: Event, session: Session, role: StaffRole, action: str
) -> None:
    editor = an_account(organisation=event.organisation, role=StaffRole.EDITOR)
    client.sign_in(editor)
    token = typed(client.get(agenda() + "add"), "csrf_token")
    editor.memberships[0].role = role
    answer = client.post(
        agenda() + action.format(uid=an_item(event=event).uid),
        data={"csrf_token": token, "direction": "up"},
    )

    assert answer.status_code == 403
    assert session.scalars(select(LogEntry)).all() == []
