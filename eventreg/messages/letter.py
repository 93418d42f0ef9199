"""A row of the outbox as a mail: headers, text, HTML and the calendar file (R27)."""

from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit

from flask import current_app

from eventreg.messages.models import Message
from eventreg.messages.rendering import Finished
from eventreg.settings import Settings

CALENDAR_NAME = {"lv": "pasakums.ics", "en": "event.ics"}


class LetterPolicy(EmailPolicy):
    """Long headers in Latvian stay whole: the library's own folding loses and adds spaces."""

    def fold(self, name: str, value: Any) -> str:
        """The header in lines of the length that mail allows."""
        if str(value).isascii() or name.lower() not in {"subject", "from"}:
            return str(super().fold(name, value))
        if name.lower() == "from":
            (address,) = value.addresses
            folded = f"{_encoded(name, address.display_name)}{self.linesep} <{address.addr_spec}>"
        else:
            folded = _encoded(name, str(value))
        return f"{name}: {folded}{self.linesep}"

    def fold_binary(self, name: str, value: Any) -> bytes:
        """The same as bytes."""
        return self.fold(name, value).encode("utf-8" if self.utf8 else "ascii", "surrogateescape")


def _encoded(name: str, text: str) -> str:
    return Header(text, "utf-8", header_name=name).encode(linesep=SMTP.linesep)


POLICY = LetterPolicy(linesep=SMTP.linesep, raise_on_defect=False)


def write(message: Message, finished: Finished) -> EmailMessage:
    """The mail with its headers: From the installation, Reply-To the organiser (R27)."""
    settings: Settings = current_app.extensions["eventreg.settings"]
    letter = EmailMessage(policy=POLICY)
    letter["Message-ID"] = f"<{message.uid}@{urlsplit(settings.base_url).hostname}>"
    letter["Date"] = format_datetime(message.created_at)
    letter["From"] = Address(_sender(message), addr_spec=settings.mail_from)
    letter["To"] = message.recipient
    if message.reply_to:
        letter["Reply-To"] = message.reply_to
    letter["Subject"] = finished.subject
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(finished.text, cte="quoted-printable")
    letter.add_alternative(finished.html, subtype="html", cte="quoted-printable")
    if finished.calendar:
        letter.add_attachment(
            finished.calendar.text.encode(),
            maintype="text",
            subtype="calendar",
            filename=CALENDAR_NAME[message.language],
            params={"charset": "utf-8", "method": finished.calendar.method},
        )
    letter["Content-Language"] = message.language  # of the whole, not of its first part
    return letter


def _sender(message: Message) -> str:
    if message.event is None:
        return "eventreg"
    return message.event.organisation.name.in_(message.language)
