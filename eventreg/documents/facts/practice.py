"""What the paper of one good practice says."""

from dataclasses import dataclass

from eventreg.documents.facts.head import Facts, Text
from eventreg.documents.facts.report import Contribution


@dataclass(frozen=True, kw_only=True)
class PracticeFacts(Facts):
    """One practice of the library; `address` is its page."""

    practice: Contribution
    address: str

    @property
    def heading(self) -> Text:
        """The paper is called by the practice, not by the event."""
        return self.practice.title
