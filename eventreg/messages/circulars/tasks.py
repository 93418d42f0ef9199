"""What the background worker does for circulars."""

from flask import Flask

from eventreg.messages.circulars.sending import send_due
from eventreg.messages.circulars.service import TASK
from eventreg.ports.tasks import TaskQueue


def init(app: Flask) -> None:
    """Name the task, and the sweep that sends what was set for a time."""
    queue: TaskQueue = app.extensions["eventreg.tasks"]
    queue.register(TASK, send_due)
    queue.every_minute(TASK, send_due)
