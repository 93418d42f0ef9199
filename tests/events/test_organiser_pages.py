"""The organiser's pages about events."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from eventreg.accounts.models import StaffRole
from eventreg.events.models import Event, EventStatus
from eventreg.language.local_text import LocalText
from eventreg.territories.service import territory_named
from tests.factories import (
    LONG_AGO,
    a_registration,
    an_account,
    an_event,
    an_item,
    an_open_event,
    an_organisation,
)

HOME = "/lv/organise/"
EVENT = "/lv/organise/e/limbazi/"
NEW = "/lv/organise/o/ministrija/new"
MINIMUM = {"title-lv": "Ekspertu tikšanās", "starts_on": "2026-05-05", "ends_on": "2026-05-06"}
ROLES = (*StaffRole, "owner of another", "nobody")
STRANGERS = {"owner of another": 404, "nobody": 303}
CHANGING = ("edit", "publish", "withdraw", "close", "archive", "cancel", "summary")


@pytest.fixture
def organisation(session):
    return an_organisation(slug="ministrija", email="km@example.org")


@pytest.fixture
def event(organisation):
    return an_event(organisation=organisation, slug="limbazi", place=LocalText(lv="Skola"))


@pytest.fixture
def editor(client, organisation):
    account = an_account(organisation=organisation, role=StaffRole.EDITOR)
    client.sign_in(account)
    return account


def who(client, organisation, role):
    """Sign in as the role says."""
    if role == "nobody":
        return
    of = an_organisation() if role == "owner of another" else organisation
    own = role if isinstance(role, StaffRole) else StaffRole.OWNER
    client.sign_in(an_account(organisation=of, role=own))


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("role", ROLES)
def test_who_sees_and_who_changes_an_event(client, organisation, event, role):
    who(client, organisation, role)
    pages = ("", *CHANGING)
    answers = {page: client.get(EVENT + page).status_code for page in pages}
    if role in STRANGERS:
        expected = dict.fromkeys(pages, STRANGERS[role])
    elif role in {StaffRole.OWNER, StaffRole.EDITOR}:
        expected = dict.fromkeys(pages, 200)
    else:
        expected = {"": 200} | dict.fromkeys(CHANGING, 403)

    assert answers == expected


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("role", ROLES)
def test_who_may_make_an_event(client, organisation, role):
    who(client, organisation, role)
    makers = {StaffRole.OWNER: 200, StaffRole.EDITOR: 200, **STRANGERS}

    assert client.get(NEW).status_code == makers.get(role, 403)


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("role", [StaffRole.READER, StaffRole.DESK])
@pytest.mark.parametrize("page", CHANGING)
def test_a_reader_and_the_desk_change_nothing_even_with_a_valid_form_token(
    client, session, event, role, page
):
    who(client, event.organisation, role)
    form = client.get(HOME).form("/lv/sign-out")
    token = next(one.get("value") for one in form.iter("input"))
    fields = {"csrf_token": token, "reason-lv": "Tāpat vien", **MINIMUM}

    assert client.post(EVENT + page, data=fields).status_code == 403
    session.refresh(event)
    assert (event.status, event.title["lv"]) == (EventStatus.DRAFT, "Ekspertu tikšanās")


@pytest.mark.database("sqlite")
def test_the_desk_sees_the_event_but_no_way_into_its_rooms(client, organisation, event):
    a_registration(event=event, first_name="Slepenā")
    who(client, organisation, StaffRole.DESK)
    page = client.get(EVENT)

    assert "Slepenā" not in page.text
    assert f"{EVENT}people/" not in page.links.values()
    assert f"{EVENT}edit" not in page.links.values()
    assert "/lv/e/limbazi/" not in page.links.values()


def test_an_editor_makes_an_event_and_sees_what_is_missing(client, session, editor):
    page = client.submit(NEW, MINIMUM)

    event = session.scalars(select(Event)).one()
    assert (event.slug, event.status) == ("ekspertu-tiksanas", EventStatus.DRAFT)
    assert page.path == "/lv/organise/e/ekspertu-tiksanas/"
    assert page.heading == "Ekspertu tikšanās"
    assert "Nav norādīts, kur notiek pasākums" in page.words


def test_each_missing_thing_leads_to_where_it_is_entered(client, editor, organisation):
    an_event(organisation=organisation, slug="limbazi")
    form = client.get(EVENT + "edit")
    ids = {one.get("id") for one in form.document.iter()}
    anchors = [
        address.partition("#")[2]
        for address in client.get(EVENT).links.values()
        if address.startswith(EVENT + "edit#")
    ]

    assert anchors
    assert set(anchors) <= ids


def test_what_was_typed_stays_when_something_is_wrong(client, editor):
    fields = MINIMUM | {"ends_on": "2026-05-04", "capacity": "-1", "place-lv": "Lādezera skola"}
    page = client.submit(NEW, fields)

    typed = {one.get("name"): one.get("value") for one in page.document.iter("input")}
    assert page.status_code == 422
    assert page.errors == ["Ierakstiet skaitli no 0 līdz 100 000."]
    assert (typed["ends_on"], typed["place-lv"]) == ("2026-05-04", "Lādezera skola")


def test_a_rule_that_says_no_is_told_at_its_field(client, session, editor):
    page = client.submit(NEW, MINIMUM | {"ends_on": "2026-05-04"})

    assert page.status_code == 422
    assert page.errors == ["Pēdējā diena nevar būt pirms pirmās."]
    assert page.links["Pēdējā diena nevar būt pirms pirmās."] == "#ends_on"
    assert session.scalars(select(Event)).all() == []


def test_times_are_those_of_the_event_s_clocks(client, session, editor, event):  # R13
    fields = {
        "time_zone": "Europe/Riga",
        "registration_opens_at": "2026-03-01T10:00",
        "registration_closes_at": "2026-04-01T10:00",
    }
    client.submit(EVENT + "edit", fields)
    session.expire_all()
    page = client.get(EVENT + "edit")

    assert event.registration_opens_at == datetime(2026, 3, 1, 8, tzinfo=UTC)
    assert event.registration_closes_at == datetime(2026, 4, 1, 7, tzinfo=UTC)
    typed = {one.get("name"): one.get("value") for one in page.document.iter("input")}
    assert typed["registration_closes_at"] == "2026-04-01T10:00"


def test_a_time_that_the_clocks_skip_is_refused(client, editor, event):  # R13
    page = client.submit(EVENT + "edit", {"registration_opens_at": "2026-03-29T03:30"})

    assert page.errors == ["Šajā laikā pulksteņus pagriež uz priekšu: šāda laika nav."]


@pytest.mark.usefixtures("latvia")
@pytest.mark.parametrize(
    ("day", "count"), [("2017-11-21", 119), ("2021-07-01", 43), ("2026-05-05", 42)]
)
def test_the_hosts_to_choose_from_are_those_of_the_first_day(client, editor, day, count):  # R1
    page = client.submit(NEW, {"starts_on": day, "ends_on": day})

    assert len(options(page)) == count + 1


@pytest.mark.usefixtures("latvia")
def test_a_host_of_another_time_is_asked_for_again_with_its_successor_chosen(
    client, session, editor, organisation
):  # R1
    an_event(
        organisation=organisation,
        slug="limbazi",
        starts_on=date(2017, 11, 21),
        ends_on=date(2017, 11, 22),
        host_territory=territory_named("Kandavas novads", day=date(2017, 11, 21)),
    )
    page = client.submit(EVENT + "edit", {"starts_on": "2026-05-05", "ends_on": "2026-05-06"})
    chosen = [text for text, selected in options(page).items() if selected]

    assert page.errors == [
        "Kandavas novads pasākuma pirmajā dienā nepastāvēja. Izvēlieties vēlreiz."
    ]
    assert chosen == ["Tukuma novads"]
    assert client.submit(page).path == EVENT


def test_topics_are_chosen_and_new_ones_added_on_the_fly(client, session, editor, event):
    new = {"new_topics-lv": "izglītība\nmājoklis", "new_topics-en": "education\nhousing"}
    client.submit(EVENT + "edit", new)
    page = client.get(EVENT + "edit")
    session.expire_all()

    assert [dict(topic.name) for topic in event.topics] == [
        {"lv": "izglītība", "en": "education"},
        {"lv": "mājoklis", "en": "housing"},
    ]
    assert client.submit(page).path == EVENT
    session.expire_all()
    assert len(event.topics) == 2


def test_topics_whose_lines_do_not_match_are_refused(client, editor, event):
    new = {"new_topics-lv": "izglītība\nmājoklis", "new_topics-en": "education"}

    assert client.submit(EVENT + "edit", new).errors == [
        "Abās valodās rindu skaitam jābūt vienādam; var rakstīt arī tikai vienā valodā."
    ]


def test_a_series_once_made_is_chosen_from_the_list(client, session, editor, event, organisation):
    client.submit(EVENT + "edit", {"new_series-lv": "Platforma II"})
    session.expire_all()
    other = an_event(organisation=organisation, slug="otrs", place=LocalText(lv="Skola"))
    client.submit("/lv/organise/e/otrs/edit", {"series": event.series.uid})
    session.expire_all()

    assert other.series is event.series


def test_an_editor_publishes_a_ready_event(client, session, editor, event):
    page = client.submit(EVENT + "publish")

    session.refresh(event)
    assert (page.path, event.status) == (EVENT, EventStatus.PUBLISHED)
    assert client.get("/lv/e/limbazi/").status_code == 200


def test_an_event_that_is_not_ready_says_why_and_stays_a_draft(
    client, session, editor, organisation
):
    event = an_event(organisation=organisation, slug="limbazi")
    page = client.submit(EVENT + "publish")

    session.refresh(event)
    assert (page.status_code, event.status) == (422, EventStatus.DRAFT)
    assert page.errors == ["Pasākumu vēl nevar publicēt."]
    assert "Nav norādīts, kur notiek pasākums" in page.words


def test_looking_at_a_page_that_asks_changes_nothing(client, session, editor, event):
    for page in CHANGING:
        client.get(EVENT + page)

    session.refresh(event)
    assert event.status is EventStatus.DRAFT


def test_an_event_is_called_off_with_its_reason(client, session, editor, organisation):
    event = an_open_event(organisation=organisation, slug="limbazi")
    a_registration(event=event)
    unexplained = client.submit(EVENT + "cancel")
    client.submit(EVENT + "cancel", {"reason-lv": "Sniegputenis."})

    session.refresh(event)
    assert unexplained.errors == ["Uzrakstiet latviešu vai angļu valodā, kāpēc pasākums nenotiks."]
    assert event.status is EventStatus.CANCELLED


def test_an_event_with_people_does_not_go_back_to_a_draft(client, session, editor, organisation):
    event = an_open_event(organisation=organisation, slug="limbazi")
    a_registration(event=event)
    page = client.submit(EVENT + "withdraw")

    session.refresh(event)
    assert page.status_code == 422
    assert event.status is EventStatus.PUBLISHED


def test_days_that_would_drop_agenda_items_are_refused(client, editor, event):
    an_item(event=event, day=date(2026, 5, 6))
    page = client.submit(EVENT + "edit", {"ends_on": "2026-05-05"})

    assert page.errors == [
        "1 darba kārtības punkts paliktu ārpus šīm dienām. Vispirms pārceliet to."
    ]


def test_after_the_event_the_summary_is_written_for_its_page(client, session, editor, organisation):
    event = an_open_event(
        organisation=organisation,
        slug="limbazi",
        starts_on=date(2026, 2, 3),
        ends_on=date(2026, 2, 4),
    )
    overview = client.get(EVENT)
    client.submit(overview.links["Uzrakstīt kopsavilkumu"], {"summary-lv": "Eksperti tikās."})

    session.refresh(event)
    assert event.summary["lv"] == "Eksperti tikās."
    assert "Eksperti tikās." in client.get("/lv/e/limbazi/").words


def test_the_staff_preview_a_draft_that_others_do_not_see(app, client, editor, event):
    preview = client.get(client.get(EVENT).links["Apskatīt lapu, kāda tā būs"])

    assert preview.status_code == 200
    assert app.test_client().get("/lv/e/limbazi/").status_code == 404


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("status", EventStatus)
def test_the_overview_is_whole_in_every_state(client, editor, organisation, status):
    an_event(organisation=organisation, slug="limbazi", status=status, published_at=LONG_AGO)

    assert client.get(EVENT).status_code == 200
    assert client.get("/en" + EVENT.removeprefix("/lv")).status_code == 200


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("page", ["", "new", "organisations", "o/ministrija/new"])
def test_the_workplace_speaks_english_too(client, editor, page):
    assert client.get(f"/en/organise/{page}").status_code in {200, 302}


def options(page):
    """The hosts to choose from, and whether each is chosen."""
    box = next(one for one in page.document.iter("select") if one.get("name") == "host_territory")
    return {(one.text or "").strip(): one.get("selected") is not None for one in box.iter("option")}


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(
    ("address", "mark"), [("visits/", "page"), ("visits/add", "true"), ("log/", "page")]
)
def test_the_menu_marks_where_one_is_or_where_the_page_belongs(
    client, event, editor, address, mark
):
    menu = client.get(EVENT + address).document.find(".//nav[@id='rooms']")
    marked = {a.get("href"): a.get("aria-current") for a in menu.iter("a") if a.get("aria-current")}

    assert marked == {f"{EVENT}{address.removesuffix('add')}": mark}


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1899-12-31"])
def test_a_day_that_nobody_means_is_refused_and_stays_typed(client, editor, day):
    times = {"registration_opens_at": f"{day}T23:59", "starts_on": day, "ends_on": day}
    answer = client.submit(NEW, {**MINIMUM, **times})

    assert answer.status_code == 422
    assert "Ierakstiet dienu no 1900. līdz 2199. gadam." in answer.words
    assert answer.document.find(".//input[@name='starts_on']").get("value") == day
