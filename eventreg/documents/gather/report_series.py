"""Counts that can be placed by name and are computed from the report's own facts (R3)."""

from collections.abc import Callable, Iterable, Mapping
from itertools import chain

from flask_babel import gettext

from eventreg.contributions.models import ContributionKind, ProposalStatus
from eventreg.contributions.wording import KINDS
from eventreg.documents.facts.participants import Group
from eventreg.documents.facts.report import (
    ByTopic,
    Contribution,
    Count,
    Participation,
    ReportFacts,
    Series,
)
from eventreg.documents.gather.counted import counted
from eventreg.documents.wording import GROUPS, PROPOSAL_STATES
from eventreg.language import locale
from eventreg.reports.names import VISITS, Counted

Counts = tuple[Count, ...]


def series_of(facts: ReportFacts, wanted: Iterable[str]) -> tuple[Series, ...]:
    """The wanted series in the paper's language; one that counts nothing is left out."""
    asked = set(wanted)
    with locale.using(facts.language):
        made = (_MADE[name](facts) for name in _MADE if name in asked)
        return tuple(series for series in made if series.counts)


def placeable(facts: ReportFacts) -> set[str]:
    """The names of all that these facts have something to show of."""
    found = {series.name for series in series_of(facts, _MADE)}
    photos = {photo.name for photo in facts.photos}
    return found | photos | ({VISITS} if facts.visits else set())


def by_group(came: Participation) -> Series:
    """People by whom they come for, in the language of now."""
    counts = (Count(name=str(GROUPS[Group(each.key)]), number=each.people) for each in came.groups)
    return counted(Counted.BY_GROUP, counts, head=gettext("Group"), of=gettext("Participants"))


def by_municipality(came: Participation) -> Series:
    """People by municipality, those of the host apart; in the language of now."""
    counts = (Count(name=place.name, number=place.people) for place in came.places)
    head, of = gettext("Municipality"), gettext("Participants")
    return counted(Counted.BY_MUNICIPALITY, counts, head=head, of=of)


def _by_kind(facts: ReportFacts) -> Series:
    given = {kind: len(list(_of_kind(facts, kind))) for kind in ContributionKind}
    counts = (Count(name=str(KINDS[kind]), number=count) for kind, count in given.items() if count)
    return counted(Counted.BY_KIND, counts, head=gettext("Kind"), of=gettext("Contributions"))


def _by_topic(facts: ReportFacts) -> Series:
    found: dict[str, int] = {}
    for kind in ContributionKind:
        for one in _of_kind(facts, kind):
            name = one.topic.text or gettext("Other topics")
            found[name] = found.get(name, 0) + 1
    counts = (Count(name=name[:1].upper() + name[1:], number=found[name]) for name in found)
    return counted(Counted.BY_TOPIC, counts, head=gettext("Topic"), of=gettext("Contributions"))


def _by_status(facts: ReportFacts) -> Series:
    found = [one.status or ProposalStatus.NEW.value for one in facts.proposals]
    counts = (
        Count(name=str(PROPOSAL_STATES[status]), number=found.count(status))
        for status in ProposalStatus
        if status in found
    )
    return counted(Counted.BY_STATUS, counts, head=gettext("Status"), of=gettext("Proposals"))


def _of_kind(facts: ReportFacts, kind: ContributionKind) -> Iterable[Contribution]:
    if kind is ContributionKind.PROPOSAL:
        return facts.proposals
    groups: Mapping[ContributionKind, tuple[ByTopic, ...]] = {
        ContributionKind.GOOD_PRACTICE: facts.good_practices,
        ContributionKind.OPINION: facts.opinions,
        ContributionKind.PROBLEM: facts.problems,
    }
    return chain.from_iterable(group.contributions for group in groups[kind])


_MADE: Mapping[Counted, Callable[[ReportFacts], Series]] = {
    Counted.BY_GROUP: lambda facts: by_group(facts.participation),
    Counted.BY_MUNICIPALITY: lambda facts: by_municipality(facts.participation),
    Counted.BY_KIND: _by_kind,
    Counted.BY_TOPIC: _by_topic,
    Counted.BY_STATUS: _by_status,
}
