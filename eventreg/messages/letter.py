"""A row of the outbox as a mail: headers, text, HTML and the calendar file (R27)."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import urlsplit

from flask import current_app

from eventreg.messages.models import Message
from eventreg.settings import Settings

CALENDAR_NAME = {"lv": "pasakums.ics", "en": "event.ics"}


def write(message: Message) -> EmailMessage:
    """The finished mail. From is the installation's address, Reply-To the organiser's (R27)."""
    settings: Settings = current_app.extensions["eventreg.settings"]
    letter = EmailMessage(policy=SMTP)
    letter["Message-ID"] = f"<{message.uid}@{urlsplit(settings.base_url).hostname}>"
    letter["Date"] = format_datetime(message.created_at)
    letter["From"] = Address(_sender(message), addr_spec=settings.mail_from)
    letter["To"] = message.recipient
    if message.reply_to:
        letter["Reply-To"] = message.reply_to
    letter["Subject"] = message.subject
    letter["Auto-Submitted"] = "auto-generated"
    letter["Content-Language"] = message.language
    letter.set_content(message.text)
    letter.add_alternative(message.html, subtype="html")
    if message.calendar:
        letter.add_attachment(
            message.calendar.encode(),
            maintype="text",
            subtype="calendar",
            filename=CALENDAR_NAME[message.language],
            params={"charset": "utf-8", "method": message.calendar_method},
        )
    return letter


def _sender(message: Message) -> str:
    if message.event is None:
        return "eventreg"
    return message.event.organisation.name.in_(message.language)
