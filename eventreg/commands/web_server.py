"""The web server: gunicorn with threads, on a socket that whoever started it has opened.

gunicorn was measured against waitress (`docs/dependencies.md`): its processes use every core, and
one that dies is replaced.
"""

from typing import Any

from gunicorn.app.base import BaseApplication

THREADS = 4
GRACE_SECONDS = 30


class WebServer(BaseApplication):
    """gunicorn with our options; each of its processes makes the application for itself."""

    def __init__(self, options: dict[str, Any]):
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from eventreg.wsgi import app

        return app


def options(descriptor: int, workers: int) -> dict[str, Any]:
    """Gunicorn's settings; the application logs each request itself."""
    return {
        "bind": f"fd://{descriptor}",
        "workers": workers,
        "worker_class": "gthread",
        "threads": THREADS,
        "timeout": 120,
        "graceful_timeout": GRACE_SECONDS,
        "keepalive": 5,
        "worker_tmp_dir": None,
        "loglevel": "warning",
        "proc_name": "eventreg",
    }


def serve_web(descriptor: int, workers: int) -> None:
    """Serve until told to stop; what is in hand is answered first."""
    WebServer(options(descriptor, workers)).run()
