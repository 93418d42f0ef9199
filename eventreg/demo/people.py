"""Sample people: made-up names of the kind Latvians bear, at addresses that reach nobody."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eventreg.language import locale
from eventreg.language.search import folded
from eventreg.paths import DATA
from eventreg.registration.consents import WORDING
from eventreg.registration.models import Affiliation, ConsentPurpose, ParticipantRole
from eventreg.territories.models import Territory, TerritoryKind

# A job in the masculine and the feminine.
JOBS = (
    ("sociālā darba speciālists", "sociālā darba speciāliste"),
    ("izglītības darba speciālists", "izglītības darba speciāliste"),
    ("jaunatnes lietu speciālists", "jaunatnes lietu speciāliste"),
    ("projektu vadītājs", "projektu vadītāja"),
    ("sabiedrības integrācijas speciālists", "sabiedrības integrācijas speciāliste"),
    ("sociālais darbinieks", "sociālā darbiniece"),
    ("karjeras konsultants", "karjeras konsultante"),
)
CITIES = frozenset({TerritoryKind.REPUBLICAN_CITY, TerritoryKind.STATE_CITY})
EVERYTHING = tuple(ConsentPurpose)

# Most let themselves be named by everybody, some by those who take part, some by nobody.
AGREED: Sequence[Sequence[ConsentPurpose]] = (
    EVERYTHING,
    (ConsentPurpose.LIST_PUBLIC, ConsentPurpose.LIST_PARTICIPANTS),
    (ConsentPurpose.LIST_PARTICIPANTS,),
    EVERYTHING,
    (),
)


@dataclass(frozen=True)
class Name:
    """A made-up name; `form` is f or m."""

    form: str
    first: str
    last: str

    @property
    def email(self) -> str:
        return f"{folded(self.first)}.{folded(self.last)}@example.org"

    def job(self, number: int) -> str:
        """A job in the right form."""
        masculine, feminine = JOBS[number % len(JOBS)]
        return feminine if self.form == "f" else masculine


def names() -> Iterator[Name]:
    """The sample names, each once."""
    path = DATA / "samples" / "names.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Name(row["form"], row["first_name"], row["last_name"])


def municipality_of(territory: Territory) -> str:
    """What the municipality of a territory is called: "Dobeles novada pašvaldība"."""
    if territory.kind in CITIES:
        kind = "pilsētas" if territory.kind is TerritoryKind.REPUBLICAN_CITY else "valstspilsētas"
        return f"{territory.genitive_lv} {kind} pašvaldība"
    return f"{territory.genitive_lv} pašvaldība"


def sample(
    *,
    key: str,
    name: Name,
    number: int,
    position: str,
    institution: str,
    registered_at: str,
    territory: Territory | None = None,
    affiliation: Affiliation = Affiliation.MUNICIPALITY,
    role: ParticipantRole = ParticipantRole.EXPERT,
    visits: Sequence[str] = (),
) -> Mapping[str, Any]:
    """A sample registration, as the event file has it; `number` decides what it agrees to."""
    place = {"country": territory.country, "code": territory.code} if territory else None
    return {
        "key": key,
        "state": "confirmed",
        "role": role.value,
        "first_name": name.first,
        "last_name": name.last,
        "position": position,
        "institution": institution,
        "affiliation": affiliation.value,
        "territory": place,
        "email": name.email,
        "language": "lv",
        "sample": True,
        "visits": [{"visit": visit, "state": "confirmed"} for visit in visits],
        "consents": _consents(AGREED[number % len(AGREED)], registered_at),
        "created_at": registered_at,
    }


def _consents(purposes: Sequence[ConsentPurpose], given_at: str) -> list[dict[str, str]]:
    with locale.using("lv"):
        return [
            {
                "purpose": purpose.value,
                "wording": str(WORDING[purpose]),
                "language": "lv",
                "given_at": given_at,
            }
            for purpose in purposes
        ]
