"""Photos that experts give with their texts: taken in, shown to whom they should, withdrawn."""

import io
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import select

from eventreg.commands.checks import storage
from eventreg.contributions.models import ContributionKind, ContributionState, Photo
from eventreg.contributions.photos import curating, service
from eventreg.contributions.photos.errors import (
    ConsentMissing,
    DescriptionMissing,
    PhotosUnreadable,
    TooManyPhotos,
)
from eventreg.contributions.photos.forgetting import delete_orphans
from eventreg.contributions.photos.service import MOST, Upload
from eventreg.documents.exports import service as service_of_exports
from eventreg.documents.gather.report import report_facts
from eventreg.documents.outline import outline_of
from eventreg.events.models import EventStatus
from eventreg.history.models import ActorKind, LogEntry
from eventreg.history.service import COMMAND, Actor
from eventreg.language import locale
from eventreg.language.local_text import LocalText
from eventreg.ports import files
from eventreg.privacy import stored
from eventreg.privacy.my_data import my_data
from eventreg.privacy.service import erase_registration
from eventreg.privacy.traces import find_traces
from eventreg.registration.links import token_of
from eventreg.reports.blocks import What, said
from eventreg.reports.models import ReportStatus
from eventreg.reports.sections import write_section
from eventreg.reports.service import move_report, publish_report, set_requisites
from eventreg.reports.standing import begun
from eventreg.reports.versions.service import facts_of, keep_version
from tests.factories import (
    NOON,
    a_contribution,
    a_registration,
    an_account,
    an_event,
    an_organisation,
)
from tests.photographs import a_photo, a_picture
from tests.reports.builders import BY, WHOLE


@pytest.fixture
def event(latvia):
    return an_event(
        status=EventStatus.PUBLISHED,
        published_at=NOON,
        slug="limbazi",
        starts_on=NOON.date(),
        ends_on=NOON.date() + timedelta(days=1),
    )


@pytest.fixture
def anna(event):
    return a_registration(event=event)


@pytest.fixture
def draft(anna, event):
    return a_contribution(event=event, registration=anna, state=ContributionState.DRAFT)


def save(contribution, *new, agreed=True, **alts):
    by = Actor(ActorKind.PARTICIPANT, contribution.registration_id)
    files = service.read_files([Upload(f"{n}.jpg", data) for n, data in enumerate(new)])
    how = {"new": files, "agreed": agreed, "actor": by, "now": NOON}
    with locale.using("lv"):
        return service.save_photos(contribution, alts=alts, **how)


def kept_files():
    return {key for key in files.store().all_keys() if key.startswith("photos/")}


def test_a_photo_is_kept_with_the_wording_of_its_consent(draft):  # R21
    save(draft, a_picture())

    (photo,) = draft.photos
    assert photo.consent_wording.startswith("Šos fotoattēlus uzņēmu es")
    assert (photo.consent_language, photo.consented_at) == ("lv", NOON)
    assert kept_files() == {photo.storage_key, photo.small_key}


def test_without_consent_nothing_is_kept(draft):  # R21
    with pytest.raises(ConsentMissing):
        save(draft, a_picture(), agreed=False)
    assert kept_files() == set()


def test_a_photo_is_upright_small_and_says_nothing_of_where_it_was_taken(draft):
    file, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Phone of Anna"
    Image.new("RGB", (3200, 1600), "seagreen").save(file, "JPEG", exif=exif)

    save(draft, file.getvalue())

    (photo,) = draft.photos
    kept = files.store().get(photo.storage_key)
    assert (photo.width, photo.height) == (800, 1600)
    assert b"Phone of Anna" not in kept
    assert dict(Image.open(io.BytesIO(kept)).getexif()) == {}
    assert max(Image.open(io.BytesIO(files.store().get(photo.small_key))).size) == 480


