"""The signed file of a final report: looked into, kept byte for byte, and only then said."""

import hashlib

import pytest

from eventreg.commands import checks
from eventreg.documents.gather.report import report_facts
from eventreg.documents.models import DocumentKind
from eventreg.documents.typesetting import Edition, typeset
from eventreg.ports import files
from eventreg.reports import service
from eventreg.reports.models import ReportStatus
from eventreg.reports.signing.errors import NotSigned, ReportNotFinal
from eventreg.reports.signing.in_container import signers_of_container
from eventreg.reports.signing.in_pdf import signers_of_pdf
from eventreg.reports.signing.service import bytes_of, keep_signed
from tests.factories import NOON, an_account, an_open_event
from tests.reports.builders import BY, WHOLE
from tests.reports.signed import container, plain_pdf, signed_pdf

LINE = "Šis dokuments ir parakstīts ar drošu elektronisko parakstu"


@pytest.fixture
def event(latvia):
    event = an_open_event(slug="limbazi")
    service.set_requisites(event=event, requisites=WHOLE, **BY)
    return event


@pytest.fixture
def final(event):
    service.move_report(event=event, to=ReportStatus.FINAL, **BY)
    return event


def keep(event, data, name="ziņojums.edoc"):
    return keep_signed(event=event, data=data, file_name=name, language="lv", **BY)


def test_a_signature_in_a_pdf_is_verified():
    (signer,) = signers_of_pdf(signed_pdf())

    assert signer.name == "Žanete Šķēle"
    assert signer.at is not None


@pytest.mark.parametrize(
    "data",
    [
        plain_pdf(),
        b"%PDF-1.7 no more than that",
        signed_pdf().replace(b"/MediaBox [ 0 0 612 792 ]", b"/MediaBox [ 0 0 612 793 ]"),
        signed_pdf()[:-900],
    ],
    ids=["unsigned", "broken", "changed", "cut off"],
)
def test_a_pdf_without_a_signature_that_holds_is_refused(data):
    with pytest.raises(NotSigned):
        signers_of_pdf(data)


def test_a_container_says_who_signed():
    (signer,) = signers_of_container(container())

    assert (signer.name, signer.at.hour) == ("Žanete Šķēle", 10)


@pytest.mark.parametrize(
    "data",
    [
        b"PK no container",
        container(signed=False),
        container(says=b"%PDF-1.7 and more"),
        container(mimetype="application/zip"),
    ],
    ids=["no ZIP", "no signature", "other content", "another kind"],
)
def test_what_is_no_whole_container_of_signed_files_is_refused(data):
    with pytest.raises(NotSigned):
        signers_of_container(data)


def test_only_a_final_report_is_signed(event):
    with pytest.raises(ReportNotFinal):
        keep(event, container())


def test_a_signed_file_is_kept_byte_for_byte_with_its_digest(final):
    data = container()
    kept = keep(final, data)

    assert bytes_of(kept) == data
    assert kept.sha256 == hashlib.sha256(data).hexdigest()


def test_only_what_was_signed_says_so_and_no_longer_than_it_stands(final):
    def says_so(language):
        return report_facts(final, language=language, now=NOON).requisites.signed

    assert not says_so("lv")
    keep(final, container())
    assert (says_so("lv"), says_so("en")) == (True, False)

    service.move_report(event=final, to=ReportStatus.DRAFT, **BY)
    assert not says_so("lv")
    service.move_report(event=final, to=ReportStatus.FINAL, **BY)
    assert not says_so("lv")  # what is final now has not been signed


@pytest.mark.database("sqlite")
def test_the_line_is_printed_where_a_signed_file_is_kept(final):
    def paper():
        facts = report_facts(final, language="lv", now=NOON)
        return typeset(DocumentKind.REPORT, facts, Edition(version=1, made_at=NOON)).html

    assert LINE not in paper()
    keep(final, container())
    assert LINE in paper()


@pytest.mark.database("sqlite")
def test_the_signed_file_is_handed_in_and_taken_by_everybody_once_out(client, session, final):
    session.commit()
    client.sign_in(an_account(organisation=final.organisation))
    room = "/lv/organise/e/limbazi/report/"
    page = client.submit(
        f"{room}signed/", {"language": "lv"}, files={"file": ("ziņojums.pdf", signed_pdf())}
    )
    address = page.links["ziņojums.pdf"]
    public = address.replace("/organise", "")

    assert "Žanete Šķēle" in page.words
    assert client.get(address).data == signed_pdf()
    assert client.get(public).status_code == 404
    client.submit(client.get(room), action=f"{room}publish")
    assert client.get(public).data == signed_pdf()


@pytest.mark.database("sqlite")
def test_what_is_not_signed_is_said_to_be_so(client, session, final):
    session.commit()
    client.sign_in(an_account(organisation=final.organisation))
    page = client.submit(
        "/lv/organise/e/limbazi/report/signed/",
        files={"file": ("ziņojums.pdf", plain_pdf())},
    )

    assert page.errors == ["Šis nav pareizi parakstīts fails. PDF failā nav neviena paraksta."]


@pytest.mark.database("sqlite")
def test_a_signed_file_that_is_lost_is_noticed(final):
    kept = keep(final, container())
    assert checks.storage() == []

    files.store().delete(kept.storage_key)

    assert checks.storage() == [f"{kept.storage_key} is lost: bring it back from a backup"]
