"""A new event begins with a preset, a template, an earlier event or an event file."""

import json
from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import func, select

from eventreg.accounts.models import StaffRole
from eventreg.agenda.models import AgendaItem
from eventreg.events.event_file import text
from eventreg.events.event_file.composing import compose
from eventreg.events.models import Event, EventStatus
from eventreg.events.starting import service, sources
from eventreg.events.starting.errors import QuotasAbovePlaces, TemplateNameTaken
from eventreg.events.starting.models import EventTemplate
from eventreg.events.starting.parts import ALL_PARTS, Part, begun_from
from eventreg.history.models import LogEntry
from eventreg.history.service import COMMAND
from eventreg.language.local_text import LocalText
from eventreg.registration.models import Delegation, Registration
from eventreg.registration.questions.models import QuestionKind
from eventreg.territories.service import territory_named
from eventreg.visits.models import HostInstitution, SiteVisit
from tests.factories import (
    NOON,
    a_delegation,
    a_host,
    a_question,
    a_registration,
    a_speaker,
    a_visit,
    an_account,
    an_event,
    an_item,
    an_organisation,
)

TITLE = LocalText(lv="Ekspertu tikšanās Cēsīs", en="Expert meeting in Cēsis")
NEXT_YEAR = date(2027, 6, 1)


@pytest.fixture
def organisation(session):
    return an_organisation(slug="ministrija")


@pytest.fixture
def earlier(organisation):
    """An event of two days in May 2026 with all that one can have."""
    event = an_event(
        organisation=organisation,
        slug="limbazi",
        status=EventStatus.CLOSED,
        starts_on=date(2026, 5, 5),
        ends_on=date(2026, 5, 6),
        capacity=30,
        aim=LocalText(lv="Mācīties citam no cita."),
        registration_closes_at=datetime(2026, 4, 20, 20, 59, tzinfo=UTC),
    )
    visit = a_visit(event=event, capacity=12)
    an_item(event=event, day=date(2026, 5, 5), starts_at=time(14), visit=visit)
    talk = an_item(event=event, day=date(2026, 5, 6), starts_at=time(9), ends_at=time(10))
    a_speaker(item=talk)
    a_delegation(event=event, territory=unit("Cēsu novads"), capacity=3, reserves=True)
    a_question(event=event, kind=QuestionKind.YES_NO)
    a_registration(event=event, visits=[visit])
    return event


def unit(name, day=date(2026, 5, 5)):
    return territory_named(name, day=day)


def begun(organisation, file, **said):
    given = {
        "title": TITLE,
        "starts_on": NEXT_YEAR,
        "ends_on": None,
        "host_territory": None,
        "capacity": 30,
        "parts": ALL_PARTS,
    }
    return service.begin_event(
        organisation=organisation,
        file=file,
        beginning=service.Beginning(**given | said),
        actor=COMMAND,
        now=NOON,
    )


def again(event, **said):
    return begun(event.organisation, compose(event, with_people=False), **said)


def items_of(event, session):
    return session.scalars(
        select(AgendaItem).where(AgendaItem.event_id == event.id).order_by(AgendaItem.day)
    ).all()


def count(session, model, event):
    return session.scalar(select(func.count(model.id)).where(model.event_id == event.id))


@pytest.mark.parametrize("key", sources.PRESETS)
def test_each_preset_makes_a_draft_in_both_languages(organisation, session, key):
    draft = begun(organisation, sources.preset(key)).event
    items = items_of(draft, session)

    assert (draft.status, draft.title, draft.starts_on) == (EventStatus.DRAFT, TITLE, NEXT_YEAR)
    assert items[0].day == NEXT_YEAR
    assert items[-1].day == draft.ends_on
    assert all(set(item.title) == {"lv", "en"} for item in items)
    assert draft.organisation is organisation


def test_an_earlier_event_comes_along_with_its_days_shifted(earlier, session):
    draft = again(earlier).event
    first, second = items_of(draft, session)

    assert (draft.starts_on, draft.ends_on) == (date(2027, 6, 1), date(2027, 6, 2))
    assert [(each.day.day, each.starts_at) for each in (first, second)] == [
        (1, time(14)),
        (2, time(9)),
    ]
    assert first.visit.capacity == 12
    assert draft.registration_closes_at.date() == date(2027, 5, 17)
    assert count(session, Delegation, draft) == 1