def test_what_cannot_be_read_keeps_nothing_else_out(draft):
    kept = save(draft, b"no picture", a_picture())

    assert (kept.photos, kept.unreadable) == (1, ["0.jpg"])
    with pytest.raises(PhotosUnreadable):
        save(draft, b"%PDF-1.7")


def test_the_same_picture_twice_is_one(draft):
    save(draft, a_picture(), a_picture())

    assert len(draft.photos) == 1


def test_a_text_has_but_a_handful(draft):
    for _ in range(MOST):
        a_photo(contribution=draft)
    with pytest.raises(TooManyPhotos):
        save(draft, a_picture())


def test_a_withdrawn_photo_is_gone_with_its_files_but_no_other(draft, session):  # R21, R22
    gone, stays = (a_photo(contribution=draft) for _ in range(2))

    service.withdraw(gone, actor=COMMAND, now=NOON)
    session.commit()
    stored.delete_withdrawn()

    assert session.scalars(select(Photo)).all() == [stays]
    assert kept_files() == {stays.storage_key, stays.small_key}


def test_files_that_no_photo_has_go_after_a_day(draft):
    photo = a_photo(contribution=draft)
    files.store().put("photos/nobodys.jpeg", a_picture())

    assert delete_orphans(now=NOON - timedelta(days=30)) == 0
    assert delete_orphans(now=photo.consented_at + timedelta(days=36500)) == 1
    assert kept_files() == {photo.storage_key, photo.small_key}


def test_the_authors_words_are_kept_beside_the_editors(draft):
    photo = a_photo(contribution=draft, alt="Darbnīca")
    new = LocalText(lv="Mācību darbnīca", en="A workshop")

    curating.edit(photo, alt=new, in_report=True, in_library=False, actor=COMMAND, now=NOON)

    assert (photo.alt, curating.words_given(photo)) == (new, LocalText(lv="Darbnīca"))
    with pytest.raises(DescriptionMissing):
        curating.edit(
            photo, alt=LocalText(), in_report=True, in_library=True, actor=COMMAND, now=NOON
        )


# --- at the browser


def mine(registration, page=""):
    return f"/lv/r/{token_of(registration)}/contributions/{page}"


def test_one_gives_a_photo_with_a_new_text_and_then_sends_it(anna, client, session):
    form = client.get(mine(anna, "add/good_practice"))
    page = client.submit(form, {"title": "Mentors"}, button="photos")
    page = client.submit(page, {"agreed": "y"}, files={"photos": ("img.jpg", a_picture())})
    (photo,) = session.scalars(select(Photo)).all()
    page = client.submit(page, {f"alt_{photo.id}": "Darbnīca"})
    assert page.path == mine(anna, f"{photo.contribution.uid}/")

    page = client.submit(page, {"text": "Vecāki palīdz."}, button="send")

    session.refresh(photo)
    assert photo.alt == LocalText(lv="Darbnīca")
    assert photo.contribution.state is ContributionState.SUBMITTED
    shown = client.get(mine(anna, f"{photo.contribution.uid}/photos/{photo.uid}/small/picture"))
    assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")


def test_words_are_kept_when_a_file_is_refused(anna, draft, client):
    photo = a_photo(contribution=draft, alt="")
    page = client.submit(
        client.get(mine(anna, f"{draft.uid}/photos/")),
        {f"alt_{photo.id}": "Darbnīca", "agreed": "y"},
        files={"photos": ("IMG_1.HEIC", b"\0\0\0\x18ftypheic")},
    )

    assert page.status_code == 422
    assert "IMG_1.HEIC" in page.words
    assert "Darbnīca" in page.get_data(as_text=True)


