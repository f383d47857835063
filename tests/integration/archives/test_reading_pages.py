"""Reading files and documents over the web."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from archives.models import Document, DocumentAccess
from archives.public import DocumentFact, deposit
from core.files import PHOTO, attach, store
from tests.factories.organisation import actor_at, make_branch
from tests.support import evil_files as evil
from tests.support.actors import order
from tests.support.signed_in import signed_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.req("ARC-04")]


@pytest.fixture(autouse=True)
def branch(settings):
    settings.DEMO = True
    make_branch()


def photo(subject_id: int | None):
    file = store(evil.photo_from_quanzhou(), purpose=PHOTO, name="现场.jpg", actor=actor_at("CS_SURV", "350592"))
    return attach(file, subject_kind="test.case", subject_id=subject_id) if subject_id else file


def test_a_photo_is_read_by_whoever_may_see_the_case(client):
    file, hidden = photo(7), photo(8)
    reader = signed_in("CS_ADJ", "350592")
    url = reverse("core:file", args=[file.token])
    shown = reader.get(url)
    assert (shown.status_code, shown["Content-Type"], shown["X-Content-Type-Options"]) == (200, "image/jpeg", "nosniff")
    assert shown["Content-Disposition"].startswith("inline; filename*=utf-8''")
    assert "sandbox" in shown["Content-Security-Policy"]
    assert len(reader.get(url + "?size=small").content) < len(shown.content)
    assert reader.get(reverse("core:file", args=[hidden.token])).status_code == 404
    assert reader.get(reverse("core:file", args=[uuid4()])).status_code == 404
    assert client.get(url).status_code == 302


def test_a_file_without_a_case_is_read_by_its_owner_only():
    url = reverse("core:file", args=[photo(None).token])
    assert signed_in("CS_SURV", "350592").get(url).status_code == 200
    assert signed_in("CS_ADJ", "350592").get(url).status_code == 404


def test_a_document_is_opened_and_the_look_is_written_down():
    fact = DocumentFact(
        kind="policy", title="保险单", subject_kind="test.case", subject_id=7, subject_number="P1",
        retain_until=date(2037, 1, 1), content=evil.pdf(),
    )  # fmt: skip
    ref = deposit(order(actor_at("UW_ISSUE", "350503")), fact)
    url = reverse("archives:document", args=[ref.id])
    reader = signed_in("CS_ADJ", "350592")

    assert reader.get(url)["Content-Disposition"].startswith("inline")
    assert reader.get(url + "?download")["Content-Disposition"].startswith("attachment")
    assert list(DocumentAccess.objects.order_by("pk").values_list("is_download", flat=True)) == [False, True]
    assert signed_in("IT_ADMIN", "350500").get(url).status_code == 403
    assert reader.get(reverse("archives:document", args=[ref.id + 99])).status_code == 404
    assert reader.get(reverse("core:file", args=[Document.objects.get().file.token])).status_code == 404
