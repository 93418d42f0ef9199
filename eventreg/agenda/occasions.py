"""When something happens: a local day and clock times, each of which may be unknown (R14)."""

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """A day and the times on it, as the clocks of the event's place show them."""

    day: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None

    @property
    def is_timed(self) -> bool:
        """Whether at least the day and the start are known."""
        return self.day is not None and self.starts_at is not None

    def overlaps(self, other: "Occasion") -> bool:
        """Whether nobody could be at both (R10).

        What is unknown overlaps with nothing; of two that follow each other without a pause
        neither overlaps; one without a known end is the moment of its start.
        """
        return _starts_during(self, other) or _starts_during(other, self)

    def holds(self, other: "Occasion") -> bool:
        """Whether `other` lies within these times; what is unknown contradicts nothing."""
        if self.day is not None and other.day is not None and self.day != other.day:
            return False
        return not (
            _is_before(other.starts_at, self.starts_at)
            or _is_before(other.ends_at, self.starts_at)
            or _is_before(self.ends_at, other.starts_at)
            or _is_before(self.ends_at, other.ends_at)
        )


def _starts_during(one: Occasion, other: Occasion) -> bool:
    if one.day is None or one.day != other.day:
        return False
    if one.starts_at is None or other.starts_at is None:
        return False
    if one.starts_at == other.starts_at:
        return True
    return other.ends_at is not None and other.starts_at < one.starts_at < other.ends_at


def _is_before(one: time | None, other: time | None) -> bool:
    return one is not None and other is not None and one < other
