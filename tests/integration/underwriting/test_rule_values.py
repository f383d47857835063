"""Values of the automatic rules: back-tested, changed by four eyes from a day to come; a share of the acceptances is
looked at again by a person (AUW-04, AUW-08)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from config.schedule import SCHEDULE
from core.jobs.registry import specs
from core.models import WorkItem
from core.workflow.refusals import Forbidden, NotPossible
from organisation.models import ControlChange, Unit
from organisation.public import ChangeRefused, approve_change, parameter, system_actor
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import Decision, RuleValues, SampledAcceptance
from underwriting.rules.sampling import drawn
from underwriting.selectors.backtest import back_test
from underwriting.selectors.sampling import disagreement
from underwriting.selectors.tables import active_rules
from underwriting.services import rule_values, sampling
from underwriting.services.refusals import InvalidEntry

FENGZE, UWC = made.FENGZE, made.UWC
TODAY = timezone.localdate()


def values(**over: Any) -> dict[str, Any]:
    return dict(RuleValues.objects.get().values) | over


def proposed(days: int = 1, **over: Any) -> ControlChange:
    command = order(actor_at("UW_UND3", UWC), reason="新车占比上升，放宽车龄")
    on = TODAY + timedelta(days=days)
    return rule_values.propose(command, values=values(**over), filing="泉保承备〔2026〕2号", effective_on=on)


class TestChange:
    @pytest.mark.req("AUW-04", "AUW-08")
    def test_new_values_hold_from_their_day(self) -> None:
        change = proposed(days=3, vehicle_age=10)
        assert WorkItem.objects.get(done_at=None).queue == "underwriting.values"
        approve_change(change.pk, order(actor_at("UW_DIR", UWC)))
        branch = Unit.objects.get(code="350500")
        for day, age in ((2, 8), (3, 10), (4, 10)):
            rules = active_rules("MOTOR", branch.pk, TODAY + timedelta(days=day))
            assert rules is not None
            assert rules.rules.values["vehicle_age"] == age
        old, new = RuleValues.objects.order_by("pk")
        assert old.effective.upper == new.effective.lower == TODAY + timedelta(days=3)
        assert new.proposed_by_id != new.approved_by_id

    @pytest.mark.req("AUW-04", "AUT-23")
    def test_nobody_releases_the_own_values(self) -> None:
        change = proposed(vehicle_age=10)
        own = replace(
            actor_at("UW_UND3", UWC),
            permissions=frozenset({"underwriting.approve_values", "organisation.approve_change"}),
        )
        with nothing_changed(), pytest.raises(Forbidden):
            approve_change(change.pk, order(own))
        with nothing_changed(), pytest.raises(Forbidden):
            approve_change(change.pk, order(actor_at("UW_UND2", UWC)))

    @pytest.mark.parametrize(
        ("over", "field"),
        [
            ({"vehicle_age": "x"}, "value_vehicle_age"),
            ({"vehicle_age": -1}, "value_vehicle_age"),
            ({"vehicle_class": []}, "value_vehicle_class"),
        ],
    )
    @pytest.mark.req("AUW-04")
    def test_a_value_that_cannot_be_is_refused_at_its_element(self, over: dict[str, Any], field: str) -> None:
        with nothing_changed(), pytest.raises(ChangeRefused) as caught:
            proposed(**over)
        assert caught.value.field == field

    @pytest.mark.req("AUW-08")
    def test_not_for_today(self) -> None:
        with nothing_changed(), pytest.raises(ChangeRefused) as caught:
            proposed(days=0, vehicle_age=10)
        assert caught.value.field == "effective_on"


class TestBackTest:
    @pytest.mark.req("AUW-08")
    def test_what_would_turn_is_named(self) -> None:
        passed = made.make_decided()
        held = made.make_decided(third_party_limit=Decimal(2000000), vehicle=made.vehicle(vin=made.VINS[0]))
        assert (passed.state, held.state) == ("approved", "uw_queue")
        branch = Unit.objects.get(code="350500")
        wider = back_test(branch, values(third_party_limit="2000000"), product="MOTOR", on=TODAY, today=TODAY)
        assert (wider.replayed, wider.rate_then, wider.rate_now) == (2, Decimal("50.0"), Decimal("100.0"))
        assert [one.number for one in wider.newly_accepted] == [held.number]
        assert wider.newly_accepted[0].elements == ("Third-party limit",)
        closer = back_test(branch, values(vehicle_age=1), product="MOTOR", on=TODAY, today=TODAY)
        assert [one.number for one in closer.newly_referred] == [passed.number]
        assert closer.rate_now == Decimal("0.0")
        assert parameter("underwriting.backtest_days") == closer.days

    @pytest.mark.req("AUW-08")
    def test_trying_changes_nothing_and_proposing_waits_for_the_director(self, settings: Any) -> None:
        settings.DEMO = True
        made.make_decided()
        underwriter, url = signed_in("UW_UND3", UWC), reverse("underwriting:propose_values")
        form = underwriter.get(url).context["form"]
        sent = {bound.name: bound.value() for bound in form if bound.value() is not None}
        sent |= {"value_issuer_grade": "A, B", "value_vehicle_age": "1", "effective_on": str(TODAY + timedelta(days=1))}
        with nothing_changed():
            tried = underwriter.post(url, sent | {"try": "1", "filing": ""})
        assert tried.status_code == 200
        assert tried.context["tried"].rate_now == Decimal("0.0")
        refused = underwriter.post(url, sent | {"filing": "", "reason": ""})
        assert (refused.status_code, ControlChange.objects.count()) == (422, 0)
        kept = underwriter.post(url, sent | {"filing": "泉保承备〔2026〕2号", "reason": "收紧"})
        assert kept.status_code == 302
        assert ControlChange.objects.get().proposal["values"]["vehicle_age"] == 1
        assert ControlChange.objects.get().number in underwriter.get(kept.url).content.decode()
        assert signed_in("UW_UND1", UWC).get(url).status_code == 403


class TestSample:
    @pytest.mark.req("AUW-08", "AUW-10")
    def test_the_share_is_rounded_up_and_the_same_on_every_run(self) -> None:
        numbers = [f"T{n:03}" for n in range(41)]
        once = drawn(numbers, Decimal("0.05"), date(2026, 11, 22))
        assert len(once) == 3
        assert drawn(list(reversed(numbers)), Decimal("0.05"), date(2026, 11, 22)) == once
        assert drawn(numbers, Decimal("0.05"), date(2026, 11, 23)) != once
        assert drawn([], Decimal("0.05"), date(2026, 11, 22)) == []
        assert drawn(numbers, Decimal(0), date(2026, 11, 22)) == []

    @pytest.mark.req("AUW-08")
    def test_what_was_drawn_is_reviewed_and_counted(self) -> None:
        sample = _drawn()
        assert sampling.to_be_drawn(TODAY) == []
        assert WorkItem.objects.filter(queue="underwriting.sample", done_at=None).count() == 1
        reviewer = actor_at("UW_UND2", UWC)
        with nothing_changed(), pytest.raises(InvalidEntry):
            sampling.disagree(sample.pk, order(reviewer, reason="车龄偏高"), finding="weather")
        sampling.disagree(sample.pk, order(reviewer, reason="车龄偏高"), finding="value")
        found = disagreement(reviewer, TODAY, 30)
        assert (found.reviewed, found.disagreed, found.waiting, found.rate) == (1, 1, 0, Decimal("100.0"))
        with nothing_changed(), pytest.raises(NotPossible):
            sampling.agree(sample.pk, order(reviewer))

    @pytest.mark.req("AUW-08")
    def test_the_wrong_post_is_refused(self) -> None:
        sample = _drawn()
        with nothing_changed(), pytest.raises(Forbidden):
            sampling.agree(sample.pk, order(actor_at("UW_UND1", UWC)))

    @pytest.mark.req("AUW-08")
    def test_the_page_shows_what_it_rested_on(self, settings: Any) -> None:
        settings.DEMO = True
        sample = _drawn()
        underwriter = signed_in("UW_UND2", UWC)
        assert sample.proposal.number in underwriter.get(reverse("underwriting:samples")).content.decode()
        shown = underwriter.get(reverse("underwriting:sample", kwargs={"pk": sample.pk}))
        assert [one.panel.key for one in shown.context["main_panels"]] == ["auto", "record"]
        rules = underwriter.get(reverse("underwriting:rules"))
        assert rules.context["sample"].waiting == 1

    def test_the_clock_of_policies_and_the_sample_are_on_the_plan(self) -> None:
        planned = {one.kind for one in SCHEDULE}
        assert {"underwriting.run_clock", "underwriting.draw_sample"} <= planned
        assert planned <= {spec.kind for spec in specs()}


def _drawn() -> SampledAcceptance:
    made.make_decided()
    decision = sampling.to_be_drawn(TODAY)[0]
    assert decision == Decision.objects.get()
    actor = system_actor("auto-underwriting", unit_id=decision.proposal.unit_id)
    return sampling.draw(order(actor), decision_id=decision.pk, decided_on=TODAY)
