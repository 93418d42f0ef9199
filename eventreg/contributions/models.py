"""What experts give to the report."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, true
from sqlalchemy import event as happenings
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventreg.agenda.models import AgendaItem
from eventreg.database import Base, enum_column
from eventreg.events.models import Event, Topic
from eventreg.identity import HasUid
from eventreg.language.local_text import LocalText
from eventreg.language.search import folded
from eventreg.registration.models import Registration
from eventreg.territories.models import Territory
from eventreg.visits.models import SiteVisit


class ContributionKind(StrEnum):
    """What sort of thing is contributed."""

    GOOD_PRACTICE = "good_practice"
    OPINION = "opinion"
    PROBLEM = "problem"
    PROPOSAL = "proposal"


class ContributionState(StrEnum):
    """Where a contribution stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    MERGED = "merged"
    SET_ASIDE = "set_aside"


class Naming(StrEnum):
    """Whether the author may be named."""

    NAME = "name"
    INSTITUTION = "institution"
    NOT_NAMED = "not_named"


class ProposalStatus(StrEnum):
    """What became of a proposal."""

    NEW = "new"
    TAKEN_UP = "taken_up"
    DONE = "done"
    DECLINED = "declined"


class Contribution(Base, HasUid):
    """A good practice, an opinion, a problem or a proposal.

    `text` is the description; the further texts belong to the card of a good practice
    (`problem` to `contact`) or to a proposal (`addressee`, `due_on`, `proposal_status`, and
    the addressee's `answer` with its day).
    One that is merged leaves its words in its own row, and its author becomes an author of the one
    that speaks for both. `as_given` are the author's own texts by column, once an editor has worded
    them anew; `reason` is why it was set aside. `search_text` is what people look for, kept with
    each change: it names neither the author nor a contact.
    """

    __tablename__ = "contribution"
    __table_args__ = (Index("ix_contribution_event_kind", "event_id", "kind", "position", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    registration_id: Mapped[int | None] = mapped_column(
        ForeignKey("registration.id", ondelete="SET NULL"), index=True
    )
    kind: Mapped[ContributionKind] = mapped_column(enum_column(ContributionKind))
    state: Mapped[ContributionState] = mapped_column(enum_column(ContributionState))
    position: Mapped[int] = mapped_column(default=0)
    merged_into_id: Mapped[int | None] = mapped_column(
        ForeignKey("contribution.id", ondelete="SET NULL"), index=True
    )
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"), index=True)
    visit_id: Mapped[int | None] = mapped_column(
        ForeignKey("site_visit.id", ondelete="SET NULL"), index=True
    )
    agenda_item_id: Mapped[int | None] = mapped_column(
        ForeignKey("agenda_item.id", ondelete="SET NULL"), index=True
    )
    territory_id: Mapped[int | None] = mapped_column(ForeignKey("territory.id"), index=True)
    naming: Mapped[Naming] = mapped_column(enum_column(Naming), default=Naming.NOT_NAMED)
    author: Mapped[str] = mapped_column(String(200), default="")
    institution: Mapped[str] = mapped_column(String(200), default="")
    title: Mapped[LocalText]
    text: Mapped[LocalText] = mapped_column(default=LocalText)
    place: Mapped[LocalText] = mapped_column(default=LocalText)
    problem: Mapped[LocalText] = mapped_column(default=LocalText)
    solution: Mapped[LocalText] = mapped_column(default=LocalText)
    took_part: Mapped[LocalText] = mapped_column(default=LocalText)
    result: Mapped[LocalText] = mapped_column(default=LocalText)
    needed_to_repeat: Mapped[LocalText] = mapped_column(default=LocalText)
    contact: Mapped[LocalText] = mapped_column(default=LocalText)
    level: Mapped[str] = mapped_column(String(10), default="")
    addressee: Mapped[LocalText] = mapped_column(default=LocalText)
    due_on: Mapped[date | None]
    proposal_status: Mapped[ProposalStatus | None] = mapped_column(enum_column(ProposalStatus))
    answer: Mapped[LocalText] = mapped_column(default=LocalText, server_default="{}")
    answered_on: Mapped[date | None]
    as_given: Mapped[dict[str, Any] | None]
    reason: Mapped[str] = mapped_column(default="")
    sample: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    search_text: Mapped[str] = mapped_column(default="", server_default="")

    event: Mapped[Event] = relationship()
    registration: Mapped[Registration | None] = relationship()
    topic: Mapped[Topic | None] = relationship()
    visit: Mapped[SiteVisit | None] = relationship()
    agenda_item: Mapped[AgendaItem | None] = relationship()
    territory: Mapped[Territory | None] = relationship()
    merged_into: Mapped["Contribution | None"] = relationship(
        remote_side="Contribution.id", back_populates="joined"
    )
    joined: Mapped[list["Contribution"]] = relationship(
        back_populates="merged_into", order_by="Contribution.id"
    )
    photos: Mapped[list["Photo"]] = relationship(
        back_populates="contribution", order_by="Photo.id", cascade="all, delete-orphan"
    )


class Photo(Base, HasUid):
    """A photo that an author gave with a text, and agreed to (R21); withdrawn, it is gone.

    The picture, encoded anew and without metadata, and a small one lie in the file store; sizes are
    pixels and bytes, `sha256` is of the picture. `alt` says what is seen in it; without that it is
    shown to nobody else. `as_given` are the author's words, once an editor has worded them anew.
    `taken_out_at` and `reason` are the organiser's, as are the places where it is shown.
    """

    __tablename__ = "contribution_photo"
    __table_args__ = (
        UniqueConstraint("contribution_id", "sha256"),
        CheckConstraint("width > 0 AND height > 0", name="photo_has_a_size"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), index=True
    )
    storage_key: Mapped[str] = mapped_column(String(200))
    small_key: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    width: Mapped[int]
    height: Mapped[int]
    size_bytes: Mapped[int]
    alt: Mapped[LocalText] = mapped_column(default=LocalText, server_default="{}")
    as_given: Mapped[dict[str, Any] | None]
    consent_wording: Mapped[str]
    consent_language: Mapped[str] = mapped_column(String(2))
    consented_at: Mapped[datetime]
    in_report: Mapped[bool] = mapped_column(default=True, server_default=true())
    in_library: Mapped[bool] = mapped_column(default=True, server_default=true())
    taken_out_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="", server_default="")

    contribution: Mapped[Contribution] = relationship(back_populates="photos")

    @property
    def name(self) -> str:
        """By which it is placed in a report."""
        return f"photo-{self.id}"

    @property
    def is_shown(self) -> bool:
        """Whether it may stand beside its text at all."""
        return self.taken_out_at is None and bool(self.alt)


SEARCHED = (
    *("title", "text", "place", "problem", "solution", "took_part", "result"),
    "needed_to_repeat",
)


def searched_text(texts: Mapping[str, Mapping[str, str] | None]) -> str:
    """The folded words of a contribution's texts, in every language."""
    said = (word for name in SEARCHED for word in (texts.get(name) or {}).values())
    return folded(" ".join(said))


@happenings.listens_for(Contribution, "before_insert")
@happenings.listens_for(Contribution, "before_update")
def _keep_search_text(_mapper: object, _connection: object, row: Contribution) -> None:
    row.search_text = searched_text({name: getattr(row, name) for name in SEARCHED})
