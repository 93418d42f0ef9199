"""Made-up people; each number is always the same person."""

from dataclasses import dataclass

_FIRST = (
    "Anna",
    "Jānis",
    "Līga",
    "Mārtiņš",
    "Žanete",
    "Ģirts",
    "Ķirils",
    "Šarlote",
    "Ēriks",
    "Ūna",
)
_LAST = (
    "Bērziņa",
    "Kalniņš",
    "Ozola",
    "Ķirsis",
    "Ļaudaka",
    "Ņikitina",
    "Šmits",
    "Žagars",
    "Čakste",
)


@dataclass(frozen=True)
class Person:
    """Somebody who wants to take part."""

    number: int

    @property
    def email(self) -> str:
        return f"person{self.number}@example.org"

    @property
    def address(self) -> str:
        """The network address of a home of its own."""
        number = self.number
        return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"

    def answers(self, municipalities: "list[str] | tuple[str, ...]") -> dict[str, str]:
        """What the person writes into the form; `municipalities` are the numbers offered."""
        number = self.number
        given = {
            "first_name": _FIRST[number % len(_FIRST)],
            "last_name": _LAST[number % len(_LAST)],
            "email": self.email,
            "phone": "+371 20000000" if number % 3 else "",
            "affiliation": "state",
            "institution": "Izglītības ministrija",
            "position": "vecākā eksperte",
            "diet": "veģetārs ēdiens" if number % 4 == 0 else "",
            "consent_list_participants": "y",
        }
        if number % 2 and municipalities:
            given["affiliation"] = "municipality"
            given["territory"] = municipalities[number % len(municipalities)]
            given["institution"] = "Novada dome"
        return given
