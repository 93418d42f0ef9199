"""ASiC-E containers (.asice, .edoc): a ZIP of the signed files beside their signatures.

What is looked at: that it is such a container, whole and of sensible size, and that each signed
file in it has the digest its signature names. The signature itself is for the checking services of
those who issue certificates; a container that passes here is kept as it is, never unpacked.
"""

import base64
import binascii
import hashlib
import zipfile
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from cryptography import x509
from cryptography.x509.oid import NameOID
from flask_babel import lazy_gettext

from eventreg.reports.signing.errors import NotSigned
from eventreg.reports.signing.found import Signer

MIMETYPE = b"application/vnd.etsi.asic-e+zip"
MOST_BYTES = 256 * 1024 * 1024  # unpacked
MOST_FILES = 500
MOST_XML = 8 * 1024 * 1024
_DS = "{http://www.w3.org/2000/09/xmldsig#}"
_DIGESTS = {
    "http://www.w3.org/2001/04/xmlenc#sha256": "sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384": "sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512": "sha512",
}
_NO_ZIP = lazy_gettext("It is no container of signed files (ASiC-E).")
_TOO_LARGE = lazy_gettext("The container holds more than can be looked into.")
_NO_SIGNATURE = lazy_gettext("There is no signature in the container.")
_NO_FILE = lazy_gettext("There is no signed file in the container.")
_DOES_NOT_FIT = lazy_gettext("A signature in the container does not fit its files.")


def signers_of_container(data: bytes) -> list[Signer]:
    """Who signed the files in the container; raises NotSigned."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as container:
            return _looked_into(container)
    except (zipfile.BadZipFile, RuntimeError, OSError, EOFError) as error:
        raise NotSigned(_NO_ZIP) from error


def _looked_into(container: zipfile.ZipFile) -> list[Signer]:
    _require_container(container)
    names = [each.filename for each in container.infolist() if not each.is_dir()]
    signed = [each for each in names if not each.startswith("META-INF/") and each != "mimetype"]
    if not signed:
        raise NotSigned(_NO_FILE)
    found = list(_signatures(container))
    if not found:
        raise NotSigned(_NO_SIGNATURE)
    for signature in found:
        if set(_require_digests(container, signature)) != set(signed):
            raise NotSigned(_DOES_NOT_FIT)
    return [_signer(signature) for signature in found]


def _require_container(container: zipfile.ZipFile) -> None:
    entries = container.infolist()
    if not entries or len(entries) > MOST_FILES or sum(e.file_size for e in entries) > MOST_BYTES:
        raise NotSigned(_TOO_LARGE if entries else _NO_ZIP)
    first, names = entries[0], [entry.filename for entry in entries]
    is_stored = first.filename == "mimetype" and first.compress_type == zipfile.ZIP_STORED
    if not is_stored or container.read(first).strip() != MIMETYPE:
        raise NotSigned(_NO_ZIP)
    strange = any(name.startswith(("/", "\\")) or ".." in name.split("/") for name in names)
    if strange or len(set(names)) != len(names) or container.testzip() is not None:
        raise NotSigned(_NO_ZIP)


def _signatures(container: zipfile.ZipFile) -> Iterator[ET.Element]:
    for entry in container.infolist():
        name = entry.filename.removeprefix("META-INF/").lower()
        if name == entry.filename.lower() or "signatures" not in name or not name.endswith(".xml"):
            continue
        text = container.read(entry) if entry.file_size <= MOST_XML else b""
        if not text or b"<!DOCTYPE" in text:
            raise NotSigned(_DOES_NOT_FIT)
        try:
            yield from ET.fromstring(text).iter(f"{_DS}Signature")  # noqa: S314 - no DOCTYPE in it
        except ET.ParseError as error:
            raise NotSigned(_DOES_NOT_FIT) from error


def _require_digests(container: zipfile.ZipFile, signature: ET.Element) -> Iterator[str]:
    """The files that the signature names, each found to be as it was signed."""
    for reference in signature.iterfind(f"{_DS}SignedInfo/{_DS}Reference"):
        address = unquote(reference.get("URI", ""))
        if not address or address.startswith("#"):
            continue
        method = reference.find(f"{_DS}DigestMethod")
        wanted = reference.findtext(f"{_DS}DigestValue", "")
        algorithm = _DIGESTS.get(method.get("Algorithm", "") if method is not None else "")
        if algorithm is None or address not in container.namelist():
            raise NotSigned(_DOES_NOT_FIT)
        if hashlib.new(algorithm, container.read(address)).digest() != _decoded(wanted):
            raise NotSigned(_DOES_NOT_FIT)
        yield address


def _signer(signature: ET.Element) -> Signer:
    encoded = signature.findtext(f"{_DS}KeyInfo/{_DS}X509Data/{_DS}X509Certificate", "")
    try:
        certificate = x509.load_der_x509_certificate(_decoded(encoded))
    except ValueError as error:
        raise NotSigned(_DOES_NOT_FIT) from error
    return Signer(
        name=_common_name(certificate.subject),
        issuer=_common_name(certificate.issuer),
        at=_signed_at(signature),
    )


def _signed_at(signature: ET.Element) -> datetime | None:
    for element in signature.iter():
        if element.tag.endswith("}SigningTime"):
            try:
                at = datetime.fromisoformat((element.text or "").strip())
            except ValueError:
                return None
            return at if at.tzinfo else None
    return None


def _common_name(name: x509.Name) -> str:
    for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        for each in name.get_attributes_for_oid(kind):
            return str(each.value)[:200]
    return ""


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except binascii.Error as error:
        raise NotSigned(_DOES_NOT_FIT) from error
