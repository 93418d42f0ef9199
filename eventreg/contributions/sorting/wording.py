"""What the columns are called."""

from collections.abc import Mapping

from flask_babel import LazyString, lazy_gettext

from eventreg.contributions.sorting.service import By

WAYS: Mapping[By, LazyString] = {
    By.TOPIC: lazy_gettext("By topic"),
    By.VISIT: lazy_gettext("By visit and session"),
    By.KIND: lazy_gettext("By kind"),
}
