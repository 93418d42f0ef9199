"""The way out for mail: an SMTP server or, for a demonstration, a folder; chosen by `MAIL_URL`.

`smtp://user:password@host:587?tls=starttls`, `smtps://host:465` or `folder:///path`.
"""

import contextlib
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol, cast
from urllib.parse import parse_qs, unquote, urlsplit

from flask import Flask, current_app

TIMEOUT_SECONDS = 30
# Servers take so many mails in one conversation without complaint.
MAILS_A_CONVERSATION = 50


class Round(Protocol):
    """A postman on the way with several mails."""

    def deliver(self, message: EmailMessage) -> None:
        """Hand one finished mail over; raises OSError or smtplib.SMTPException when it cannot."""


class Postman(Protocol):
    """Takes mails out of the house."""

    def round(self) -> AbstractContextManager[Round]: ...
    def greet(self) -> None: ...


class SmtpRound:
    """Several mails over one connection, which is opened when the first one goes out.

    After a failure that is not the server's plain answer about one mail, and after some number of
    mails, the next one gets a new connection.
    """

    def __init__(self, postman: "SmtpPostman"):
        self._postman = postman
        self._opened = contextlib.ExitStack()
        self._server: smtplib.SMTP | None = None
        self._given = 0

    def deliver(self, message: EmailMessage) -> None:
        """Hand over one mail; returns only when the server has taken it."""
        server = self._ready()
        try:
            server.send_message(message)
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError):
            raise
        except BaseException:
            self.hang_up()
            raise
        self._given += 1

    def hang_up(self) -> None:
        """End the conversation; whatever goes wrong now concerns no mail."""
        self._server = None
        with contextlib.suppress(OSError, smtplib.SMTPException):
            self._opened.close()

    def _ready(self) -> smtplib.SMTP:
        if self._server is not None and (
            self._given >= MAILS_A_CONVERSATION or not _still_listens(self._server)
        ):
            self.hang_up()
        if self._server is None:
            self._server = self._opened.enter_context(self._postman.signed_in())
            self._given = 0
        return self._server


@dataclass(frozen=True)
class SmtpPostman:
    """Delivers to an SMTP server, with TLS as the URL says."""

    url: str

    @contextlib.contextmanager
    def round(self) -> Iterator[Round]:
        """Several mails over one connection."""
        on_the_way = SmtpRound(self)
        try:
            yield on_the_way
        finally:
            on_the_way.hang_up()

    def greet(self) -> None:
        """Go as far as one can without sending anything."""
        with self.signed_in() as server:
            server.noop()

    @contextlib.contextmanager
    def signed_in(self) -> Iterator[smtplib.SMTP]:
        """A connection, encrypted and signed in as the URL says."""
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

    @contextlib.contextmanager
    def round(self) -> Iterator[Round]:
        """The folder itself."""
        yield self

    def deliver(self, message: EmailMessage) -> None:
        """Write the file."""
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


def _still_listens(server: smtplib.SMTP) -> bool:
    try:
        return server.noop()[0] == 250
    except (OSError, smtplib.SMTPException):
        return False
