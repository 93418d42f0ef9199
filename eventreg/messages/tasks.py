"""What the background worker does for the outbox."""

from flask import Flask

from eventreg.messages import delivery, service
from eventreg.ports.tasks import TaskQueue


def init(app: Flask) -> None:
    """Name the task and its sweep."""
    queue: TaskQueue = app.extensions["eventreg.tasks"]
    queue.register(service.TASK, delivery.deliver_due, gathers=True)
    queue.every_minute("outbox", delivery.deliver_due)
