"""How the press and its renderer talk over pipes: a JSON head, then as many blobs as it names."""

import json
import struct
from collections.abc import Sequence
from typing import Any, BinaryIO

_LENGTH = struct.Struct(">I")
LARGEST_FRAME = 512 * 1024 * 1024


class PipeClosed(EOFError):
    """The other side has gone."""


def send(pipe: BinaryIO, head: dict[str, Any], blobs: Sequence[bytes] = ()) -> None:
    """Write one message and flush it."""
    for frame in (json.dumps({"head": head, "blobs": len(blobs)}).encode(), *blobs):
        pipe.write(_LENGTH.pack(len(frame)))
        pipe.write(frame)
    pipe.flush()


def receive(pipe: BinaryIO) -> tuple[dict[str, Any], list[bytes]]:
    """Read one message; raises PipeClosed when the other side has gone."""
    outer = json.loads(_frame(pipe))
    return outer["head"], [_frame(pipe) for _ in range(outer["blobs"])]


def _frame(pipe: BinaryIO) -> bytes:
    (length,) = _LENGTH.unpack(_exactly(pipe, _LENGTH.size))
    if length > LARGEST_FRAME:
        raise PipeClosed(f"a frame of {length} bytes")
    return _exactly(pipe, length)


def _exactly(pipe: BinaryIO, length: int) -> bytes:
    data = pipe.read(length)
    if len(data) < length:
        raise PipeClosed
    return data
