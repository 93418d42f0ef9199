"""What the renderer's process may reach: its own pictures and fonts, some memory, some time."""

import os
import resource
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

FILE_BYTES = 8 * 1024 * 1024
OPEN_FILES = 64
_REFUSED_EVENTS = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system")


class AddressRefused(FatalURLFetchingError):
    """A document asked for something it was not given."""


class Table(URLFetcher):
    """Gives out the pictures of one job, by `picture:NAME`, and nothing else.

    There is no http, no file, no data and no redirect, because nothing here opens an address.
    """

    def __init__(self, pictures: Mapping[str, tuple[str, bytes]]):
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self._pictures = {f"picture:{name}": picture for name, picture in pictures.items()}

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """The picture of that address; raises AddressRefused for any other."""
        if url not in self._pictures:
            raise AddressRefused(f"the renderer may not open {url[:200]}")
        kind, data = self._pictures[url]
        return URLFetcherResponse(url, data, {"Content-Type": kind})


def limit_process(*, memory_bytes: int) -> None:
    """Bound the memory and the files of this process for the rest of its life."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def allow_cpu(seconds: int) -> None:
    """Let this process use so much more CPU time; the system ends it after that."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime) + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds, hard))


def shut_the_doors(*, scratch: Path, package: Path) -> None:
    """From now on Python code here opens no socket, starts no process, reads no foreign file."""
    roots = {sys.prefix, sys.base_prefix, *sys.path, str(package), str(scratch)}
    allowed = tuple(os.path.realpath(root) + os.sep for root in roots if root)

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
            path = os.path.realpath(os.fsdecode(arguments[0]))
            if not path.startswith(allowed):
                raise PermissionError(f"the renderer may not open {path}")
        elif event.startswith(_REFUSED_EVENTS):
            raise PermissionError(f"the renderer may not do {event}")

    sys.addaudithook(watch)
