"""What the state fixes: its tables are changed by head office only, and compulsory cover carries no terms."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from core.workflow.refusals import Forbidden, Hidden
from organisation.public import approve_change
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.integration.underwriting.test_period_anew import issued
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import PolicyVersion, Proposal, RateTable
from underwriting.rules.state_tables import FIXED_BY_STATE
from underwriting.services import tariffs as services
from underwriting.services.tariffs import TariffWanted

SOON = timezone.localdate() + timedelta(days=2)


@pytest.fixture(autouse=True)
def demo(settings: Any) -> None:
    settings.DEMO = True


def wanted(code: str) -> TariffWanted:
    data = dict(RateTable.objects.get(code=code, effective__contains=timezone.localdate()).data)
    return TariffWanted(code=code, data=data | {"note": 1}, filing="财税〔2026〕1号", effective_on=SOON)


@pytest.mark.req("PRD-04")
@pytest.mark.parametrize("code", sorted(FIXED_BY_STATE))
def test_a_branch_changes_no_table_of_the_state(code: str) -> None:
    with nothing_changed(), pytest.raises(Forbidden):
        services.propose(order(actor_at("UW_UND3", made.UWC), reason="调整"), wanted=wanted(code))
    browser = signed_in("UW_UND3", made.UWC)
    assert browser.get(reverse("underwriting:edit_tariff", kwargs={"code": code})).status_code == 403
    shown = browser.get(reverse("underwriting:rating_table", kwargs={"code": code})).content.decode()
    assert "only head office enters a new version" in shown
    assert reverse("underwriting:edit_tariff", kwargs={"code": code}) not in shown


@pytest.mark.req("PRD-04", "AUT-23")
def test_head_office_enters_it_and_another_person_there_releases_it() -> None:
    proposer = actor_at("HO_UW", "000000")
    change = services.propose(order(proposer, reason="国家调整增值税税率"), wanted=wanted("premium_tax"))
    with nothing_changed(), pytest.raises(Hidden):
        approve_change(change.pk, order(actor_at("UW_DIR", made.UWC)))
    approve_change(change.pk, order(actor_at("HO_UW", "000000", nth=1)))
    assert RateTable.objects.get(code="premium_tax", effective__contains=SOON).data["note"] == 1
    page = signed_in("HO_UW", "000000").get(reverse("underwriting:edit_tariff", kwargs={"code": "premium_tax"}))
    assert page.status_code == 200


@pytest.mark.req("ISS-01", "UWR-06")
def test_terms_stand_on_the_commercial_policy_and_never_on_the_compulsory_one() -> None:
    decided = made.make_decided()
    Proposal.objects.filter(pk=decided.pk).update(special_terms="车损险绝对免赔额 2000 元")
    made.pay(decided)
    policies = issued(Proposal.objects.get(pk=decided.pk))
    terms = {one.line: PolicyVersion.objects.get(policy=one).special_terms for one in policies}
    assert terms == {"MCI": "", "MOD": "车损险绝对免赔额 2000 元"}
