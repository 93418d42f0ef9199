"""The folder in which a demonstration keeps everything; only its owner reads its secrets."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

KEY_FILE = "secret-key"
SIGN_IN_FILE = "organiser-password"


@dataclass(frozen=True)
class DemoFolder:
    """The folder; made when it is not there."""

    path: Path

    def environment(self, *, base_url: str, given: Mapping[str, str]) -> dict[str, str]:
        """The settings of the demonstration; what is `given` in the environment goes before."""
        self.path.mkdir(parents=True, exist_ok=True)
        wanted = {
            "EVENTREG_HOME": str(self.path),
            "EVENTREG_BASE_URL": base_url,
            "EVENTREG_LOG_FORMAT": "console",
            "EVENTREG_MAIL_FROM": "eventreg@example.org",
        }
        if "EVENTREG_SECRET_KEY" not in given:
            wanted["EVENTREG_SECRET_KEY"] = self.secret(KEY_FILE, length=48)
        return {name: given.get(name, value) for name, value in wanted.items()}

    def secret(self, name: str, *, length: int) -> str:
        """The secret of that name: made once, then the same for ever."""
        file = self.path / name
        if not file.exists():
            self._keep(file, secrets.token_urlsafe(length))
        return file.read_text(encoding="ascii").strip()

    def holds(self, name: str) -> bool:
        """Whether a secret of that name was made."""
        return (self.path / name).exists()

    @staticmethod
    def _keep(file: Path, text: str) -> None:
        opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "w", encoding="ascii") as target:
            target.write(text + "\n")
