import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventreg.accounts.models import Account, Organisation
from eventreg.contributions.models import Contribution, ContributionKind, Photo
from eventreg.demo import coming_event, first_event, people
from eventreg.demo.folder import DemoFolder
from eventreg.demo.service import InstallationInUse, set_up
from eventreg.events.event_file import text
from eventreg.events.models import Event, NetworkMember
from eventreg.events.registration_window import RegistrationWindow, registration_window
from eventreg.language.local_text import LANGUAGES
from eventreg.messages.models import Message
from eventreg.networks.coverage import coverage_of
from eventreg.paths import DATA
from eventreg.public.participation import Side, participation_of
from eventreg.registration.consents import standing
from eventreg.registration.models import ConsentPurpose, Registration
from eventreg.visits.models import SiteVisit, Vehicle
from tests.factories import NOON, an_organisation

pytestmark = [pytest.mark.usefixtures("latvia"), pytest.mark.database("sqlite")]


@pytest.fixture
def folder(tmp_path: Path) -> DemoFolder:
    return DemoFolder(tmp_path)


@pytest.fixture
def demo(session: Session, folder: DemoFolder) -> Session:
    """A demonstration, set up at NOON."""
    set_up(folder, now=NOON)
    session.flush()
    return session


def event_of(session: Session, begins: str) -> Event:
    return session.scalars(select(Event).where(Event.slug.startswith(begins))).one()


def people_of(session: Session, event: Event) -> list[Registration]:
    return list(session.scalars(select(Registration).where(Registration.event_id == event.id)))


def test_the_first_event_counts_twelve_municipalities(demo: Session):  # R3
    event = event_of(demo, "limbazi")
    counted = participation_of(event, language="lv", today=NOON.date())

    assert [(each.territory.name["lv"], each.people) for each in counted.from_territories] == [
        ("Dobeles novads", 1),
        ("Jelgava", 1),
        ("Jēkabpils", 1),
        ("Jūrmala", 1),
        ("Kandavas novads", 1),
        ("Krāslavas novads", 1),
        ("Madonas novads", 1),
        ("Preiļu novads", 1),
        ("Rēzeknes novads", 1),
        ("Rūjienas novads", 1),
        ("Tukuma novads", 1),
        ("Ventspils", 1),
    ]


def test_hosts_the_ministry_and_an_external_expert_are_there(demo: Session):
    event = event_of(demo, "limbazi")
    counted = participation_of(event, language="lv", today=NOON.date())

    assert counted.by_side == {
        Side.MUNICIPALITY: 12,
        Side.HOST: 7,
        Side.STATE: 2,
        Side.ORGANISATION: 1,
    }


def test_everybody_is_a_sample_at_an_address_that_reaches_nobody(demo: Session):
    everybody = demo.scalars(select(Registration)).all()

    assert {person.sample for person in everybody} == {True}
    assert {person.email.partition("@")[2] for person in everybody} == {"example.org"}


def test_some_let_themselves_be_named_and_some_do_not(demo: Session):  # R21
    given = [
        ConsentPurpose.LIST_PUBLIC in standing(person)
        for person in people_of(demo, event_of(demo, "limbazi"))
    ]

    assert set(given) == {True, False}


def test_the_facts_of_the_first_event_are_as_they_are_shipped(demo: Session):
    shipped = text.read((DATA / "events" / "limbazi-2017.json").read_text(encoding="utf-8"))
    changed = {"registrations", "contributions", "report"}
    with_samples = first_event.first_event()

    assert with_samples.model_dump(exclude=changed) == shipped.model_dump(exclude=changed)


def test_contributions_of_each_kind_are_samples_in_both_languages(demo: Session):
    given = demo.scalars(select(Contribution)).all()

    assert {each.kind for each in given} == set(ContributionKind)
    assert {each.sample for each in given} == {True}
    assert {tuple(each.title) for each in given} == {LANGUAGES}


def test_samples_say_nothing_about_anybodys_origin():  # R20
    for file in (DATA / "samples").iterdir():
        said = file.read_text(encoding="utf-8").casefold()
        assert not any(word in said for word in ("roma", "romu", "čigān", "tautīb", "ethnic"))


