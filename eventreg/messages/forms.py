"""Forms about mails."""

from flask_babel import lazy_gettext

from eventreg.messages.suppression import LONGEST_REASON
from eventreg.web.forms import Form, line


class ReturnedForm(Form):
    """What the mail that came back says."""

    reason = line(
        lazy_gettext("What did the mail that came back say?"),
        length=LONGEST_REASON,
        required=lazy_gettext("Write what the mail that came back said, such as “no such user”."),
    )
