"""How long things last and in which order they come survives every move (plain reckoning)."""

from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st

from eventreg.agenda.editing.landing import landed, minutes_of, shifted, starting_at
from eventreg.agenda.occasions import Occasion

DAY, NEXT = date(2026, 5, 5), date(2026, 5, 6)
MINUTE = st.integers(0, 24 * 60 - 1)


def clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


@st.composite
def timed(draw: st.DrawFn) -> Occasion:
    start = draw(st.integers(0, 24 * 60 - 2))
    end = draw(st.none() | st.integers(start + 1, 24 * 60 - 1))
    return Occasion(day=DAY, starts_at=clock(start), ends_at=None if end is None else clock(end))


def length(occasion: Occasion) -> int | None:
    if occasion.starts_at is None or occasion.ends_at is None:
        return None
    return minutes_of(occasion.ends_at) - minutes_of(occasion.starts_at)


@given(timed(), st.integers(-1439, 1439))
def test_a_shift_keeps_how_long_it_lasts_and_leads_back(one: Occasion, minutes: int) -> None:
    moved = shifted(one, minutes)

    assert moved is None or (length(moved), shifted(moved, -minutes)) == (length(one), one)


@given(st.lists(timed(), max_size=8), st.integers(-300, 300))
def test_a_shifted_day_keeps_its_order(day: list[Occasion], minutes: int) -> None:
    moved = [shifted(one, minutes) for one in day]
    stayed = [one for one in moved if one is not None]

    if len(stayed) == len(day):
        starts = [one.starts_at or time.min for one in day]
        after = [one.starts_at or time.min for one in stayed]
        assert [after.index(at) for at in sorted(after)] == [
            starts.index(at) for at in sorted(starts)
        ]


@given(timed(), st.none() | timed(), st.none() | timed())
def test_a_landing_keeps_how_long_it_lasts(
    one: Occasion, before: Occasion | None, behind: Occasion | None
) -> None:
    there = landed(one, day=NEXT, before=before, behind=behind)

    assert there is None or (there.day, length(there)) == (NEXT, length(one))


@given(timed(), timed(), st.none() | timed())
def test_a_landing_never_begins_before_what_it_comes_after(
    one: Occasion, before: Occasion, behind: Occasion | None
) -> None:
    there = landed(one, day=DAY, before=before, behind=behind)

    earliest = before.ends_at or before.starts_at
    assert there is None or (there.starts_at and earliest and there.starts_at >= earliest)


@given(timed(), MINUTE)
def test_a_start_is_where_it_was_wanted(one: Occasion, start: int) -> None:
    there = starting_at(one, NEXT, clock(start))

    assert there is None or there.starts_at == clock(start)


def test_what_fits_between_keeps_its_time() -> None:
    one = Occasion(day=DAY, starts_at=time(10), ends_at=time(11))
    before = Occasion(day=NEXT, starts_at=time(9), ends_at=time(10))

    assert landed(one, day=NEXT, before=before, behind=None) == Occasion(
        day=NEXT, starts_at=time(10), ends_at=time(11)
    )


def test_what_comes_first_ends_when_the_next_begins() -> None:
    one = Occasion(day=DAY, starts_at=time(14), ends_at=time(15))
    behind = Occasion(day=DAY, starts_at=time(10), ends_at=time(11))

    assert landed(one, day=DAY, before=None, behind=behind) == Occasion(
        day=DAY, starts_at=time(9), ends_at=time(10)
    )


def test_without_a_time_it_has_none_there_either() -> None:  # R14
    before = Occasion(day=NEXT, starts_at=time(9), ends_at=time(10))

    assert landed(Occasion(day=DAY), day=NEXT, before=before, behind=None) == Occasion(day=NEXT)
