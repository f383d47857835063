"""The insurer's electronic signature on papers that bind it: a PDF reader tells whether a paper was changed since.

Key and certificate are a PKCS#12 file named by ``SIGNING_FILE``, opened with ``SIGNING_PASSPHRASE``. A demonstration
makes its own once, signed by itself; production refuses to start without a file of its own.
"""

from __future__ import annotations

import io
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm

FIELD = "InsurerSignature"
DEMO_YEARS = 10


class NoSigningKey(RuntimeError):
    """There is no key to sign with; the message names the setting."""


def sign_pdf(content: bytes) -> bytes:
    """``content`` certified by the insurer: what is changed afterwards breaks the signature. In a thread of its own:
    signing starts an event loop, and the caller may run in one."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(_signed, content, _signer()).result()


def _signed(content: bytes, signer: signers.SimpleSigner) -> bytes:
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", certify=True, docmdp_permissions=MDPPerm.NO_CHANGES
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    signed: io.BytesIO = signers.sign_pdf(writer, meta, signer=signer)
    return signed.getvalue()


def can_sign() -> bool:
    """Whether key and certificate can be read."""
    try:
        _signer()
    except (NoSigningKey, OSError):
        return False
    return True


def _signer() -> signers.SimpleSigner:
    return _read(str(settings.SIGNING_FILE), settings.SIGNING_PASSPHRASE)


@lru_cache(maxsize=4)
def _read(name: str, passphrase: str) -> signers.SimpleSigner:
    file = Path(name)
    if not file.is_file():
        if not settings.SIGNING_DEMO:
            raise NoSigningKey("SIGNING_FILE")
        make_demo_key(file)
    found: signers.SimpleSigner | None = signers.SimpleSigner.load_pkcs12(  # type: ignore[no-untyped-call]
        str(file), passphrase=passphrase.encode() or None
    )
    if found is None:
        raise NoSigningKey("SIGNING_PASSPHRASE")
    return found


def make_demo_key(file: Path) -> None:
    """A key for a demonstration, for its owner alone. Whoever comes second keeps what is there."""
    key = ec.generate_private_key(ec.SECP256R1())
    content = pkcs12.serialize_key_and_certificates(
        b"insurer", key, _demo_certificate(key), None, serialization.NoEncryption()
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    whole = file.with_suffix(f".{os.getpid()}")
    descriptor = os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as target:
        target.write(content)
    try:
        os.link(whole, file)
    except FileExistsError:
        pass
    finally:
        whole.unlink()


def _demo_certificate(key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "演示财产保险股份有限公司"),
            x509.NameAttribute(NameOID.COMMON_NAME, "演示电子签章（仅供演示）"),
        ]
    )
    now = datetime.now(UTC)
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
    built = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    built = built.serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
    built = built.not_valid_after(now + timedelta(days=365 * DEMO_YEARS))
    return built.add_extension(usage, critical=True).sign(key, hashes.SHA256())
