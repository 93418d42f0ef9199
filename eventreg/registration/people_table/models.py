"""Saved views of the table of people."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventreg.accounts.models import Account, Organisation
from eventreg.database import Base
from eventreg.events.models import Event
from eventreg.identity import HasUid

NAME_LENGTH = 60


class PeopleView(Base, HasUid):
    """A filter, columns and an order under a name: for one event, or all of the organisation.

    It is the account's own unless `shared` with colleagues. The one that `opens_first` is shown to
    those who have asked for nothing. `wanted` is what `people_table.view.View.as_json` says; it
    holds no words that were searched for, since they may name a person (R22).
    """

    __tablename__ = "people_view"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    event_id: Mapped[int | None] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), index=True
    )
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    shared: Mapped[bool] = mapped_column(default=False, server_default=false())
    opens_first: Mapped[bool] = mapped_column(default=False, server_default=false())
    wanted: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]

    organisation: Mapped[Organisation] = relationship()
    event: Mapped[Event | None] = relationship()
    account: Mapped[Account | None] = relationship()
