"""The pages: the organiser's room, the public form, my answers; with files, without JavaScript."""

import io

import pytest
from sqlalchemy import select

from eventreg.accounts.models import StaffRole
from eventreg.language.local_text import LocalText
from eventreg.ports import files
from eventreg.registration.links import token_of
from eventreg.registration.models import Registration
from eventreg.registration.questions import queries, uploads
from eventreg.registration.questions.models import Answer, Question, QuestionKind
from eventreg.registration.questions.rules import Hangs
from tests.factories import (
    a_question,
    a_registration,
    an_account,
    an_event,
    an_open_event,
    an_organisation,
    answer_to,
)

PDF = b"%PDF-1.7 plans"
FORM = "/lv/e/cesis/register"
ROOM = "/lv/organise/e/cesis/questions/"
ANSWERS = {
    "first_name": "Anna",
    "last_name": "Bērziņa",
    "email": "anna@example.org",
    "affiliation": "state",
    "institution": "Labklājības ministrija",
    "position": "eksperte",
}
CHOICE, TEXT, FILE = QuestionKind.CHOICE, QuestionKind.SHORT_TEXT, QuestionKind.FILE


@pytest.fixture
def event(app):
    return an_open_event(slug="cesis")


@pytest.fixture
def organiser(client, event):
    client.sign_in(an_account(organisation=event.organisation))
    return client


def name(question):
    return f"question-{question.uid}"


def fill_in(client, **answers):
    return client.submit(FORM, ANSWERS | answers)


def attach(page, client, field, data, file_name, **answers):
    """Send the form with a file, as a browser does."""
    given = {
        one.get("name"): one.get("value", "")
        for one in page.form().iter("input")
        if one.get("type") in {"hidden", "text", "email", "tel"} and one.get("name")
    }
    values = given | ANSWERS | answers | {"role": "expert", "step": "check"}
    values[field] = (io.BytesIO(data), file_name)
    return client.post(FORM, data=values, content_type="multipart/form-data")


def only_registration(session):
    return session.scalars(select(Registration)).one()


def words(session):
    person = only_registration(session)
    return {each.question.in_("lv"): each.words for each in queries.answers_in_words(person)}


# --- the public form


def test_an_event_without_questions_has_no_part_for_them(client, event):
    assert "Organizatora jautājumi" not in client.get(FORM).words


def test_it_asks_shows_and_keeps_the_answers(client, event, session):
    dinner = a_question(event=event, kind=CHOICE, label="Vakariņas?", options=[("Jā", 40), "Nē"])
    way = a_question(event=event, kind=TEXT, label="Kā ieradīsieties?")
    check = fill_in(client, **{name(dinner): dinner.options[0].uid, name(way): "Ar vilcienu"})

    assert "Vakariņas? Jā" in check.words
    assert "Kā ieradīsieties? Ar vilcienu" in check.words
    client.submit(check, button="send")
    assert words(session) == {"Vakariņas?": "Jā", "Kā ieradīsieties?": "Ar vilcienu"}


def test_answers_survive_going_back_to_the_form(client, event, session):
    questions = {
        a_question(event=event, kind=QuestionKind.CHOICES, options=["A", "B", "C"]): ["0", "2"],
        a_question(event=event, kind=QuestionKind.NUMBER, label="Cik?"): "2,5",
        a_question(event=event, kind=QuestionKind.DATE, label="Kad?"): "2026-05-04",
        a_question(event=event, label="Vai?"): "yes",
    }
    answers = {name(question): value for question, value in questions.items()}
    several = next(iter(questions))
    answers[name(several)] = [several.options[int(place)].uid for place in ("0", "2")]
    again = client.submit(fill_in(client, **answers), button="edit")
    client.submit(client.submit(again), button="send")

    assert list(words(session).values()) == ["A; C", "2,5", "04.05.2026.", "Jā"]


def test_a_required_question_left_open_is_an_error_beside_it(client, event):
    way = a_question(event=event, kind=TEXT, label="Kā ieradīsieties?", required=True)
    page = fill_in(client)

    assert page.status_code == 422
    assert page.errors == ["Lūdzu, atbildiet uz jautājumu „Kā ieradīsieties?”."]
    assert f'href="#{name(way)}"' in page.text
    assert 'value="Anna"' in page.text


