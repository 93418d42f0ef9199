"""Cards on sheets that are printed on both sides."""

from types import SimpleNamespace

import pytest

from eventreg.documents.binding.flowing import Entry, flow

CARD = SimpleNamespace(width=90.0, height=54.0)
ROOM = (15.0, 13.0, 180.0, 110.0)  # two columns, two rows


def places(fronts):
    """The column of each card and each back by page, a sheet of fronts and its backs in turn."""
    found = []
    for start in range(0, fronts, 4):
        some = min(4, fronts - start)
        found += [Entry("card", CARD, ())] * some + [Entry("back", CARD, ())] * some
    return [
        [((place.x - ROOM[0]) / 90, (place.y - ROOM[1]) / 54) for place in page]
        for page in flow(found, ROOM)
    ]


@pytest.mark.parametrize("fronts", [1, 2, 3, 4, 5, 11])
def test_each_back_lies_behind_its_front_when_the_sheet_is_turned_at_its_long_edge(fronts):
    pages = places(fronts)

    assert len(pages) == 2 * -(-fronts // 4)
    for front, back in zip(pages[::2], pages[1::2], strict=True):
        assert [(1 - column, row) for column, row in back] == front
