"""Versions of a report: kept, compared, commented on, frozen."""

import pytest

from eventreg.contributions.models import ContributionKind, ContributionState, Naming
from eventreg.database import db
from eventreg.documents.gather.report import report_facts
from eventreg.history.models import ActorKind
from eventreg.history.service import COMMAND, Actor
from eventreg.language.local_text import LocalText
from eventreg.privacy.anonymous import make_anonymous
from eventreg.privacy.my_data import my_data
from eventreg.privacy.traces import find_traces
from eventreg.registration.links import token_of
from eventreg.registration.models import RegistrationState
from eventreg.reports import sections, service
from eventreg.reports.comments import service as comments
from eventreg.reports.comments.errors import AlreadyAnswered, CommentsNotOpen, NoSuchPassage
from eventreg.reports.models import ReportStatus
from eventreg.reports.versions import service as versions
from eventreg.reports.versions.passages import Change, differences, parts_of, passages_by_name
from tests.factories import NOON, a_contribution, a_registration, an_account, an_open_event
from tests.reports.builders import BY, WHOLE

HER = {"actor": Actor(ActorKind.PARTICIPANT, 1), "now": NOON}


@pytest.fixture
def event(latvia):
    event = an_open_event()
    write(event, "Sadarbība turpināsies.\n\nTiksimies rudenī.")
    return event


@pytest.fixture
def anna(event):
    return a_registration(event=event, first_name="Anna", last_name="Ozoliņa")


def write(event, text):
    sections.write_section(event=event, name="conclusions", text=LocalText(lv=text), **BY)


def move(event, to):
    if to is ReportStatus.FINAL:
        service.set_requisites(event=event, requisites=WHOLE, **BY)
    return service.move_report(event=event, to=to, **BY)


def say(registration, passage="conclusions/2", text="Vai tiešām?"):
    return comments.comment(registration, passage=passage, language="lv", text=text, **HER)


def said(facts, name="conclusions"):
    section = next(each for each in facts.sections if each.key == name)
    return ["".join(run.text for run in block.runs) for block in section.written.blocks]


def test_a_final_report_says_what_it_said_whatever_changes(event):
    move(event, ReportStatus.FINAL)
    a_contribution(event=event, kind=ContributionKind.PROPOSAL)
    a_registration(event=event)

    final = report_facts(event, language="lv", now=NOON)
    assert (final.proposals, final.participation.total) == ((), 0)

    move(event, ReportStatus.DRAFT)
    draft = report_facts(event, language="lv", now=NOON)
    assert (len(draft.proposals), draft.participation.total) == (1, 1)


def test_who_may_be_named_no_more_is_not_named_by_a_final_report_either(event, anna):  # R21
    given = a_contribution(
        event=event, registration=anna, naming=Naming.NAME, author="Anna Ozoliņa"
    )
    move(event, ReportStatus.FINAL)
    given.naming = Naming.NOT_NAMED

    (group,) = report_facts(event, language="lv", now=NOON).good_practices

    assert [(one.author, one.institution) for one in group.contributions] == [("", "")]


def test_a_version_is_kept_each_time_the_report_is_sent_for_comments(event):
    move(event, ReportStatus.FOR_COMMENTS)
    write(event, "Sadarbība turpināsies.\n\nTiksimies pavasarī.\n\nPaldies!")
    move(event, ReportStatus.FOR_COMMENTS)
    new, old = versions.versions_of(event)
    changes = differences(
        parts_of(versions.facts_of(old, "lv")), parts_of(versions.facts_of(new, "lv"))
    )

    assert (new.number, old.number) == (2, 1)
    assert [
        (each.change, each.before, each.after) for each in changes if each.change != Change.SAME
    ] == [
        (Change.CHANGED, "Tiksimies rudenī.", "Tiksimies pavasarī."),
        (Change.ADDED, "", "Paldies!"),
    ]


def test_who_has_a_place_comments_on_a_paragraph_while_the_report_is_open(event, anna):
    move(event, ReportStatus.FOR_COMMENTS)
    comment = say(anna)
    passage = passages_by_name(parts_of(versions.facts_of(comment.version, "lv")))[comment.passage]

    assert passage.block.runs[0].text == "Tiksimies rudenī."
    assert comments.count_open(event) == 1


@pytest.mark.database("sqlite")
def test_nobody_comments_on_a_report_that_is_not_open_or_without_a_place(event, anna):
    with pytest.raises(CommentsNotOpen):
        say(anna)
    move(event, ReportStatus.FOR_COMMENTS)
    stranger = a_registration(event=event)
    stranger.state = RegistrationState.CANCELLED
    with pytest.raises(CommentsNotOpen):
        say(stranger)
    with pytest.raises(NoSuchPassage):
        say(anna, "conclusions/9")


