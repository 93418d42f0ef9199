from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventreg.accounts.models import Organisation
from eventreg.agenda.models import AgendaItem
from eventreg.contributions.models import Contribution
from eventreg.database import Base
from eventreg.events.event_file import text
from eventreg.events.event_file.composing import compose, event_of
from eventreg.events.event_file.errors import EventFileFaulty, EventUnknown
from eventreg.events.event_file.importing import Imported, import_event
from eventreg.events.models import Event, EventStatus
from eventreg.history.models import LogEntry
from eventreg.history.service import COMMAND
from eventreg.registration.models import PracticalNeeds, Registration
from eventreg.visits.models import SiteVisit
from tests.event_file.files import event_files, limbazi, person, read, with_people
from tests.factories import NOON, an_event, an_organisation

LATER = NOON + timedelta(days=1)

pytestmark = [pytest.mark.usefixtures("latvia"), pytest.mark.database("sqlite")]
both_databases = pytest.mark.database("sqlite", "postgresql")


def bring(values: dict[str, Any], *, now: Any = NOON) -> Imported:
    return import_event(read(values), actor=COMMAND, now=now)


def exported(slug: str = "limbazi-2017", *, with_people: bool = True) -> str:
    return text.write(compose(event_of(slug), with_people=with_people))


def refused(values: dict[str, Any]) -> list[str]:
    with pytest.raises(EventFileFaulty) as caught:
        bring(values)
    return [str(fault) for fault in caught.value.faults]


def rows(session: Session) -> dict[str, int]:
    return {
        table.name: session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }


def test_it_brings_in_the_first_event(session: Session):
    made = bring(limbazi()).event

    assert (made.title.in_("lv"), made.status) == (
        "Ekspertu tikšanās Limbažu novadā",
        EventStatus.CLOSED,
    )


@both_databases
def test_an_export_gives_the_bytes_that_were_imported(session: Session):
    bring(with_people())
    first = exported()
    session.rollback()

    import_event(text.read(first), actor=COMMAND, now=LATER)

    assert exported() == first


@both_databases
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(values=event_files())
def test_any_event_comes_back_as_the_same_bytes(session: Session, values: dict[str, Any]):
    bring(values)
    first = exported("tiksanas")
    session.rollback()
    import_event(text.read(first), actor=COMMAND, now=LATER)
    second = exported("tiksanas")
    session.rollback()

    assert second == first


@both_databases
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(values=event_files())
def test_any_second_import_changes_nothing(session: Session, values: dict[str, Any]):
    bring(values)
    first = exported("tiksanas")
    again = bring(values, now=LATER)
    second = exported("tiksanas")
    session.rollback()

    assert (again.changed, second) == (False, first)


@both_databases
def test_a_second_import_writes_no_row(session: Session):
    bring(with_people())
    before = rows(session)

    bring(with_people(), now=LATER)

    assert rows(session) == before


def test_a_second_import_of_another_title_changes_the_event(session: Session):
    bring(limbazi())
    values = limbazi()
    values["title"]["lv"] = "Tikšanās Limbažos"

    again = bring(values, now=LATER)

    assert (again.event.title["lv"], again.changed, again.event.updated_at) == (
        "Tikšanās Limbažos",
        True,
        LATER,
    )


def test_an_import_is_in_the_log_with_what_changed(session: Session):  # R28
    bring(limbazi())
    values = limbazi()
    values["capacity"] = 40
    bring(values, now=LATER)

    entry = session.scalars(select(LogEntry).order_by(LogEntry.id.desc())).first()

    assert entry is not None
    assert (entry.action, entry.subject_uid, entry.after) == (
        "imported",
        "limbazi-2017",
        {"parts": ["capacity"]},
    )


@both_databases
def test_a_faulty_file_leaves_nothing_behind(session: Session):
    before = rows(session)
    values = with_people()
    values["visits"][0]["capacity"] = 0

    assert refused(values) == ["$.registrations[0].visits[0]: no place is left"]
    assert rows(session) == before