def test_a_number_that_is_none_is_told_beside_it(client, event):
    many = a_question(event=event, kind=QuestionKind.NUMBER, label="Cik?")
    page = fill_in(client, **{name(many): "daudz"})

    assert page.errors == ["Ierakstiet skaitli, piemēram, 12 vai 7,5."]
    assert 'value="Anna"' in page.text


def test_all_questions_stand_there_with_their_condition_in_words(client, event):
    dinner = a_question(event=event, label="Vai nāksiet?")
    a_question(event=event, kind=TEXT, label="Ko ēdīsiet?", condition=Hangs(dinner.uid))

    assert "Tikai tad, ja uz jautājumu „Vai nāksiet?” atbildējāt „jā”." in client.get(FORM).words


def test_what_is_not_asked_need_not_be_answered_and_is_not_shown(client, event, session):
    dinner = a_question(event=event, label="Vai nāksiet?")
    after = a_question(
        event=event, kind=TEXT, label="Ko ēdīsiet?", condition=Hangs(dinner.uid), required=True
    )
    check = fill_in(client, **{name(dinner): "no", name(after): "Zupu"})

    assert "Ko ēdīsiet?" not in check.words
    back = client.submit(check, button="edit")
    assert 'value="Zupu"' in back.text
    client.submit(check, button="send")
    assert words(session) == {"Vai nāksiet?": "Nē"}


def test_a_full_option_cannot_be_chosen_and_says_so(client, event):
    dinner = a_question(event=event, kind=CHOICE, options=[("Jā", 1), "Nē"])
    a_registration(event=event, answers=(answer_to(dinner, 0),))
    page = client.get(FORM)

    (closed,) = [one for one in page.document.iter("input") if one.get("disabled") is not None]
    assert closed.get("value") == dinner.options[0].uid
    assert "Brīvu vietu nav" in page.words


def test_an_option_that_filled_up_meanwhile_is_told_beside_the_question(client, event, session):
    dinner = a_question(event=event, kind=CHOICE, label="Vakariņas?", options=[("Jā", 1), "Nē"])
    check = fill_in(client, **{name(dinner): dinner.options[0].uid})
    a_registration(event=event, answers=(answer_to(dinner, 0),))
    page = client.submit(check, button="send")

    assert page.status_code == 422
    assert page.errors == ["Atbildei „Jā” brīvu vietu vairs nav. Lūdzu, izvēlieties citu atbildi."]
    assert 'value="anna@example.org"' in page.text
    done = client.submit(client.submit(page, {name(dinner): dinner.options[1].uid}), button="send")
    assert done.path == f"{FORM}/done"


def test_the_form_speaks_the_language_of_the_page(client, event):
    a_question(
        event=event, kind=TEXT, label=LocalText(lv="Kā ieradīsieties?", en="How do you come?")
    )

    assert "How do you come?" in client.get("/en/e/cesis/register").words


# --- files


def test_an_attached_file_is_kept_while_another_field_is_wrong(client, event, session):
    plans = a_question(event=event, kind=FILE, label="Plāns", required=True)
    wrong = attach(client.get(FORM), client, name(plans), PDF, "plāns.pdf", last_name="")
    assert wrong.status_code == 422
    assert len(wrong.errors) == 1
    assert "Pievienota: plāns.pdf" in wrong.words

    check = client.submit(wrong, {"last_name": "Bērziņa"})
    assert "plāns.pdf" in check.words
    again = client.submit(client.submit(check, button="edit"))
    client.submit(again, button="send")

    answer = session.scalars(select(Answer)).one()
    assert answer.file_name == "plāns.pdf"
    assert files.store().get(answer.file_key) == PDF


def test_a_file_of_another_kind_is_refused_beside_its_question(client, event):
    plans = a_question(event=event, kind=FILE, label="Plāns")
    page = attach(client.get(FORM), client, name(plans), b"<script>", "plans.pdf")

    assert page.status_code == 422
    assert page.errors == [
        "Var pievienot tikai PDF, attēlu (PNG vai JPEG) vai teksta dokumentu (DOCX vai ODT)."
    ]


