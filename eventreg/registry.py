"""The capabilities: their tables, their views and their tasks; a new one is entered here."""

from importlib import import_module

from flask import Flask

from eventreg.agenda import views as organise_agenda
from eventreg.documents import views as documents
from eventreg.public import views as public
from eventreg.public import views_discovery as discovery
from eventreg.public import views_event as public_event
from eventreg.visits import views as organise_visits
from eventreg.visits import views_institutions as institutions
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
    for blueprint in (
        health.blueprint,
        public.blueprint,
        discovery.blueprint,
        public_event.blueprint,
        organise_agenda.blueprint,
        organise_visits.blueprint,
        institutions.blueprint,
        documents.blueprint,
    ):
        app.register_blueprint(blueprint)
