"""An SMTP server in a process of its own that keeps what it accepts, one file per recipient.

`python -m benchmarks.load.mail_server PORT FOLDER` serves on loopback until it is told to stop.
Each line of a file is a mail as JSON: its Message-ID, its subject, the links in it.
"""

import json
import re
import signal
import sys
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

LINK = re.compile(r"https?://[^\s<>\"]+")


class Keeper:
    """Takes every mail and writes it down before it says so."""

    def __init__(self, folder: Path):
        self._folder = folder

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        mail = message_from_bytes(envelope.content, _class=EmailMessage, policy=policy.default)
        body = mail.get_body(("plain",))
        kept = {
            "id": str(mail["Message-ID"]),
            "subject": str(mail["Subject"]),
            "links": LINK.findall(body.get_content()) if body else [],
        }
        for recipient in envelope.rcpt_tos:
            with (self._folder / file_name(recipient)).open("a", encoding="utf-8") as file:
                file.write(json.dumps(kept) + "\n")
        return "250 OK"


def file_name(recipient: str) -> str:
    """The file of a recipient's mails."""
    return f"{recipient.replace('/', '_')}.jsonl"


def mails_to(folder: Path, recipient: str) -> list[dict[str, Any]]:
    """The mails that the recipient got, in order."""
    try:
        lines = (folder / file_name(recipient)).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    return [json.loads(line) for line in lines]


def all_mails(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Every recipient's mails."""
    names = [file.name.removesuffix(".jsonl") for file in folder.glob("*.jsonl")]
    return {name: mails_to(folder, name) for name in names}


def serve(port: int, folder: Path) -> None:
    """Serve until SIGTERM."""
    from aiosmtpd.controller import Controller

    controller = Controller(Keeper(folder), hostname="127.0.0.1", port=port)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    controller.start()
    signal.sigwait({signal.SIGTERM})
    controller.stop()


if __name__ == "__main__":
    serve(int(sys.argv[1]), Path(sys.argv[2]))