def test_a_clock_time_stays_the_same_over_the_change_of_clocks(earlier):  # R13
    draft = again(earlier, starts_on=date(2026, 12, 1)).event

    assert draft.registration_closes_at == datetime(2026, 11, 16, 21, 59, tzinfo=UTC)


def test_nobody_who_came_or_was_asked_comes_along(earlier, session):
    delegation = session.scalar(select(Delegation).where(Delegation.event_id == earlier.id))
    draft = again(earlier).event
    new = session.scalar(select(Delegation).where(Delegation.event_id == draft.id))

    assert count(session, Registration, draft) == 0
    assert (new.coordinator_email, new.invited_at, new.uid == delegation.uid) == ("", None, False)
    assert (new.capacity, draft.taken) == (3, 3)


def test_only_what_is_chosen_comes_along(earlier, session):
    draft = again(earlier, parts={Part.AGENDA}).event
    (talk,) = items_of(draft, session)

    assert (talk.speakers, talk.starts_at, draft.aim) == ([], time(9), LocalText())
    assert [count(session, model, draft) for model in (SiteVisit, Delegation)] == [0, 0]


def test_a_shorter_event_keeps_what_has_no_day_any_more(earlier, session):
    result = again(earlier, ends_on=NEXT_YEAR)
    days = {item.day: item.starts_at for item in items_of(result.event, session)}

    assert days == {NEXT_YEAR: time(14), None: None}
    assert result.items_without_day == 1


def test_an_institution_is_gone_on_with_not_entered_twice(earlier, session):
    again(earlier)

    assert session.scalar(select(func.count(HostInstitution.id))) == 1


def test_municipalities_are_those_of_the_new_first_day(organisation, session, latvia):  # R1
    old = an_event(
        organisation=organisation, starts_on=date(2017, 11, 21), ends_on=date(2017, 11, 22)
    )
    before = date(2017, 11, 21)
    host = a_host(organisation=organisation, territory=unit("Kandavas novads", before))
    a_visit(event=old, host=host)
    for name in ("Kandavas novads", "Tukuma novads"):
        a_delegation(event=old, territory=unit(name, before), capacity=2)
    draft = again(old).event
    invited = session.scalar(select(Delegation).where(Delegation.event_id == draft.id))
    visit = session.scalar(select(SiteVisit).where(SiteVisit.event_id == draft.id))

    assert (invited.territory.name["lv"], invited.capacity) == ("Tukuma novads", 4)
    assert visit.host_institution.territory.name["lv"] == "Tukuma novads"
    assert host.territory.name["lv"] == "Kandavas novads"


def test_one_that_was_split_is_left_out_and_counted(organisation, latvia):  # R1
    old = an_event(
        organisation=organisation, starts_on=date(2017, 11, 21), ends_on=date(2017, 11, 22)
    )
    split = unit("Aglonas novads", date(2017, 11, 21))
    a_delegation(event=old, territory=split)

    assert again(old).invitations_left == 1


def test_quotas_kept_free_must_find_room(earlier):
    with pytest.raises(QuotasAbovePlaces):
        again(earlier, capacity=2)


def test_a_template_holds_nobody_and_is_begun_with(earlier, session):
    earlier.contact_email = "anna@example.org"
    template = service.keep_template(
        event=earlier, name="Mūsu vizīte", parts=ALL_PARTS, actor=COMMAND, now=NOON
    )
    file = sources.file_of(earlier.organisation, "template", template.uid)
    draft = begun(earlier.organisation, file).event

    assert "example.org" not in template.file
    assert len(items_of(draft, session)) == 2
    assert sources.file_of(an_organisation(), "template", template.uid) is None


def test_templates_are_told_apart_by_name(earlier):
    for_template = {"event": earlier, "name": "Vizīte", "parts": (), "actor": COMMAND, "now": NOON}
    service.keep_template(**for_template)
    with pytest.raises(TemplateNameTaken):
        service.keep_template(**for_template)


