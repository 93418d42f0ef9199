"""The evaluation: answered once and without a name, shown from five answers on (R24)."""

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventreg.accounts.models import StaffRole
from eventreg.evaluation import answering, asking, errors, service
from eventreg.evaluation.answering import Said
from eventreg.evaluation.models import EvaluationGiven, EvaluationQuestionKind
from eventreg.evaluation.ready_made import QuestionFacts
from eventreg.evaluation.results import results_of, set_aside
from eventreg.events.event_file.composing import compose
from eventreg.events.event_file.errors import EventFileFaulty
from eventreg.events.event_file.importing import import_event
from eventreg.events.starting.parts import ALL_PARTS, begun_from
from eventreg.history.models import LogEntry
from eventreg.history.service import COMMAND
from eventreg.language.local_text import LocalText
from eventreg.messages.models import Message
from eventreg.registration.duplicates.service import merge_registrations
from eventreg.registration.links import token_of
from tests.factories import NOON, a_registration, an_account, an_open_event

DAY = NOON.date() - timedelta(days=1)
ROOM = "/lv/organise/e/limbazi/evaluation/"


@pytest.fixture
def event(app):
    return an_open_event(slug="limbazi", starts_on=DAY, ends_on=DAY)


@pytest.fixture
def evaluation(event):
    return service.begin(event, ready_made=True, actor=COMMAND, now=NOON)


@pytest.fixture
def editor(client, event):
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.EDITOR))
    return client


def answered(evaluation, score=4, text="", person=None):
    person = person or a_registration(event=evaluation.event)
    scale, *_rest, words = evaluation.questions
    said = {scale.uid: Said(number=score), words.uid: Said(text=text)}
    answering.answer(evaluation, person, said=said, now=NOON)
    return person


def test_four_answers_show_nothing_and_the_fifth_shows_all(evaluation):  # R24
    for score in (1, 4, 4, 5):
        answered(evaluation, score)
    assert results_of(evaluation) is None

    answered(evaluation, 5)
    overall, contents, *_rest = results_of(evaluation).questions
    assert (overall.answers, overall.counts) == (5, (1, 0, 0, 2, 2))
    assert (overall.mean, overall.median) == (3.8, 4)
    assert (contents.answers, contents.counts, contents.mean) == (0, (), None)


def test_the_sixth_answer_shows_only_together_with_four_others(evaluation):  # R24
    for _ in range(6):
        answered(evaluation)
    assert results_of(evaluation).counted == 5

    assert not answering.count_the_last(evaluation, now=NOON)
    assert answering.count_the_last(evaluation, now=NOON + timedelta(days=30))
    assert results_of(evaluation).counted == 6


def test_nobody_answers_twice(evaluation):
    person = answered(evaluation)

    with pytest.raises(errors.AnsweredAlready):
        answered(evaluation, person=person)
    assert evaluation.answered == 1


def test_who_was_registered_twice_has_answered_once_the_two_are_one(evaluation, session):
    event = evaluation.event
    event.capacity = None
    kept, other = a_registration(event=event), a_registration(event=event)
    answered(evaluation, person=other)
    merge_registrations(kept, other, actor=COMMAND, now=NOON)

    assert answering.has_answered(kept)
    assert session.scalars(select(EvaluationGiven.registration_id)).all() == [kept.id]


def test_neither_a_moment_nor_an_order_nor_the_log_tells_who_said_what(evaluation, session):
    for text in ("Zāle bija auksta.", "Autobuss kavējās.", "Labi.", "", "Autobuss kavējās."):
        answered(evaluation, text=text)

    words = evaluation.questions[-1]
    assert [each.text for each in results_of(evaluation).questions[-1].texts] == [
        *("Autobuss kavējās.", "Autobuss kavējās.", "Labi.", "Zāle bija auksta.")
    ]
    assert {column.key for column in EvaluationGiven.__table__.columns} == {"registration_id"}
    assert words.waiting == {}
    said = [str((each.before, each.after)) for each in session.scalars(select(LogEntry))]
    assert not any("Autobuss" in each for each in said)


def test_what_must_be_answered_is_asked_for_and_the_rest_stays(client, evaluation, session):
    person = a_registration(event=evaluation.event)
    overall, *_rest, words = evaluation.questions
    page = client.get(f"/lv/r/{token_of(person)}/evaluation/")
    typed = {answering.field_of(words): "Vairāk laika sarunām."}
    again = client.submit(page, typed)

    assert "Kā jūs kopumā vērtējat pasākumu? (obligāts)" in page.words
    assert again.status_code == 422
    assert "Lūdzu, atbildiet uz šo jautājumu." in again.words
    assert "Vairāk laika sarunām." in again.words
    thanks = client.submit(again, {answering.field_of(overall): "5"})
    assert "Jūsu atbildes ir ieskaitītas bez jūsu vārda." in thanks.words
    session.expire_all()
    assert evaluation.answered == 1
    assert "Jūs jau atbildējāt." in client.get(f"/lv/r/{token_of(person)}/evaluation/").words


@pytest.mark.parametrize("said", [{"number": 6}, {"number": 0}])
def test_what_was_not_offered_is_refused(evaluation, said):
    person = a_registration(event=evaluation.event)
    first = evaluation.questions[0]

    with pytest.raises(errors.AnswerUnknown):
        answering.answer(evaluation, person, said={first.uid: Said(**said)}, now=NOON)


