"""What pages say: people's posts and reasons by their names, states in the language, periods as on the document."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from archives.public import verification_address
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from underwriting.rules import lifecycle
from underwriting.rules.fleet import CLASS_NAMES, CLASSES_ON_PAGES, COLUMNS, Kind
from underwriting.rules.fleet_values import read_row
from underwriting.services import decide


@pytest.mark.req("UWR-19")
def test_opinions_name_post_and_reason(settings: Any) -> None:
    settings.DEMO = True
    waiting = made.make_decided(compulsory=False, claims_in_3_years=9, claims_last_year=9)
    actor = actor_at("UW_UND3", made.UWC)
    decide.decline(waiting.pk, order(actor, reason="赔付率高"), reason_code="LOSS_RECORD")
    page = signed_in("UW_UND3", made.UWC).get(reverse("underwriting:proposal", kwargs={"pk": waiting.pk}))
    shown = page.content.decode()
    assert f"{actor.name} · underwriter, senior" in shown
    assert "bad loss record" in shown
    assert "LOSS_RECORD" not in shown


def test_the_public_page_speaks_the_language_and_ends_as_the_document() -> None:
    policy = made.make_issued()[0]
    address = verification_address(lifecycle.POLICY_KIND, policy.pk, at=timezone.now())
    with override("zh-hans"):
        shown = (
            Client(headers={"accept-language": "zh-hans"}).get(address[address.index("/verify/") :]).content.decode()
        )
    assert "已出单未起保" in shown
    assert "issued, not begun" not in shown
    assert f"{policy.end_on} 24:00" in shown


@pytest.mark.req("PRO-03")
def test_a_fleet_may_name_classes_as_the_pages_do() -> None:
    column = next(one.name for one in COLUMNS if one.kind is Kind.CLASS)
    for name, meant in (CLASS_NAMES | CLASSES_ON_PAGES).items():
        assert read_row({column: name})[0][column] == meant
