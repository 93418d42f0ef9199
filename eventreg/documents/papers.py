"""Papers: documents that can be given out, and the orders by which they are counted."""

from dataclasses import dataclass
from datetime import datetime

from eventreg.documents.compiling import file_name
from eventreg.documents.models import Document, DocumentKind
from eventreg.events.models import Audience


@dataclass(frozen=True, kw_only=True)
class Order:
    """Which document of which event: the place in which its versions are counted."""

    event_id: int
    slug: str
    kind: DocumentKind
    language: str
    audience: Audience

    def __str__(self) -> str:
        return f"{self.slug}/{self.kind}-{self.language}-{self.audience}"


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A document ready to be given out.

    `etag` changes whenever the bytes do. `storage_key` is where they are kept; a preview, which is
    kept nowhere, has its `data` with it.
    """

    kind: DocumentKind
    language: str
    audience: Audience
    version: int
    made_at: datetime
    fingerprint: str
    pages: int
    size_bytes: int
    file_name: str
    storage_key: str = ""
    data: bytes = b""

    @property
    def etag(self) -> str:
        return f"{self.fingerprint}-{self.version}"

    @property
    def is_preview(self) -> bool:
        return not self.storage_key

    @property
    def is_public(self) -> bool:
        return self.audience is Audience.PUBLIC and not self.is_preview


def kept(row: Document, slug: str, *, named_version: int | None = None) -> Paper:
    """The paper of a version in the store; its file name carries `named_version` when given."""
    return Paper(
        kind=row.kind,
        language=row.language,
        audience=row.audience,
        version=row.version,
        made_at=row.made_at,
        fingerprint=row.fingerprint,
        pages=row.pages,
        size_bytes=row.size_bytes,
        file_name=file_name(slug, row.kind, row.language, named_version),
        storage_key=row.storage_key,
    )
