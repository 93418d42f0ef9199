"""Times of day as Latvian ("10.00–12.30") and English ("10:00–12:30") write them."""

from datetime import time

DASH = "\u2013"


def clock_time(at: time, language: str) -> str:
    """One time of day: "9.05" in Latvian, "09:05" in English."""
    if language == "lv":
        return f"{at.hour}.{at.minute:02}"
    return f"{at:%H:%M}"


def time_span(start: time | None, end: time | None, language: str) -> str | None:
    """From start to end; None when neither is known (R14).

    A known start alone reads "10.00", a known end alone "līdz 12.30" / "until 12:30".
    """
    if start is not None and end is not None:
        return f"{clock_time(start, language)}{DASH}{clock_time(end, language)}"
    if start is not None:
        return clock_time(start, language)
    if end is not None:
        until = "līdz" if language == "lv" else "until"
        return f"{until}\u00a0{clock_time(end, language)}"
    return None
