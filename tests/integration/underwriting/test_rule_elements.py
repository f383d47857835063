"""Head office's elements of automatic underwriting: edited, tried on past decisions, released by two (AUW-04)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from core.workflow.refusals import Refusal
from organisation.services.changes import approve_change
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import Decision, RuleElements
from underwriting.rules.auto_underwriting import Element, Operator, RuleSet, compile_rules
from underwriting.selectors.tables import active_rules, elements_of
from underwriting.services import automatic
from underwriting.services.rule_elements import plain, propose_elements

pytestmark = [pytest.mark.django_db, pytest.mark.req("AUW-04", "AUW-08")]
TODAY = timezone.localdate()
LATER = TODAY + timedelta(days=1)
HEAD = "000000"


def rows(**over: Any) -> list[dict[str, Any]]:
    """The combination of today; an element that is given None is left out."""
    kept = [plain(one) for one in elements_of("MOTOR", TODAY)]
    return [{**row, **(over.get(row["name"]) or {})} for row in kept if over.get(row["name"], {}) is not None]


def test_a_new_combination_holds_from_its_day_and_decided_cases_keep_theirs() -> None:
    made.make_decided()
    decision, editor = Decision.objects.get(), actor_at("HO_UW", HEAD)
    wanted = rows(vehicle_age={"bound": "10"}, lapse_days=None)
    change = propose_elements(order(editor, reason="放宽"), product="MOTOR", rows=wanted, effective_on=LATER)
    with nothing_changed(but={"core_auditentry", "core_auditstream"}), pytest.raises(Refusal):
        approve_change(change.pk, order(editor, reason="同意"))
    second = replace(editor, staff_id=actor_at("HO_UW", HEAD).staff_id or 0)
    second = replace(second, staff_id=actor_at("PROV_UW", "350000").staff_id)
    approve_change(change.pk, order(second, reason="同意"))
    today, later = elements_of("MOTOR", TODAY), elements_of("MOTOR", LATER)
    assert (len(today), len(later)) == (15, 14)
    assert next(one.bound for one in later if one.name == "vehicle_age") == "10"
    assert automatic.replay(decision) == decision.verdicts
    assert RuleElements.objects.filter(product="MOTOR").count() == 2


def test_an_element_without_a_value_of_the_branch_lets_nothing_pass() -> None:
    element = Element(name="vehicle_age", label="Age", operator=Operator.AT_MOST, unit="years")
    rules = RuleSet(product="MOTOR", version="1", elements=[element], values={"vehicle_age": ""})
    assert compile_rules(rules)({"vehicle_age": 1}) == (False,)
    found = active_rules("MOTOR", actor_at("UW_UND2", made.UWC).scope_unit_id, TODAY)
    assert found is not None


def test_head_office_tries_and_proposes_on_its_page(settings: Any) -> None:
    settings.DEMO = True
    made.make_decided()
    hand, url = signed_in("HO_UW", HEAD), reverse("underwriting:rule_elements", args=["MOTOR"])
    assert "HO-MOTOR-2026-5" in hand.get(url).content.decode()
    typed = {"command_key": str(uuid4()), "in_vehicle_age": "on", "bound_vehicle_age": "2", "effective_on": LATER}
    with nothing_changed():
        tried = hand.post(url, {**typed, "try": "1"}).context["tried"]
    assert [(name, one.replayed, one.passed_then) for name, one in tried] == [("Quanzhou branch", 1, 1)]
    refused = hand.post(url, {**typed, "command_key": str(uuid4()), "bound_vehicle_age": "old"})
    assert refused.status_code == 422
    assert [label for label, _why in refused.context["form"].said()] == ["Reason", "Age of the vehicle"]
    assert hand.post(url, {**typed, "command_key": str(uuid4()), "reason": "试点"}).status_code == 302
    assert signed_in("UW_UND3", made.UWC).get(url).status_code == 403
    assert hand.get(reverse("underwriting:rule_elements", args=["NOPE"])).status_code == 404
