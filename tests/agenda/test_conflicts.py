"""What does not go together in an agenda, by plain values."""

from datetime import UTC, date, datetime, time

import pytest

from eventreg.agenda.conflicts import ConflictKind, conflicts_in
from eventreg.agenda.days import Item, Speaker, VisitedHost, in_days
from eventreg.agenda.models import ItemKind, SpeakerRole
from eventreg.agenda.occasions import Occasion
from eventreg.events.models import Event
from eventreg.language.local_text import LocalText
from eventreg.visits.models import InstitutionKind
from eventreg.visits.planned import Host, PlannedVisit

FIRST, SECOND = date(2017, 11, 21), date(2017, 11, 22)
EVENT = Event(starts_on=FIRST, ends_on=SECOND, time_zone="Europe/Riga")
LIMBAZI, VALMIERA = (57.5147, 24.7197), (57.5384, 25.4264)  # some 42 km apart


def at(start: str, end: str, day: date = FIRST) -> Occasion:
    return Occasion(day=day, starts_at=time.fromisoformat(start), ends_at=time.fromisoformat(end))


def an_item(uid: str, occasion: Occasion, **values: object) -> Item:
    given: dict[str, object] = {
        "kind": ItemKind.SESSION,
        "position": 0,
        "title": LocalText(lv=uid),
        "text": LocalText(),
        "place": LocalText(),
        "address": "",
        "track": LocalText(),
        "speakers": (),
        "visit": None,
    }
    return Item(uid=uid, occasion=occasion, **given | values)  # type: ignore[arg-type]


def a_visit(
    uid: str, point: tuple[float, float] | None = None, departs_at: datetime | None = None
) -> PlannedVisit:
    return PlannedVisit(
        uid=uid,
        host=Host(
            uid=uid,
            name=LocalText(lv=uid),
            kind=InstitutionKind.SCHOOL,
            address="",
            territory=None,
            latitude=point[0] if point else None,
            longitude=point[1] if point else None,
        ),
        occasions=(),
        choosable=True,
        capacity=None,
        taken=0,
        free=None,
        meeting_point=LocalText(),
        departs_at=departs_at,
        transport=LocalText(),
        accompanying="",
        good_to_know=LocalText(),
    )


def visited(visit: PlannedVisit) -> VisitedHost:
    return VisitedHost(visit_uid=visit.uid, name=visit.host.name, kind=visit.host.kind, address="")


def named(name: str) -> tuple[Speaker, ...]:
    return (Speaker(role=SpeakerRole.SPEAKER, name=name, job=LocalText(), institution=LocalText()),)


def conflicts(*found: Item, visits: tuple[PlannedVisit, ...] = ()) -> list[tuple[str, str, str]]:
    agenda = in_days(found, starts_on=FIRST, ends_on=SECOND)
    return [
        (each.kind.value, each.first.uid, each.second.uid if each.second else "")
        for each in conflicts_in(agenda, EVENT, visits)
    ]


def kinds(*found: Item) -> set[str]:
    return {kind for kind, _first, _second in conflicts(*found)}


def test_a_speaker_in_two_places_at_once_is_noticed() -> None:
    one = an_item("a", at("10:00", "12:00"), speakers=named("Jānis Kalniņš"))
    other = an_item("b", at("11:00", "13:00"), speakers=named("janis kalnins"))

    assert ConflictKind.SPEAKER in kinds(one, other)


def test_a_place_used_twice_at_once_is_noticed() -> None:
    one = an_item("a", at("10:00", "12:00"), place=LocalText(lv="Lielā zāle"))
    other = an_item("b", at("11:00", "13:00"), place=LocalText(lv="lielā zāle"))

    assert ConflictKind.PLACE in kinds(one, other)


def test_the_same_place_at_different_times_is_no_conflict() -> None:
    hall = LocalText(lv="Zāle")
    one = an_item("a", at("10:00", "11:00"), place=hall)

    assert conflicts(one, an_item("b", at("11:00", "12:00"), place=hall)) == []


def test_an_item_is_never_in_conflict_with_its_own_parts() -> None:
    hall = LocalText(lv="Zāle")
    part = an_item("part", at("10:00", "11:00"), place=hall)

    assert conflicts(an_item("whole", at("10:00", "12:00"), place=hall, parts=(part,))) == []


def test_items_without_a_place_are_not_in_the_same_place() -> None:
    one = an_item("a", at("10:00", "11:00"))

    assert kinds(one, an_item("b", at("10:00", "11:00"))) == {"track"}


def test_items_that_overlap_in_one_track_are_noticed() -> None:
    track = LocalText(lv="1. grupa")
    one = an_item("a", at("10:00", "12:00"), track=track)
    other = an_item("b", at("11:00", "13:00"), track=track)

    assert conflicts(one, other) == [("track", "a", "b")]


def test_tracks_tell_items_at_the_same_time_apart() -> None:
    one = an_item("a", at("10:00", "12:00"), track=LocalText(lv="1. grupa"))
    other = an_item("b", at("11:00", "13:00"), track=LocalText(lv="2. grupa"))

    assert conflicts(one, other) == []


def test_visits_beside_each_other_are_a_choice() -> None:
    school, home = a_visit("school"), a_visit("home")
    one = an_item("a", at("10:00", "12:00"), visit=visited(school))
    other = an_item("b", at("10:00", "13:00"), visit=visited(home))

    assert conflicts(one, other, visits=(school, home)) == []


@pytest.mark.parametrize(("start", "noticed"), [("12:30", True), ("13:10", False)])
def test_a_way_longer_than_the_time_for_it_is_noticed(start: str, noticed: bool) -> None:
    school, home = a_visit("school", LIMBAZI), a_visit("home", VALMIERA)
    one = an_item("a", at("10:00", "12:00"), visit=visited(school))
    way = an_item("bus", at("12:00", "12:30"), kind=ItemKind.TRANSFER, address="Autoosta")
    other = an_item("b", at(start, "15:00"), visit=visited(home))

    found = conflicts(one, way, other, visits=(school, home))

    assert found == ([("transfer", "a", "b")] if noticed else [])


@pytest.mark.parametrize(("start", "noticed"), [("12:00", True), ("12:05", False)])
def test_two_addresses_need_a_few_minutes_between_them(start: str, noticed: bool) -> None:
    one = an_item("a", at("10:00", "12:00"), address="Rīgas iela 16")
    other = an_item("b", at(start, "15:00"), address="Jūras iela 1")

    assert conflicts(one, other) == ([("transfer", "a", "b")] if noticed else [])


def test_a_departure_while_a_session_runs_is_noticed() -> None:  # R13: 9.30 UTC is 11.30 in Rīga
    visit = a_visit("school", departs_at=datetime(2017, 11, 21, 9, 30, tzinfo=UTC))
    session = an_item("a", at("10:00", "12:00"))

    assert conflicts(session, visits=(visit,)) == [("departure", "a", "")]


def test_people_may_leave_during_lunch_and_after_a_session() -> None:
    visit = a_visit("school", departs_at=datetime(2017, 11, 21, 10, tzinfo=UTC))
    session = an_item("a", at("10:00", "12:00"))
    lunch = an_item("b", at("12:00", "13:00"), kind=ItemKind.MEAL)

    assert conflicts(session, lunch, visits=(visit,)) == []


def test_an_item_on_no_day_of_the_event_is_noticed() -> None:
    stray = an_item("a", at("10:00", "12:00", date(2017, 11, 25)))

    assert conflicts(stray) == [("outside", "a", "")]
