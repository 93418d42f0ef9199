"""Letters to many."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventreg.database import Base, enum_column
from eventreg.events.models import Event
from eventreg.identity import HasUid
from eventreg.language.local_text import LocalText


class CircularState(StrEnum):
    """Where a circular stands."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    SENT = "sent"


class Circular(Base, HasUid):
    """A letter with the filter that says to whom it goes, as `people_filter.model.as_json` has it.

    The filter is asked when sending begins: who comes later gets no mail. `reached` is the number
    of the last registration a mail was written to, in the transaction of that mail, so that a crash
    neither forgets anybody nor writes twice; `mails` counts them. Once sent, the filter holds no
    words that were searched for, since they may name a person (R22).
    """

    __tablename__ = "circular"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    subject: Mapped[LocalText]
    body: Mapped[LocalText]
    wanted: Mapped[dict[str, Any]]
    state: Mapped[CircularState] = mapped_column(
        enum_column(CircularState), default=CircularState.DRAFT
    )
    written_at: Mapped[datetime]
    send_at: Mapped[datetime | None]
    began_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    reached: Mapped[int] = mapped_column(default=0)
    mails: Mapped[int] = mapped_column(default=0)

    event: Mapped[Event] = relationship()
