"""The sections of a report: written, moved, hidden, added, removed."""

import pytest
from sqlalchemy import select

from eventreg.agenda.days import Direction
from eventreg.contributions.editing.errors import MayNameSomebody
from eventreg.database import db
from eventreg.history.models import LogEntry
from eventreg.language.local_text import LocalText
from eventreg.reports import sections, service
from eventreg.reports.errors import (
    NothingOfThatName,
    NotOfThisReport,
    ReportIsFinal,
    SectionNotAdded,
)
from eventreg.reports.models import ReportStatus
from eventreg.reports.standard import StandardSection
from eventreg.reports.standing import report_of
from tests.factories import an_event
from tests.reports.builders import BY, WHOLE

OWN = LocalText(lv="Ko darīsim tālāk", en="What comes next")


@pytest.fixture
def event(app):
    return an_event()


def write(event, name, text, **more):
    sections.write_section(event=event, name=name, text=LocalText(lv=text), **more, **BY)


def standing(event):
    return sections.sections_of(report_of(event))


def names(event):
    return [section.name for section in standing(event)]


def words(event):
    return {section.name: dict(section.text) for section in standing(event) if section.text}


def actions():
    entries = db.session.scalars(select(LogEntry).order_by(LogEntry.id))
    return [entry.action for entry in entries if entry.subject == "report"]


def test_a_section_is_written_rewritten_and_taken_out(event):
    for text in ("Pirmais", "Otrais"):
        write(event, "course", text)
    assert words(event) == {"course": {"lv": "Otrais"}}

    write(event, "course", "")
    assert words(event) == {}
    assert report_of(event).sections == []


def test_the_same_text_again_is_no_change(event):  # R28
    for _ in range(2):
        write(event, "course", "Norise")

    assert actions() == ["section written"]


def test_words_of_a_section_that_does_not_exist_are_refused(event):
    with pytest.raises(NotOfThisReport):
        write(event, "gossip", "Runā, ka")


def test_sections_stand_in_the_standard_order_until_one_is_moved(event):
    write(event, "conclusions", "Sadarbība")
    assert names(event) == list(StandardSection)

    sections.move_section(event=event, name="conclusions", direction=Direction.UP, **BY)
    sections.move_section(event=event, name="general", direction=Direction.UP, **BY)
    db.session.expire_all()

    assert names(event)[-3:] == ["conclusions", "earlier_proposals", "evaluation"]
    assert names(event)[0] == "general"
    assert words(event) == {"conclusions": {"lv": "Sadarbība"}}


def test_a_hidden_section_keeps_its_words(event):
    write(event, "opinions", "Ievads")
    sections.show_section(event=event, name="opinions", hidden=True, **BY)
    hidden = [section.name for section in standing(event) if section.hidden]
    sections.show_section(event=event, name="opinions", hidden=False, **BY)

    assert hidden == ["opinions"]
    assert words(event) == {"opinions": {"lv": "Ievads"}}
    assert actions() == ["section written", "section hidden", "section shown"]


def test_sections_of_one_title_have_names_of_their_own(event):
    first, second = (sections.add_section(event=event, title=OWN, **BY) for _ in range(2))

    assert (first, second) == ("ko-darisim-talak", "ko-darisim-talak-2")
    assert names(event) == [*StandardSection, first, second]


def test_only_a_section_that_was_added_can_be_removed(event):
    name = sections.add_section(event=event, title=OWN, **BY)
    sections.remove_section(event=event, name=name, **BY)

    assert names(event) == list(StandardSection)
    with pytest.raises(SectionNotAdded):
        sections.remove_section(event=event, name="general", **BY)


def test_a_name_that_leads_nowhere_is_named(event):
    text = "Sk. {{see: gossip}} un {{see: proposals}}.\n\n{{figure: participants-by-mood}}"

    with pytest.raises(NothingOfThatName) as refused:
        write(event, "course", text)

    assert refused.value.names == ("participants-by-mood", "gossip")
    assert "participants-by-mood, gossip." in str(refused.value.message)


def test_a_sentence_on_a_named_person_s_ethnicity_wants_a_second_look(event):  # R25
    text = "Par to stāstīja romu mediatore Anna Ozola."

    with pytest.raises(MayNameSomebody):
        write(event, "course", text)
    write(event, "course", text, sure=True)

    assert words(event) == {"course": {"lv": text}}


def test_what_is_written_in_one_language_only_is_listed(event):
    write(event, "course", "Norise")
    sections.write_section(
        event=event, name="conclusions", text=LocalText(lv="Beigas", en="The end"), **BY
    )
    sections.write_section(event=event, name="opinions", text=LocalText(en="Opinions"), **BY)

    missing = sections.missing_words(standing(event))

    assert [(section.name, languages) for section, languages in missing] == [
        ("course", ("en",)),
        ("opinions", ("lv",)),
    ]


def test_a_final_report_is_not_written_on(event):
    service.set_requisites(event=event, requisites=WHOLE, **BY)
    service.move_report(event=event, to=ReportStatus.FINAL, **BY)

    with pytest.raises(ReportIsFinal):
        write(event, "course", "Vēl kas")
