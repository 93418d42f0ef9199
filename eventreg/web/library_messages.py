"""The messages of WTForms itself, translated in our own catalogue: it has no Latvian."""

from flask_babel import gettext, ngettext


class LibraryMessages:
    """What WTForms asks of its translations; it fills in the placeholders itself."""

    def gettext(self, message: str) -> str:
        return str(gettext(message))

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return str(ngettext(singular, plural, number))


LIBRARY_MESSAGES = LibraryMessages()
