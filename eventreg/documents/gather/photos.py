"""The photos of a report: with the text they were given with, or where somebody placed them."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from eventreg.contributions.models import Photo
from eventreg.documents.facts import report as facts
from eventreg.documents.facts.head import shown


def photos(rows: Iterable[Photo], language: str) -> tuple[facts.Photo, ...]:
    """What is printed of photos."""
    return tuple(
        facts.Photo(key=row.storage_key, alt=shown(row.alt, language), name=row.name)
        for row in rows
    )


def with_photos_placed(whole: facts.ReportFacts, names: Collection[str]) -> facts.ReportFacts:
    """The facts with the photos of these `names` where they are placed, and so nowhere else."""
    placed = tuple(photo for photo in whole.photos if photo.name in names)
    if not placed:
        return whole
    return replace(_without(whole, [photo.name for photo in placed]), placed=placed)


def with_present_photos(kept: facts.ReportFacts, names: Collection[str]) -> facts.ReportFacts:
    """The kept facts with only those photos whose `names` still stand (R21)."""
    gone = [photo.name for photo in kept.photos if photo.name not in names]
    placed = tuple(photo for photo in kept.placed if photo.name not in gone)
    return replace(_without(kept, gone), placed=placed) if gone else kept


def _without(whole: facts.ReportFacts, names: Collection[str]) -> facts.ReportFacts:
    def left(one: facts.Contribution) -> facts.Contribution:
        return replace(one, photos=tuple(each for each in one.photos if each.name not in names))

    return facts.with_contributions(whole, left)
