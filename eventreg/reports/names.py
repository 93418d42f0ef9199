"""What can be placed in a report by name, and what its words may refer to."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from eventreg.language.local_text import LocalText
from eventreg.reports.blocks import PLACED, What, all_blocks, all_runs
from eventreg.reports.markdown import read


class Counted(StrEnum):
    """Numbers that are computed (R3): each can be placed as a figure and as a table."""

    BY_GROUP = "participants-by-group"
    BY_MUNICIPALITY = "participants-by-municipality"
    BY_REGION = "participants-by-region"
    BY_ROLE = "participants-by-role"
    OVER_TIME = "registrations-over-time"
    VISIT_SEATS = "seats-on-visits"
    ATTENDANCE_BY_DAY = "attendance-by-day"
    ATTENDANCE_BY_VISIT = "attendance-by-visit"
    BY_KIND = "contributions-by-kind"
    BY_TOPIC = "contributions-by-topic"
    BY_STATUS = "proposals-by-status"


VISITS = "visits"  # a table only
FIGURES = frozenset(Counted)
TABLES = frozenset({*Counted, VISITS})


def unknown_names(text: LocalText, *, sections: Iterable[str], photos: Iterable[str]) -> list[str]:
    """The names in a text that lead nowhere, each once, in reading order.

    A reference may name a section, or a figure, table or photo that can be placed.
    """
    placeable: Mapping[What, frozenset[str]] = {
        What.FIGURE: FIGURES,
        What.PLACED_TABLE: TABLES,
        What.PHOTO: frozenset(photos),
    }
    referable = {*sections, *FIGURES, *TABLES, *placeable[What.PHOTO]}
    found: list[str] = []
    for said in text.values():
        blocks = read(said)
        found += [
            block.name
            for block in all_blocks(blocks)
            if block.what in PLACED and block.name not in placeable[block.what]
        ]
        found += [run.see for run in all_runs(blocks) if run.see and run.see not in referable]
    return list(dict.fromkeys(found))
