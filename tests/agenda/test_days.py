from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st

from eventreg.agenda.days import Item, in_days, in_order, side_by_side
from eventreg.agenda.models import ItemKind
from eventreg.agenda.occasions import Occasion
from eventreg.language.local_text import LocalText

FIRST, SECOND = date(2017, 11, 21), date(2017, 11, 22)

SOME_TIME = Occasion(day=FIRST)

clock_times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
days = st.sampled_from([FIRST, SECOND])


@st.composite
def occasions(draw: st.DrawFn) -> Occasion:
    day = draw(st.none() | days)
    start = draw(st.none() | clock_times) if day else None
    end = draw(st.none() | clock_times) if start else None
    return Occasion(
        day=day, starts_at=start, ends_at=end if start and end and end > start else None
    )


def an_item(uid: str, occasion: Occasion = SOME_TIME, **values: object) -> Item:
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


def at(hour: int, until: int | None = None, day: date = FIRST) -> Occasion:
    return Occasion(day=day, starts_at=time(hour), ends_at=time(until) if until else None)


items = st.lists(occasions()).map(
    lambda drawn: [
        an_item(str(number), occasion, position=number) for number, occasion in enumerate(drawn)
    ]
)


def uids(found: object) -> list[str]:
    return [item.uid for item in found]  # type: ignore[attr-defined]


@given(occasions(), occasions())
def test_two_occasions_overlap_whichever_is_asked_first(one: Occasion, other: Occasion) -> None:
    assert one.overlaps(other) == other.overlaps(one)  # R10


@given(occasions(), occasions())
def test_what_is_unknown_never_overlaps(one: Occasion, other: Occasion) -> None:
    if not (one.is_timed and other.is_timed):
        assert not one.overlaps(other)  # R10, R14


@given(occasions())
def test_a_timed_occasion_overlaps_with_itself(occasion: Occasion) -> None:
    assert occasion.overlaps(occasion) == occasion.is_timed


@given(occasions(), occasions())
def test_different_days_never_overlap(one: Occasion, other: Occasion) -> None:
    if one.day != other.day:
        assert not one.overlaps(other)


@given(occasions(), occasions())
def test_an_occasion_that_lies_within_another_overlaps_with_it(
    one: Occasion, other: Occasion
) -> None:
    if one.is_timed and other.is_timed and one.ends_at and one.holds(other):
        assert one.overlaps(other) or other.starts_at == one.ends_at


def test_what_follows_without_a_pause_does_not_overlap() -> None:
    assert not at(10, 11).overlaps(at(11, 12))


def test_what_has_no_end_is_the_moment_of_its_start() -> None:
    assert at(10, 12).overlaps(at(11))
    assert not at(9).overlaps(at(10, 12))


@given(items)
def test_known_times_stand_in_their_order(drawn: list[Item]) -> None:
    starts = [item.starts_at for item in in_order(drawn) if item.starts_at]

    assert starts == sorted(starts)


@given(items)
def test_no_item_is_lost_or_doubled_by_ordering(drawn: list[Item]) -> None:
    assert sorted(uids(in_order(drawn))) == sorted(uids(drawn))


@given(items)
def test_the_order_does_not_depend_on_how_the_items_came(drawn: list[Item]) -> None:
    assert in_order(reversed(drawn)) == in_order(drawn)


def test_an_item_without_a_time_stays_behind_the_one_it_was_placed_after() -> None:
    lunch = an_item("lunch", at(12), position=0)
    walk = an_item("walk", position=1)
    opening = an_item("opening", at(9), position=2)

    assert uids(in_order([lunch, walk, opening])) == ["opening", "lunch", "walk"]  # R14


def test_an_item_placed_before_all_others_stays_first() -> None:
    arrival = an_item("arrival", position=0)
    opening = an_item("opening", at(9), position=1)

    assert uids(in_order([opening, arrival])) == ["arrival", "opening"]


def test_items_of_the_same_time_stand_side_by_side() -> None:
    slots = side_by_side([an_item("a", at(10, 11)), an_item("b", at(10, 11)), an_item("c", at(11))])

    assert [uids(slot.items) for slot in slots] == [["a", "b"], ["c"]]


def test_tracks_that_start_together_stand_side_by_side_though_one_lasts_longer() -> None:
    short = an_item("a", at(10, 11), track=LocalText(lv="1. grupa"))
    long = an_item("b", at(10, 12), track=LocalText(lv="2. grupa"))

    (slot,) = side_by_side([short, long])

    assert slot.ends_at == time(12)


def test_tracks_of_unknown_time_stand_side_by_side() -> None:
    groups = [an_item(name, track=LocalText(lv=name)) for name in ("a", "b")]

    assert [slot.is_parallel for slot in side_by_side(groups)] == [True]  # R14


def test_two_items_of_one_track_follow_each_other() -> None:
    track = LocalText(lv="1. grupa")
    groups = [an_item("a", track=track), an_item("b", track=track)]

    assert [uids(slot.items) for slot in side_by_side(groups)] == [["a"], ["b"]]


def test_items_without_time_or_track_follow_each_other() -> None:
    slots = side_by_side([an_item("a"), an_item("b")])

    assert [uids(slot.items) for slot in slots] == [["a"], ["b"]]


def test_days_are_numbered_from_the_first_day_of_the_event() -> None:
    agenda = in_days([an_item("b", at(9, day=SECOND))], starts_on=FIRST, ends_on=SECOND)

    assert [(day.number, day.date) for day in agenda.days] == [(2, SECOND)]


def test_a_day_bears_its_date_in_words() -> None:
    (day,) = in_days([an_item("a")], starts_on=FIRST, ends_on=SECOND).days

    assert (day.heading("lv") or "").replace("\xa0", " ") == (
        "1. diena – 2017. gada 21. novembris, otrdiena"  # R15
    )


def test_items_without_a_day_come_last() -> None:
    unknown = an_item("?", Occasion())
    agenda = in_days([unknown, an_item("a")], starts_on=FIRST, ends_on=SECOND)

    assert [(day.number, day.heading("lv") is None) for day in agenda.days] == [
        (1, False),
        (None, True),
    ]  # R14


def test_those_who_plan_see_empty_days_too() -> None:
    agenda = in_days([], starts_on=FIRST, ends_on=SECOND, with_empty_days=True)

    assert [(day.date, day.slots) for day in agenda.days] == [(FIRST, ()), (SECOND, ())]


def test_everything_names_each_item_before_its_parts() -> None:
    whole = an_item("whole", parts=(an_item("part"),))
    agenda = in_days([whole, an_item("next", position=1)], starts_on=FIRST, ends_on=SECOND)

    assert uids(agenda.everything()) == ["whole", "part", "next"]
