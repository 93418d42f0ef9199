"""Signatures within a PDF: each must be whole, and the file unchanged since the last one.

Whether the certificate is a qualified one is not asked: no list of trust is fetched from anywhere.
"""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from io import BytesIO
from typing import Any

from flask_babel import lazy_gettext

from eventreg.reports.signing.errors import NotSigned
from eventreg.reports.signing.found import Signer

# It would log the names of those whose certificates it finds no root for, which is all of them.
logging.getLogger("pyhanko.sign.validation").setLevel(logging.CRITICAL)

_UNREADABLE = lazy_gettext("The PDF cannot be read.")
_NONE = lazy_gettext("There is no signature in the PDF.")
_BROKEN = lazy_gettext("A signature in the PDF does not fit its content.")
_CHANGED = lazy_gettext("The PDF was changed after it was signed.")


def signers_of_pdf(data: bytes) -> list[Signer]:
    """Who signed the PDF; raises NotSigned unless every signature in it holds."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        signatures = list(PdfFileReader(BytesIO(data), strict=False).embedded_regular_signatures)
    except (PdfError, ValueError, KeyError, TypeError, IndexError) as error:
        raise NotSigned(_UNREADABLE) from error
    if not signatures:
        raise NotSigned(_NONE)
    return [_verified(signature) for signature in signatures]


def _verified(signature: Any) -> Signer:
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko_certvalidator import ValidationContext

    nobody = ValidationContext(trust_roots=[], allow_fetching=False)
    try:
        with ThreadPoolExecutor(max_workers=1) as apart:  # it begins an event loop of its own
            status = apart.submit(
                validate_pdf_signature, signature, signer_validation_context=nobody
            ).result()
    except (SignatureValidationError, SigningError, ValueError) as error:
        raise NotSigned(_BROKEN) from error
    if not (status.intact and status.valid):
        raise NotSigned(_BROKEN)
    if status.modification_level not in {
        ModificationLevel.NONE,
        ModificationLevel.LTA_UPDATES,
        ModificationLevel.FORM_FILLING,  # a further signature is one
    }:
        raise NotSigned(_CHANGED)
    certificate = status.signing_cert
    return Signer(
        name=_common_name(certificate.subject.native),
        issuer=_common_name(certificate.issuer.native),
        at=_aware(status.signer_reported_dt),
    )


def _common_name(names: dict[str, Any]) -> str:
    found = names.get("common_name") or names.get("organization_name") or ""
    return str(found)[:200]


def _aware(at: datetime | None) -> datetime | None:
    return at if at is not None and at.tzinfo is not None else None
