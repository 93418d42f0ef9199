"""Refusals about the names of institutions, named after the fact."""

from flask_babel import lazy_gettext

from eventreg.errors import DomainError


class NameSaysNothing(DomainError):
    """The name has no letter and no figure."""

    field = "name"

    def __init__(self) -> None:
        super().__init__(lazy_gettext("Write a name with letters."))


class SpellingOfAnother(DomainError):
    """The name is a spelling of another institution."""

    field = "name"

    def __init__(self, name: str):
        super().__init__(
            lazy_gettext(
                "It is a spelling of “%(name)s”. Make the two one, or take the spelling out there.",
                name=name,
            )
        )


class SpellingIsTheName(DomainError):
    """An institution's own name cannot be taken out of its spellings."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("It is the name itself. Rename the institution first."))
