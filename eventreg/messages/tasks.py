"""What the background worker does for the outbox."""

from flask import Flask

from eventreg.messages import service
from eventreg.ports.tasks import TaskQueue


def init(app: Flask) -> None:
    """Name the task and its sweep."""
    queue: TaskQueue = app.extensions["eventreg.tasks"]
    queue.register(service.TASK, service.deliver_message)
    queue.every_minute("outbox", service.sweep_outbox)
