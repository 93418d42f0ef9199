"""Staff put the words of mails into their own, for all events or for one."""

import pytest
from sqlalchemy import select

from eventreg.accounts.models import StaffRole
from eventreg.history.models import LogEntry
from eventreg.history.service import COMMAND
from eventreg.language.local_text import LocalText
from eventreg.messages import own_words
from eventreg.messages.errors import NothingWritten, UnknownName, WrittenInPart
from eventreg.messages.models import MailTemplate
from eventreg.messages.occasions import occasion_of
from eventreg.messages.own_words import Scope, Source
from eventreg.registration.notices import Notice, tell
from tests.delivered import delivered, delivered_text
from tests.factories import NOON, a_registration, an_account, an_open_event, an_organisation
from tests.messages.builders import messages_of

OWN = LocalText(lv="Gaidām Tevi, {name}!")
CONFIRMED = Notice.CONFIRMED.value


@pytest.fixture
def event(app):
    return an_open_event(slug="cesis")


def write(scope, *, subject=None, body=OWN):
    own_words.write_words(
        scope,
        occasion_of(CONFIRMED),
        subject=subject or LocalText(lv="{event}: nāc!"),
        body=body,
        actor=COMMAND,
        now=NOON,
    )


def of_event(event):
    return Scope(organisation=event.organisation, event=event)


def of_all(event):
    return Scope(organisation=event.organisation)


def mail_to(event, session, language="lv"):
    registration = a_registration(event=event, first_name="Anna")
    registration.language = language
    tell(registration, Notice.CONFIRMED, now=NOON)
    session.commit()
    return messages_of(session)[-1]


def test_a_mail_speaks_the_organisations_words(event, session):
    write(of_all(event))
    mail = mail_to(event, session)

    assert mail.subject == "Ekspertu tikšanās: nāc!"
    assert delivered_text(mail).startswith("Gaidām Tevi, Anna Ķirse!")


def test_an_events_own_words_go_before_the_organisations(event, session):
    write(of_all(event))
    write(of_event(event), body=LocalText(lv="Tikai šim."))
    other = an_open_event(organisation=event.organisation)

    assert delivered_text(mail_to(event, session)).startswith("Tikai šim.")
    assert delivered_text(mail_to(other, session)).startswith("Gaidām Tevi")


def test_another_organisation_keeps_our_words(event, session):
    write(of_all(event))
    mail = mail_to(an_open_event(organisation=an_organisation()), session)

    assert delivered_text(mail).startswith("Labdien!")


def test_who_what_when_where_and_the_link_stay_whatever_the_words_say(event, session):  # R27
    write(of_event(event), body=LocalText(lv="Īsi."))
    mail = delivered(mail_to(event, session))
    text = mail.get_body(("plain",)).get_content()

    for fact in ("Ekspertu tikšanās", "2026. gada 5. un 6. maijā", "Anna Ķirse", "/lv/r/"):
        assert fact in text
    assert [each.get_content_type() for each in mail.iter_attachments()] == ["text/calendar"]


def test_a_language_without_own_words_keeps_the_ones_behind(event, session):
    write(of_event(event))
    words = own_words.words_in(of_event(event), occasion_of(CONFIRMED))

    assert delivered_text(mail_to(event, session, "en")).startswith("Hello!")
    assert (words["lv"].source, words["en"].source) == (Source.EVENT, Source.OURS)


def test_an_unknown_name_is_refused_and_the_known_ones_named(event):
    with pytest.raises(UnknownName) as refused:
        write(of_event(event), body=LocalText(lv="Sveiks, {vards}!"))

    assert refused.value.field == "body"
    assert "{vards}" not in str(refused.value).split("{")[0]
    for name in ("{name}", "{changes_until}"):
        assert name in str(refused.value)


def test_words_are_written_whole(event):
    with pytest.raises(WrittenInPart):
        write(of_event(event), body=LocalText(en="Only English"))
    with pytest.raises(NothingWritten):
        own_words.check_words(occasion_of(CONFIRMED), subject=LocalText(), body=LocalText())


def test_words_of_an_earlier_version_never_stop_a_mail(event, session):
    write(of_event(event))
    session.scalars(select(MailTemplate)).one().body = LocalText(lv="{no_longer_known}")

    assert delivered_text(mail_to(event, session)).startswith("Labdien!")


def test_one_goes_back_to_the_words_before(event, session):
    write(of_event(event))
    own_words.forget_words(of_event(event), occasion_of(CONFIRMED), actor=COMMAND, now=NOON)

    assert delivered_text(mail_to(event, session)).startswith("Labdien!")


def test_the_log_knows_who_changed_which_words(event, session):  # R28
    write(of_event(event))
    own_words.forget_words(of_event(event), occasion_of(CONFIRMED), actor=COMMAND, now=NOON)
    of_words = select(LogEntry).where(LogEntry.subject == "mail_template")
    entries = session.scalars(of_words.order_by(LogEntry.id)).all()

    assert [entry.action for entry in entries] == ["words written", "words forgotten"]
    assert entries[0].after["body"] == {"lv": "Gaidām Tevi, {name}!"}


# --- the pages

WORDS = "/lv/organise/e/cesis/messages/words/"
EDIT = f"{WORDS}{CONFIRMED}/"


@pytest.fixture
def editor(client, event):
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.EDITOR))
    return client


def test_an_editor_writes_words_for_an_event(editor, event, session):
    saved = editor.submit(EDIT, {"body-lv": "Gaidām Tevi, {name}!"})

    assert saved.path == WORDS
    assert "šī pasākuma vārdi" in saved.words
    assert delivered_text(mail_to(event, session)).startswith("Gaidām Tevi, Anna Ķirse!")


def test_the_list_says_how_many_an_occasion_concerns(editor, event):
    a_registration(event=event)
    a_registration(event=event)

    assert "Reģistrācija apstiprināta eventreg vārdi eventreg vārdi 2" in editor.get(WORDS).words


def test_a_preview_shows_a_real_person_and_keeps_nothing(editor, event, session):
    a_registration(event=event, first_name="Zane")
    page = editor.submit(EDIT, {"body-lv": "Sveiki, {name}!"}, button="preview")

    assert "Sveiki, Zane Ķirse!" in page.words
    assert "[personas īpašā saite]" in page.words
    assert "/lv/r/" not in page.text
    assert session.scalars(select(MailTemplate)).all() == []
    assert messages_of(session) == []


def test_a_fault_is_shown_beside_its_field(editor, event):
    page = editor.submit(EDIT, {"body-lv": "Sveiki, {vards}!"})

    assert page.status_code == 422
    assert "Šī vēstule nepazīst {vards}." in page.errors[0]


def test_words_for_all_events_are_written_on_the_organisations_page(editor, event, session):
    address = f"/lv/organise/o/{event.organisation.slug}/messages/words/{CONFIRMED}/"
    editor.submit(address, {"body-lv": "Visiem."})

    assert delivered_text(mail_to(event, session)).startswith("Visiem.")


def test_a_button_goes_back_to_the_words_before(editor, event, session):
    editor.submit(EDIT, {"body-lv": "Citādi."})
    editor.submit(EDIT, action=f"{EDIT}forget")

    assert session.scalars(select(MailTemplate)).all() == []


def test_readers_and_strangers_write_no_words(client, event):
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.READER))
    assert client.get(WORDS).status_code == 403

    client.sign_in(an_account(organisation=an_organisation()))
    assert client.get(WORDS).status_code == 404
    assert client.get(f"{WORDS}nothing/").status_code == 404
