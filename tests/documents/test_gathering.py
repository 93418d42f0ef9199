"""What is gathered for the participant list and the agenda (R1, R2, R3, R5, R18)."""

from datetime import date, time

import pytest
from sqlalchemy import event as sqlalchemy_event

from eventreg.agenda.models import ItemKind, SpeakerRole
from eventreg.database import db
from eventreg.documents.compiling import compiled
from eventreg.documents.facts.head import as_json
from eventreg.documents.facts.participants import Group
from eventreg.documents.facts.report import Section
from eventreg.documents.models import DocumentKind
from eventreg.events.models import Audience
from eventreg.language.local_text import LocalText
from eventreg.registration.models import ConsentPurpose, RegistrationState
from tests.documents.builders import an_expert, the_first_event, the_people_of_the_first_event
from tests.factories import (
    NOON,
    a_host,
    a_registration,
    a_speaker,
    a_visit,
    an_item,
    an_open_event,
)

LISTS = DocumentKind.PARTICIPANTS


def gathered(event, kind=LISTS, language="lv", audience=Audience.PUBLIC):
    return compiled(event, kind=kind, language=language, audience=audience, now=NOON)


def names(facts):
    return [line.name for group in facts.groups for line in group.lines if line.name]


def test_the_list_of_the_first_event_counts_twelve_municipalities_in_latvian_order(latvia):  # R3
    event = the_first_event()
    the_people_of_the_first_event(event)

    facts = gathered(event)

    assert [place.name for place in facts.places] == [
        "Dobeles novads",
        "Jelgava",
        "Jēkabpils",
        "Jūrmala",
        "Kandavas novads",
        "Krāslavas novads",
        "Madonas novads",
        "Preiļu novads",
        "Rēzeknes novads",
        "Rūjienas novads",
        "Tukuma novads",
        "Ventspils",
    ]
    assert facts.municipalities == 12
    assert facts.total == 16


def test_jekabpils_is_the_city_and_not_the_municipality(latvia):  # R2
    event = the_first_event()
    the_people_of_the_first_event(event)

    codes = {place.name: place.code for place in gathered(event).places}

    assert codes["Jēkabpils"] == "0110000"


def test_groups_stand_in_order_and_numbers_run_on(latvia):
    event = the_first_event()
    the_people_of_the_first_event(event)

    groups = gathered(event).groups

    assert [group.key for group in groups] == [
        Group.MUNICIPAL,
        Group.STATE,
        Group.HOST,
        Group.OTHER,
    ]
    assert [line.first for group in groups for line in group.lines] == list(range(1, 17))


def test_who_did_not_agree_is_counted_and_not_named(latvia):  # R18
    event = the_first_event()
    an_expert(event, "0460200", last_name="Redzama")
    for name in ("Slēpta", "Noslēpta"):
        an_expert(event, "0460200", last_name=name, institution="Slepenā pārvalde", consents=())

    facts = gathered(event)

    assert facts.total == 3
    assert names(facts) == ["Līga Redzama"]
    assert [(line.first, line.last, line.people) for line in facts.groups[0].lines] == [
        (1, 1, 1),
        (2, 3, 2),
    ]
    assert "lēpta" not in as_json(facts)
    assert "Slepenā" not in as_json(facts)


def test_the_public_sees_no_position_and_nobody_but_organisers_sees_contacts(latvia):  # R18
    event = the_first_event()
    an_expert(event, "0460200", email="slepens@example.org", phone="+371 20000001")

    seen = {audience: as_json(gathered(event, audience=audience)) for audience in Audience}

    assert "vecākā eksperte" not in seen[Audience.PUBLIC]
    assert "vecākā eksperte" in seen[Audience.PARTICIPANTS]
    for contact in ("slepens@example.org", "+371 20000001"):
        assert contact not in seen[Audience.PUBLIC]
        assert contact not in seen[Audience.PARTICIPANTS]
        assert contact in seen[Audience.ORGANISERS]


def test_a_wider_audience_never_shows_fewer_names(latvia):  # R18
    event = the_first_event()
    an_expert(event, "0460200", last_name="Visiem", consents=(ConsentPurpose.LIST_PUBLIC,))
    an_expert(event, "0460200", last_name="Savējiem", consents=(ConsentPurpose.LIST_PARTICIPANTS,))
    an_expert(event, "0460200", last_name="Nevienam", consents=())

    seen = [set(names(gathered(event, audience=audience))) for audience in Audience]

    assert seen == [
        {"Līga Visiem"},
        {"Līga Visiem", "Līga Savējiem"},
        {"Līga Visiem", "Līga Savējiem", "Līga Nevienam"},
    ]