def test_it_is_open_from_its_first_to_its_last_day(evaluation):
    person = a_registration(event=evaluation.event)

    days = (evaluation.opens_on, evaluation.closes_on)
    assert days == (DAY, DAY + timedelta(days=14))
    assert answering.may_answer(evaluation, person, now=NOON)
    assert not answering.may_answer(evaluation, person, now=NOON - timedelta(days=2))
    assert not answering.may_answer(evaluation, person, now=NOON + timedelta(days=14))


def test_an_answered_question_is_worded_better_but_means_the_same(evaluation):
    answered(evaluation)
    choice = next(
        each for each in evaluation.questions if each.kind is EvaluationQuestionKind.CHOICE
    )
    person = a_registration(event=evaluation.event)
    said = {evaluation.questions[0].uid: Said(number=3), choice.uid: Said(number=1)}
    answering.answer(evaluation, person, said=said, now=NOON)
    facts = service.facts_of(choice)
    fewer = QuestionFacts(kind=choice.kind, label=facts.label, choices=facts.choices[:2])

    with pytest.raises(errors.QuestionHasAnswers):
        service.edit_question(choice, facts=fewer, actor=COMMAND, now=NOON)
    with pytest.raises(errors.QuestionHasAnswers):
        service.remove_question(choice, actor=COMMAND, now=NOON)
    better = QuestionFacts(
        kind=choice.kind, label=LocalText(lv="Vai nāktu vēlreiz?"), choices=facts.choices
    )
    service.edit_question(choice, facts=better, actor=COMMAND, now=NOON)
    assert choice.label.in_("lv") == "Vai nāktu vēlreiz?"


def test_a_text_is_set_aside_with_a_reason_and_shown_again(evaluation):
    for text in ("Jānis nokavēja.", "", "", "", "Labi."):
        answered(evaluation, text=text)
    words = evaluation.questions[-1]
    named = results_of(evaluation).questions[-1].texts[0]

    set_aside(words, named.key, reason="Nosauc personu.", actor=COMMAND, now=NOON)
    assert results_of(evaluation).questions[-1].texts[0].aside == "Nosauc personu."
    set_aside(words, named.key, reason="", actor=COMMAND, now=NOON)
    assert results_of(evaluation).questions[-1].texts[0].aside == ""


def test_an_organiser_makes_a_questionnaire(editor, event):
    started = editor.submit(ROOM, action=f"{ROOM}begin")
    assert "Kā jūs kopumā vērtējat pasākumu?" in started.words
    page = editor.get(f"{ROOM}add/choice")
    lines = {"label-lv": "Kur tikties nākamreiz?", "choices-lv": "Cēsīs\nValmierā"}
    wrong = editor.submit(page, {**lines, "choices-en": "Cēsis"})
    assert "tikpat atbilžu" in wrong.words
    added = editor.submit(wrong, {"choices-en": "Cēsis\nValmiera"})
    assert "Cēsīs · Valmierā" in added.words
    asked = editor.get(f"{ROOM}preview")
    assert "Cēsīs" in asked.words
    moved = editor.submit(f"{ROOM}settings", {"closes_on": "2020-01-01"})
    assert moved.status_code == 422


def test_the_questionnaire_goes_with_the_event_file_and_without_answers(evaluation, session):
    answered(evaluation)
    file = compose(evaluation.event, with_people=False)
    later = begun_from(file, starts_on=DAY + timedelta(days=365), ends_on=None, parts=ALL_PARTS)
    other = import_event(later.model_copy(update={"slug": "cesis"}), actor=COMMAND, now=NOON).event
    copy = service.evaluation_of(other)

    assert [service.facts_of(each) for each in copy.questions] == [
        service.facts_of(each) for each in evaluation.questions
    ]
    assert (copy.opens_on, copy.answered) == (DAY + timedelta(days=365), 0)
    assert compose(evaluation.event, with_people=False) == file


def test_a_file_whose_choice_offers_nothing_is_refused(evaluation):
    file = compose(evaluation.event, with_people=False)
    empty = [each.model_copy(update={"choices": ()}) for each in file.evaluation.questions]
    faulty = file.evaluation.model_copy(update={"questions": tuple(empty)})

    with pytest.raises(EventFileFaulty) as refused:
        import_event(file.model_copy(update={"evaluation": faulty}), actor=COMMAND, now=NOON)
    assert "choices" in str(refused.value.faults[0])


def test_results_are_a_page_and_a_table(editor, evaluation):
    for score in (5, 5, 4, 3, 5):
        answered(evaluation, score, text="=1+1")
    page = editor.get(f"{ROOM}results")
    lines = list(csv.reader(io.StringIO(editor.get(f"{ROOM}results.csv").text), delimiter=";"))

    assert "vidēji 4,4" in page.words
    assert ["Kā jūs kopumā vērtējat pasākumu?", "5 – ļoti labi", "3"] in lines
    assert lines[-1][1] == "'=1+1"


def test_who_was_there_is_asked_once_and_once_more(evaluation, session, time_stands):
    evaluation.asks = True
    silent = a_registration(event=evaluation.event)
    answered(evaluation)
    session.commit()

    asking.see_to_evaluations()
    asking.see_to_evaluations()
    mails = select(Message.recipient).where(Message.template == "evaluate").order_by(Message.id)
    assert session.scalars(mails).all() == [silent.email]
    later = NOON + asking.AGAIN_AFTER
    assert asking.ask(evaluation, now=later) == 1
    assert asking.ask(evaluation, now=later + timedelta(days=4)) == 0