def test_a_file_that_is_too_large_is_told_in_words(client, event, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_BYTES", 1000)
    plans = a_question(event=event, kind=FILE, label="Plāns")
    large = b"%PDF-" + b"0" * 1000
    page = attach(client.get(FORM), client, name(plans), large, "plans.pdf")

    assert page.errors == ["Datne ir lielāka par 5 MB. Lūdzu, pievienojiet mazāku."]
    assert 'value="Anna"' in page.text


def test_nobody_takes_a_file_by_a_note_that_is_not_ours(client, event, session):
    plans = a_question(event=event, kind=FILE, label="Plāns")
    page = attach(client.get(FORM), client, name(plans), PDF, "plāns.pdf")
    client.submit(page, {f"{name(plans)}-kept": "W10.forged"}, button="send")

    assert words(session) == {}


def test_only_the_person_and_staff_get_the_file(client, app, event, session):
    plans = a_question(event=event, kind=FILE, label="Plāns")
    client.submit(attach(client.get(FORM), client, name(plans), PDF, "plāns.pdf"), button="send")
    person, other = only_registration(session), a_registration(event=event)
    answer = session.scalars(select(Answer)).one()
    mine = client.get(f"/lv/r/{token_of(person)}/answers/{answer.uid}/file")

    assert mine.data == PDF
    assert mine.headers["Content-Disposition"].startswith("attachment; filename")
    assert mine.content_type == "application/octet-stream"
    assert client.get(f"/lv/r/{token_of(other)}/answers/{answer.uid}/file").status_code == 404
    staff = f"/lv/organise/e/cesis/people/{person.uid}/answers/{answer.uid}/file"
    assert client.get(staff).status_code == 303
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.READER))
    assert client.get(staff).data == PDF
    client.sign_in(an_account(organisation=an_organisation()))
    assert client.get(staff).status_code == 404


# --- my answers


def test_people_see_and_change_their_answers(client, event, session):
    way = a_question(event=event, kind=TEXT, label="Kā ieradīsieties?")
    dinner = a_question(event=event, kind=CHOICE, label="Vakariņas?", options=[("Jā", 1), "Nē"])
    person = a_registration(
        event=event, answers=(answer_to(way, text="Ar vilcienu"), answer_to(dinner, 0))
    )
    link = f"/lv/r/{token_of(person)}/"
    assert "Ar vilcienu" in client.get(link).words

    client.submit(f"{link}change", {name(way): "Ar autobusu"})

    assert words(session) == {"Kā ieradīsieties?": "Ar autobusu", "Vakariņas?": "Jā"}


def test_who_was_entered_by_another_is_told_which_answers_are_missing(client, event):
    a_question(event=event, kind=TEXT, label="Kā ieradīsieties?", required=True)
    a_question(event=event, kind=TEXT, label="Kas vēl?")
    page = client.get(f"/lv/r/{token_of(a_registration(event=event))}/")

    assert "Organizatoram vēl vajadzīga Jūsu atbilde Kā ieradīsieties?" in page.words
    assert "Kas vēl?" not in page.words


def test_staff_see_the_answers_and_may_leave_a_required_one_open(organiser, event, session):
    a_question(event=event, kind=TEXT, label="Kā ieradīsieties?", required=True)
    dinner = a_question(event=event, kind=CHOICE, label="Vakariņas?", options=["Jā", "Nē"])
    page = organiser.submit(
        "/lv/organise/e/cesis/people/add", ANSWERS | {name(dinner): dinner.options[0].uid}
    )

    assert "Vakariņas? Jā" in page.words


# --- the organiser's room


def add(client, kind, **values):
    given = {"label-lv": "Vai nāksiet?", "label-en": "Do you come?", "purpose-lv": "Galdiem"}
    return client.submit(f"{ROOM}add?kind={kind}", given | values)


def test_a_question_is_added_and_stands_in_the_list(organiser, event):
    page = add(organiser, "yes_no", required="y", kept_days="30")

    assert page.path == ROOM
    assert "Vai nāksiet?" in page.all("h2")
    assert "jāatbild obligāti" in page.words
    assert "30 dienu pēc pasākuma" in page.words