def test_it_names_a_territory_that_is_not_there(session: Session):
    values = limbazi()
    values["host_territory"]["code"] = "9999999"

    assert refused(values) == ["$.host_territory: there is no territory 9999999 in LV"]


def test_it_names_a_territory_of_another_time(session: Session):  # R1
    values = limbazi()
    values["invitations"][2]["territory"] = {"country": "LV", "code": "0031000"}

    assert refused(values) == [
        "$.invitations[2].territory: Jēkabpils novads (0031000) did not stand on 2017-11-21"
    ]


def test_it_names_a_city_taken_for_the_municipality(session: Session):  # R2
    values = limbazi()
    values["invitations"][0]["territory"]["name"] = "Jelgavas novads"

    assert refused(values) == [
        "$.invitations[0].territory: 0090000 is Jelgava, not Jelgavas novads"
    ]


@both_databases
def test_no_more_people_come_in_than_there_are_places(session: Session):  # R6
    values = limbazi()
    values["capacity"] = 2
    values["registrations"] = [person(name) for name in ("anna", "berta", "zane")]

    assert refused(values) == ["$.registrations[2]: no place is left"]


def test_an_override_in_the_file_lets_one_more_in(session: Session):  # R6
    values = limbazi()
    values |= {"capacity": 2, "granted_beyond": 1}
    values["registrations"] = [person(name) for name in ("anna", "berta", "zane")]

    assert bring(values).event.taken == 3


def test_a_quota_holds_for_the_file_too(session: Session):  # R6
    values = limbazi()
    values["invitations"][0]["quota"] = 1
    key = values["invitations"][0]["key"]
    values["registrations"] = [person(name, invitation=key) for name in ("anna", "berta")]

    assert refused(values) == ["$.registrations[1].invitation: no place is left"]


@both_databases
def test_people_take_places_and_seats(session: Session):  # R7
    made = bring(with_people()).event
    seats = session.scalars(select(SiteVisit.taken).order_by(SiteVisit.position)).all()

    assert (made.taken, list(seats)) == (2, [1, 0, 0])


@both_databases
def test_who_is_cancelled_in_the_file_gives_the_place_back(session: Session):  # R7
    bring(with_people())
    values = with_people()
    values["registrations"][0]["state"] = "cancelled"
    values["registrations"][0]["visits"][0]["state"] = "cancelled"

    made = bring(values).event

    assert (made.taken, session.scalars(select(func.sum(SiteVisit.taken))).one()) == (1, 0)


def test_a_limit_cannot_be_set_below_what_is_taken(session: Session):  # R6
    bring(with_people())
    values = limbazi()
    values["capacity"] = 1

    assert refused(values) == ["$.capacity: 2 places are taken already"]


def test_people_keep_their_public_names(session: Session):
    bring(with_people())
    before = session.scalars(select(Registration.uid).order_by(Registration.id)).all()
    references = session.scalars(select(Registration.reference).order_by(Registration.id)).all()
    values = with_people()
    values["registrations"][0]["position"] = "skolotāja"
    bring(values)

    assert session.scalars(select(Registration.uid).order_by(Registration.id)).all() == before
    assert (
        session.scalars(select(Registration.reference).order_by(Registration.id)).all()
        == references
    )


def test_a_file_without_people_leaves_them_as_they_are(session: Session):
    bring(with_people())
    values = with_people()
    del values["registrations"]

    assert bring(values).event.taken == 2


def test_a_file_never_removes_a_person(session: Session):
    bring(with_people())
    values = with_people()
    del values["registrations"][1]
    bring(values)

    assert session.scalar(select(func.count()).select_from(Registration)) == 2


def test_an_address_that_is_registered_already_is_named(session: Session):  # R9
    bring(with_people())
    values = limbazi()
    values["registrations"] = [person("cita", email="ANNA@example.org")]

    assert refused(values) == [
        "$.registrations[0].email: has another active registration for this event (R9)"
    ]


@both_databases
def test_what_the_file_no_longer_says_of_the_agenda_is_gone(session: Session):
    bring(limbazi())
    values = limbazi()
    del values["agenda"][1:]
    bring(values)

    assert session.scalars(select(AgendaItem.uid)).all() == ["limbazi-2017-ladezers"]


