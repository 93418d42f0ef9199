"""Facts to print in tests: an event whose times are unknown, and one in which all is known."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from eventreg.documents.facts.agenda import (
    AgendaFacts,
    Day,
    Item,
    Person,
    Practical,
    Row,
    Visit,
    VisitTime,
)
from eventreg.documents.facts.head import EventFacts, Letterhead, Text
from eventreg.documents.typesetting import Edition

FIRST = Edition(version=1, made_at=datetime(2017, 11, 20, 8, 5, tzinfo=UTC))


def lv(text: str) -> Text:
    return Text(text, "lv")


def letterhead() -> Letterhead:
    return Letterhead(
        name=lv("Kultūras ministrija"),
        address=lv("K. Valdemāra iela 11A, Rīga, LV-1364"),
        email="pasts@example.org",
        phone="+371 67000000",
        website="https://www.example.org",
    )


def event_facts(**changes: object) -> EventFacts:
    facts = EventFacts(
        slug="limbazi-2017",
        title=lv("Ekspertu tikšanās Limbažu novadā"),
        kind=lv("Reģionālo ekspertu tikšanās un labās prakses apmaiņas vizīte"),
        starts_on=date(2017, 11, 21),
        ends_on=date(2017, 11, 22),
        time_zone="Europe/Riga",
        place=lv("Limbažu novads"),
        address="",
        series=lv("Latvijas romu platforma II: dialogs, līdzdalība un savstarpēja mācīšanās"),
        network=lv("Reģionālo ekspertu tīkls romu integrācijas jautājumos"),
        funding=lv("Eiropas Savienības programma „Tiesības, vienlīdzība un pilsonība 2014–2020”"),
        url="https://events.example.org/lv/e/limbazi-2017/",
        privacy_url="https://events.example.org/lv/privacy",
        draft=False,
        cancelled=False,
        over=True,
    )
    return replace(facts, **changes)


def person(name: str = "", institution: str = "", job: str = "", role: str = "speaker") -> Person:
    return Person(
        role=role,
        name=name,
        job=lv(job) if job else Text(),
        institution=lv(institution) if institution else Text(),
    )


def item(kind: str, title: str, **more: object) -> Item:
    values: dict[str, object] = {
        "text": Text(),
        "starts_at": None,
        "ends_at": None,
        "place": Text(),
        "address": "",
        "people": (),
        "parts": (),
        "track": Text(),
        "quiet": kind in {"meal", "transfer", "break", "registration"},
    }
    return Item(kind=kind, title=lv(title), **{**values, **more})


def at(start: str, end: str = "") -> dict[str, time | None]:
    return {
        "starts_at": time.fromisoformat(start),
        "ends_at": time.fromisoformat(end) if end else None,
    }


def row(*items: Item) -> Row:
    return Row(starts_at=items[0].starts_at, ends_at=items[-1].ends_at, items=items)


def visit(number: int, host: str, **more: object) -> Visit:
    values: dict[str, object] = {
        "kind": "school",
        "territory": "Limbažu novads",
        "address": "",
        "times": (),
        "meeting_point": Text(),
        "departs_at": None,
        "transport": Text(),
        "seats": None,
        "accompanying": "",
        "good_to_know": Text(),
    }
    return Visit(number=number, host=lv(host), **{**values, **more})


HOSTS = (
    person(job="Limbažu novada domes priekšsēdētājs", role="host"),
    person(institution="Limbažu novada Sociālais dienests", role="host"),
    person(institution="Bērnu un jauniešu centrs", role="host"),
    person(institution="Limbažu novada sociālā darba nodaļa", role="host"),
    person(institution="Lādezera pamatskola", role="host"),
    person(institution="Limbažu jauniešu un pieaugušo vakara (maiņu) vidusskola", role="host"),
    person(institution="Nodarbinātības valsts aģentūra", role="host"),
)


def agenda_of_first_event(language: str = "lv") -> AgendaFacts:
    """The real event: what happened is known, neither day nor time of anything."""
    return AgendaFacts(
        language=language,
        letterhead=letterhead(),
        event=event_facts(),
        aim=lv(
            "Apspriest labo praksi romu integrācijas galvenajos virzienos un kopīgi meklēt "
            "efektīvākos risinājumus romu līdzdalībai un sociālajai iekļaušanai; īpaša uzmanība – "
            "pašvaldībām ar nelielu romu iedzīvotāju skaitu."
        ),
        days=(),
        undated=(
            item("site_visit", "Lādezera pamatskola", host_kind="school"),
            item("site_visit", "Limbažu bērnu un jauniešu centrs", host_kind="youth_centre"),
            item("site_visit", "Baumaņu Kārļa Viļķenes pamatskola", host_kind="school"),
            item(
                "meeting",
                "Tikšanās ar vietējiem jauniešiem: izglītība, ģimenes sociālais stāvoklis, "
                "nākotnes ieceres",
            ),
            item(
                "host_meeting",
                "Sanāksme ar Limbažu novada pašvaldības pārstāvjiem",
                people=HOSTS,
            ),
        ),
        visits=(
            visit(1, "Lādezera pamatskola"),
            visit(2, "Limbažu bērnu un jauniešu centrs", kind="youth_centre"),
            visit(3, "Baumaņu Kārļa Viļķenes pamatskola"),
        ),
        practical=Practical(
            text=Text(),
            working_language=Text(),
            contact_name="",
            contact_email="",
            contact_phone="",
        ),
        photo_notice=Text(),
    )


def full_agenda(language: str = "lv", **changes: object) -> AgendaFacts:
    """A coming event with times, tracks, parts, meals, visits and an unknown time."""
    facts = AgendaFacts(
        language=language,
        letterhead=letterhead(),
        event=event_facts(
            title=lv("Pieredzes apmaiņas seminārs Jēkabpilī"),
            kind=lv("Seminārs un iestāžu apmeklējumi"),
            starts_on=date(2027, 3, 9),
            ends_on=date(2027, 3, 10),
            place=lv("Krustpils kultūras nams"),
            address="Rīgas iela 212, Jēkabpils",
            over=False,
        ),
        aim=lv("Salīdzināt, kā pašvaldības palīdz jauniešiem atgriezties skolā un darbā."),
        days=(_first_day(), _second_day()),
        undated=(),
        visits=_visits(),
        practical=Practical(
            text=lv(
                "Autobuss no Rīgas atiet no Centrālās stacijas laukuma plkst. 7.30. "
                "Kultūras nama ieeja ir bez pakāpieniem; zālē ir dzirdes cilpa."
            ),
            working_language=lv("latviešu"),
            contact_name="Žanete Šķēle",
            contact_email="zanete.skele@example.org",
            contact_phone="+371 29000000",
        ),
        photo_notice=lv("Pasākuma laikā var tikt fotografēts un filmēts."),
    )
    return replace(facts, **changes)


HALL = {"place": lv("Lielā zāle"), "address": "Rīgas iela 212"}


ARRIVAL = row(item("registration", "Dalībnieku reģistrācija, kafija", **at("09:30", "10:00")))


def _first_day() -> Day:
    return Day(number=1, day=date(2027, 3, 9), rows=(ARRIVAL, *_morning(), *_afternoon()))


def _morning() -> tuple[Row, ...]:
    return (
        row(
            item(
                "opening",
                "Atklāšana un ievadvārdi",
                **at("10:00", "10:15"),
                **HALL,
                people=(
                    person("Ģirts Ķēniņš", "Jēkabpils novada dome", "priekšsēdētājs"),
                    person("Žanete Šķēle", "Kultūras ministrija", "vecākā eksperte"),
                ),
            )
        ),
        row(
            item(
                "session",
                "Kas palīdz palikt skolā",
                text=lv("Trīs pašvaldību pieredze un saruna."),
                **at("10:15", "12:30"),
                **HALL,
                people=(person("Ļena Čakste", "Izglītības pārvalde", role="moderator"),),
                parts=(
                    item(
                        "presentation",
                        "Mentoru programma vidusskolā",
                        **at("10:15", "10:45"),
                        people=(person("Ūna Ņikitina", "Dobeles novada pašvaldība"),),
                    ),
                    item(
                        "presentation",
                        "Otrā iespēja: vakarskola un darbs reizē",
                        **at("10:45", "11:15"),
                        people=(person("Jānis Ērglis", "Tukuma novada pašvaldība"),),
                    ),
                    item("discussion", "Saruna", **at("11:15", "12:30")),
                ),
            )
        ),
    )


def _afternoon() -> tuple[Row, ...]:
    return (
        row(item("meal", "Pusdienas", place=lv("Kafejnīca „Uguntiņa”"), **at("12:30", "13:30"))),
        row(
            item(
                "working_group",
                "Darbs ar ģimenēm",
                track=lv("1. grupa"),
                place=lv("Mazā zāle"),
                people=(person("Īva Šūmane", "Sociālais dienests", role="moderator"),),
                **at("13:30", "15:00"),
            ),
            item(
                "working_group",
                "Pirmā darba vieta",
                track=lv("2. grupa"),
                place=lv("Bibliotēka"),
                people=(person("Edžus Kļaviņš", "NVA", role="moderator"),),
                **at("13:30", "15:00"),
            ),
        ),
        row(item("transfer", "Pārbrauciens uz apmeklējamām iestādēm", **at("15:00", "15:30"))),
        row(item("site_visit", "Iestāžu apmeklējumi pēc izvēles", **at("15:30", "17:30"))),
    )


def _second_day() -> Day:
    return Day(
        number=2,
        day=date(2027, 3, 10),
        rows=(
            row(item("host_meeting", "Sanāksme ar novada pārstāvjiem", **at("09:30"))),
            row(item("discussion", "Priekšlikumi noslēguma ziņojumam")),
            row(item("closing", "Noslēgums", **at("12:00", "12:30"))),
        ),
    )


def _visits() -> tuple[Visit, ...]:
    when = (VisitTime(day=date(2027, 3, 9), **at("15:30", "17:30")),)
    departs = datetime(2027, 3, 9, 15, 0, tzinfo=UTC)
    return (
        visit(
            1,
            "Jēkabpils vakara vidusskola",
            address="Jaunā iela 44, Jēkabpils",
            times=when,
            meeting_point=lv("Pie kultūras nama galvenās ieejas"),
            departs_at=departs,
            transport=lv("autobuss Nr. 1"),
            seats=20,
            accompanying="Ļena Čakste",
            good_to_know=lv("Ieejot skolā, līdzi jābūt dokumentam."),
        ),
        visit(
            2,
            "Jauniešu iniciatīvu centrs",
            kind="youth_centre",
            address="Pasta iela 23, Jēkabpils",
            times=when,
            meeting_point=lv("Pie kultūras nama galvenās ieejas"),
            departs_at=departs,
            transport=lv("kājām, 700 m"),
            seats=12,
        ),
    )
