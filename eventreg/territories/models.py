"""Municipalities and other territories through time, and what became of them (R1, R2, R4)."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from eventreg.database import Base, SortKey, enum_column
from eventreg.language.collation import sort_key
from eventreg.language.local_text import LocalText


class TerritoryKind(StrEnum):
    """What a territory is."""

    REPUBLICAN_CITY = "republican_city"
    STATE_CITY = "state_city"
    MUNICIPALITY = "municipality"
    CITY = "city"
    REGION = "region"
    COUNTRY = "country"


class Relation(StrEnum):
    """How a territory goes on in its successor."""

    CONTINUES = "continues"
    MERGED = "merged"
    PART = "part"


class Territory(Base):
    """A territory during its period of validity; a reform makes new rows, it changes none.

    `code` is the country's own (ATVK in Latvia). `valid_to` is the last day, None while it lasts.
    `iso` is no key: a code such as LV-054 outlived the reform of 2021 with other borders.
    """

    __tablename__ = "territory"
    __table_args__ = (
        UniqueConstraint("country", "code"),
        CheckConstraint("length(country) = 2", name="country_has_two_letters"),
        CheckConstraint("length(code) > 0", name="code_not_blank"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="valid_period"),
        CheckConstraint("population IS NULL OR population >= 0", name="population_not_negative"),
        Index("ix_territory_period", "country", "valid_from", "valid_to"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    country: Mapped[str] = mapped_column(String(2))
    code: Mapped[str] = mapped_column(String(20))
    iso: Mapped[str | None] = mapped_column(String(10), index=True)
    kind: Mapped[TerritoryKind] = mapped_column(enum_column(TerritoryKind))
    name: Mapped[LocalText]
    official_name: Mapped[LocalText]
    genitive_lv: Mapped[str] = mapped_column(String(120), default="")
    locative_lv: Mapped[str] = mapped_column(String(120), default="")
    region: Mapped[LocalText] = mapped_column(default=LocalText)
    centre: Mapped[str] = mapped_column(String(120), default="")
    nuts3_2021: Mapped[str | None] = mapped_column(String(8))
    nuts3_2024: Mapped[str | None] = mapped_column(String(8))
    population: Mapped[int | None]
    area_km2: Mapped[float | None]
    longitude: Mapped[float | None]
    latitude: Mapped[float | None]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    sort_lv: Mapped[str] = mapped_column(SortKey, index=True)
    sort_en: Mapped[str] = mapped_column(SortKey, index=True)

    successions: Mapped[list["Succession"]] = relationship(
        foreign_keys="Succession.old_id", back_populates="old", order_by="Succession.id"
    )

    @validates("name")
    def _set_sort_keys(self, _key: str, name: LocalText) -> LocalText:
        self.sort_lv = sort_key(name.in_("lv"), "lv")
        self.sort_en = sort_key(name.in_("en"), "en")
        return name

    def is_valid_on(self, day: date) -> bool:
        """Whether the territory stood on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def genitive(self, language: str) -> str:
        """The name as it stands before another noun: "Limbažu novada", "Limbaži municipality"."""
        return (
            self.genitive_lv if language == "lv" and self.genitive_lv else self.name.in_(language)
        )

    def locative(self, language: str) -> str:
        """The place where something happens: "Limbažu novadā"; in English the name alone."""
        return (
            self.locative_lv if language == "lv" and self.locative_lv else self.name.in_(language)
        )


class Succession(Base):
    """A territory that ceased and one that took it over, wholly or in part."""

    __tablename__ = "territory_succession"
    __table_args__ = (
        UniqueConstraint("old_id", "new_id"),
        CheckConstraint("old_id <> new_id", name="two_territories"),
        CheckConstraint("share IS NULL OR (share >= 0 AND share <= 1)", name="share_of_whole"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    old_id: Mapped[int] = mapped_column(ForeignKey("territory.id", ondelete="CASCADE"))
    new_id: Mapped[int] = mapped_column(ForeignKey("territory.id", ondelete="CASCADE"), index=True)
    relation: Mapped[Relation] = mapped_column(enum_column(Relation))
    effective_on: Mapped[date]
    share: Mapped[float | None]
    note: Mapped[str] = mapped_column(String(300), default="")

    old: Mapped[Territory] = relationship(foreign_keys=[old_id], back_populates="successions")
    new: Mapped[Territory] = relationship(foreign_keys=[new_id])
