"""How a failure is told on the command line: in one line each, with what to do."""

from collections.abc import Sequence

import sqlalchemy.exc

from eventreg.errors import DomainError


def told(error: Exception) -> Sequence[str]:
    """The lines for an error."""
    if isinstance(error, DomainError):
        return [str(error), *(str(fault) for fault in getattr(error, "faults", ()))]
    if type(error).__name__ == "SettingsError":
        return [f"Settings: {error}"]
    if isinstance(error, OSError):
        return [f"{error.filename or 'system'}: {error.strerror or error}"]
    if isinstance(error, sqlalchemy.exc.DBAPIError):
        return [f"The database refused: {_first_line(str(error.orig))}"]
    what = f"{type(error).__name__}: {_first_line(str(error))}"
    return [f"This is a fault of the program. {what} (eventreg --trace … shows where)"]


def _first_line(text: str) -> str:
    return text.splitlines()[0] if text else ""