def test_only_organisers_see_who_still_waits(latvia):
    event = the_first_event()
    waiting = an_expert(event, "0460200", last_name="Gaidošā")
    waiting.state = RegistrationState.WAITING
    db.session.flush()

    public = gathered(event)
    inside = gathered(event, audience=Audience.ORGANISERS)

    assert public.total == inside.total == 0
    assert names(public) == []
    assert [(group.key, group.people) for group in inside.groups] == [(Group.UNCONFIRMED, 1)]


def test_a_host_is_no_visiting_municipality(latvia):
    event = the_first_event()
    the_people_of_the_first_event(event)

    assert "Limbažu novads" not in [place.name for place in gathered(event).places]


def test_institutions_are_counted_once_however_they_are_written(latvia):  # R3
    event = the_first_event()
    an_expert(event, "0460200", institution="Dobeles novada dome")
    an_expert(event, "0460200", institution="DOBELES  NOVADA DOME")
    an_expert(event, "0460200", institution="")

    assert gathered(event).institutions == 1


@pytest.mark.parametrize("kind", list(DocumentKind))
@pytest.mark.parametrize("audience", list(Audience))
def test_it_takes_the_same_number_of_statements_for_one_and_for_many(latvia, kind, audience):
    event = the_first_event()

    def statements():
        db.session.commit()
        db.session.expire_all()
        seen = []
        engine = db.engine
        count = lambda *arguments: seen.append(arguments[2])  # noqa: E731
        sqlalchemy_event.listen(engine, "before_cursor_execute", count)
        gathered(db.session.get(type(event), event.id), kind, audience=audience)
        sqlalchemy_event.remove(engine, "before_cursor_execute", count)
        return len(seen)

    def add():
        visit = a_visit(event=event)
        an_expert(event, "0460200", visits=[visit])
        a_registration(event=event)
        a_speaker(item=an_item(event=event, kind=ItemKind.SITE_VISIT, visit=visit))

    add()
    with_one = statements()
    for _ in range(3):
        add()

    assert statements() == with_one


def test_an_agenda_without_times_keeps_its_order_and_says_so(latvia):  # R14
    event = the_first_event()
    host = a_host(organisation=event.organisation, name="Lādezera pamatskola")
    visit = a_visit(event=event, host=host)
    an_item(event=event, title="Skola", kind=ItemKind.SITE_VISIT, visit=visit, position=1)
    meeting = an_item(event=event, title="Sanāksme", kind=ItemKind.HOST_MEETING, position=2)
    a_speaker(item=meeting, name="", role=SpeakerRole.HOST, job=LocalText(lv="priekšsēdētājs"))

    facts = gathered(event, DocumentKind.AGENDA)

    assert facts.days == ()
    assert [item.title.text for item in facts.undated] == ["Skola", "Sanāksme"]
    assert facts.event.over
    assert facts.undated[0].host_kind == "school"


def test_parallel_items_share_a_row(latvia):
    event = an_open_event()
    day = date(2026, 5, 5)
    for track in ("1. grupa", "2. grupa"):
        an_item(
            event=event,
            title=track,
            track=LocalText(lv=track),
            day=day,
            starts_at=time(10),
            ends_at=time(12),
        )

    (only,) = gathered(event, DocumentKind.AGENDA).days

    assert only.number == 1
    assert [len(row.items) for row in only.rows] == [2]


def test_a_text_without_translation_is_shown_in_the_other_language(latvia):
    event = an_open_event(title=LocalText(lv="Tikai latviski"))

    title = gathered(event, DocumentKind.AGENDA, language="en").event.title

    assert (title.text, title.language) == ("Tikai latviski", "lv")


def test_a_report_without_contributions_leaves_their_sections_out(latvia):
    event = the_first_event()
    the_people_of_the_first_event(event)

    sections = gathered(event, DocumentKind.REPORT).sections

    assert [(section.number, section.key) for section in sections] == [
        (1, Section.GENERAL),
        (2, Section.PARTICIPANTS),
    ]


def test_a_report_names_no_participant(latvia):
    event = the_first_event()
    an_expert(event, "0460200", last_name="Nosaukta")

    assert "Nosaukta" not in as_json(gathered(event, DocumentKind.REPORT))
