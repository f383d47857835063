"""The register of used forms, where the information post does its daily work with them (FRM-04)."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from archives.selectors import form_lots
from tests.factories import forms as made
from tests.factories.organisation import actor_at
from tests.support.signed_in import signed_in

INFORMATION = ("UW_INFO", "350591")


@pytest.mark.req("FRM-04", "DUT-06", "DUT-34")
def test_the_information_post_sees_every_form_used_today_with_what_it_was_used_for(settings: Any) -> None:
    settings.DEMO = True
    made.use(1)
    made.use(5)
    today = timezone.localdate().isoformat()
    page = signed_in(*INFORMATION).get(reverse("archives:form_uses"), {"day_from": today, "day_to": today})
    text = page.content.decode()
    assert text.count("JB0000000001") >= 1
    assert "P1" in text
    rows = form_lots.uses(actor_at(*INFORMATION))
    assert [(row.first, row.skipped) for row in rows.order_by("pk")] == [(1, 0), (5, 3)]


@pytest.mark.req("FRM-04")
def test_a_form_is_found_by_its_number_or_by_what_it_was_used_for() -> None:
    made.use(1)
    rows = form_lots.uses(actor_at(*INFORMATION))
    for text in ("JB0000000001", "p1", "李珍珍"):
        assert [row.first for row in form_lots.uses_by_text(rows, text)] == [1]
    assert not form_lots.uses_by_text(rows, "JB0000000002").exists()


@pytest.mark.req("FRM-04")
def test_a_sub_branch_sees_its_own_forms_only() -> None:
    made.use(1)
    assert form_lots.uses(made.keeper()).count() == 1
    assert form_lots.uses(made.keeper(made.JINJIANG)).count() == 0
