"""Writes a PDF from numbered objects: small, fast, and the same bytes for the same objects."""

import hashlib
import re
import zlib
from collections.abc import Iterable
from urllib.parse import quote

HEADER = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9/:@?&=+,;#%~!*'\-._]+")
PER_STREAM = 400
LEVEL = 4


class PdfFile:
    """Objects by number. Those without data of their own are packed into compressed streams."""

    def __init__(self, first: int = 1):
        self._next = first
        self._plain: dict[int, bytes] = {}
        self._fresh: list[tuple[int, bytes]] = []
        self._packs: list[tuple[int, list[int], bytes, bytes]] = []
        self._streams: dict[int, tuple[bytes, bytes]] = {}

    def reserve(self) -> int:
        """A number for an object that comes later."""
        number = self._next
        self._next += 1
        return number

    def reserve_many(self, count: int) -> int:
        """The first of so many numbers in a row."""
        number = self._next
        self._next += count
        return number

    def add(self, data: bytes) -> int:
        """Add an object; its number."""
        number = self.reserve()
        self._plain[number] = data
        return number

    def put(self, number: int, data: bytes) -> None:
        """Set the object of a reserved number."""
        self._plain[number] = data

    def put_for_good(self, first: int, objects: Iterable[bytes]) -> None:
        """Set objects of reserved numbers in a row that nobody sets again; they are packed soon."""
        self._fresh.extend(enumerate(objects, start=first))
        if len(self._fresh) >= PER_STREAM:
            self._pack(self._fresh)
            self._fresh = []

    def add_stream(self, entries: bytes, data: bytes, *, packed: bool = False) -> int:
        """Add a stream; `packed` says that the data are compressed already."""
        number = self.reserve()
        self.put_stream(number, entries, data, packed=packed)
        return number

    def put_stream(self, number: int, entries: bytes, data: bytes, *, packed: bool = False) -> None:
        """Set the stream of a reserved number."""
        body = data if packed else zlib.compress(data, LEVEL)
        self._streams[number] = (entries + b"/Filter/FlateDecode", body)

    def put_raw_stream(self, number: int, entries: bytes, data: bytes) -> None:
        """Set a stream as it stands in another file, with that file's entries but its length."""
        self._streams[number] = (entries, data)

    def written(self, *, root: int, info: int | None) -> bytes:
        """The whole file; its identifier is of its contents."""
        out = [HEADER]
        where: dict[int, bytes] = {}
        at = len(HEADER)
        for number, (entries, data) in sorted(self._streams.items()):
            at = _append(out, where, at, number=number, entries=entries, data=data)
        rest = [*self._fresh, *sorted(self._plain.items())]
        for start in range(0, len(rest), PER_STREAM):
            self._pack(rest[start : start + PER_STREAM])
        for holder, batch, entries, data in self._packs:
            at = _append(out, where, at, number=holder, entries=entries, data=data)
            packed = b"\2" + holder.to_bytes(4, "big")
            for index, number in enumerate(batch):
                where[number] = packed + index.to_bytes(2, "big")
        digest = hashlib.sha256(b"".join(out)).digest()[:16].hex().encode()
        table = self.reserve()
        where[table] = _at(at)
        where[0] = b"\0\0\0\0\0\xff\xff"
        rows = sorted(where)
        more = b"/Info %d 0 R" % info if info else b""
        entries = (
            b"/Type/XRef/Size %d/W[1 4 2]/Index[%s]/Root %d 0 R%s/ID[<%s><%s>]/Filter/FlateDecode"
            % (table + 1, _ranges(rows), root, more, digest, digest)
        )
        body = b"".join(map(where.__getitem__, rows))
        _append(out, {}, at, number=table, entries=entries, data=zlib.compress(body, LEVEL))
        out.append(b"startxref\n%d\n%%%%EOF\n" % at)
        return b"".join(out)

    def _pack(self, objects: list[tuple[int, bytes]]) -> None:
        offset = 0
        head = []
        for number, data in objects:
            head.append(b"%d %d" % (number, offset))
            offset += len(data) + 1
        index = b" ".join(head) + b"\n"
        body = b"\n".join([data for _, data in objects])
        entries = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(objects), len(index))
        numbers = [number for number, _ in objects]
        packed = zlib.compress(index + body, LEVEL)
        self._packs.append((self.reserve(), numbers, entries, packed))


def _append(
    out: list[bytes],
    where: dict[int, bytes],
    at: int,
    *,
    number: int,
    entries: bytes,
    data: bytes,
) -> int:
    """Append one stream object; where the next one begins."""
    where[number] = _at(at)
    head = b"%d 0 obj\n<<%s/Length %d>>\nstream\n" % (number, entries, len(data))
    out += [head, data, b"\nendstream\nendobj\n"]
    return at + len(head) + len(data) + len(b"\nendstream\nendobj\n")


def _at(offset: int) -> bytes:
    """The entry of an object that stands by itself."""
    return b"\1" + offset.to_bytes(4, "big") + b"\0\0"


def _ranges(numbers: list[int]) -> bytes:
    """Which numbers the table holds, as pairs of the first and how many follow on."""
    pairs: list[list[int]] = []
    for number in numbers:
        if pairs and pairs[-1][0] + pairs[-1][1] == number:
            pairs[-1][1] += 1
        else:
            pairs.append([number, 1])
    return b" ".join(b"%d %d" % (first, count) for first, count in pairs)


def text_string(text: str) -> bytes:
    """A text as a PDF string, whatever its letters."""
    return b"<feff%s>" % text.encode("utf-16-be").hex().encode()


def references(numbers: Iterable[int]) -> bytes:
    """References to objects, as they stand in an array."""
    return b" ".join(b"%d 0 R" % number for number in numbers)


def uri_string(address: str) -> bytes:
    """An address as a PDF string: what is no plain letter is written in per cent."""
    return _NOT_PLAIN.sub(lambda found: quote(found[0]), address).encode("ascii")