def test_a_photo_is_withdrawn_when_the_text_is_long_accepted(anna, event, client, session):
    text = a_contribution(event=event, registration=anna)
    a_photo(contribution=text)
    event.status = EventStatus.ARCHIVED

    page = client.get(mine(anna, f"{text.uid}/photos/"))
    client.submit(page.links["Atsaukt šo fotoattēlu 1"], {})

    assert session.scalars(select(Photo)).all() == []
    entry = session.scalars(select(LogEntry).order_by(LogEntry.id.desc())).first()
    assert (entry.action, entry.actor_kind) == ("photo withdrawn", ActorKind.PARTICIPANT)  # R28
    assert "Skolas darbnīca" not in str(entry.after)


def addresses(photo):
    return [
        f"/lv/organise/e/limbazi/photos/{photo.uid}/small/picture",
        f"/lv/practices/{photo.contribution.uid}/photos/{photo.uid}/large/picture",
    ]


@pytest.mark.parametrize(
    ("state", "organiser", "everybody"),
    [
        (ContributionState.DRAFT, 404, 404),
        (ContributionState.SUBMITTED, 200, 404),
        (ContributionState.ACCEPTED, 200, 200),
        (ContributionState.SET_ASIDE, 200, 404),
    ],
)
def test_who_sees_a_photo(client, event, anna, state, organiser, everybody):
    photo = a_photo(contribution=a_contribution(event=event, registration=anna, state=state))
    inside, outside = addresses(photo)

    assert client.get(inside).status_code == 303  # to sign in
    assert client.get(outside).status_code == everybody
    stranger = a_registration(event=event)
    path = f"{photo.contribution.uid}/photos/{photo.uid}/small/picture"
    assert client.get(mine(stranger, path)).status_code == 404
    client.sign_in(an_account(organisation=event.organisation))
    assert client.get(inside).status_code == organiser
    client.sign_in(an_account(organisation=an_organisation()))
    assert client.get(inside).status_code == 404


@pytest.mark.parametrize(
    "hidden", [{"in_library": False}, {"alt": ""}, {"taken_out_at": NOON, "reason": "Seja."}]
)
def test_what_is_not_for_the_library_is_not_there(client, event, hidden):
    photo = a_photo(contribution=a_contribution(event=event), **hidden)

    assert client.get(addresses(photo)[1]).status_code == 404
    page = client.get(f"/lv/practices/{photo.contribution.uid}/")
    assert photo.uid not in page.get_data(as_text=True)


def test_an_opinion_has_no_page_and_so_its_photo_none(client, event):
    opinion = a_contribution(event=event, kind=ContributionKind.OPINION)

    assert client.get(addresses(a_photo(contribution=opinion))[1]).status_code == 404


def test_an_organiser_takes_a_photo_out_and_the_author_reads_why(client, event, anna):
    text = a_contribution(event=event, registration=anna)
    photo = a_photo(contribution=text)
    client.sign_in(an_account(organisation=event.organisation))

    page = client.get(f"/lv/organise/e/limbazi/contributions/{text.uid}/")
    page = client.submit(
        page.links[f"Izņemt {photo.name}"], {"reason": "Redzama nepiederoša seja."}
    )

    assert "izņemts" in page.words
    assert client.get(addresses(photo)[1]).status_code == 404
    assert "Redzama nepiederoša seja." in client.get(mine(anna, f"{text.uid}/photos/")).words


def test_photos_of_merged_texts_stand_with_the_one_that_stays(client, event):
    kept = a_contribution(event=event)
    joined = a_contribution(event=event, state=ContributionState.MERGED, merged_into=kept)
    photo = a_photo(contribution=joined)

    assert "Skolas darbnīca" in client.get(f"/lv/practices/{kept.uid}/").get_data(as_text=True)
    outside = f"/lv/practices/{kept.uid}/photos/{photo.uid}/small/picture"
    assert client.get(outside).status_code == 200


# --- in papers, and when somebody is forgotten


def report_of(event, language="lv"):
    return report_facts(event, language=language, now=NOON)


def test_the_report_prints_photos_with_each_kind_of_text(event):
    expected = set()
    for kind in ContributionKind:
        text = a_contribution(event=event, kind=kind)
        expected.add(a_photo(contribution=text).name)
        a_photo(contribution=text, in_report=False)
        a_photo(contribution=text, alt="")

    assert {photo.name for photo in report_of(event).photos} == expected


