"""An address begins with its language: views need not ask for it, links need not say it."""

from typing import Any

from flask import Flask, g

from eventreg.language import locale

# `Blueprint("…", __name__, url_prefix=PREFIX + "/organise")`
PREFIX = "/<any(lv,en):lang>"


def init(app: Flask) -> None:
    """Take `lang` from every address before its view, give it to every link that lacks it."""

    def take(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        if values and "lang" in values:
            g.language = values.pop("lang")

    def give(endpoint: str, values: dict[str, Any]) -> None:
        if "lang" not in values and app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = locale.current()

    app.url_value_preprocessor(take)
    app.url_defaults(give)
