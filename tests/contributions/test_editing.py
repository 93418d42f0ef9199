"""The editing room: organisers read, word, accept and set aside what experts gave."""

import pytest
from sqlalchemy import select

from eventreg.agenda.days import Direction
from eventreg.contributions.editing import service
from eventreg.contributions.editing.errors import MayNameSomebody, NotForDecision, TitleMissing
from eventreg.contributions.editing.sensitivity import findings
from eventreg.contributions.editing.service import Wording
from eventreg.contributions.models import Contribution, ContributionState
from eventreg.contributions.service import accepted_by_kind
from eventreg.history.models import LogEntry
from eventreg.history.service import COMMAND
from eventreg.language.local_text import LocalText
from tests.factories import NOON, a_contribution, a_registration, an_account, an_event

S = ContributionState
BY = {"actor": COMMAND, "now": NOON}
NAMING = "Skolā strādā Jānis Ozoliņš, kurš ir roms."


@pytest.fixture
def event(latvia):
    return an_event(slug="cesis")


def sent(event, title="Mentors", text="Vecāki palīdz.", **values):
    values.setdefault("state", S.SUBMITTED)
    if "registration" not in values:
        values["registration"] = a_registration(event=event)
    return a_contribution(event=event, title=LocalText(lv=title), text=LocalText(lv=text), **values)


def worded(contribution, *, sure=False, **texts):
    standing = {name: getattr(contribution, name) for name in service.TEXTS}
    given = {name: LocalText(lv=said) for name, said in texts.items()}
    service.word(contribution, wording=Wording(texts=standing | given, topic=None), sure=sure, **BY)


# --- what wants a second look (R25)


@pytest.mark.parametrize(
    "text",
    [
        NAMING,
        "Mācību palīgs Jānis Ozoliņš ir čigānu tautības.",
        "Mūs sagaidīja K. Bērziņa, kurai ir invaliditāte.",
        "Anna Liepa slimo ar diabētu.",
    ],
)
def test_a_sentence_on_a_named_person_is_found(text):
    (found,) = findings([LocalText(lv=f"Viss bija labi. {text} Paldies.")])
    assert found.sentence == text


@pytest.mark.parametrize(
    "text",
    [
        "Skolā mācās romu bērni.",
        "Jānis Ozoliņš vada skolu. Tajā mācās romu bērni.",
        "Limbažu novada pašvaldība atbalsta romus.",
        "Jānis Ozoliņš raksta romānus.",
    ],
)
def test_what_links_nobody_is_not_found(text):
    assert findings([LocalText(lv=text)]) == []


def test_english_is_looked_at_with_its_own_words():
    assert findings([LocalText(en="We met John Smith, a Roma mediator.")])
    assert not findings([LocalText(en="We met John Smith, a mediator from Rome.")])


# --- deciding


def test_what_is_accepted_stands_last_of_its_kind(event):
    a_contribution(event=event, position=4)
    contribution = sent(event)

    service.accept(contribution, sure=False, **BY)

    accepted = accepted_by_kind(event)[contribution.kind]
    assert [each.title["lv"] for each in accepted] == ["Mentors vakarskolā", "Mentors"]


def test_it_goes_into_the_report_with_a_named_person_only_when_somebody_has_looked(event):  # R25
    contribution = sent(event, text=NAMING)

    with pytest.raises(MayNameSomebody):
        service.accept(contribution, sure=False, **BY)
    assert contribution.state is S.SUBMITTED

    service.accept(contribution, sure=True, **BY)
    assert contribution.state is S.ACCEPTED


@pytest.mark.parametrize("state", [S.DRAFT, S.MERGED, S.ACCEPTED])
def test_only_what_was_sent_or_set_aside_is_accepted(event, state):
    with pytest.raises(NotForDecision):
        service.accept(sent(event, state=state), sure=True, **BY)


def test_what_is_set_aside_keeps_the_reason_and_can_come_back(event):
    contribution = sent(event)

    service.set_aside(contribution, reason="Jau ir citā tekstā.", **BY)
    assert (contribution.state, contribution.reason) == (S.SET_ASIDE, "Jau ir citā tekstā.")

    service.accept(contribution, sure=False, **BY)
    assert contribution.state is S.ACCEPTED


def test_the_authors_words_are_kept_however_often_they_are_worded_anew(event):
    contribution = sent(event, text="kā es rakstīju")

    worded(contribution, text="Kā rediģēts.")
    worded(contribution, text="Kā rediģēts vēlreiz.")

    assert contribution.text["lv"] == "Kā rediģēts vēlreiz."
    assert service.as_given(contribution)["text"] == LocalText(lv="kā es rakstīju")


def test_the_report_never_loses_a_title(event):
    with pytest.raises(TitleMissing):
        worded(sent(event), title="")


def test_wording_what_is_in_the_report_wants_a_second_look_too(event):  # R25
    contribution = sent(event, state=S.ACCEPTED)

    with pytest.raises(MayNameSomebody):
        worded(contribution, text=NAMING)
    worded(contribution, text=NAMING, sure=True)


def test_texts_change_places_in_the_report(event):
    first, second = (sent(event, title, state=S.ACCEPTED) for title in ("Viens", "Otrs"))

    service.move(second, direction=Direction.UP, **BY)
    service.move(second, direction=Direction.UP, **BY)

    assert accepted_by_kind(event)[first.kind] == [second, first]


def test_who_has_given_is_counted_by_people(event):
    anna = a_registration(event=event)
    sent(event, registration=anna)
    sent(event, registration=anna)
    sent(event, state=S.DRAFT)

    assert service.giving(event) == (1, 2)


def test_every_decision_is_in_the_log(event, session):  # R28
    contribution = sent(event)
    worded(contribution, text="Citādi.")
    service.accept(contribution, sure=False, **BY)
    service.set_aside(contribution, reason="Nē.", **BY)

    entries = session.scalars(
        select(LogEntry).where(LogEntry.subject == "contribution").order_by(LogEntry.id)
    ).all()
    assert [entry.action for entry in entries] == ["changed", "accepted", "set aside"]


# --- at the browser

ROOM = "/lv/organise/e/cesis/contributions/"


@pytest.fixture
def editor(client, event):
    client.sign_in(an_account(organisation=event.organisation))
    return client


def test_one_reads_words_and_accepts_a_text(editor, event):
    sent(event, text=NAMING)
    page = editor.get(ROOM)
    page = editor.get(page.links["Mentors"])
    assert "Jānis Ozoliņš · roms" in page.words

    page = editor.submit(page, {}, action=f"{page.path}accept")
    assert page.status_code == 409 or page.errors
    page = editor.submit(
        page.links["Formulēt citādi"], {"text-lv": "Skolā strādā mentors."}, follow=True
    )
    assert "Kā to uzrakstīja autors" in page.words
    page = editor.submit(page, {}, action=f"{page.path}accept")

    assert "Teksts ir ziņojumā." in page.words


def test_a_draft_is_its_authors_alone(editor, event):
    draft = sent(event, "Mans melnraksts", state=S.DRAFT)

    assert "Mans melnraksts" not in editor.get(ROOM).words
    assert editor.get(f"{ROOM}{draft.uid}/").status_code == 404


def test_setting_aside_wants_a_reason(editor, event, session):
    contribution = sent(event)
    page = editor.submit(f"{ROOM}{contribution.uid}/set-aside", {})
    assert page.errors == ["Uzrakstiet, kāpēc tekstu atliekat."]

    editor.submit(page, {"reason": "Jau ir."})
    assert session.scalars(select(Contribution.state)).all() == [S.SET_ASIDE]
