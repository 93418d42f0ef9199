"""Making and changing an event."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from eventreg.events import errors, rules, service
from eventreg.events.models import Admission, Audience, Event, EventStatus, Network, Series, Topic
from eventreg.events.rules import EventFacts
from eventreg.history.models import LogEntry
from eventreg.history.service import COMMAND
from eventreg.language.local_text import LocalText
from eventreg.territories.service import territory_named
from tests.factories import LONG_AGO, NOON, a_registration, an_event, an_item, an_organisation

TITLE = LocalText(lv="Ekspertu tikšanās Limbažu novadā", en="Expert meeting in Limbaži")
FIRST, LAST = date(2026, 5, 5), date(2026, 5, 6)


def facts(**values):
    return EventFacts(**{"title": TITLE, "starts_on": FIRST, "ends_on": LAST} | values)


def created(organisation=None, **values):
    return service.create_event(
        organisation=organisation or an_organisation(),
        facts=facts(**values),
        actor=COMMAND,
        now=NOON,
    )


def edited(event, **values):
    changed = EventFacts(**vars(service.facts_of(event)) | values)
    return service.edit_event(event=event, facts=changed, actor=COMMAND, now=NOON)


def test_a_new_event_is_a_draft_with_an_address_from_its_title(session):
    event = created()

    assert event.status is EventStatus.DRAFT
    assert event.slug == "ekspertu-tiksanas-limbazu-novada"
    assert event.published_at is None


def test_a_title_used_before_gets_the_year_and_then_a_number(session):
    organisation = an_organisation()

    assert [created(organisation).slug for _ in range(3)] == [
        "ekspertu-tiksanas-limbazu-novada",
        "ekspertu-tiksanas-limbazu-novada-2026",
        "ekspertu-tiksanas-limbazu-novada-2026-2",
    ]


def test_a_chosen_address_is_kept(session):
    assert created(slug="limbazi-2026").slug == "limbazi-2026"


def test_an_address_belongs_to_one_event(session):
    created(slug="limbazi-2026")

    with pytest.raises(errors.SlugTaken):
        created(slug="limbazi-2026")


@pytest.mark.parametrize("slug", ["Limbaži", "limbazi 2026", "-limbazi", "limbazi--2026", "a/b"])
def test_an_address_is_of_plain_letters(session, slug):
    with pytest.raises(errors.SlugUnreadable):
        created(slug=slug)


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"title": LocalText()}, errors.EventUntitled),
        ({"ends_on": date(2026, 5, 4)}, errors.EventEndsBeforeStart),
        ({"ends_on": date(2027, 5, 6)}, errors.EventTooLong),
        ({"time_zone": "Europe/Limbaži"}, errors.UnknownTimeZone),
        (
            {
                "registration_opens_at": datetime(2026, 4, 2, tzinfo=UTC),
                "registration_closes_at": datetime(2026, 4, 1, tzinfo=UTC),
            },
            errors.RegistrationClosesBeforeOpening,
        ),
        (
            {"registration_closes_at": datetime(2026, 5, 6, 21, 1, tzinfo=UTC)},
            errors.MomentAfterEvent,
        ),
        ({"changes_freeze_at": datetime(2026, 5, 7, tzinfo=UTC)}, errors.MomentAfterEvent),
    ],
)
def test_facts_that_cannot_be_are_refused(session, values, error):
    with pytest.raises(error):
        created(**values)


def test_registration_may_close_in_the_event_s_last_minute(session):  # R13
    closes = datetime(2026, 5, 6, 21, 0, tzinfo=UTC)  # midnight in Riga

    assert created(registration_closes_at=closes).registration_closes_at == closes


@pytest.mark.usefixtures("latvia")
def test_the_host_is_a_territory_of_the_first_day(session):  # R1
    kandava = territory_named("Kandavas novads", day=date(2017, 11, 21))
    before = {"starts_on": date(2017, 11, 21), "ends_on": date(2017, 11, 22)}

    assert created(host_territory=kandava, **before).host_territory is kandava
    with pytest.raises(errors.TerritoryNotOfThatDay):
        created(host_territory=kandava)


@pytest.mark.usefixtures("latvia")
def test_moving_an_event_past_a_reform_asks_for_the_host_anew(session):  # R1
    kandava = territory_named("Kandavas novads", day=date(2017, 11, 21))
    event = created(
        host_territory=kandava, starts_on=date(2017, 11, 21), ends_on=date(2017, 11, 22)
    )

    with pytest.raises(errors.TerritoryNotOfThatDay):
        edited(event, starts_on=date(2022, 5, 5), ends_on=date(2022, 5, 6))


@pytest.mark.usefixtures("latvia")
def test_an_event_is_found_without_diacritics(session):
    limbazi = territory_named("Limbažu novads", day=FIRST)
    event = created(
        host_territory=limbazi,
        place=LocalText(lv="Lādezera pamatskola"),
        topics=(LocalText(lv="mājoklis"),),
        series=LocalText(lv="Platforma II"),
    )

    for word in ("tiksanas", "limbazu", "ladezera", "majoklis", "platforma"):
        assert word in event.search_text


def test_topics_series_and_networks_are_made_as_they_are_named(session):
    event = created(
        topics=(LocalText(lv="izglītība", en="education"), LocalText(lv="nodarbinātība")),
        series=LocalText(lv="Platforma II"),
        network=LocalText(lv="Ekspertu tīkls"),
    )

    assert [topic.key for topic in event.topics] == ["izglitiba", "nodarbinatiba"]
    assert (event.series.name["lv"], event.network.name["lv"]) == ("Platforma II", "Ekspertu tīkls")


def test_what_the_organisation_has_already_is_used_again(session):
    organisation = an_organisation()
    for topic in (LocalText(lv="izglītība", en="education"), LocalText(lv="Izglitiba")):
        created(organisation, topics=(topic,), series=LocalText(lv="Platforma II"))

    assert len(session.scalars(select(Topic)).all()) == 1
    assert len(session.scalars(select(Series)).all()) == 1


def test_another_organisation_s_topics_are_its_own(session):
    for _ in range(2):
        created(topics=(LocalText(lv="izglītība"),), network=LocalText(lv="Tīkls"))

    assert len(session.scalars(select(Topic)).all()) == 2
    assert len(session.scalars(select(Network)).all()) == 2


def test_choices_stand_in_latvian_order(session):  # R5
    organisation = an_organisation()
    names = [LocalText(lv=word) for word in ("ūdens", "zeme", "ādas", "aka")]
    created(organisation, topics=tuple(names))

    found = service.topics_of(organisation, language="lv")
    assert [topic.name["lv"] for topic in found] == ["aka", "ādas", "ūdens", "zeme"]


def test_facts_read_back_are_the_facts_written(session):
    given = facts(
        slug="limbazi",
        aim=LocalText(lv="Mērķis"),
        capacity=30,
        admission=Admission.APPROVAL,
        list_audience=Audience.PARTICIPANTS,
        registration_opens_at=LONG_AGO,
        topics=(LocalText(lv="izglītība"),),
        series=LocalText(lv="Platforma II"),
    )
    event = service.create_event(
        organisation=an_organisation(), facts=given, actor=COMMAND, now=NOON
    )

    assert service.facts_of(event) == given


def test_places_cannot_become_fewer_than_are_taken(session):  # R6
    event = an_event(status=EventStatus.PUBLISHED, published_at=LONG_AGO, capacity=3)
    for _ in range(2):
        a_registration(event=event)

    with pytest.raises(errors.CapacityBelowTaken) as refused:
        edited(event, capacity=1)
    assert refused.value.taken == 2
    assert edited(event, capacity=2).capacity == 2
    assert edited(event, capacity=None).capacity is None


def test_an_event_does_not_shrink_away_from_its_agenda(session):
    event = an_event(starts_on=FIRST, ends_on=LAST)
    an_item(event=event, day=LAST)

    with pytest.raises(errors.ItemsOutsideDates) as refused:
        edited(event, ends_on=FIRST)
    assert refused.value.items == 1


def test_the_address_of_a_draft_may_change_that_of_a_published_event_not(session):
    draft, public = an_event(), an_event(published_at=LONG_AGO, status=EventStatus.PUBLISHED)

    assert edited(draft, slug="jauna-adrese").slug == "jauna-adrese"
    with pytest.raises(errors.AddressIsPublic):
        edited(public, slug="cita-adrese")


def test_a_change_is_dated_and_logged_with_before_and_after(session):  # R28
    event = created(place=LocalText(lv="Skola"))
    edited(event, place=LocalText(lv="Kultūras nams"))
    entry = session.scalars(select(LogEntry).order_by(LogEntry.id.desc())).first()

    assert event.updated_at == NOON
    assert (entry.action, entry.subject, entry.event_id) == ("changed", "event", event.id)
    assert (entry.before, entry.after) == (
        {"place": {"lv": "Skola"}},
        {"place": {"lv": "Kultūras nams"}},
    )


def test_saving_without_a_change_changes_no_date(session):
    event = an_event()
    edited(event)

    assert event.updated_at == LONG_AGO


def test_the_summary_is_written_apart_and_stays_when_the_event_is_edited(session):
    event = created()
    service.write_summary(
        event=event, summary=LocalText(lv="Tikšanās notika."), actor=COMMAND, now=NOON
    )
    edited(event, address="Jūras iela 1")

    assert event.summary["lv"] == "Tikšanās notika."


def test_the_search_text_follows_the_event(session):
    event = created()
    edited(event, title=LocalText(lv="Seminārs Ķekavā"))

    assert event.search_text == "seminars kekava"
    assert rules.searched_text(event) == event.search_text
    assert session.scalars(select(Event)).one() is event
