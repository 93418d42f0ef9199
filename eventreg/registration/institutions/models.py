"""The names of institutions that an organisation keeps, and how else they are written."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventreg.database import Base
from eventreg.identity import HasUid


class Institution(Base, HasUid):
    """What an institution is called at all events of the organisation."""

    __tablename__ = "institution"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(200))

    spellings: Mapped[list["InstitutionSpelling"]] = relationship(
        back_populates="institution",
        cascade="all, delete-orphan",
        order_by="InstitutionSpelling.written",
    )


class InstitutionSpelling(Base):
    """A way to write an institution, as one wrote it; `key` is what it is recognised by.

    The name itself is one of its spellings. A key is of one institution.
    """

    __tablename__ = "institution_spelling"

    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    institution_id: Mapped[int] = mapped_column(
        ForeignKey("institution.id", ondelete="CASCADE"), index=True
    )
    written: Mapped[str] = mapped_column(String(200))

    institution: Mapped[Institution] = relationship(back_populates="spellings")