def test_a_photo_placed_in_a_section_stands_there_and_nowhere_else(event, session):
    photo = a_photo(contribution=a_contribution(event=event))
    words = LocalText(lv=f"{{{{photo: {photo.name} | Darbnīcā}}}}")
    write_section(event=event, name="course", text=words, photos=[photo.name], sure=True, **BY)
    facts = report_of(event)

    assert [each.name for each in facts.placed] == [photo.name]
    assert facts.good_practices[0].contributions[0].photos == ()
    course = next(each for each in outline_of(facts) if each.key == "course")
    assert [each.name for each in course.blocks if each.what is What.PHOTO] == [photo.storage_key]
    assert "1. attēls. Darbnīcā" in [said(each) for each in course.blocks]
    paper = service_of_exports.html_of(event, language="lv", now=NOON)
    assert paper.count('alt="Skolas darbnīca"') == 1


def test_a_withdrawn_photo_is_in_no_version_that_is_read_from_then_on(event, session):  # R21
    photo = a_photo(contribution=a_contribution(event=event))
    version = keep_version(begun(event), now=NOON)
    assert facts_of(version, "lv").photos

    service.withdraw(photo, actor=COMMAND, now=NOON)

    assert facts_of(version, "lv").photos == report_of(event).photos == ()


def test_who_is_erased_leaves_no_photo_and_no_words_of_it(event, anna, session):  # R22
    photo = a_photo(contribution=a_contribution(event=event, registration=anna), alt="Annas bērni")
    keys = {photo.storage_key, photo.small_key}
    keep_version(begun(event), now=NOON)

    erase_registration(anna, actor=COMMAND, now=NOON)
    session.commit()
    stored.delete_withdrawn()

    assert find_traces(["Annas bērni"]) == []
    assert kept_files() & keys == set()


def test_my_data_name_the_photos_and_what_i_agreed_to(event, anna):  # R23
    a_photo(contribution=a_contribution(event=event, registration=anna))

    with locale.using("lv"):
        (held,) = my_data(anna, now=NOON)["contributions"][0]["photos"]

    assert (held["seen_in_it"], held["wording"]) == ("Skolas darbnīca", "Piekrītu.")


def test_the_check_misses_a_photo_that_is_lost(event, session):
    photo = a_photo(contribution=a_contribution(event=event))
    session.commit()
    files.store().delete(photo.small_key)

    assert any(photo.small_key in fault for fault in storage())


def test_the_feed_and_search_engines_are_told_of_the_picture(client, event):
    practice = a_contribution(event=event)
    photo = a_photo(contribution=practice)

    feed = client.get("/lv/practices/feed.xml").get_data(as_text=True)
    page = client.get(f"/lv/practices/{practice.uid}/").get_data(as_text=True)

    assert f"/photos/{photo.uid}/large/picture" in feed
    assert 'property="og:image"' in page
    assert '"image"' in page


def test_the_page_of_the_report_names_its_photos_once_it_is_out(client, event):
    photo = a_photo(contribution=a_contribution(event=event, kind=ContributionKind.OPINION))
    uid = photo.uid
    address = f"/lv/e/limbazi/report/photos/{uid}/picture"
    assert client.get(address).status_code == 404

    set_requisites(event=event, requisites=WHOLE, **BY)
    move_report(event=event, to=ReportStatus.FINAL, **BY)
    publish_report(event=event, **BY)

    assert f'src="{address}"' in client.get("/lv/e/limbazi/report.html").get_data(as_text=True)
    assert client.get(address).mimetype == "image/jpeg"
    service.withdraw(photo, actor=COMMAND, now=NOON)
    assert client.get(address).status_code == 404
    assert uid not in client.get("/lv/e/limbazi/report.html").get_data(as_text=True)
