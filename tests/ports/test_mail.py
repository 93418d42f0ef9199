from email.message import EmailMessage
from pathlib import Path

import pytest

from eventreg.ports.mail import FolderPostman, SmtpPostman, postman_for


def a_mail() -> EmailMessage:
    message = EmailMessage()
    message["From"] = "eventreg@example.org"
    message["To"] = "anna@example.org"
    message["Subject"] = "Jūsu reģistrācija ir apstiprināta"
    message["Message-ID"] = "<abc123@example.org>"
    message.set_content("Labdien! Gaidām Jūs Limbažos.")
    return message


def test_it_writes_a_mail_into_the_folder_of_the_demonstration(tmp_path):
    postman_for(f"folder://{tmp_path}/mail").deliver(a_mail())

    written = (tmp_path / "mail" / "abc123.eml").read_bytes()
    assert written == a_mail().as_bytes()


def test_it_writes_the_same_mail_once(tmp_path):
    postman = FolderPostman(Path(tmp_path))
    postman.deliver(a_mail())
    postman.deliver(a_mail())

    assert [file.name for file in tmp_path.iterdir()] == ["abc123.eml"]


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_it_speaks_smtp(scheme):
    url = f"{scheme}://mail.example.org"

    assert postman_for(url) == SmtpPostman(url)


def test_it_refuses_an_address_it_does_not_know():
    with pytest.raises(ValueError, match="EVENTREG_MAIL_URL: unknown scheme 'pigeon'"):
        postman_for("pigeon://loft")