def test_a_comment_is_answered_and_then_stays(event, anna):
    move(event, ReportStatus.FOR_COMMENTS)
    first, second = say(anna), say(anna, text="Un kur?")
    comments.take_back(second, **HER)
    comments.answer(first, text="Jā, Cēsīs.", **BY)

    with pytest.raises(AlreadyAnswered):
        comments.take_back(first, **HER)
    assert [(each.text, each.answer) for each in comments.comments_by(anna)] == [
        ("Vai tiešām?", "Jā, Cēsīs.")
    ]
    assert comments.count_open(event) == 0


def test_my_comments_are_in_my_data_and_go_with_me(event, anna):  # R22, R23
    a_contribution(event=event, registration=anna, naming=Naming.NAME, author="Anna Ozoliņa")
    move(event, ReportStatus.FOR_COMMENTS)
    say(anna, text="Es, Anna Ozoliņa, jautāju.")
    held = my_data(anna, now=NOON)["report_comments"]
    make_anonymous(anna, actor=COMMAND, now=NOON)

    assert [each["text"] for each in held] == ["Es, Anna Ozoliņa, jautāju."]
    assert [str(trace) for trace in find_traces(["Ozoliņa"])] == []


@pytest.mark.database("sqlite")
def test_who_wrote_a_text_with_others_is_forgotten_alone(event, anna):  # R22
    ilze = a_registration(event=event, first_name="Ilze", last_name="Kalniņa")
    how = {"event": event, "naming": Naming.NAME}
    whole = a_contribution(registration=ilze, **how)
    a_contribution(registration=anna, state=ContributionState.MERGED, merged_into=whole, **how)
    move(event, ReportStatus.FINAL)
    db.session.expire_all()
    make_anonymous(anna, actor=COMMAND, now=NOON)

    (group,) = report_facts(event, language="lv", now=NOON).good_practices
    assert [one.author for one in group.contributions] == ["Ilze Kalniņa"]
    assert [str(trace) for trace in find_traces(["Ozoliņa"])] == []


def test_a_participant_comments_and_reads_the_answer(client, session, event, anna):
    move(event, ReportStatus.FOR_COMMENTS)
    session.commit()
    page = client.get(f"/lv/r/{token_of(anna)}/report/")
    assert "Sadarbība turpināsies." in page.words

    room = f"/lv/r/{token_of(anna)}/report/comment/conclusions/1"
    page = client.submit(room, {"text": "Ar ko?"})
    assert "Mans komentārs: Ar ko?" in page.words
    client.sign_in(an_account(organisation=event.organisation))
    (comment,) = comments.comments_by(anna)
    room = f"/lv/organise/e/{event.slug}/report/comments/"
    page = client.submit(f"{room}{comment.uid}/", {"answer": "Ar skolām."})
    assert "Ar skolām." in page.words

    page = client.get(f"/lv/r/{token_of(anna)}/report/")
    assert "Organizatora atbilde: Ar skolām." in page.words


@pytest.mark.database("sqlite")
def test_somebody_else_s_comment_cannot_be_removed(client, session, event, anna):
    move(event, ReportStatus.FOR_COMMENTS)
    mine = say(anna)
    stranger = a_registration(event=event)
    session.commit()
    room = f"/lv/r/{token_of(stranger)}/report/"
    form = client.get(f"{room}comment/conclusions/1").document
    token = next(box for box in form.iter("input") if box.get("name") == "csrf_token")

    answer = client.post(
        f"{room}comments/{mine.uid}/remove", data={"csrf_token": token.get("value")}
    )

    assert answer.status_code == 404
    assert comments.comments_by(anna) == [mine]


@pytest.mark.database("sqlite")
def test_organisers_see_what_has_changed_between_two_versions(client, session, event):
    move(event, ReportStatus.FOR_COMMENTS)
    write(event, "Sadarbība turpināsies.\n\nTiksimies pavasarī.")
    move(event, ReportStatus.FOR_COMMENTS)
    session.commit()
    client.sign_in(an_account(organisation=event.organisation))

    page = client.get(f"/lv/organise/e/{event.slug}/report/versions/1/2/")

    assert "Tiksimies rudenī." in page.words
    assert "Tiksimies pavasarī." in page.words
    assert "Sadarbība turpināsies." not in page.words
