"""The capabilities that have pages or tasks; a new one is entered here."""

from flask import Flask

from eventreg.web import health


def init(app: Flask) -> None:
    """Register every capability's views, then its tasks."""
    for blueprint in (health.blueprint,):
        app.register_blueprint(blueprint)
