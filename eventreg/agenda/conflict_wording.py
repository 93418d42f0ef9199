"""What is said about a conflict, in one sentence."""

from flask_babel import LazyString, lazy_gettext

from eventreg.agenda.conflicts import Conflict, ConflictKind


def said(conflict: Conflict, language: str) -> LazyString:
    """The sentence; titles and names in `language`, the words in the language of the page."""
    facts = {
        "first": conflict.first.title.in_(language),
        "second": conflict.second.title.in_(language) if conflict.second else "",
        "what": conflict.what.in_(language),
    }
    if conflict.kind is ConflictKind.SPEAKER:
        return lazy_gettext(
            "%(what)s speaks in two items at the same time: “%(first)s” and “%(second)s”.", **facts
        )
    if conflict.kind is ConflictKind.PLACE:
        return lazy_gettext(
            "Two items are at the same time at “%(what)s”: “%(first)s” and “%(second)s”.", **facts
        )
    return _about_the_way(conflict, facts)


def _about_the_way(conflict: Conflict, facts: dict[str, str]) -> LazyString:
    if conflict.kind is ConflictKind.TRACK and not conflict.what:
        return lazy_gettext(
            "“%(first)s” and “%(second)s” are at the same time. If they run in parallel, say in"
            " which tracks.",
            **facts,
        )
    if conflict.kind is ConflictKind.TRACK:
        return lazy_gettext("“%(first)s” and “%(second)s” overlap in the same track.", **facts)
    if conflict.kind is ConflictKind.TRANSFER:
        return lazy_gettext(
            "From “%(first)s” to “%(second)s” there are %(has)s min, and the way takes about"
            " %(needs)s min.",
            **facts,
            has=conflict.has,
            needs=conflict.needs,
        )
    if conflict.kind is ConflictKind.DEPARTURE:
        return lazy_gettext("People leave for “%(what)s” while “%(first)s” still runs.", **facts)
    return lazy_gettext("“%(first)s” is on a day that is not a day of the event.", **facts)
