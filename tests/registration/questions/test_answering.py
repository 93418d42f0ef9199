"""What a person answers: what is asked, what is kept, what it holds (R6, R7)."""

import pytest

from eventreg.events.models import Admission
from eventreg.history.models import ActorKind
from eventreg.history.service import COMMAND, Actor
from eventreg.registration.application import Needs
from eventreg.registration.approval import approve_registration
from eventreg.registration.models import ParticipantRole, RegistrationState
from eventreg.registration.questions import queries, service
from eventreg.registration.questions.errors import (
    OptionFull,
    OptionNotOffered,
    QuestionsChanged,
    QuestionUnanswered,
)
from eventreg.registration.questions.models import QuestionKind
from eventreg.registration.questions.rules import Hangs
from eventreg.registration.service import cancel_registration, change_registration, register
from tests.factories import (
    NOON,
    a_question,
    a_registration,
    an_application,
    an_open_event,
    answer_to,
)

CHOICE, CHOICES, TEXT = QuestionKind.CHOICE, QuestionKind.CHOICES, QuestionKind.SHORT_TEXT


def register_by_form(event, **values):
    application = an_application(**values)
    sent = register(
        event=event,
        application=application,
        form_key=f"key-{application.email[:16]}",
        notice_version=1,
        now=NOON,
    )
    return sent.registration


def change(registration, *answers, actor=COMMAND, **details):
    application = an_application(registration.email, **details)
    change_registration(
        registration,
        details=application.details,
        needs=Needs(),
        answers=answers,
        actor=actor,
        now=NOON,
    )


def words_of(registration):
    return {each.question.in_("lv"): each.words for each in queries.answers_in_words(registration)}


@pytest.fixture
def event(app):
    return an_open_event(capacity=10)


@pytest.fixture
def dinner(event):
    return a_question(event=event, kind=CHOICE, options=[("Vakariņas", 1), "Bez vakariņām"])


def test_it_keeps_an_answer_of_each_kind(event):
    kinds = {
        QuestionKind.SHORT_TEXT: {"text": "Ar vilcienu"},
        QuestionKind.LONG_TEXT: {"text": "Viens\nDivi"},
        QuestionKind.NUMBER: {"number": 2.5},
        QuestionKind.DATE: {"day": event.starts_on},
        QuestionKind.YES_NO: {"yes": False},
    }
    asked = [
        answer_to(a_question(event=event, kind=kind, label=kind), **value)
        for kind, value in kinds.items()
    ]
    several = a_question(event=event, kind=CHOICES, label="vairākas", options=["A", "B", "C"])

    person = register_by_form(event, answers=(*asked, answer_to(several, 0, 2)))

    assert words_of(person) == {
        "short_text": "Ar vilcienu",
        "long_text": "Viens\nDivi",
        "number": "2,5",
        "date": "05.05.2026.",
        "yes_no": "Nē",
        "vairākas": "A; C",
    }


def test_it_refuses_a_required_question_left_open(event):
    a_question(event=event, kind=TEXT, required=True)

    with pytest.raises(QuestionUnanswered):
        register_by_form(event)


def test_staff_may_leave_a_required_question_open(event):
    a_question(event=event, kind=TEXT, required=True)

    assert a_registration(event=event).state is RegistrationState.CONFIRMED


def test_a_person_must_answer_what_is_required_when_changing(event):
    person = a_registration(event=event)
    a_question(event=event, kind=TEXT, required=True)

    with pytest.raises(QuestionUnanswered):
        change(person, actor=Actor(ActorKind.PARTICIPANT, person.id))


def test_a_question_that_is_not_asked_need_not_be_answered(event):
    first = a_question(event=event)
    a_question(event=event, kind=TEXT, required=True, condition=Hangs(first.uid))

    assert register_by_form(event, answers=(answer_to(first, yes=False),))


