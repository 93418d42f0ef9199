"""What may be wrong with a beginning."""

from flask_babel import lazy_gettext, lazy_ngettext

from eventreg.errors import DomainError


class QuotasAbovePlaces(DomainError):
    """The invited keep more places free than the event has."""

    def __init__(self, kept: int):
        super().__init__(
            lazy_ngettext(
                "The invited keep %(num)s place free: give the event as many, or leave the "
                "invitations behind.",
                "The invited keep %(num)s places free: give the event as many, or leave the "
                "invitations behind.",
                kept,
            ),
            field="capacity",
        )


class TemplateNameTaken(DomainError):
    """A template is known by its name."""

    status = 409

    def __init__(self, name: str):
        super().__init__(
            lazy_gettext("There is a template “%(name)s” already.", name=name), field="name"
        )
