"""What organisers do with the questions of an event."""

import pytest
from sqlalchemy import select

from eventreg.history.models import LogEntry
from eventreg.history.service import COMMAND
from eventreg.language.local_text import LocalText
from eventreg.registration.questions import queries, service
from eventreg.registration.questions.errors import (
    ConditionNotEarlier,
    KindIsAnswered,
    OptionHoldsMore,
    OptionsAlike,
    OthersHangOn,
    QuestionAsksForbidden,
    TooFewOptions,
    TooManyFiles,
    TooManyQuestions,
)
from eventreg.registration.questions.forbidden import doubtful_words, forbidden_words
from eventreg.registration.questions.models import Question, QuestionKind, QuestionOption
from eventreg.registration.questions.rules import MOST_FILES, MOST_QUESTIONS, Hangs
from eventreg.registration.questions.service import Direction
from tests.factories import (
    NOON,
    a_question,
    a_registration,
    an_event,
    an_open_event,
    an_organisation,
    answer_to,
)

CHOICE, TEXT = QuestionKind.CHOICE, QuestionKind.SHORT_TEXT


@pytest.fixture
def event(app):
    return an_open_event()


@pytest.fixture
def dinner(event):
    return a_question(event=event, kind=CHOICE, label="Vakariņas?", options=[("Jā", 3), "Nē"])


def edit(question, **values):
    facts = service.facts_of(question)
    service.edit_question(
        question=question,
        facts=type(facts)(**{**vars(facts), **values}),
        actor=COMMAND,
        now=NOON,
    )


def move(question, direction):
    service.move_question(question=question, direction=direction, actor=COMMAND, now=NOON)


def remove(question):
    service.remove_question(question=question, actor=COMMAND, now=NOON)


def labels(event):
    return [question.label.in_("lv") for question in queries.questions_of(event)]


@pytest.mark.parametrize(
    "label",
    [
        "Jūsu tautība",
        "Jūsu dzimums",
        "Personas kods",
        "Dzimšanas datums",
        "Reliģiskā piederība",
        "Vai Jums ir invaliditāte?",
        "Kāda ir Jūsu diagnoze?",
        LocalText(en="Your date of birth"),
        LocalText(en="What is your ethnicity?"),
        LocalText(en="Do you have any allergies?"),
        LocalText(lv="Kas Jūs esat?", en="Are you Roma?"),
    ],
)
def test_what_may_not_be_asked_is_refused(event, label):  # R20
    with pytest.raises(QuestionAsksForbidden) as refused:
        a_question(event=event, label=label)
    assert refused.value.words
    assert labels(event) == []


def test_what_may_not_be_asked_is_refused_in_an_option_too(event):  # R20
    with pytest.raises(QuestionAsksForbidden):
        a_question(event=event, kind=CHOICE, label="Kas?", options=["Jūsu dzimums", "Cits"])


@pytest.mark.parametrize(
    "label",
    [
        "Kādu jautājumu vēlaties pārrunāt?",
        "Kura tēma Jūs interesē: izglītība, mājoklis, veselība?",
        "Vai Jums ir pieredze ar mentoriem?",
        "Cikos ieradīsieties?",
        LocalText(en="Which session do you join?"),
    ],
)
def test_what_may_be_asked_is_not_refused(event, label):
    assert a_question(event=event, label=label)


def test_words_that_only_might_point_there_are_a_warning():  # R20
    topic = [LocalText(lv="Kura tēma: izglītība, veselība?")]

    assert forbidden_words(topic) == []
    assert doubtful_words(topic) == ["veseliba"]


def test_a_choice_needs_two_answers(event):
    with pytest.raises(TooFewOptions):
        a_question(event=event, kind=CHOICE, options=["Jā"])


def test_two_answers_are_not_alike(event):
    with pytest.raises(OptionsAlike):
        a_question(event=event, kind=CHOICE, options=["Jā", "JĀ"])


def test_a_form_has_an_end(event, monkeypatch):
    for _ in range(MOST_QUESTIONS):
        a_question(event=event)
    with pytest.raises(TooManyQuestions):
        a_question(event=event)


def test_a_form_carries_few_files(event):
    for _ in range(MOST_FILES):
        a_question(event=event, kind=QuestionKind.FILE)
    with pytest.raises(TooManyFiles):
        a_question(event=event, kind=QuestionKind.FILE)


def test_questions_move_past_each_other(event):
    first, second = a_question(event=event, label="A"), a_question(event=event, label="B")
    move(second, Direction.UP)
    assert labels(event) == ["B", "A"]
    move(second, Direction.UP)
    move(first, Direction.DOWN)

    assert labels(event) == ["B", "A"]


def test_a_question_does_not_move_before_the_one_it_hangs_on(event, dinner):
    after = a_question(
        event=event, kind=TEXT, label="Ko?", condition=Hangs(dinner.uid, dinner.options[0].uid)
    )
    with pytest.raises(ConditionNotEarlier):
        move(after, Direction.UP)
    with pytest.raises(ConditionNotEarlier):
        move(dinner, Direction.DOWN)
    assert service.moves_of(queries.questions_of(event)) == {dinner.uid: [], after.uid: []}


