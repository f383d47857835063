"""The premium while people type: as the entry would be priced, with nothing kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.factories import underwriting as made
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed

TYPED = {"vehicle_class": "private_car", "first_registered_on": "2021-03-16", "new_price": "150000", "seats": "5"}


@pytest.fixture(autouse=True)
def demo(settings: Any) -> None:
    settings.DEMO = True


def test_before_anything_is_kept() -> None:
    clerk = signed_in("UW_ISSUE", made.FENGZE)
    with nothing_changed():
        shown = clerk.post(reverse("underwriting:quote_new"), TYPED | {"displacement": "1.498"})
    assert shown.status_code == 200
    assert "1,250.00" in shown.content.decode()  # 950 without a record, 300 vehicle tax


def test_the_kept_entry_with_what_is_typed() -> None:
    draft = made.make_draft()
    clerk = signed_in("UW_ISSUE", made.FENGZE)
    url = reverse("underwriting:quote", kwargs={"pk": draft.pk}) + "?step=cover"
    typed = {"start_on": draft.start_on.isoformat(), "compulsory": "on", "third_party_limit": "2000000"}
    with nothing_changed():
        shown = clerk.post(url, typed | {"insured_years": "2", "autonomous_factor": "0.9"}).content.decode()
    # 890 ÷ 0.75 × 0.7 × 0.9
    assert "747.60" in shown
    assert f"{draft.third_party_premium:,.2f}" not in shown


@pytest.mark.parametrize("typed", [{}, {"vehicle_class": "private_car"}, TYPED | {"new_price": "x"}])
def test_what_is_not_typed_yet_is_named(typed: dict[str, str]) -> None:
    clerk = signed_in("UW_ISSUE", made.FENGZE)
    shown = clerk.post(reverse("underwriting:quote_new"), typed)
    assert shown.status_code == 200
    assert "ui-total" not in shown.content.decode()


def test_a_factor_outside_its_range_is_said() -> None:
    draft = made.make_draft()
    clerk = signed_in("UW_ISSUE", made.FENGZE)
    url = reverse("underwriting:quote", kwargs={"pk": draft.pk}) + "?step=cover"
    shown = clerk.post(url, {"start_on": draft.start_on.isoformat(), "own_damage": "on", "autonomous_factor": "0.2"})
    assert "0.50 – 1.50" in shown.content.decode()


def test_who_may_not_enter_is_refused_and_others_do_not_see_it() -> None:
    draft = made.make_draft()
    url = reverse("underwriting:quote", kwargs={"pk": draft.pk})
    assert signed_in("UW_REVIEW", made.FENGZE).post(url, TYPED).status_code == 403
    assert signed_in("UW_ISSUE", made.JINJIANG).post(url, TYPED).status_code == 404
