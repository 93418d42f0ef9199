"""Which mails about an organisation's events its staff want."""

from flask_babel import lazy_gettext
from wtforms import BooleanField

from eventreg.accounts.models import Membership
from eventreg.web.forms import Form


class NoticesForm(Form):
    """Two ticks."""

    notices = BooleanField(
        lazy_gettext("Notices"),
        description=lazy_gettext(
            "The first registration; when an event or a visit is 50, 80 and 100 % full; when"
            " somebody waits for an answer."
        ),
    )
    digest = BooleanField(
        lazy_gettext("News of the day"),
        description=lazy_gettext("In the morning, only when there is something new."),
    )

    @classmethod
    def of(cls, membership: Membership) -> "NoticesForm":
        """The form as the member has it."""
        return cls(data={"notices": membership.wants_notices, "digest": membership.wants_digest})
