"""Many at once for an option of which there are few (R6, R7)."""

from sqlalchemy import func, select

from eventreg.registration.questions.models import AnswerChoice, QuestionKind
from tests.factories import a_question, an_application, an_open_event, answer_to
from tests.registration.test_race import PLACES, WRITERS, all_at_once


def test_it_gives_five_dinners_to_twelve_who_come_at_once(app, session):  # R6, R7
    event = an_open_event()
    dinner = a_question(event=event, kind=QuestionKind.CHOICE, options=[("Jā", PLACES), "Nē"])
    answers = (answer_to(dinner, 0),)

    outcomes = all_at_once(app, event, [an_application(answers=answers) for _ in range(WRITERS)])

    assert outcomes == {"registered": PLACES, "OptionFull": WRITERS - PLACES}
    session.refresh(dinner.options[0])
    held = session.scalar(select(func.count()).where(AnswerChoice.holds))
    assert (dinner.options[0].taken, held) == (PLACES, PLACES)
