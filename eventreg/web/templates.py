"""What every template may use besides its own values."""

from typing import Any

from flask import Flask

from eventreg.language import dates, locale, times
from eventreg.language.local_text import LANGUAGES
from eventreg.web import access
from eventreg.web.forms import new_once_key


def init(app: Flask) -> None:
    """Strict templates: an unknown name is an error, and blocks leave no blank lines."""
    from jinja2 import StrictUndefined

    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.globals.update(
        LANGUAGES=LANGUAGES,
        date_range=dates.date_range,
        once_key=new_once_key,
        short_date=dates.short_date,
        time_span=times.time_span,
    )
    app.context_processor(_of_the_page)


def _of_the_page() -> dict[str, Any]:
    return {"language": locale.current(), "roles_in": access.roles_in}
