"""The capabilities: their tables, their views and their tasks; a new one is entered here."""

from importlib import import_module

from flask import Flask

from eventreg.events import views_public as public_events
from eventreg.web import discovery, health, pages

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
    for blueprint in (
        health.blueprint,
        pages.blueprint,
        discovery.blueprint,
        public_events.blueprint,
    ):
        app.register_blueprint(blueprint)
