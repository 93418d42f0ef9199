"""What the tests of mails share: postmen that go nowhere, and how a row stands."""

from contextlib import contextmanager

from sqlalchemy import select

from eventreg.messages.models import Message


class Postman:
    """Delivers nowhere; `fails` with an error when told to."""

    def __init__(self):
        self.delivered = []
        self.fails = None

    @contextmanager
    def round(self):
        yield self

    def deliver(self, message):
        if self.fails:
            raise self.fails
        self.delivered.append(message)

    @property
    def subjects(self):
        return [str(mail["Subject"]) for mail in self.delivered]


def messages_of(session, occasion=None):
    """The mails written, oldest first, as the database has them now."""
    session.rollback()
    session.expire_all()
    chosen = select(Message).order_by(Message.id)
    return session.scalars(chosen.where(Message.template == occasion) if occasion else chosen).all()
