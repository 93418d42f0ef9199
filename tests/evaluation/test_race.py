"""People answer at the same moment, on both databases: every answer counts, and once."""

from eventreg.database import db
from eventreg.evaluation import answering, service
from eventreg.evaluation.answering import Said
from eventreg.evaluation.models import EvaluationGiven
from eventreg.events.models import Event
from eventreg.history.service import COMMAND
from eventreg.registration.models import Registration
from tests.factories import NOON, a_registration, an_open_event
from tests.registration.waiting.test_race import all_at_once

PEOPLE = 10


def answers(event_id, person_id):
    def action():
        person = db.session.get_one(Registration, person_id)
        evaluation = service.evaluation_of(db.session.get_one(Event, event_id))
        said = {evaluation.questions[0].uid: Said(number=4)}
        answering.answer(evaluation, person, said=said, now=NOON)

    return action


def test_answers_of_the_same_moment_all_count(app):
    event = an_open_event(starts_on=NOON.date(), ends_on=NOON.date())
    people = [a_registration(event=event).id for _ in range(PEOPLE)]
    evaluation = service.begin(event, ready_made=True, actor=COMMAND, now=NOON)
    went = all_at_once(app, [answers(event.id, person) for person in (*people, people[0])])
    db.session.expire_all()

    assert went == {"done": PEOPLE, "AnsweredAlready": 1}
    assert evaluation.answered == evaluation.counted == PEOPLE
    assert evaluation.questions[0].counts == {"4": PEOPLE}
    assert db.session.query(EvaluationGiven).count() == PEOPLE
