"""Files that people attach: kept for a day until the form is sent, then with the answer.

A file is put into the store as soon as it is read, and the form carries a signed note of it from
page to page, so that it is never lost when another field is wrong. `sweep` removes what nobody sent
and what no answer needs any more.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import PurePosixPath

from flask import current_app
from flask_babel import LazyString, lazy_gettext
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import select

from eventreg.database import db
from eventreg.identity import new_uid
from eventreg.ports import files
from eventreg.registration.questions.errors import FileNotKept
from eventreg.registration.questions.given import FileGiven
from eventreg.registration.questions.models import Answer, DiscardedFile

MOST_BYTES = 5 * 1024 * 1024
KEPT_FOR = timedelta(days=1)
PENDING, ANSWERS = "pending", "answers"
LONGEST_NAME = 120

TOO_LARGE = lazy_gettext("The file is larger than 5 MB. Please attach a smaller one.")
NOT_ACCEPTED = lazy_gettext(
    "Only a PDF, a picture (PNG or JPEG) or a text document (DOCX or ODT) can be attached."
)
EMPTY = lazy_gettext("The file is empty.")
TOO_MANY = lazy_gettext(
    "Very many files came from your network within an hour, so this one was not taken. Attach it "
    "again later; what you typed is still here."
)

_STAMP = "%Y%m%d%H"
_KEY = re.compile(rf"(?:{PENDING}|{ANSWERS})/(\d{{10}})-[A-Za-z0-9_-]{{22}}")
_OPENDOCUMENT = b"application/vnd.oasis.opendocument.text"


def fault_of(data: bytes, name: str) -> LazyString | None:
    """What is wrong with the file, judged by what is in it and not by its name alone."""
    if not data:
        return EMPTY
    if len(data) > MOST_BYTES:
        return TOO_LARGE
    looks_right = _LOOKS.get(PurePosixPath(name.lower()).suffix)
    return None if looks_right is not None and looks_right(data) else NOT_ACCEPTED


def keep(data: bytes, name: str, *, now: datetime) -> FileGiven:
    """Put a file into the store until the form is sent, for a day."""
    given = FileGiven(key=_new_key(PENDING, now), name=plain_name(name))
    files.store().put(given.key, data)
    return given


def plain_name(name: str) -> str:
    """The file's own name without folders and signs that no file system likes."""
    last = re.sub(r'[\x00-\x1f\x7f"*/:<>?\\|]+', " ", name.replace("\\", "/").split("/")[-1])
    path = PurePosixPath(" ".join(last.split()).strip(". ") or "file")
    return path.stem[: LONGEST_NAME - len(path.suffix)] + path.suffix[:10]


def note_of(given: FileGiven, question_uid: str) -> str:
    """A signed note of the file, for the form to carry; it is good for this question alone."""
    return str(_signer(question_uid).dumps([given.key, given.name]))


def noted(text: str, question_uid: str) -> FileGiven | None:
    """The file of a note; None for one that we did not write."""
    try:
        key, name = _signer(question_uid).loads(text)
    except (BadSignature, ValueError, TypeError):
        return None
    return FileGiven(key=key, name=name)


def attach(answer: Answer, given: FileGiven | None, *, now: datetime) -> None:
    """Make the file the answer's own; the one it had before goes. Raises FileNotKept."""
    if given is None or given.key == answer.file_key:
        return
    if not given.key.startswith(f"{PENDING}/"):
        raise FileNotKept(answer.question.uid)
    try:
        data = files.store().get(given.key)
    except files.StoredFileMissing as error:
        raise FileNotKept(answer.question.uid) from error
    discard(answer.file_key, now=now)
    answer.file_key, answer.file_name = _new_key(ANSWERS, now), given.name
    files.store().put(answer.file_key, data)


def discard(key: str | None, *, now: datetime) -> None:
    """Write down that the file is to go; `delete_discarded` does it once that is committed."""
    if key:
        db.session.add(DiscardedFile(file_key=key, discarded_at=now))


def delete_discarded() -> int:
    """Remove the files written down as not needed; returns how many. Commits nothing."""
    gone = db.session.scalars(select(DiscardedFile).order_by(DiscardedFile.file_key)).all()
    for each in gone:
        files.store().delete(each.file_key)
        db.session.delete(each)
    return len(gone)


def delete_forgotten(*, now: datetime) -> int:
    """Remove files that were never sent, or whose sending failed, a day ago; returns how many."""
    needed = set(db.session.scalars(select(Answer.file_key).where(Answer.file_key != "")))
    gone = [key for key in _older_than(now - KEPT_FOR) if key not in needed]
    for key in gone:
        files.store().delete(key)
    return len(gone)


def _older_than(moment: datetime) -> Iterator[str]:
    stamp = moment.astimezone(UTC).strftime(_STAMP)
    for key in files.store().all_keys():
        made = _KEY.fullmatch(key)
        if made and made[1] < stamp:
            yield key


def _new_key(folder: str, now: datetime) -> str:
    return f"{folder}/{now.astimezone(UTC).strftime(_STAMP)}-{new_uid()}"


def _signer(question_uid: str) -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=f"file of {question_uid}")


def _holds(member: str, begins: bytes = b"") -> Callable[[bytes], bool]:
    def looks_right(data: bytes) -> bool:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(member) as part:
                return part.read(len(begins)) == begins
        except (zipfile.BadZipFile, KeyError, RuntimeError, OSError):
            return False

    return looks_right


def _begins(mark: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(mark)


_LOOKS: Mapping[str, Callable[[bytes], bool]] = {
    ".pdf": _begins(b"%PDF-"),
    ".png": _begins(b"\x89PNG\r\n\x1a\n"),
    ".jpg": _begins(b"\xff\xd8\xff"),
    ".jpeg": _begins(b"\xff\xd8\xff"),
    ".docx": _holds("word/document.xml"),
    ".odt": _holds("mimetype", _OPENDOCUMENT),
}
ACCEPTED = ",".join(_LOOKS)
