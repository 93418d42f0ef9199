"""What may stand against a decision of the editing room."""

from collections.abc import Sequence

from flask_babel import lazy_gettext

from eventreg.contributions.editing.sensitivity import Finding
from eventreg.errors import DomainError


class NotForDecision(DomainError):
    """A draft is its author's alone; what is merged lives on in another."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("This text is not there to be decided about."))


class MayNameSomebody(DomainError):
    """A sentence may link a named person to ethnicity or health (R25)."""

    def __init__(self, found: Sequence[Finding]) -> None:
        self.found = found
        super().__init__(
            lazy_gettext("Look at the sentences below, then say that they may stand so."),
            field="sure",
        )


class TitleMissing(DomainError):
    """The report lists it by its title."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("Give it a title in a few words."), field="title")