def test_a_question_hangs_only_on_one_before_it(event):
    first = a_question(event=event, label="A")
    second = a_question(event=event, label="B")

    with pytest.raises(ConditionNotEarlier):
        edit(first, condition=Hangs(second.uid))
    with pytest.raises(ConditionNotEarlier):
        edit(second, condition=Hangs(first.uid, "no-such-option"))
    with pytest.raises(ConditionNotEarlier):
        edit(first, condition=Hangs(first.uid))


def test_a_question_on_which_another_hangs_stays(event, dinner):
    a_question(
        event=event, kind=TEXT, label="Ko?", condition=Hangs(dinner.uid, dinner.options[0].uid)
    )
    with pytest.raises(OthersHangOn):
        remove(dinner)
    with pytest.raises(OthersHangOn):
        edit(dinner, kind=TEXT, options=())


def test_an_option_on_which_a_question_hangs_stays(event, dinner, session):
    third = service.facts_of(dinner).options[0]._replace(uid="", label=LocalText(lv="Varbūt"))
    edit(dinner, options=(*service.facts_of(dinner).options, third))
    a_question(
        event=event, kind=TEXT, label="Ko?", condition=Hangs(dinner.uid, dinner.options[2].uid)
    )
    with pytest.raises(OthersHangOn):
        edit(dinner, options=service.facts_of(dinner).options[:2])


def test_the_kind_stays_once_somebody_answered(event, dinner):
    a_registration(event=event, answers=(answer_to(dinner, 1),))

    with pytest.raises(KindIsAnswered):
        edit(dinner, kind=TEXT, options=())


def test_a_limit_is_never_below_what_is_taken(event, dinner):  # R6
    for _ in range(2):
        a_registration(event=event, answers=(answer_to(dinner, 0),))
    first, second = service.facts_of(dinner).options

    with pytest.raises(OptionHoldsMore):
        edit(dinner, options=(first._replace(capacity=1), second))
    edit(dinner, options=(first._replace(capacity=2), second))
    assert dinner.options[0].free == 0


def test_an_option_somebody_chose_is_archived_and_another_removed(event, dinner, session):
    facts = service.facts_of(dinner)
    more = facts.options[1]._replace(uid="", label=LocalText(lv="Varbūt"))
    edit(dinner, options=(*facts.options, more))
    a_registration(event=event, answers=(answer_to(dinner, 1),))
    yes = service.facts_of(dinner).options[0]
    edit(dinner, options=(yes, more._replace(label=LocalText(lv="Vēl nezinu"))))

    kept = session.scalars(select(QuestionOption).order_by(QuestionOption.id)).all()
    assert [(each.label.in_("lv"), each.archived_at) for each in kept] == [
        ("Jā", None),
        ("Nē", NOON),
        ("Vēl nezinu", None),
    ]


def test_a_question_nobody_answered_goes_whole(event, dinner, session):
    remove(dinner)

    assert session.scalars(select(Question)).all() == []


def test_an_answered_question_is_asked_no_more_and_its_answers_stay(event, dinner):
    person = a_registration(event=event, answers=(answer_to(dinner, 1),))
    remove(dinner)

    assert labels(event) == []
    assert [each.words for each in queries.answers_in_words(person)] == ["Nē"]
    assert queries.answer_columns(event).of(person.id) == ["Nē"]


def test_questions_are_copied_with_options_limits_and_conditions(event, dinner):
    a_question(
        event=event, kind=TEXT, label="Ko?", condition=Hangs(dinner.uid, dinner.options[0].uid)
    )
    other = an_event(organisation=event.organisation)
    added = service.copy_questions(source=event, event=other, actor=COMMAND, now=NOON)
    again = service.copy_questions(source=event, event=other, actor=COMMAND, now=NOON)

    first, second = queries.questions_of(other)
    assert labels(other) == ["Vakariņas?", "Ko?"]
    assert [(each.label.in_("lv"), each.capacity) for each in first.options] == [
        ("Jā", 3),
        ("Nē", None),
    ]
    assert second.condition.option is first.options[0]
    assert (len(added), len(again)) == (2, 0)


def test_what_happens_to_questions_is_in_the_log(event, dinner, session):  # R28
    edit(dinner, required=True)
    move(a_question(event=event, label="B"), Direction.UP)
    remove(dinner)

    entries = session.scalars(
        select(LogEntry).where(LogEntry.subject == "question").order_by(LogEntry.id)
    ).all()
    assert [each.action for each in entries] == [
        "question added",
        "question changed",
        "question added",
        "question moved",
        "question removed",
    ]
    assert (entries[1].before, entries[1].after) == ({"required": False}, {"required": True})


def test_questions_of_another_organisation_are_not_offered_for_copying(event, dinner):
    from eventreg.registration.questions.sources import events_that_ask

    own = an_event(organisation=event.organisation)
    foreign = an_event(organisation=an_organisation())

    assert events_that_ask(own) == [event]
    assert events_that_ask(foreign) == []
