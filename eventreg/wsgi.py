"""The application for a WSGI server: `eventreg.wsgi:app`."""

from eventreg import settings
from eventreg.app import create_app

app = create_app(settings.load())
