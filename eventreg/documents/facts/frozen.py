"""The report's facts as plain values that can be kept, and back again."""

import json
from functools import cache
from typing import Any, cast

from eventreg.documents.facts.head import as_json
from eventreg.documents.facts.report import ReportFacts


def frozen(facts: ReportFacts) -> dict[str, Any]:
    """The facts as JSON knows them."""
    return cast(dict[str, Any], json.loads(as_json(facts)))


def thawed(kept: dict[str, Any]) -> ReportFacts:
    """The facts that were kept."""
    return cast(ReportFacts, _reader().validate_python(kept))


@cache
def _reader() -> Any:
    from pydantic import TypeAdapter  # costs start-up time where nothing is kept

    return TypeAdapter(ReportFacts)
