"""What notes of several desks come to does not hang on the order in which they are heard."""

from dataclasses import dataclass
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from eventreg.attendance.notes import deciding
from tests.factories import NOON


@dataclass(frozen=True)
class Note:
    uid: str
    present: bool
    minute: int

    @property
    def at(self):
        return NOON + timedelta(minutes=self.minute)


def notes():
    """Notes with names of their own, some of them at the same moment."""
    kinds = st.lists(st.tuples(st.booleans(), st.integers(0, 6)), max_size=8)
    return kinds.map(
        lambda made: [Note(f"note-{number}", *each) for number, each in enumerate(made)]
    )


@given(notes().flatmap(lambda made: st.tuples(st.just(made), st.permutations(made))))
def test_any_order_comes_to_the_same(orders):
    made, heard = orders

    assert deciding(heard) == deciding(made)


@given(notes())
def test_a_plain_history_says_the_same(made):
    since = None
    for note in sorted(made, key=lambda each: (each.at, each.uid)):
        since = (since or note) if note.present else None

    assert deciding(made) == since
