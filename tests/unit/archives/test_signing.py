"""The insurer's signature on a PDF, confirmed by a reader (ISS-05)."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from archives.documents import signing
from archives.documents.checks import check_signature


@pytest.fixture(autouse=True)
def own_key(settings: Any, tmp_path: Path) -> None:
    settings.SIGNING_FILE = str(tmp_path / "signing" / "demo.p12")


def paper() -> bytes:
    target = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


def verdict(content: bytes) -> Any:
    """What a reader says that trusts the insurer's certificate; it needs a thread without a loop of its own (a browser
    of another test may run one here)."""
    signature = PdfFileReader(io.BytesIO(content)).embedded_signatures[0]
    trust = ValidationContext(trust_roots=[signature.signer_cert])
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(validate_pdf_signature, signature, trust).result()


@pytest.mark.req("ISS-05")
def test_a_reader_confirms_the_signature() -> None:
    found = verdict(signing.sign_pdf(paper()))
    assert (found.valid, found.intact, found.trusted, found.bottom_line) == (True, True, True, True)


@pytest.mark.req("ISS-05")
def test_a_changed_paper_is_not_confirmed() -> None:
    signed = signing.sign_pdf(paper())
    place = signed.index(b"/MediaBox") if b"/MediaBox" in signed else len(paper()) // 2
    changed = signed[:place] + b"X" + signed[place + 1 :]
    assert verdict(changed).intact is False


@pytest.mark.req("ISS-05")
def test_the_demonstration_makes_its_key_once_for_its_owner(settings: Any) -> None:
    signing.sign_pdf(paper())
    file = Path(settings.SIGNING_FILE)
    made = file.read_bytes()
    signing._read.cache_clear()
    signing.sign_pdf(paper())
    assert file.read_bytes() == made
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.req("ISS-05")
def test_production_does_not_start_without_a_key(settings: Any) -> None:
    settings.SIGNATURES_REQUIRED, settings.SIGNING_DEMO, settings.SIGNING_FILE = True, False, "/nowhere/key.p12"
    assert [one.id for one in check_signature()] == ["archives.E102"]
    settings.SIGNING_DEMO = True
    settings.SIGNATURES_REQUIRED = False
    assert check_signature() == []
