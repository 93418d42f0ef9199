"""The sections that every report begins with, in their order."""

from enum import StrEnum


class StandardSection(StrEnum):
    """The sections of a report in their first order; all but the conclusions are compiled."""

    GENERAL = "general"
    AIM = "aim_and_tasks"
    PARTICIPANTS = "participants"
    COURSE = "course"
    GOOD_PRACTICES = "good_practices"
    OPINIONS = "opinions"
    PROBLEMS = "problems"
    PROPOSALS = "proposals"
    EARLIER = "earlier_proposals"
    CONCLUSIONS = "conclusions"
    EVALUATION = "evaluation"


WRITTEN_ONLY = frozenset({StandardSection.CONCLUSIONS})
