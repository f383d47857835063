"""What people type for "open end" and "always" – the last and the first day there is – is answered on every page."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from core.rules.periods import within_reach
from core.web.lists import ListPage
from tests.matrix.test_statement_budgets import _client, _routes
from tests.support.signed_in import signed_in


@pytest.fixture(autouse=True)
def people(working_branch: None, settings: Any) -> None:
    """Everybody who opens pages; no business, for only the days are asked."""
    settings.DEMO = True


@pytest.mark.req("PLT-05")
def test_every_list_takes_the_first_and_the_last_day() -> None:
    failed, asked = {}, 0
    for name, permission in sorted(set(_routes())):
        client = _client(permission)
        answer = client.get(reverse(name)) if client else None
        spec = answer.context.get("spec") if answer and answer.context else None
        if client is None or not isinstance(spec, ListPage):
            continue
        for wanted in (one for one in spec.filters if one.date_field):
            asked += 1
            edges = {f"{wanted.key}_from": "0001-01-01", f"{wanted.key}_to": "9999-12-31"}
            client.raise_request_exception = False
            status = client.get(reverse(name), edges).status_code
            if status != 200:
                failed[f"{name} {wanted.key}"] = status
    assert failed == {}
    assert asked >= 20


@pytest.mark.req("PLT-05", "PLT-12")
@pytest.mark.parametrize("name", ["organisation:calendar", "core:dashboard", "claims:roster"])
@pytest.mark.parametrize("edge", ["0001-01", "9999-12"])
def test_a_page_of_a_day_or_month_takes_the_edges(name: str, edge: str) -> None:
    client = _client(dict(_routes())[name])
    assert client is not None
    days = {"month": edge, "day": f"{edge}-01", "from": f"{edge}-31", "period": "year"}
    assert client.get(reverse(name), days).status_code == 200


@pytest.mark.req("DUT-17", "DUT-18")
@pytest.mark.parametrize("name", ["underwriting:statistics", "underwriting:scorecards"])
def test_a_month_at_the_edge_is_refused_at_its_field(name: str) -> None:
    client = signed_in("UW_INFO", "350591")

    answer = client.get(reverse(name), {"since": "0001-01", "until": "9999-12"})

    assert answer.status_code == 200
    assert answer.context["spec"].form.errors == {
        "since": ["There is nothing in 0001-01. Check the year."],
        "until": ["There is nothing in 9999-12. Check the year."],
    }
    assert answer.context["spec"].sections == ()


@pytest.mark.req("PLT-05")
def test_a_day_within_reach_stays_itself() -> None:
    assert within_reach(date(2026, 11, 23)) == date(2026, 11, 23)
    assert within_reach(date.max) == date(9998, 12, 31)
    assert within_reach(date.min) == date(2, 1, 1)