def test_an_answer_to_a_question_that_is_not_asked_is_not_kept(event):
    first = a_question(event=event, label="Nāksiet?")
    second = a_question(event=event, kind=TEXT, label="Ar ko?", condition=Hangs(first.uid))

    answers = (answer_to(first, yes=False), answer_to(second, text="Ar vilcienu"))

    assert words_of(register_by_form(event, answers=answers)) == {"Nāksiet?": "Nē"}


def test_a_question_is_asked_after_an_option(event, dinner):
    what = a_question(
        event=event,
        kind=TEXT,
        label="Ko dzersiet?",
        condition=Hangs(dinner.uid, dinner.options[0].uid),
    )
    answers = (answer_to(dinner, 0), answer_to(what, text="Ūdeni"))

    assert words_of(register_by_form(event, answers=answers))["Ko dzersiet?"] == "Ūdeni"


def test_a_question_may_be_for_one_role_only(event):
    theme = a_question(
        event=event,
        kind=TEXT,
        label="Tēma",
        required=True,
        shown_to_role=ParticipantRole.SPEAKER,
    )

    assert words_of(register_by_form(event)) == {}
    with pytest.raises(QuestionUnanswered):
        register_by_form(event, role=ParticipantRole.SPEAKER)
    speaker = register_by_form(
        event, role=ParticipantRole.SPEAKER, answers=(answer_to(theme, text="Mentori"),)
    )
    assert words_of(speaker) == {"Tēma": "Mentori"}


def test_it_takes_no_option_of_another_question(event, dinner):
    other = a_question(event=event, kind=CHOICE, label="Cits", options=["A", "B"])
    foreign = answer_to(other, 0)

    with pytest.raises(OptionNotOffered):
        register_by_form(
            event, answers=(type(foreign)(question=dinner.uid, options=foreign.options),)
        )


def test_it_takes_no_answer_of_another_kind(event, dinner):
    with pytest.raises(QuestionsChanged):
        register_by_form(event, answers=(answer_to(dinner, text="Jā"),))


def test_it_takes_no_two_options_where_one_is_chosen(event, dinner):
    with pytest.raises(QuestionsChanged):
        register_by_form(event, answers=(answer_to(dinner, 0, 1),))


def test_it_takes_no_answer_to_a_question_of_another_event(event):
    foreign = a_question(event=an_open_event())

    with pytest.raises(QuestionsChanged):
        register_by_form(event, answers=(answer_to(foreign, yes=True),))


def test_an_option_is_taken_with_the_place(event, dinner):  # R6
    register_by_form(event, answers=(answer_to(dinner, 0),))

    assert [option.taken for option in dinner.options] == [1, 0]
    with pytest.raises(OptionFull) as full:
        register_by_form(event, answers=(answer_to(dinner, 0),))
    assert full.value.field == f"question-{dinner.uid}"
    assert event.taken == 1


def test_an_option_is_free_again_when_its_holder_cancels(event, dinner, session):
    person = register_by_form(event, answers=(answer_to(dinner, 0),))
    cancel_registration(person, actor=COMMAND, now=NOON)

    assert dinner.options[0].taken == 0
    assert words_of(person) == {"Vai būsiet vakariņās?": "Vakariņas"}


def test_changing_the_answer_moves_the_place(event, dinner):
    person = register_by_form(event, answers=(answer_to(dinner, 0),))
    change(person, answer_to(dinner, 1))

    assert [option.taken for option in dinner.options] == [0, 1]


def test_keeping_a_full_option_is_possible(event, dinner):
    person = register_by_form(event, answers=(answer_to(dinner, 0),))
    change(person, answer_to(dinner, 0), first_name="Cita")

    assert dinner.options[0].taken == 1


def test_changing_to_a_full_option_changes_nothing_at_all(event, dinner):  # R7
    register_by_form(event, answers=(answer_to(dinner, 0),))
    person = register_by_form(event, answers=(answer_to(dinner, 1),))

    with pytest.raises(OptionFull):
        change(person, answer_to(dinner, 0), first_name="Cita")
    assert [option.taken for option in dinner.options] == [1, 1]
    assert words_of(person) == {"Vai būsiet vakariņās?": "Bez vakariņām"}


