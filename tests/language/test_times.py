"""Times of day."""

from datetime import time

import pytest

from eventreg.language.times import time_span


@pytest.mark.parametrize(
    ("start", "end", "lv", "en"),
    [
        (time(10), time(12, 30), "10.00–12.30", "10:00–12:30"),
        (time(9, 5), None, "9.05", "09:05"),
        (None, time(17), "līdz\u00a017.00", "until\u00a017:00"),
        (None, None, None, None),
    ],
)
def test_it_writes_a_span_as_far_as_it_is_known(
    start: time | None, end: time | None, lv: str | None, en: str | None
) -> None:  # R14
    assert (time_span(start, end, "lv"), time_span(start, end, "en")) == (lv, en)
