"""The folder into which a demonstration delivers its mail, read as a mailbox."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import NamedTuple

NEWEST = 200

_NAME = re.compile(r"[A-Za-z0-9_-]{1,80}")
_ADDRESS = re.compile(r"(https?://[^\s<>]+)")


class Piece(NamedTuple):
    """A piece of a text, which may be an address to follow."""

    text: str
    is_address: bool


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A mail as it was delivered; `name` is its file's, without the ending."""

    name: str
    subject: str
    sender: str
    recipient: str
    reply_to: str
    language: str
    sent_at: datetime
    pieces: Sequence[Piece]
    attachments: Sequence[str]


def names_in(folder: Path) -> Sequence[str]:
    """The newest mails in the folder, latest first."""
    if not folder.is_dir():
        return []
    files = [path for path in folder.glob("*.eml") if is_name(path.stem)]
    files.sort(key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
    return [path.stem for path in files[:NEWEST]]


def is_name(text: str) -> bool:
    """Whether a mail could be called so."""
    return bool(_NAME.fullmatch(text))


def read(folder: Path, name: str) -> Letter | None:
    """The mail of that name; None when there is none."""
    path = folder / f"{name}.eml"
    if not is_name(name) or not path.is_file():
        return None
    data = path.read_bytes()
    mail = message_from_bytes(data, _class=EmailMessage, policy=policy.default)
    body = mail.get_body(("plain",))
    return Letter(
        name=name,
        subject=str(mail["Subject"] or ""),
        # The newer parser puts spaces into a long name in Latvian.
        sender=str(make_header(decode_header(message_from_bytes(data)["From"]))),
        recipient=str(mail["To"] or ""),
        reply_to=str(mail["Reply-To"] or ""),
        language=str(mail["Content-Language"] or "lv"),
        sent_at=parsedate_to_datetime(str(mail["Date"])),
        pieces=in_pieces(body.get_content() if body else ""),
        attachments=[part.get_filename() or "" for part in mail.iter_attachments()],
    )


def in_pieces(text: str) -> Sequence[Piece]:
    """The text with its web addresses apart.

    >>> in_pieces("See https://example.org/a now")[1]
    Piece(text='https://example.org/a', is_address=True)
    """
    return [Piece(part, bool(_ADDRESS.fullmatch(part))) for part in _ADDRESS.split(text) if part]
