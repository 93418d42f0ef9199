"""What may be attached, and how its name is kept."""

import io
import zipfile

import pytest

from eventreg.registration.questions import uploads
from eventreg.registration.questions.errors import field_of
from eventreg.registration.questions.models import QuestionKind
from eventreg.web import guards
from tests.factories import a_question, an_account, an_open_event
from tests.web.test_guards import PERSON


def a_zip(**parts):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return data.getvalue()


DOCX = a_zip(word__document_xml="<document/>")
ODT = a_zip(mimetype="application/vnd.oasis.opendocument.text")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("plāns.pdf", b"%PDF-1.7"),
        ("Plāns.PDF", b"%PDF-1.4"),
        ("attēls.png", b"\x89PNG\r\n\x1a\n"),
        ("foto.jpeg", b"\xff\xd8\xff\xe0"),
        ("teksts.docx", DOCX),
        ("teksts.odt", ODT),
    ],
)
def test_it_takes_documents_and_pictures(name, data):
    assert uploads.fault_of(data, name) is None


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("tukšs.pdf", b"", uploads.EMPTY),
        ("liels.pdf", b"%PDF-" + b"0" * uploads.MOST_BYTES, uploads.TOO_LARGE),
        ("lapa.html", b"<!doctype html>", uploads.NOT_ACCEPTED),
        ("lapa.pdf", b"<!doctype html>", uploads.NOT_ACCEPTED),
        ("program.exe", b"MZ", uploads.NOT_ACCEPTED),
        ("attēls.svg", b"<svg onload='x'/>", uploads.NOT_ACCEPTED),
        ("tabula.docx", ODT, uploads.NOT_ACCEPTED),
        ("arhīvs.odt", DOCX, uploads.NOT_ACCEPTED),
        ("nekas", b"%PDF-1.7", uploads.NOT_ACCEPTED),
    ],
)
def test_it_refuses_what_is_something_else(name, data, fault):
    assert uploads.fault_of(data, name) == fault


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("plāns.pdf", "plāns.pdf"),
        ("C:\\Users\\anna\\plāns.pdf", "plāns.pdf"),
        ("../../etc/passwd", "passwd"),
        ('a"b\r\nc.pdf', "a b c.pdf"),
        ("", "file"),
        ("..", "file"),
        ("x" * 200 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_it_keeps_the_files_own_name_without_what_could_harm(given, kept):
    assert uploads.plain_name(given) == kept


def test_strangers_cannot_fill_the_store_up_and_lose_nothing_of_what_they_typed(
    client, session, monkeypatch
):  # R12
    monkeypatch.setattr(guards, "FILE_OF_ADDRESS", guards.FILE_OF_ADDRESS._replace(most=1))
    client.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    event = an_open_event(slug="cesis")
    question = a_question(event=event, kind=QuestionKind.FILE)
    sent = {"files": {field_of(question.uid): ("plāns.pdf", b"%PDF-1.7")}}
    first, second = (
        client.submit("/lv/e/cesis/register", PERSON | {"email": email}, **sent)
        for email in ("anna@example.org", "juris@example.org")
    )

    assert (first.status_code, second.status_code) == (200, 429)
    assert second.headers["Retry-After"] == "3600"
    assert second.errors[0].startswith("No jūsu tīkla stundas laikā")
    assert "juris@example.org" in second.text
    assert client.submit(first, button="send").path == "/lv/e/cesis/register/done"


def test_the_files_of_organisers_are_not_counted(client, session, monkeypatch):
    monkeypatch.setattr(guards, "FILE_OF_ADDRESS", guards.FILE_OF_ADDRESS._replace(most=0))
    client.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    event = an_open_event(slug="cesis")
    question = a_question(event=event, kind=QuestionKind.FILE)
    client.sign_in(an_account(organisation=event.organisation))
    page = client.submit(
        "/lv/organise/e/cesis/people/add",
        PERSON | {"email": "anna@example.org", "role": "expert"},
        files={field_of(question.uid): ("plāns.pdf", b"%PDF-1.7")},
    )

    assert page.status_code == 200
