"""The way out for mail: an SMTP server or, for a demonstration, a folder; chosen by `MAIL_URL`.

`smtp://user:password@host:587?tls=starttls`, `smtps://host:465` or `folder:///path`.
"""

import contextlib
import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol, cast
from urllib.parse import parse_qs, unquote, urlsplit

from flask import Flask, current_app

TIMEOUT_SECONDS = 30


class Postman(Protocol):
    """Takes one finished mail; raises OSError or smtplib.SMTPException when it cannot."""

    def deliver(self, message: EmailMessage) -> None: ...
    def greet(self) -> None: ...


@dataclass(frozen=True)
class SmtpPostman:
    """Delivers to an SMTP server, with TLS as the URL says."""

    url: str

    def deliver(self, message: EmailMessage) -> None:
        with self._signed_in() as server:
            server.send_message(message)

    def greet(self) -> None:
        """Go as far as one can without sending anything."""
        with self._signed_in() as server:
            server.noop()

    @contextlib.contextmanager
    def _signed_in(self) -> Iterator[smtplib.SMTP]:
        parts = urlsplit(self.url)
        host = parts.hostname or "localhost"
        with self._connect(parts.scheme, host, parts.port) as server:
            if parse_qs(parts.query).get("tls") == ["starttls"]:
                server.starttls(context=ssl.create_default_context())
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            yield server

    def _connect(self, scheme: str, host: str, port: int | None) -> smtplib.SMTP:
        if scheme == "smtps":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(host, port or 465, timeout=TIMEOUT_SECONDS, context=context)
        return smtplib.SMTP(host, port or 25, timeout=TIMEOUT_SECONDS)


@dataclass(frozen=True)
class FolderPostman:
    """Writes each mail as an .eml file; staff read them at a page of the demonstration."""

    folder: Path

    def deliver(self, message: EmailMessage) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        name = message["Message-ID"].strip("<>").partition("@")[0]
        (self.folder / f"{name}.eml").write_bytes(message.as_bytes())

    def greet(self) -> None:
        """Make sure that the folder is there."""
        self.folder.mkdir(parents=True, exist_ok=True)


def postman_for(url: str) -> Postman:
    """The postman an address asks for; raises ValueError for an unknown scheme."""
    parts = urlsplit(url)
    if parts.scheme in ("smtp", "smtps"):
        return SmtpPostman(url)
    if parts.scheme == "folder":
        return FolderPostman(Path(parts.path))
    raise ValueError(f"EVENTREG_MAIL_URL: unknown scheme {parts.scheme!r}")


def init(app: Flask, url: str) -> None:
    """Give the application its postman."""
    app.extensions["eventreg.mail"] = postman_for(url)


def postman() -> Postman:
    """The application's postman."""
    return cast(Postman, current_app.extensions["eventreg.mail"])
