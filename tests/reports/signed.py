"""Signed files with certificates of our own making."""

import base64
import hashlib
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import cache
from io import BytesIO

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from tests.factories import NOON

MIMETYPE = "application/vnd.etsi.asic-e+zip"


@cache
def _signer() -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Žanete Šķēle")])
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(NOON - timedelta(days=1))
        .not_valid_after(NOON + timedelta(days=3650))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    return key, certificate


def plain_pdf() -> bytes:
    file = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(file)
    return file.getvalue()


@cache
def signed_pdf() -> bytes:
    """A PDF signed within."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers

    key, certificate = _signer()
    password = b"secret"
    kept = pkcs12.serialize_key_and_certificates(
        b"signer", key, certificate, None, serialization.BestAvailableEncryption(password)
    )
    signer = signers.SimpleSigner.load_pkcs12_data(kept, other_certs=[], passphrase=password)
    writer = IncrementalPdfFileWriter(BytesIO(plain_pdf()))
    meta = signers.PdfSignatureMetadata(field_name="Signature1")
    with ThreadPoolExecutor(max_workers=1) as apart:  # it begins an event loop of its own
        return bytes(
            apart.submit(signers.sign_pdf, writer, meta, signer=signer).result().getbuffer()
        )


def container(*, says: bytes = b"%PDF-1.7", mimetype: str = MIMETYPE, signed: bool = True) -> bytes:
    """An ASiC-E container of one file; `says` is what the file holds in the end."""
    _, certificate = _signer()
    encoded = base64.b64encode(certificate.public_bytes(serialization.Encoding.DER)).decode()
    digest = base64.b64encode(hashlib.sha256(b"%PDF-1.7").digest()).decode()
    signature = f"""<asic:XAdESSignatures xmlns:asic="http://uri.etsi.org/02918/v1.2.1#">
      <ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo>
      <ds:Reference URI="zi%C5%86ojums.pdf">
      <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>
      <ds:DigestValue>{digest}</ds:DigestValue></ds:Reference></ds:SignedInfo>
      <ds:KeyInfo><ds:X509Data><ds:X509Certificate>{encoded}</ds:X509Certificate></ds:X509Data>
      </ds:KeyInfo><ds:Object><x:SigningTime xmlns:x="http://uri.etsi.org/01903/v1.3.2#">
      2026-03-02T10:00:00Z</x:SigningTime></ds:Object></ds:Signature></asic:XAdESSignatures>"""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        parts = {"mimetype": mimetype, "ziņojums.pdf": says}
        if signed:
            parts["META-INF/signatures0.xml"] = signature
        for name, content in parts.items():  # of one moment, so that it is the same bytes each time
            made.writestr(zipfile.ZipInfo(name), content)
    return file.getvalue()
