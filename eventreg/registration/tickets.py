"""The ticket: a signed code that the desk can check, even without a network.

The code says which registration and which version of it, and bears a signature under a key of the
event alone: a device at the desk that was given that key can check tickets of this event, and
neither open anybody's link nor make tickets for another event. Handing over, correcting the address
and erasing raise the version, so that an earlier ticket is no longer valid. The code is no address:
who photographs it can open nothing.
"""

import base64
import hashlib
import hmac
from typing import Any

import segno
from flask import current_app
from markupsafe import Markup

from eventreg.events.models import Event
from eventreg.registration.models import Registration, RegistrationState

SHAPE = "EVR1"
SIGNATURE_BYTES = 12
# Dark modules on white, whatever the colours of the page: scanners want it so.
INK = "#000000"


def has_ticket(registration: Registration) -> bool:
    """Whether there is a place to show a ticket for."""
    return registration.state is RegistrationState.CONFIRMED


def code_of(registration: Registration) -> str:
    """What the QR code says: shape, registration, version, signature, parted by full stops."""
    said = f"{SHAPE}.{registration.uid}.{registration.link_version}"
    return f"{said}.{_signature(desk_key(registration.event), said)}"


def read_code(event: Event, code: str) -> tuple[str, int] | None:
    """Which registration and version a code is for; None when it is no ticket of this event."""
    said, _, signature = code.strip().rpartition(".")
    if not hmac.compare_digest(signature.encode(), _signature(desk_key(event), said).encode()):
        return None
    _shape, uid, version = said.split(".")
    return uid, int(version)


def desk_key(event: Event) -> bytes:
    """The key that a device at the desk needs to check the event's tickets."""
    secret = str(current_app.secret_key).encode()
    return hmac.new(secret, f"ticket\0{event.id}".encode(), hashlib.sha256).digest()


def drawn(code: str, *, title: str) -> Any:
    """The code as inline SVG with a title, for the page and the paper."""
    made = segno.make(code, error="q", micro=False)
    return Markup(  # noqa: S704, segno escapes the title
        made.svg_inline(border=0, dark=INK, title=title, omitsize=True, svgclass="qr")
    )


def _signature(key: bytes, said: str) -> str:
    digest = hmac.new(key, said.encode(), hashlib.sha256).digest()[:SIGNATURE_BYTES]
    return base64.urlsafe_b64encode(digest).decode()
