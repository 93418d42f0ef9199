"""Writes a PDF from numbered objects: small, fast, and the same bytes for the same objects."""

import hashlib
import zlib
from collections.abc import Iterable
from urllib.parse import quote

HEADER = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
PER_STREAM = 400
LEVEL = 4


class PdfFile:
    """Objects by number. Those without data of their own are packed into compressed streams."""

    def __init__(self, first: int = 1):
        self._next = first
        self._plain: dict[int, bytes] = {}
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

    def put_all(self, first: int, objects: Iterable[bytes]) -> None:
        """Set objects of reserved numbers in a row."""
        self._plain.update(enumerate(objects, start=first))

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
        where: dict[int, tuple[int, int, int]] = {}
        at = len(HEADER)
        for number, (entries, data) in sorted(self._streams.items()):
            at = _append(out, where, at, number=number, entries=entries, data=data)
        numbers = sorted(self._plain)
        for start in range(0, len(numbers), PER_STREAM):
            batch = numbers[start : start + PER_STREAM]
            entries, data = self._packed(batch)
            holder = self.reserve()
            at = _append(out, where, at, number=holder, entries=entries, data=data)
            where.update({number: (2, holder, index) for index, number in enumerate(batch)})
        digest = hashlib.sha256(b"".join(out)).digest()[:16].hex().encode()
        table = self.reserve()
        where[table] = (1, at, 0)
        where[0] = (0, 0, 65535)
        rows = sorted(where)
        more = b"/Info %d 0 R" % info if info else b""
        entries = (
            b"/Type/XRef/Size %d/W[1 4 2]/Index[%s]/Root %d 0 R%s/ID[<%s><%s>]/Filter/FlateDecode"
            % (table + 1, _ranges(rows), root, more, digest, digest)
        )
        body = b"".join(
            kind.to_bytes(1, "big") + one.to_bytes(4, "big") + two.to_bytes(2, "big")
            for kind, one, two in (where[number] for number in rows)
        )
        _append(out, {}, at, number=table, entries=entries, data=zlib.compress(body, LEVEL))
        out.append(b"startxref\n%d\n%%%%EOF\n" % at)
        return b"".join(out)

    def _packed(self, numbers: list[int]) -> tuple[bytes, bytes]:
        offset = 0
        head = []
        for number in numbers:
            head.append(b"%d %d" % (number, offset))
            offset += len(self._plain[number]) + 1
        index = b" ".join(head) + b"\n"
        body = b"\n".join(map(self._plain.__getitem__, numbers))
        entries = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(numbers), len(index))
        return entries, zlib.compress(index + body, LEVEL)


def _append(
    out: list[bytes],
    where: dict[int, tuple[int, int, int]],
    at: int,
    *,
    number: int,
    entries: bytes,
    data: bytes,
) -> int:
    """Append one stream object; where the next one begins."""
    where[number] = (1, at, 0)
    head = b"%d 0 obj\n<<%s/Length %d>>\nstream\n" % (number, entries, len(data))
    out += [head, data, b"\nendstream\nendobj\n"]
    return at + len(head) + len(data) + len(b"\nendstream\nendobj\n")


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
    plain = quote(address, safe="/:@?&=+,;#%~!*'-._")
    return plain.encode("ascii")
