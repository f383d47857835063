"""Documents: kept once, opened through what they belong to, never without a trace."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from django.db import ProgrammingError, transaction

from archives.documents import machinery
from archives.documents.machinery import Machinery
from archives.models import Document, DocumentAccess
from archives.public import DocumentFact, deposit, deposit_upload, documents_of, produce, retain_until
from archives.reference import load_retention_rules
from archives.services.opening import open_document
from core.files import FileRefused, may_read
from core.models import AuditEntry, StoredFile
from core.workflow.refusals import Forbidden, Hidden
from tests.support import evil_files as evil
from tests.support.actors import StubActor, order
from tests.support.unchanged import nothing_changed

pytestmark = pytest.mark.django_db(transaction=True)
CONTENT = evil.pdf()


def fact(**over) -> DocumentFact:
    values = {
        "kind": "policy", "title": "Policy", "subject_kind": "test.case", "subject_id": 7, "subject_number": "P1",
        "retain_until": date(2037, 1, 1), "content": CONTENT,
    }  # fmt: skip
    return DocumentFact(**(values | over))


@pytest.mark.req("ARC-01", "ARC-02")
def test_a_document_is_kept_with_its_digest(reader):
    ref = deposit(order(reader), fact())

    assert ref.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert (ref.version, ref.size, ref.retain_until, ref.made_by) == (1, len(CONTENT), date(2037, 1, 1), reader.name)
    entry = AuditEntry.objects.get(action="archives.document.deposit")
    assert (entry.subject_kind, entry.subject_id, entry.after["sha256"]) == ("test.case", 7, ref.sha256)


def test_the_same_command_keeps_it_once_and_a_new_one_makes_a_version(reader):
    command = order(reader)
    first = deposit(command, fact())
    assert deposit(command, fact()) == first
    second = deposit(order(reader), fact())
    assert (second.version, Document.objects.count(), StoredFile.objects.count()) == (2, 2, 2)
    assert documents_of("test.case", 7, reader) == [second]


@pytest.mark.req("ARC-04")
def test_opening_is_written_down(reader):
    ref = deposit(order(reader), fact())
    opened = open_document(order(reader, reason="claim R1"), ref.id, is_download=True)

    assert opened.content == CONTENT
    assert opened.name == "Policy P1.pdf"
    access = DocumentAccess.objects.get()
    assert (access.staff_id, access.post, access.is_download, access.purpose) == (1, "UW_UND1", True, "claim R1")


@pytest.mark.req("ARC-04")
def test_what_is_out_of_sight_reads_as_not_found(reader):
    ref = deposit(order(reader), fact(subject_id=8))
    for pk in (ref.id, 999_999):
        with nothing_changed(), pytest.raises(Hidden, match="Not found"):
            open_document(order(reader), pk)
    assert documents_of("test.case", 8, reader) == []
    assert documents_of("unknown.kind", 7, reader) == []
    with nothing_changed(), pytest.raises(Forbidden):
        open_document(order(StubActor()), ref.id)


@pytest.mark.req("ARC-04", "ARC-05")
def test_confidential_documents_need_their_own_right(reader, confidant):
    ref = deposit(order(confidant), fact(confidential=True))
    assert documents_of("test.case", 7, reader) == []
    with nothing_changed(), pytest.raises(Forbidden, match="confidential"):
        open_document(order(reader), ref.id)
    assert documents_of("test.case", 7, confidant) == [ref]
    assert open_document(order(confidant), ref.id).content == CONTENT


def test_no_way_leads_round_the_log(reader):
    ref = deposit(order(reader), fact())
    assert not may_read(reader, Document.objects.get(pk=ref.id).file)


def test_a_kept_document_is_not_changed(reader):
    ref = deposit(order(reader), fact())
    for change in (lambda rows: rows.update(sha256="0"), lambda rows: rows.delete()):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            change(Document.objects.filter(pk=ref.id))


def test_uploads_are_checked(reader):
    with nothing_changed(), pytest.raises(FileRefused):
        deposit_upload(order(reader), fact(content=evil.pdf_with_script()))
    assert deposit_upload(order(reader), fact(content=evil.photo_from_quanzhou())).media_type == "image/jpeg"


@pytest.mark.skipif(machinery.machinery().renderer is None, reason="Pango is not installed")
def test_a_document_is_rendered_and_kept(reader):
    context = {"title": "条款", "company": "某某财险", "number": "P1", "sections": []}
    ref = produce(order(reader), fact(content=None), template="documents/clauses.html", context=context)
    assert open_document(order(reader), ref.id).content.startswith(b"%PDF")


def test_where_no_document_can_be_made_the_business_goes_on(reader, monkeypatch):
    monkeypatch.setattr(machinery, "machinery", lambda: Machinery(None, ("pango",)))
    ref = produce(order(reader), fact(content=None), template="documents/clauses.html", context={})

    assert ref.unavailable.startswith("not available: Pango") or "Pango" in ref.unavailable
    assert (ref.sha256, ref.size) == ("", 0)
    assert documents_of("test.case", 7, reader) == [ref]
    with nothing_changed(), pytest.raises(Hidden, match="Pango"):
        open_document(order(reader), ref.id)


@pytest.mark.req("ARC-09")
@pytest.mark.parametrize(
    ("categories", "last"),
    [
        (["business_short"], date(2032, 2, 28)),
        (["business_short", "customer_identity"], date(2037, 2, 28)),
        (["business_short", "customer_identity", "voucher"], date(2057, 2, 28)),
    ],
)
def test_the_longest_period_wins(categories, last):
    load_retention_rules()
    assert retain_until(categories, end=date(2027, 2, 28), on=date(2026, 11, 22)) == last


def test_an_unknown_category_is_a_fault():
    with pytest.raises(LookupError):
        retain_until(["no such thing"], end=date(2027, 1, 1), on=date(2026, 11, 22))
