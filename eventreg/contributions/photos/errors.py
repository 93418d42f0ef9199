"""What may stand against a photo."""

from collections.abc import Sequence

from flask_babel import lazy_gettext

from eventreg.errors import DomainError


class ConsentMissing(DomainError):
    """A photo is taken in only of those who agree to be seen (R21)."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("Tick this if it is so, then choose the photos once more."), field="agreed"
        )


class PhotosUnreadable(DomainError):
    """None of the files is a picture that can be read."""

    status = 422

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            lazy_gettext(
                "%(names)s cannot be read. Send JPEG, PNG or WebP, of at most 15 MB and 40 "
                "megapixels; for photos of the kind HEIC choose “Most Compatible” in the settings "
                "of the camera.",
                names=", ".join(names),
            ),
            field="photos",
        )


class TooManyPhotos(DomainError):
    """A text has at most a handful."""

    status = 422

    def __init__(self, most: int) -> None:
        super().__init__(
            lazy_gettext(
                "A text can have %(most)s photos. Choose fewer, or withdraw one first.", most=most
            ),
            field="photos",
        )


class DescriptionMissing(DomainError):
    """A photo without words is shown to nobody."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("Say in a few words what is seen."), field="alt")
