"""The list of destruction and the approval sheet of a list entry as papers (5.21, 8.2, CUS-04)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from archives.documents import registers
from archives.models import FormLot
from archives.rules.form_destruction import DESTRUCTION_KIND
from archives.rules.form_places import Standing
from archives.services import form_ends
from core.models import AuditEntry
from parties.public import LISTING_KIND
from parties.services.data import ListingData
from parties.services.listing import propose_listing
from tests.factories import forms as made
from tests.factories.organisation import actor_at, order
from tests.support.printed import printed
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed


@pytest.fixture(autouse=True)
def sign_in(settings: Any) -> None:
    settings.DEMO = True


@pytest.mark.req("FRM-06")
def test_the_list_of_destruction_names_the_numbers_and_leaves_room_for_three_signatures(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(registers, "gettext", lambda text: {"to be confirmed": "待确认"}[text])
    later = timezone.localdate() + timedelta(days=365 * 3)
    keeper = made.keeper()
    overdue = [one for one in form_ends.out_of_time(later) if one.unit_id == keeper.unit_id]
    form_ends.expire(order(keeper), overdue[0])
    row = FormLot.objects.get(standing=Standing.EXPIRED)
    listed = form_ends.list_destruction(
        order(keeper), form_type_id=row.form_type_id, first=row.first, quantity=row.quantity, method="碎纸"
    )
    client = signed_in(keeper.post, "350503")
    url = reverse("archives:destruction_list", args=[listed.pk])
    assert url in client.get(reverse("archives:destruction", args=[listed.pk])).content.decode()
    answer = client.post(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    text = printed(DESTRUCTION_KIND, listed.pk, "sheet:destruction_list")
    for told in ("单证销毁清单", listed.number, "碎纸", f"{row.quantity:,}", keeper.name, "监销人", "待确认"):
        assert told in text


@pytest.mark.req("CUS-04")
def test_the_approval_sheet_says_what_is_listed_on_which_evidence_and_who_proposed_it() -> None:
    today = timezone.localdate()
    proposer = actor_at("UW_INFO", "350591")
    data = ListingData(
        kind="grey",
        subject="plate",
        value="闽C12345",
        reason_code="suspected_fraud",
        evidence="两次出险照片损伤相同",
        valid_from=today,
        review_on=today + timedelta(days=180),
    )
    entry = propose_listing(order(proposer), data=data)
    client = signed_in("UW_DIR", "350591")
    url = reverse("archives:listing_sheet", args=[entry.pk])
    assert url in client.get(reverse("parties:entry", args=[entry.pk])).content.decode()
    answer = client.post(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    text = printed(LISTING_KIND, entry.pk, "sheet:listing_sheet")
    for told in ("审批表", entry.number, "闽C12345", "两次出险照片损伤相同", proposer.name, "审批意见"):
        assert told in text
    assert AuditEntry.objects.filter(action="parties.listing.look", subject_id=entry.pk).count() == 2
    seller = signed_in("SALES", "350503")
    with nothing_changed():
        assert seller.post(url).status_code == 403
