"""Tags of contributions."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from eventreg.database import Base

TAG_LENGTH = 40


class ContributionTag(Base):
    """A word by which organisers sort what was given; `name_key` is the word folded."""

    __tablename__ = "contribution_tag"

    contribution_id: Mapped[int] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), primary_key=True
    )
    name_key: Mapped[str] = mapped_column(String(TAG_LENGTH * 2), primary_key=True)
    name: Mapped[str] = mapped_column(String(TAG_LENGTH))
