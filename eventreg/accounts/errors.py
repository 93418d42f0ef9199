"""What the rules of accounts and organisations say no to."""

from flask_babel import lazy_gettext

from eventreg.errors import DomainError


class OrganisationUnnamed(DomainError):
    """An organisation has a name in at least one language."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("Give the organisation a name in Latvian or English."), field="name"
        )


class OrganisationSlugTaken(DomainError):
    """Another organisation has this short name."""

    def __init__(self, slug: str):
        super().__init__(
            lazy_gettext("Another organisation is called “%(slug)s” already.", slug=slug),
            field="slug",
        )


class MemberAlready(DomainError):
    """The person works for the organisation already."""

    def __init__(self, email: str):
        super().__init__(
            lazy_gettext("%(email)s works for this organisation already.", email=email),
            field="email",
        )


class LastOwnerStays(DomainError):
    """Without an owner nobody could look after the organisation."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext(
                "The organisation needs an owner. "
                "Make somebody else an owner first, then try again."
            ),
            field="role",
        )


class ColourNotReadable(DomainError):
    """White on the colour, or the colour on white, would be hard to read."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("This colour is too pale to be read on white. Choose a darker one."),
            field="accent_colour",
        )


class PasswordTooWeak(DomainError):
    """The password does not keep the rules; `reasons` are said by Flask-Security."""

    def __init__(self, reasons: list[str]):
        super().__init__(reasons[0], field="password")
        self.reasons = reasons