def test_options_are_added_row_by_row_without_losing_anything(organiser, event, session):
    page = add(organiser, "choice", **{"options-0-label-lv": "Jā", "options-0-capacity": "40"})
    assert page.errors == ["Uzrakstiet vismaz divas atbildes, no kurām izvēlēties."]
    page = organiser.submit(page, {"options-1-label-lv": "Nē"}, button="add")
    assert page.status_code == 200
    page = organiser.submit(page, {"options-2-label-lv": "Varbūt"}, button="up-2")
    organiser.submit(page)

    (question,) = session.scalars(select(Question)).all()
    assert [(each.label.in_("lv"), each.capacity) for each in question.options] == [
        ("Jā", 40),
        ("Varbūt", None),
        ("Nē", None),
    ]


def test_the_list_says_how_much_of_a_limit_is_taken(organiser, event):
    dinner = a_question(event=event, kind=CHOICE, options=[("Jā", 40), "Nē"])
    a_registration(event=event, answers=(answer_to(dinner, 0),))

    assert "Jā: Aizņemts: 1 no 40" in organiser.get(ROOM).words


def test_a_question_that_may_not_be_asked_is_refused_clearly(organiser, event, session):  # R20
    page = add(organiser, "short_text", **{"label-lv": "Jūsu tautība"})

    assert page.status_code == 422
    assert "To jautāt nedrīkst: „jusu tautiba”." in page.errors[0]
    assert session.scalars(select(Question)).all() == []


def test_doubtful_words_are_a_warning_in_the_list(organiser, event):  # R20
    a_question(event=event, kind=TEXT, label="Kura tēma: veselība vai izglītība?")

    assert "ko jautāt nedrīkst: „veseliba”" in organiser.get(ROOM).words


def test_a_question_is_changed_moved_and_removed(organiser, event, session):
    first, second = a_question(event=event, label="A"), a_question(event=event, label="B")
    organiser.submit(f"{ROOM}{second.uid}/", {"label-lv": "C", "purpose-lv": "Lai zinātu"})
    organiser.submit(organiser.get(ROOM), action=f"{ROOM}{second.uid}/move")
    assert organiser.get(ROOM).all("h2") == ["C", "A"]
    page = organiser.submit(f"{ROOM}{first.uid}/remove")

    assert page.all("h2") == ["C"]


def test_the_form_offers_conditions_on_earlier_questions_only(organiser, event):
    dinner = a_question(event=event, kind=CHOICE, label="Vakariņas?", options=["Jā", "Nē"])
    later = a_question(event=event, label="Vai brauksiet?")
    page = organiser.get(f"{ROOM}{dinner.uid}/")
    after = organiser.get(f"{ROOM}{later.uid}/")

    assert "Ja atbilde ir: Jā" not in page.all("option")
    assert "Ja atbilde ir: Jā" in after.all("option")


def test_questions_are_copied_from_another_event(organiser, event):
    earlier = an_event(organisation=event.organisation, slug="limbazi")
    a_question(event=earlier, label="Vai nāksiet?")
    page = organiser.submit(f"{ROOM}copy", {"source": "limbazi"})

    assert page.all("h2") == ["Vai nāksiet?"]
    assert "Nokopēts 1 jautājums." in page.words


def test_there_may_be_nothing_to_copy(organiser, event):
    assert "Nevienam citam" in organiser.get(f"{ROOM}copy").words


@pytest.mark.parametrize("language", ["lv", "en"])
def test_the_preview_shows_every_kind_in_both_languages(organiser, event, language):
    for kind in QuestionKind:
        options = ["A", "B"] if kind in {CHOICE, QuestionKind.CHOICES} else []
        label = LocalText(lv=f"Latviski {kind}", en=f"English {kind}")
        a_question(event=event, kind=kind, label=label, options=options)
    page = organiser.get(f"/{language}/organise/e/cesis/questions/preview")

    begins = {"lv": "Latviski", "en": "English"}[language]
    assert all(f"{begins} {kind}" in page.words for kind in QuestionKind)


def test_many_options_stand_in_a_list_that_unfolds(client, event, session):
    stops = a_question(event=event, kind=CHOICE, options=[f"Pietura {n}" for n in range(15)])
    check = fill_in(client, **{name(stops): stops.options[14].uid})
    client.submit(check, button="send")

    assert list(words(session).values()) == ["Pietura 14"]


def test_readers_look_and_change_nothing(client, event):
    a_question(event=event)
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.READER))

    assert "Pievienot jautājumu" not in client.get(ROOM).words
    assert client.get(f"{ROOM}add").status_code == 403
