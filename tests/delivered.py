"""What really went out: the mails in the test's folder, secret links and all."""

from email import message_from_bytes, policy
from email.message import EmailMessage

from eventreg.messages.models import Message
from eventreg.ports import mail


def delivered(message: Message) -> EmailMessage:
    """The mail of this row as it left the house."""
    postman = mail.postman()
    assert isinstance(postman, mail.FolderPostman)
    data = (postman.folder / f"{message.uid}.eml").read_bytes()
    return message_from_bytes(data, _class=EmailMessage, policy=policy.default)


def delivered_text(message: Message) -> str:
    """Its plain text."""
    body = delivered(message).get_body(("plain",))
    assert body is not None
    return str(body.get_content())