def test_an_applicant_holds_no_option_before_being_approved(event, dinner):
    event.admission = Admission.APPROVAL
    person = register_by_form(event, answers=(answer_to(dinner, 0),))
    assert dinner.options[0].taken == 0

    approve_registration(person, actor=COMMAND, now=NOON)

    assert dinner.options[0].taken == 1
    assert queries.missed_options(person, "lv") == []


def test_who_is_approved_when_the_option_is_full_gets_the_place_without_it(event, dinner):  # R8
    event.admission = Admission.APPROVAL
    person = register_by_form(event, answers=(answer_to(dinner, 0),))
    a_registration(event=event, answers=(answer_to(dinner, 0),))

    approve_registration(person, actor=COMMAND, now=NOON)

    assert person.state is RegistrationState.CONFIRMED
    assert queries.missed_options(person, "lv") == ["Vakariņas"]
    assert dinner.options[0].taken == 1


def test_who_missed_an_option_may_choose_it_once_it_is_free(event, dinner):
    event.admission = Admission.APPROVAL
    person = register_by_form(event, answers=(answer_to(dinner, 0),))
    holder = a_registration(event=event, answers=(answer_to(dinner, 0),))
    approve_registration(person, actor=COMMAND, now=NOON)
    cancel_registration(holder, actor=COMMAND, now=NOON)

    change(person, answer_to(dinner, 0))

    assert dinner.options[0].taken == 1
    assert queries.missed_options(person, "lv") == []


def test_who_waits_holds_no_option_and_takes_it_with_the_offer(app):  # R8
    event = an_open_event(capacity=1, waiting_list=True)
    dinner = a_question(event=event, kind=CHOICE, options=[("Vakariņas", 2), "Nē"])
    first = a_registration(event=event)
    application = an_application(answers=(answer_to(dinner, 0),))
    waiting = register(
        event=event,
        application=type(application)(**{**vars(application), "waits": True}),
        form_key="key-of-who-waits",
        notice_version=1,
        now=NOON,
    ).registration
    assert (waiting.state, dinner.options[0].taken) == (RegistrationState.WAITING, 0)

    cancel_registration(first, actor=COMMAND, now=NOON)

    assert (waiting.state, dinner.options[0].taken) == (RegistrationState.OFFERED, 1)


def test_an_answer_keeps_the_words_in_which_it_was_asked(event, dinner):
    person = register_by_form(event, answers=(answer_to(dinner, 1),))
    facts = service.facts_of(dinner)
    options = tuple(
        option._replace(label=type(option.label)(lv=f"Jauns {place}"))
        for place, option in enumerate(facts.options)
    )
    changed = type(facts)(
        **{
            **vars(facts),
            "label": type(facts.label)(lv="Vai ēdīsiet pusdienas?"),
            "options": options,
        }
    )
    service.edit_question(question=dinner, facts=changed, actor=COMMAND, now=NOON)

    assert words_of(person) == {"Vai būsiet vakariņās?": "Bez vakariņām"}


def test_the_log_says_that_answers_changed_and_never_what_they_are(event, session):  # R20, R28
    from eventreg.history.models import LogEntry

    question = a_question(event=event, kind=TEXT)
    person = a_registration(event=event)
    change(person, answer_to(question, text="Slepens"))

    entry = session.query(LogEntry).order_by(LogEntry.id.desc()).first()
    assert entry.action == "changed"
    assert entry.after["answers"] == "changed"
    assert "Slepens" not in str(entry.before) + str(entry.after)


def test_answers_are_columns_with_a_heading_for_each_question(event, dinner):
    text = a_question(event=event, kind=TEXT, label="Kā ieradīsieties?")
    person = a_registration(
        event=event, answers=(answer_to(dinner, 0), answer_to(text, text="Autobuss"))
    )
    silent = a_registration(event=event)
    columns = queries.answer_columns(event)

    assert columns.headings == ["Vai būsiet vakariņās?", "Kā ieradīsieties?"]
    assert columns.of(person.id) == ["Vakariņas", "Autobuss"]
    assert columns.of(silent.id) == ["", ""]
