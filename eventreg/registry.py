"""The capabilities: their tables, their views and their tasks; a new one is entered here."""

from importlib import import_module

from flask import Flask

from eventreg.web import health

TABLES = (
    "accounts",
    "agenda",
    "contributions",
    "documents",
    "events",
    "history",
    "messages",
    "registration",
    "reports",
    "territories",
    "visits",
)


def init(app: Flask) -> None:
    """Make every table known, then register every capability's views and tasks."""
    for capability in TABLES:
        import_module(f"eventreg.{capability}.models")
    for blueprint in (health.blueprint,):
        app.register_blueprint(blueprint)