def test_the_coming_event_is_open_with_seats_left_and_a_full_visit(demo: Session):
    event = event_of(demo, "paraugs-")
    free = [
        visit.free
        for visit in demo.scalars(
            select(SiteVisit).where(SiteVisit.event_id == event.id).order_by(SiteVisit.position)
        )
    ]

    assert registration_window(event, now=NOON) is RegistrationWindow.OPEN
    assert (event.free, free) == (16, [2, 0, 4])


def test_a_visit_of_the_coming_event_has_two_vehicles_and_people_in_them(demo: Session):
    vehicles = demo.scalars(
        select(Vehicle)
        .join(Vehicle.visit)
        .where(SiteVisit.event_id == event_of(demo, "paraugs-").id)
        .order_by(Vehicle.position)
    )

    assert [(each.capacity, each.taken) for each in vehicles] == [(4, 2), (2, 1)]


@pytest.mark.parametrize("days", range(0, 370, 23))
def test_on_whatever_day_the_coming_event_is_open_for_weeks(days: int):
    now = NOON + timedelta(days=days)
    event = coming_event.coming_event(now=now)

    assert event.starts_on.isoweekday() == 2
    assert event.registration_opens_at is not None
    assert event.registration_closes_at is not None
    assert event.registration_opens_at < now
    assert event.registration_closes_at > now + timedelta(days=30)


def test_when_it_closes_another_one_comes(demo: Session, folder: DemoFolder):
    set_up(folder, now=NOON + timedelta(days=60))

    slugs = demo.scalars(select(Event.slug).order_by(Event.starts_on)).all()

    assert slugs == ["limbazi-2017", "paraugs-2026-04", "paraugs-2026-06"]


def test_a_second_call_adds_nothing(demo: Session, folder: DemoFolder):
    def counts() -> list[int | None]:
        models = (Event, Registration, Contribution, Account, Organisation)
        return [demo.scalar(select(func.count()).select_from(model)) for model in models]

    before = counts()
    set_up(folder, now=NOON + timedelta(days=1))

    assert counts() == before


def test_the_network_of_the_first_event_covers_every_third_municipality(demo: Session):
    covered = coverage_of(demo.scalars(select(NetworkMember)).all(), day=NOON.date(), language="lv")

    assert (covered.covered, len(covered.units), len(covered.divided)) == (14, 42, 0)


def test_drawn_pictures_stand_beside_two_practices_with_words_in_both_languages(demo: Session):
    photos = demo.scalars(select(Photo).order_by(Photo.id)).all()

    assert len({photo.contribution_id for photo in photos}) == 2
    assert [photo.alt.missing for photo in photos] == [(), (), ()]
    assert all(photo.contribution.sample for photo in photos)


def test_nobody_is_sent_a_mail(demo: Session):
    assert demo.scalar(select(func.count()).select_from(Message)) == 0


def test_an_installation_in_use_is_not_mixed_with_samples(session: Session, folder: DemoFolder):
    an_organisation()

    with pytest.raises(InstallationInUse):
        set_up(folder, now=NOON)


def test_the_privacy_notice_says_that_it_is_a_sample(demo: Session):
    notice = demo.scalars(select(Organisation.privacy_notice)).one()

    assert (notice["lv"].startswith("Paraugteksts"), notice["en"].startswith("Sample")) == (
        True,
        True,
    )


def test_each_sample_name_stands_once():
    everybody = list(people.names())

    assert len({name.email for name in everybody}) == len(everybody) >= 40


def test_a_job_agrees_with_the_name():
    jobs = {name.form: name.job(0) for name in people.names()}

    assert jobs == {"f": "sociālā darba speciāliste", "m": "sociālā darba speciālists"}


def test_the_shipped_coming_event_is_in_the_one_form():
    shipped = (DATA / "samples" / "coming-event.json").read_text(encoding="utf-8")

    assert text.write(text.read(shipped)) == shipped
    assert json.loads(shipped)["starts_on"] == coming_event.SHIPPED_DAY.isoformat()