@both_databases
def test_a_part_may_become_an_item_of_its_own(session: Session):
    values = limbazi()
    part = {"key": "dala", "kind": "session", "title": {"lv": "Daļa"}}
    part |= {"starts_at": None, "ends_at": None}
    values["agenda"][0]["parts"] = [part]
    bring(values)
    values["agenda"][0]["parts"] = []
    values["agenda"].append(part | {"day": None})
    bring(values)

    assert session.scalars(select(AgendaItem.parent_id)).all() == [None] * 6


def test_a_visit_that_people_chose_cannot_be_left_out(session: Session):
    bring(with_people())
    values = limbazi()
    del values["visits"][0]
    values["agenda"][0]["visit"] = None

    assert refused(values) == [
        "$.visits: the visit 'limbazi-2017-ladezers' must stay: it was chosen in 1 registration(s)"
    ]


def test_a_key_of_another_event_is_named(session: Session):
    bring(limbazi())
    values = limbazi()
    values["slug"] = "limbazi-2018"

    assert (
        "$.visits[0].key: 'limbazi-2017-ladezers' is the key of something else in this installation"
        in refused(values)
    )


def test_an_event_of_another_organisation_is_not_touched(session: Session):
    an_event(slug="limbazi-2017", organisation=an_organisation(slug="cita-ministrija"))

    assert refused(limbazi()) == [
        "$.slug: this short name belongs to an event of another organisation"
    ]


def test_an_organisation_that_exists_stays_as_it_is(session: Session):
    mine = an_organisation(slug="kulturas-ministrija", email="pasts@example.org")
    bring(limbazi())

    assert session.scalars(select(Organisation)).all() == [mine]
    assert mine.email == "pasts@example.org"


@both_databases
def test_practical_needs_are_in_no_file(session: Session):  # R20
    bring(with_people())
    anna = session.scalars(select(Registration).order_by(Registration.id)).first()
    assert anna is not None
    anna.needs = PracticalNeeds(diet="bez riekstiem")
    session.flush()

    assert "riekst" not in exported()


def test_an_update_keeps_practical_needs(session: Session):
    bring(with_people())
    anna = session.scalars(select(Registration).order_by(Registration.id)).first()
    assert anna is not None
    anna.needs = PracticalNeeds(diet="bez riekstiem")
    session.flush()
    bring(with_people(), now=LATER)

    assert session.scalars(select(PracticalNeeds.diet)).all() == ["bez riekstiem"]


def test_an_export_without_people_names_nobody(session: Session):  # R20
    values = with_people()
    contribution = {"key": "c", "kind": "opinion", "state": "accepted", "title": {"lv": "Doma"}}
    contribution |= {"author": "Anna Kalniņa", "registration": "persona-anna"}
    values["contributions"] = [contribution | {"naming": "institution", "institution": "Skola"}]
    bring(values)

    plain = exported(with_people=False)

    assert "Anna" not in plain
    assert "anna@example.org" not in plain
    assert '"institution": "Skola"' in plain


def test_a_file_without_people_keeps_the_authors_of_contributions(session: Session):
    values = with_people()
    contribution = {"key": "c", "kind": "opinion", "state": "accepted", "title": {"lv": "Doma"}}
    values["contributions"] = [contribution | {"author": "Anna", "registration": "persona-anna"}]
    bring(values)

    import_event(text.read(exported(with_people=False)), actor=COMMAND, now=LATER)

    assert session.scalars(select(Contribution.author)).all() == ["Anna"]


def test_it_knows_no_event_by_a_name_that_none_has(session: Session):
    with pytest.raises(EventUnknown):
        event_of("nav-tada")


def test_a_published_event_without_its_date_is_published_now(session: Session):
    values = limbazi()
    del values["published_at"]

    assert bring(values).event.published_at == NOON


def test_it_can_be_found_without_diacritics(session: Session):
    bring(limbazi())

    assert "limbazu novada" in session.scalars(select(Event.search_text)).one()
