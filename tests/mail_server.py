"""A real SMTP server for tests."""

from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.servers import free_port


class MailServer:
    """Listens on loopback; `messages` are those accepted, in order.

    `refuse` makes it say no to a mail, `refuse_recipients` to some addresses; `hangs_up` makes it
    take that many mails without a word more. `conversations` counts the connections.
    """

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.refuse: str | None = None
        self.refuse_recipients: dict[str, str] = {}
        self.hangs_up = 0
        self.conversations = 0
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port())
        self._controller.start()

    @property
    def url(self) -> str:
        """For `EVENTREG_MAIL_URL`."""
        return f"smtp://127.0.0.1:{self._controller.port}"

    def close(self) -> None:
        self._controller.stop()

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self,
        _server: SMTP,
        session: Session,
        _envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        session.host_name = hostname
        self.conversations += 1
        return responses

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        if address in self.refuse_recipients:
            return self.refuse_recipients[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        if self.refuse:
            return self.refuse
        content = envelope.content
        assert isinstance(content, bytes)
        parsed = message_from_bytes(content, _class=EmailMessage, policy=policy.default)
        self.messages.append(parsed)
        self.recipients.append(list(envelope.rcpt_tos))
        if self.hangs_up:
            self.hangs_up -= 1
            server.transport.close()
        return "250 OK"
