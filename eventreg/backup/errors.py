"""What may stand against a backup or its return."""

from eventreg.errors import DomainError


class BackupDamaged(DomainError):
    """The file is not a whole backup; the text says what is wrong."""

    status = 422


class InstallationNotEmpty(DomainError):
    """A backup returns only into an empty installation."""

    def __init__(self) -> None:
        super().__init__(
            "This installation already has organisations, accounts or events. "
            "Restore into an empty one."
        )


class StoredFileLost(DomainError):
    """A document's row stands, but its file is gone."""

    def __init__(self, key: str):
        super().__init__(f"The stored file {key} is missing. Run: eventreg check")
