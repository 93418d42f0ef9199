"""Changes of an agenda in plain words, in the language in force."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from flask_babel import gettext

from eventreg.agenda.editing.board import when
from eventreg.agenda.versions.changes import Change, ChangeKind
from eventreg.agenda.versions.content import Kept
from eventreg.language import locale


def sentences(changes: Iterable[Change], language: str) -> Sequence[str]:
    """One sentence for each change, in `language`."""
    with locale.using(language):
        return [_SAID[change.kind](change, language) for change in changes]


def _added(change: Change, language: str) -> str:
    return str(
        gettext(
            "New: “%(title)s”, %(when)s.",
            title=change.now.title.in_(language),
            when=when(change.now.occasion, language),
        )
    )


def _removed(change: Change, language: str) -> str:
    return str(
        gettext(
            "Left out: “%(title)s”, %(when)s.",
            title=change.was.title.in_(language),
            when=when(change.was.occasion, language),
        )
    )


def _moved(change: Change, language: str) -> str:
    return str(
        gettext(
            "“%(title)s” has moved from %(was)s to %(now)s.",
            title=change.now.title.in_(language),
            was=when(change.was.occasion, language),
            now=when(change.now.occasion, language),
        )
    )


def _renamed(change: Change, language: str) -> str:
    return str(
        gettext(
            "“%(was)s” is now called “%(now)s”.",
            was=change.was.title.in_(language),
            now=change.now.title.in_(language),
        )
    )


def _other_place(change: Change, language: str) -> str:
    was, now = _where(change.was, language), _where(change.now, language)
    title = change.now.title.in_(language)
    if not now:
        return str(gettext("“%(title)s” is no longer in %(was)s.", title=title, was=was))
    if not was:
        return str(gettext("The place of “%(title)s”: %(now)s.", title=title, now=now))
    return str(
        gettext(
            "The place of “%(title)s” has changed: %(now)s (it was: %(was)s).",
            title=title,
            now=now,
            was=was,
        )
    )


def _other_track(change: Change, language: str) -> str:
    title, track = change.now.title.in_(language), change.now.track.in_(language)
    if not track:
        return str(gettext("“%(title)s” no longer is in a parallel track.", title=title))
    return str(
        gettext("“%(title)s” is now in the parallel track “%(track)s”.", title=title, track=track)
    )


def _other_speakers(change: Change, language: str) -> str:
    title = change.now.title.in_(language)
    was, now = _names(change.was, language), _names(change.now, language)
    joined = [name for name in now if name not in was]
    gone = [name for name in was if name not in now]
    if joined and gone:
        return str(
            gettext(
                "In “%(title)s” now: %(joined)s (no longer: %(gone)s).",
                title=title,
                joined=", ".join(joined),
                gone=", ".join(gone),
            )
        )
    if joined:
        return str(
            gettext("In “%(title)s” also: %(joined)s.", title=title, joined=", ".join(joined))
        )
    if gone:
        return str(
            gettext("In “%(title)s” no longer: %(gone)s.", title=title, gone=", ".join(gone))
        )
    return str(gettext("The speakers of “%(title)s” come in another order.", title=title))


def _where(item: Kept, language: str) -> str:
    return ", ".join(part for part in (item.place.in_(language), item.address) if part)


def _names(item: Kept, language: str) -> Sequence[str]:
    return [speaker.in_(language) for speaker in item.speakers]


_SAID: Mapping[ChangeKind, Callable[[Change, str], str]] = {
    ChangeKind.ADDED: _added,
    ChangeKind.REMOVED: _removed,
    ChangeKind.MOVED: _moved,
    ChangeKind.RENAMED: _renamed,
    ChangeKind.PLACE: _other_place,
    ChangeKind.TRACK: _other_track,
    ChangeKind.SPEAKERS: _other_speakers,
}
