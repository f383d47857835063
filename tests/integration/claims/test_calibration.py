"""Authority of sub-branches outside the same city, held against the claims of a year."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.models import Claim
from claims.selectors import calibration
from organisation.models import Unit
from organisation.selectors import far_limits
from organisation.selectors.authority_grants import Holding
from organisation.services.grant_checks import TooLarge
from organisation.services.grants import propose_grant
from tests.factories.claims import make_claim_in
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed

pytestmark = pytest.mark.django_db
AMOUNTS = (800, 1200, 1500, 2000, 2600, 3000, 3500, 5000, 9000, 20000)


def last_year(monkeypatch: pytest.MonkeyPatch) -> Unit:
    """Ten motor claims of Jinjiang with the amounts of the worked case."""
    unit = Unit.objects.get(code="350582")
    held = {(unit.pk, "MOD"): [Decimal(one) for one in AMOUNTS]}
    monkeypatch.setattr(calibration, "_amounts", lambda units, year: held)
    return unit


@pytest.mark.req("AUT-04", "AUT-05")
def test_each_line_of_each_sub_branch_is_held_against_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    last_year(monkeypatch)
    today = timezone.localdate()
    rows = {(row.unit.code, row.line): row.share for row in calibration.calibration(director(), today.year - 1, today)}
    jinjiang = rows["350582", "MOD"]
    assert (jinjiang.limit, jinjiang.ceiling, jinjiang.sent, jinjiang.suffices) == (
        Decimal(10000),
        Decimal(8000),
        1,
        False,
    )
    assert rows["350524", ""].limit == Decimal(8000)
    assert not any(code in {"350502", "350503", "350504"} for code, _line in rows)


def director() -> Any:
    return actor_at("CS_DIR", "350592")


@pytest.mark.req("AUT-05", "AUT-06")
def test_a_limit_that_keeps_too_many_claims_from_the_centre_is_not_proposed(monkeypatch: pytest.MonkeyPatch) -> None:
    unit, tomorrow = last_year(monkeypatch), timezone.localdate() + timedelta(days=1)
    assert far_limits.ceiling_of(unit, "claims.assess", "MOD", tomorrow) == Decimal(8000)
    assert far_limits.ceiling_of(unit, "claims.assess", "GPA", tomorrow) is None

    def proposed(limit: int) -> Any:
        holding = Holding(
            unit=unit.pk, post="CS_SURV", staff=None, operation="claims.assess", line="MOD", measure="assessed"
        )
        command = order(director(), reason="Results of last year")
        return propose_grant(command, holding=holding, limit=Decimal(limit), effective_on=tomorrow)

    with nothing_changed(), pytest.raises(TooLarge, match="at most 8,000"):
        proposed(8001)
    assert proposed(8000).state == "proposed"


@pytest.mark.req("AUT-04")
def test_the_page_counts_the_claims_of_the_year_chosen(settings: Any) -> None:
    settings.DEMO = True
    page = signed_in("CS_DIR", "350592").get(reverse("claims:authority_floor"), {"year": timezone.localdate().year})
    assert page.status_code == 200
    assert "Jinjiang sub-branch" in page.content.decode()
    assert signed_in("CS_SURV", "350592").get(reverse("claims:authority_floor")).status_code == 403


@pytest.mark.req("AUT-05")
def test_amounts_are_those_of_the_year_and_sub_branch() -> None:
    claim = make_claim_in("assessed")
    year = timezone.localtime(claim.created_at).year
    Claim.objects.filter(pk=claim.pk).update(assessed=Decimal(4321))
    found = calibration._amounts([claim.sub_branch_id or 0], year)
    assert Decimal(4321) in found[claim.sub_branch_id or 0, claim.line]
    assert calibration._amounts([claim.sub_branch_id or 0], year - 1) == {}
