"""The forms about photos: of those who give them, and of organisers."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext
from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, Field

from eventreg.contributions.giving.service import written_in
from eventreg.contributions.models import Contribution, ContributionKind, Photo
from eventreg.contributions.photos.service import MOST, Upload
from eventreg.contributions.photos.wording import CONSENT
from eventreg.language import locale
from eventreg.web import forms

ACCEPTED = "image/jpeg,image/png,image/webp"
WHAT_IS_SEEN = lazy_gettext("What is seen in it")
_LONGEST = 300


class PhotosForm(forms.Form):
    """New photos with their consent, and words for those that are there: a field for each."""

    photos = MultipleFileField(
        lazy_gettext("Take or choose photos"),
        description=lazy_gettext(
            "At most %(most)s with one text. JPEG, PNG or WebP, at most 15 MB each and 30 MB at "
            "once. Place, time and camera are removed from the file.",
            most=MOST,
        ),
    )
    agreed = BooleanField(CONSENT)

    @classmethod
    def of(cls, contribution: Contribution) -> "PhotosForm":
        """The form with what stands."""
        language = written_in(contribution) or locale.current()
        fields: Mapping[str, Any] = {
            _name(photo): forms.text(
                WHAT_IS_SEEN, length=_LONGEST, default=photo.alt.get(language, "")
            )
            for photo in contribution.photos
        }
        form: PhotosForm = type("PhotosFormOfThisText", (cls,), dict(fields))()
        return form

    def field_of(self, photo: Photo) -> Field:
        """Where the photo is described."""
        return self[_name(photo)]

    def alts(self, contribution: Contribution) -> Mapping[str, str]:
        """What is seen in each photo, by the photo's name in addresses."""
        return {photo.uid: self.field_of(photo).data or "" for photo in contribution.photos}

    def new(self) -> Sequence[Upload]:
        """The files that were sent; a browser sends an empty one where none was chosen."""
        given = [each for each in self.photos.data or () if getattr(each, "filename", "")]
        return [Upload(each.filename, each.read()) for each in given]


class CuratingForm(forms.Form):
    """A photo as the report and the library show it."""

    alt = forms.local_line(WHAT_IS_SEEN, length=_LONGEST)
    in_report = BooleanField(lazy_gettext("Show it in the report"))
    in_library = BooleanField(lazy_gettext("Show it in the library of good practices"))

    @classmethod
    def of(cls, photo: Photo) -> "CuratingForm":
        """The form with what stands."""
        shown = {"in_report": photo.in_report, "in_library": photo.in_library}
        form = cls(data={"alt": photo.alt, **shown})
        if photo.contribution.kind is not ContributionKind.GOOD_PRACTICE:
            del form.in_library
        return form


class TakeOutForm(forms.Form):
    """Why a photo is shown nowhere."""

    reason = forms.text(
        lazy_gettext("Reason"),
        length=1000,
        required=lazy_gettext("Write why it is taken out."),
        description=lazy_gettext("Its author can read it."),
    )


def _name(photo: Photo) -> str:
    return f"alt_{photo.id}"
