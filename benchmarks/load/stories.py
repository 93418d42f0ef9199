"""What a person does, step by step, as a browser shows it; and what came of it."""

import random
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.load.browser import Browser, Form, NoAnswer, NoSuchForm, Page
from benchmarks.load.mail_server import mails_to
from benchmarks.load.people import Person

_REFERENCE = re.compile(r"\b[2-9B-DF-HJ-NP-TV-XZ]{4}-[2-9B-DF-HJ-NP-TV-XZ]{4}\b")
LOOK_SECONDS = 0.2
# So long one who waits looks whether a place is offered.
OFFER_SECONDS = 3.0


class Told(StrEnum):
    """What the pages told the person in the end; `ENOUGH` for today the coordinator (R12)."""

    RECEIVED = "received"
    FULL = "full"
    ENOUGH = "enough"
    REFUSED = "refused"
    NOTHING = "nothing"


@dataclass
class Outcome:
    """What came of one person's story; `seconds` is how long each request took.

    Who was `named` by a coordinator has seen no page that answers, and knows no reference.
    """

    number: int
    email: str
    told: Told = Told.NOTHING
    reference: str = ""
    why: str = ""
    tried_again: int = 0
    faults: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    cancelled: bool = False
    accepted: bool = False
    named: bool = False

    def as_plain(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, plain: dict[str, Any]) -> "Outcome":
        return cls(**{**plain, "told": Told(plain["told"])})


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the stories happen: the installation's address, the event, the folder of mails.

    `coordinators` are the addresses of the delegations.
    """

    address: str
    slug: str
    mails: str
    patience: float
    coordinators: Sequence[str] = ()


class Story:
    """One person's way through the pages; each step may be taken apart from the next."""

    def __init__(self, number: int, place: Place):
        self.person = Person(number)
        self.place = place
        self.outcome = Outcome(number, self.person.email)
        self.browser = Browser(
            place.address, came_from=self.person.address, patience=place.patience
        )
        self._form: Form | None = None
        self._answer: Page | None = None
        self._waits = False

    @property
    def register_path(self) -> str:
        return f"/lv/e/{self.place.slug}/register"

    def take(self, step: str) -> None:
        """Take a step of this name; what goes wrong is told by the outcome."""
        if self.outcome.told is Told.NOTHING or step in AFTERWARDS:
            try:
                getattr(self, step)()
            except (NoAnswer, NoSuchForm) as error:
                self.outcome.why = str(error)
        self.outcome.tried_again = self.browser.tried_again
        self.outcome.faults = self.browser.faults

    def register(self) -> None:
        """The whole way in: the form, check your answers, send, the page that answers."""
        self.open()
        self.check()
        self.send()

    def open(self) -> None:
        """Open the form; the event's page says so when there is none any more."""
        page = self._timed(lambda: self.browser.get(self.register_path))
        if page.has_form("form_key"):
            self._form = page.form("form_key")
        else:
            self.outcome.told = Told.FULL

    def check(self) -> None:
        """Fill the form in and go on to check the answers."""
        form = self._form
        if form is None:
            return
        answers = self.person.answers([each for each in form.offered["territory"] if each])
        if "waits" in form.names:
            answers["waits"] = "y"
            self._waits = True
        page = self._timed(lambda: self.browser.send(form, {**answers, "step": "check"}))
        self._form = page.form("form_key")
        self._note_refusal(page)

    def send(self) -> None:
        """Send what was checked; the story ends with the page that answers."""
        self.press()
        self.see()

    def press(self) -> None:
        """Press the button that registers."""
        form = self._form
        if form is not None and self.outcome.told is Told.NOTHING:
            self._answer = self._timed(lambda: self.browser.post(form, {"step": "send"}))

    def see(self) -> None:
        """See the page that answers."""
        page, self._answer = self._answer, None
        if page is None:
            return
        if page.status == 303:
            target = page.text
            page = self._timed(lambda: self.browser.get(target))
        if page.path.endswith("/done"):
            self.outcome.told = Told.RECEIVED
            found = _REFERENCE.search(page.text)
            self.outcome.reference = found[0] if found else ""
        elif page.has_form("waits") and not self._waits:  # the event has just become full
            self._form = page.form("form_key")
            self.check()
            self.send()
        else:
            self._note_refusal(page)

    def name(self) -> None:
        """The coordinator of one of the delegations names the person."""
        addresses = self.place.coordinators
        path = urlsplit(addresses[self.person.number % len(addresses)]).path
        form = self._timed(lambda: self.browser.get(f"{path}add")).form("last_name")
        answers = self.person.answers([each for each in form.offered.get("territory", ()) if each])
        page = self._timed(lambda: self.browser.send(form, answers))
        self.outcome.named = True
        if page.status == 200:
            self.outcome.told = Told.RECEIVED
        else:
            self._note_refusal(page)

    def cancel(self) -> None:
        """Open the own link out of the mail and give the place up."""
        if (mine := self._own_link()) is None:
            return
        page = self._timed(lambda: self.browser.get(f"{mine}cancel"))
        if page.status == 200 and page.forms():
            page = self._timed(lambda: self.browser.send(page.forms()[-1], {}))
            self.outcome.cancelled = page.status == 200

    def look(self) -> None:
        """Look at the event's page and at my registration, if there is one."""
        self._timed(lambda: self.browser.get(f"/lv/e/{self.place.slug}/"))
        if self.outcome.told is Told.RECEIVED and (mine := self._own_link(wait=0.0)):
            self._timed(lambda: self.browser.get(mine))

    def change_my_mind(self) -> None:
        """One of three cancels and comes again; who is offered a place takes it up."""
        chance = random.Random(self.person.number)
        time.sleep(chance.random() * LOOK_SECONDS)
        if chance.random() < 1 / 3:
            self.cancel()
            return
        self.accept()

    def accept(self) -> None:
        """Whoever waits takes up an offered place, if one is offered in the next moments."""
        mine = self._own_link() if self._waits else None
        end = time.monotonic() + OFFER_SECONDS
        while mine is not None and time.monotonic() < end:
            page = self._timed(lambda: self.browser.get(f"{mine}offer"))
            if page.has_form("answer"):
                self._accept(page.form("answer"))
                return
            time.sleep(LOOK_SECONDS)

    def _accept(self, offer: Form) -> None:
        page = self._timed(lambda: self.browser.send(offer, {"answer": "accept"}))
        self.outcome.accepted = page.status == 200

    def _own_link(self, wait: float | None = None) -> str | None:
        """The path of my registration, out of the mail; None when none comes."""
        end = time.monotonic() + (self.place.patience if wait is None else wait)
        while True:
            for mail in mails_to(Path(self.place.mails), self.person.email):
                for link in mail["links"]:
                    if "/r/" in (path := urlsplit(str(link)).path):
                        return path
            if time.monotonic() >= end:
                return None
            time.sleep(LOOK_SECONDS)

    def _note_refusal(self, page: Page) -> None:
        if page.status == 429 and self.outcome.named:
            self.outcome.told = Told.ENOUGH
        elif page.status == 422:
            self.outcome.why = page.complaints
            full = any(word in page.complaints for word in FULL_WORDS)
            self.outcome.told = Told.FULL if full else Told.REFUSED

    def _timed(self, request: Callable[[], Page]) -> Page:
        begun = time.monotonic()
        page = request()
        self.outcome.seconds.append(round(time.monotonic() - begun, 4))
        return page


# Steps of those who have been told already where they stand.
AFTERWARDS = frozenset({"cancel", "look", "change_my_mind", "accept"})
FULL_WORDS = ("vietas", "vietu", "Visas")
