"""Parts of documents that were laid out before, on this machine: bounded, shared by processes.

What it holds can always be made again. Parts may hold what people wrote, so erasing somebody
empties it, and what nobody asked for in a week goes by itself.
"""

import contextlib
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

MOST_BYTES = 200 * 1024 * 1024
OLDEST_SECONDS = 7 * 24 * 3600
_LOOK_EVERY = 50  # things put in, before the size is looked at again

Part = tuple[dict[str, Any], list[bytes]]


def part_key(*facts: str) -> str:
    """The name of a part: of all that its bytes depend on."""
    whole = hashlib.sha256()
    for fact in facts:
        encoded = fact.encode()
        whole.update(len(encoded).to_bytes(8, "big") + encoded)
    return whole.hexdigest()


class PartCache:
    """Parts by key in a folder."""

    def __init__(self, folder: Path, *, most_bytes: int = MOST_BYTES):
        self._folder = folder
        self._most_bytes = most_bytes
        self._put = 0

    def get(self, key: str) -> Part | None:
        """The part, or None; one that cannot be read counts as lost."""
        path = self._path(key)
        try:
            data = path.read_bytes()
            os.utime(path)
            head, _, rest = data.partition(b"\n")
            about = json.loads(head)
            files = []
            for size in about["sizes"]:
                files.append(rest[:size])
                rest = rest[size:]
            whole = not rest and [len(file) for file in files] == about["sizes"]
            return (about["answer"], files) if whole else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, key: str, answer: dict[str, Any], files: Sequence[bytes]) -> None:
        """Keep a part; a full disk is no reason to fail."""
        head = json.dumps({"answer": answer, "sizes": [len(file) for file in files]}).encode()
        path = self._path(key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
                file.write(b"\n".join([head, b"".join(files)]))
            Path(file.name).replace(path)
            self._put += 1
            if self._put % _LOOK_EVERY == 1:
                self.trim(now=time.time())

    def trim(self, *, now: float) -> None:
        """Remove what is old, and of the rest what was asked for longest ago, if it is too much."""
        found = []
        for path in self._folder.glob("*/*"):
            with contextlib.suppress(OSError):
                about = path.stat()
                found.append((about.st_mtime, about.st_size, path))
        left = sum(size for _, size, _ in found)
        for used, size, path in sorted(found):
            if left <= self._most_bytes and used > now - OLDEST_SECONDS:
                break
            with contextlib.suppress(OSError):
                path.unlink()
            left -= size

    def clear(self) -> None:
        """Remove everything, as when somebody is erased."""
        for path in self._folder.glob("*/*"):
            with contextlib.suppress(OSError):
                path.unlink()

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key