def test_a_question_that_hangs_on_a_closed_one_is_not_asked():
    model = sources.preset("two-day-meeting").model_dump(mode="json")
    model["questions"] = [
        {"key": "a", "kind": "yes_no", "label": {"lv": "Vai nakšņosiet?"}, "archived_at": None},
        {
            "key": "b",
            "kind": "short_text",
            "label": {"lv": "Kur?"},
            "condition": {"question": "a"},
        },
    ]
    asked = begin(model)
    model["questions"][0]["archived_at"] = "2026-01-01T10:00:00Z"

    assert [each.condition.question for each in asked[1:]] == [asked[0].key]
    assert begin(model) == ()


def begin(model):
    file = text.read(json.dumps(model))
    return begun_from(file, starts_on=NEXT_YEAR, ends_on=None, parts=ALL_PARTS).questions


# --- the pages

WAYS = "/lv/organise/o/ministrija/begin"


@pytest.fixture
def editor(client, organisation):
    client.sign_in(an_account(organisation=organisation, role=StaffRole.EDITOR))


def test_an_organiser_begins_with_a_preset(client, editor, session):
    page = client.get(WAYS)
    form = page.links["Divu dienu ekspertu tikšanās"]
    fields = {"title-lv": "Tikšanās Cēsīs", "starts_on": "2027-06-01", "parts": ["agenda"]}
    sent = client.submit(form, fields)
    draft = session.scalar(select(Event))

    assert sent.path == f"/lv/organise/e/{draft.slug}/"
    assert (draft.title, len(items_of(draft, session))) == ({"lv": "Tikšanās Cēsīs"}, 12)
    assert session.scalars(select(LogEntry.action)).all() == ["added"]


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, editor):
    form = f"{WAYS}/preset/two-day-meeting"
    page = client.submit(form, {"title-lv": "Tikšanās", "starts_on": "", "capacity": "12"})

    assert page.status_code == 422
    assert page.errors == ["Ierakstiet pirmo dienu."]
    assert 'value="Tikšanās"' in page.get_data(as_text=True)


def test_an_event_file_becomes_a_template(client, editor, session, earlier):
    file = text.write(compose(earlier, with_people=True)).encode()
    page = client.submit(f"{WAYS}/file", {"name": "No faila"}, files={"file": ("e.json", file)})

    assert page.heading == "Jauns pasākums"
    assert session.scalar(select(EventTemplate.name)) == "No faila"
    assert "registrations" not in session.scalar(select(EventTemplate.file))


def test_a_file_with_errors_is_refused_with_their_places(client, editor, session):
    page = client.submit(f"{WAYS}/file", {"name": "X"}, files={"file": ("e.json", b'{"a": 1}')})

    assert (page.status_code, "$.title: is missing" in page.words) == (422, True)
    assert session.scalar(select(func.count(EventTemplate.id))) == 0


def test_a_template_is_kept_and_removed(client, editor, earlier, session):
    client.submit("/lv/organise/e/limbazi/template", {"name": "Vizīte", "parts": ["agenda"]})
    key = session.scalar(select(EventTemplate.uid))
    client.submit(f"{WAYS}/template/{key}/remove", {})

    assert session.scalar(select(func.count(EventTemplate.id))) == 0


@pytest.mark.parametrize("source", ["preset/nothing", "event/limbazi", "template/x", "nothing/x"])
def test_what_the_organisation_has_not_is_not_found(client, editor, source):
    an_event(slug="limbazi")

    assert client.get(f"{WAYS}/{source}").status_code == 404


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(
    ("role", "status"),
    [
        (StaffRole.OWNER, 200),
        (StaffRole.EDITOR, 200),
        (StaffRole.DESK, 403),
        (StaffRole.READER, 403),
    ],
)
def test_who_may_begin_an_event(client, organisation, earlier, role, status):
    client.sign_in(an_account(organisation=organisation, role=role))
    pages = (WAYS, f"{WAYS}/file", f"{WAYS}/event/limbazi", "/lv/organise/e/limbazi/template")

    assert {client.get(page).status_code for page in pages} == {status}


@pytest.mark.database("sqlite")
def test_strangers_may_not(client, organisation, earlier):
    assert client.get(WAYS).status_code == 303
    client.sign_in(an_account(organisation=an_organisation(), role=StaffRole.OWNER))
    assert client.get(WAYS).status_code == 404
