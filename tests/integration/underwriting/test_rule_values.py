"""Values of the automatic rules: back-tested, changed by four eyes from a day to come; a share of the acceptances is
looked at again by a person (AUW-04, AUW-08)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
import yaml
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone

from config.schedule import SCHEDULE
from core.jobs.drain import drain
from core.jobs.registry import specs
from core.models import Notification, WorkItem
from core.workflow.refusals import Forbidden, NotPossible
from organisation.models import Unit
from organisation.public import parameter, system_actor
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import Decision, RuleElements, RuleFile, RuleValues, SampledAcceptance
from underwriting.reference.loaders import FOLDER
from underwriting.rules.sampling import drawn
from underwriting.selectors import tables
from underwriting.selectors.backtest import back_test
from underwriting.selectors.sampling import disagreement
from underwriting.selectors.tables import active_rules
from underwriting.services import rule_files, sampling
from underwriting.services.refusals import InvalidEntry, NotTested, UnderWay

FENGZE, UWC = made.FENGZE, made.UWC
TODAY = timezone.localdate()


def values(product: str = "MOTOR", **over: Any) -> dict[str, Any]:
    return dict(RuleValues.objects.filter(product=product).earliest("pk").values) | over


def drafted(days: int = 1, product: str = "MOTOR", **over: Any) -> RuleFile:
    command = order(actor_at("UW_UND3", UWC), reason="新车占比上升，放宽车龄")
    on = TODAY + timedelta(days=days)
    return rule_files.write_values(command, product=product, values=values(product, **over), effective_on=on)


def agreed(file: RuleFile) -> RuleFile:
    """Back-tested, then approved by the director; without past decisions the approval says why."""
    rule_files.keep_trial(file, rule_files.tried(file, TODAY), timezone.now())
    return rule_files.approve_values(file.pk, order(actor_at("UW_DIR", UWC), reason="尚无历史数据，同意试行"))


def in_force(file: RuleFile) -> RuleFile:
    """Approved and filed by the director, put into force by the information post."""
    agreed(file)
    rule_files.file_values(file.pk, order(actor_at("UW_DIR", UWC)), filing="泉保承备〔2026〕2号")
    return rule_files.activate(file.pk, order(actor_at("UW_INFO", UWC)))


def branch() -> Unit:
    return Unit.objects.get(code="350500")


class TestFile:
    @pytest.mark.req("AUW-04", "AUW-07", "AUW-08", "DUT-09")
    def test_new_values_hold_from_their_day_and_the_old_are_kept(self) -> None:
        file = drafted(days=3, vehicle_age=10)
        item = WorkItem.objects.get(done_at=None, subject_kind="underwriting.rule_file")
        assert (file.scope, item.queue, item.clock) == ("own", "underwriting.values", "underwriting.values")
        in_force(file)
        for day, age in ((2, 8), (3, 10), (4, 10)):
            rules = active_rules("MOTOR", branch().pk, TODAY + timedelta(days=day))
            assert rules is not None
            assert rules.rules.values["vehicle_age"] == age
        old, new = RuleValues.objects.filter(product="MOTOR").order_by("pk")
        assert old.effective.upper == new.effective.lower == TODAY + timedelta(days=3)
        assert new.proposed_by_id != new.approved_by_id

    @pytest.mark.req("AUW-04")
    def test_what_is_not_filed_is_never_in_force(self) -> None:
        file = agreed(drafted(vehicle_age=10))
        with nothing_changed(), pytest.raises(NotPossible):
            rule_files.activate(file.pk, order(actor_at("UW_INFO", UWC)))
        with nothing_changed(), pytest.raises(InvalidEntry) as caught:
            rule_files.file_values(file.pk, order(actor_at("UW_DIR", UWC)), filing=" ")
        assert caught.value.field == "filing"

    @pytest.mark.req("AUW-05")
    def test_beyond_the_scope_head_office_approves(self) -> None:
        file = drafted(vehicle_age=15)
        assert (file.scope, file.outside) == ("head", ["vehicle_age"])
        assert agreed(file).state == "awaiting"
        assert WorkItem.objects.get(done_at=None, subject_kind="underwriting.rule_file").queue == (
            "underwriting.values_head"
        )
        with nothing_changed(), pytest.raises(NotPossible):
            rule_files.file_values(file.pk, order(actor_at("UW_DIR", UWC)), filing="泉保承备〔2026〕2号")
        with nothing_changed(), pytest.raises(Forbidden):
            rule_files.grant_values(file.pk, order(actor_at("UW_DIR", UWC)), filing="泉保承备〔2026〕2号")
        filed = rule_files.grant_values(file.pk, order(actor_at("HO_UW", "000000")), filing="总核批〔2026〕18号")
        assert (filed.state, filed.filing) == ("filed", "总核批〔2026〕18号")

    @pytest.mark.req("AUW-05")
    def test_values_do_not_come_into_force_under_another_scope(self) -> None:
        """Head office leaves less to the branch while the values wait: they were agreed under the former scope."""
        file = agreed(drafted(vehicle_age=10))
        rule_files.file_values(file.pk, order(actor_at("UW_DIR", UWC)), filing="泉保承备〔2026〕2号")
        kept = RuleElements.objects.get(product="MOTOR")
        tomorrow = TODAY + timedelta(days=1)
        RuleElements.objects.filter(pk=kept.pk).update(effective=DateRange(kept.effective.lower, tomorrow))
        narrower = RuleElements(product="MOTOR", version="HO-MOTOR-2027-1", elements=kept.elements)
        narrower.effective = DateRange(tomorrow, None)
        narrower.save()
        tables.forget()
        with nothing_changed(), pytest.raises(NotTested) as caught:
            rule_files.activate(file.pk, order(actor_at("UW_INFO", UWC)))
        assert caught.value.details["version"] == "HO-MOTOR-2027-1"
        assert rule_files.reject(file.pk, order(actor_at("UW_DIR", UWC), reason="按新要素重报")).state == "rejected"

    @pytest.mark.req("AUW-05")
    def test_head_office_sends_back_or_refuses_with_its_reason(self) -> None:
        file = agreed(drafted(vehicle_age=15))
        upper = actor_at("HO_UW", "000000")
        with nothing_changed(), pytest.raises(Forbidden):
            rule_files.send_back(file.pk, order(actor_at("PROV_UW", "350000"), reason="越级"))
        back = rule_files.send_back(file.pk, order(upper, reason="请补充赔付数据"))
        assert (back.state, back.approved_by_id, back.approved_by) == ("draft", None, "")
        assert Notification.objects.filter(recipient_id=file.proposed_by_id, title__contains="请补充赔付数据").exists()
        refused = rule_files.refuse_values(agreed(back).pk, order(upper, reason="车龄过高"))
        assert refused.state == "rejected"

    @pytest.mark.req("AUW-05")
    def test_where_no_range_is_left_another_value_is_head_offices(self) -> None:
        """Days without cover are fixed at none: 10 days are not for the branch to decide."""
        file = drafted(lapse_days=10)
        assert (file.scope, file.outside) == ("head", ["lapse_days"])

    @pytest.mark.req("AUW-08")
    def test_nothing_is_approved_without_a_back_test_of_exactly_these_values(self) -> None:
        file, director = drafted(vehicle_age=10), actor_at("UW_DIR", UWC)
        with nothing_changed(), pytest.raises(NotTested):
            rule_files.approve_values(file.pk, order(director, reason="同意"))
        rule_files.keep_trial(file, rule_files.tried(file, TODAY), timezone.now())
        changed = rule_files.change_values(
            file.pk,
            order(actor_at("UW_UND3", UWC), reason="再放宽"),
            values=values(vehicle_age=11),
            effective_on=TODAY + timedelta(days=1),
        )
        assert not changed.is_tested
        with nothing_changed(), pytest.raises(NotTested):
            rule_files.approve_values(file.pk, order(director, reason="同意"))

    @pytest.mark.req("AUW-08")
    def test_a_far_lower_pass_rate_is_approved_with_a_reason_only(self) -> None:
        made.make_decided()
        file = drafted(vehicle_age=1)
        rule_files.keep_trial(file, rule_files.tried(file, TODAY), timezone.now())
        director = actor_at("UW_DIR", UWC)
        with nothing_changed(), pytest.raises(NotTested) as caught:
            rule_files.approve_values(file.pk, order(director, reason=""))
        assert (caught.value.field, caught.value.details) == ("reason", {"then": "100.0", "now": "0.0"})
        assert rule_files.approve_values(file.pk, order(director, reason="车龄风险高")).state == "br_approved"

    @pytest.mark.req("AUW-04")
    def test_one_set_of_values_is_under_way_at_a_time(self) -> None:
        first = drafted(vehicle_age=10)
        with nothing_changed(), pytest.raises(UnderWay) as caught:
            drafted(vehicle_age=9)
        assert first.number in str(caught.value.message)
        rule_files.reject(first.pk, order(actor_at("UW_DIR", UWC), reason="撤回"))
        assert drafted(vehicle_age=9).state == "draft"

    @pytest.mark.req("AUW-06")
    def test_a_local_product_is_approved_by_the_province(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(rule_files, "is_local", lambda _product, _on: True)
        file = drafted(product="HHP", sum_insured="2000000")
        assert agreed(file).state == "awaiting"
        with nothing_changed(), pytest.raises(Forbidden):
            rule_files.grant_values(file.pk, order(actor_at("UW_DIR", UWC)), filing="1号")
        filed = rule_files.grant_values(file.pk, order(actor_at("PROV_UW", "350000")), filing="闽核批〔2026〕3号")
        assert (filed.scope, filed.state) == ("local", "filed")

    @pytest.mark.req("AUW-04", "AUT-23")
    def test_nobody_releases_the_own_values(self) -> None:
        file = drafted(vehicle_age=10)
        own = replace(actor_at("UW_UND3", UWC), permissions=frozenset({"underwriting.approve_values"}))
        with nothing_changed(), pytest.raises(Forbidden):
            rule_files.approve_values(file.pk, order(own))
        with nothing_changed(), pytest.raises(Forbidden):
            rule_files.approve_values(file.pk, order(actor_at("UW_UND2", UWC)))

    @pytest.mark.req("AUW-08")
    def test_suspended_values_send_everything_to_a_person_at_once(self) -> None:
        RuleValues.objects.filter(product="MOTOR").delete()
        motor = {"product": "MOTOR", "unit": branch(), "filing": "1", "effective": DateRange(date(2026, 1, 1), None)}
        source = yaml.safe_load((FOLDER / "rule_sets.yaml").read_text("utf-8"))["values"]["data"]
        released = RuleValues.objects.create(version="V1", values=source, **motor)
        file = drafted(vehicle_age=10)
        RuleFile.objects.filter(pk=file.pk).update(state="active", released=released)
        rule_files.suspend(file.pk, order(actor_at("UW_DIR", UWC), reason="赔付率超限"))
        assert active_rules("MOTOR", branch().pk, TODAY) is None
        assert made.make_decided().state == "uw_queue"

    @pytest.mark.req("AUW-08")
    def test_the_next_version_retires_the_one_before(self) -> None:
        first = in_force(drafted(days=1, vehicle_age=10))
        second = in_force(drafted(days=2, vehicle_age=9))
        assert RuleFile.objects.get(pk=first.pk).state == "retired"
        assert second.state == "active"

    @pytest.mark.parametrize(
        ("over", "field"),
        [
            ({"vehicle_age": "x"}, "value_vehicle_age"),
            ({"vehicle_age": -1}, "value_vehicle_age"),
            ({"vehicle_class": []}, "value_vehicle_class"),
            ({"issuer_grade": ["Z"]}, "value_issuer_grade"),
            ({"days": 0, "vehicle_age": 10}, "effective_on"),
        ],
    )
    @pytest.mark.req("AUW-04")
    def test_a_value_that_cannot_be_is_refused_at_its_element(self, over: dict[str, Any], field: str) -> None:
        with nothing_changed(), pytest.raises(InvalidEntry) as caught:
            drafted(**over)
        assert caught.value.field == field


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
    def test_values_are_tried_at_once_and_over_a_year_in_the_background(self, settings: Any) -> None:
        settings.DEMO = True
        made.make_decided()
        underwriter, url = signed_in("UW_UND3", UWC), reverse("underwriting:propose_values")
        form = underwriter.get(url).context["form"]
        sent = {bound.name: bound.value() for bound in form if bound.value() is not None}
        sent |= {"value_vehicle_age": "1", "effective_on": str(TODAY + timedelta(days=1))}
        with nothing_changed():
            tried = underwriter.post(url, sent | {"try": "1"})
        assert tried.status_code == 200
        assert tried.context["tried"].rate_now == Decimal("0.0")
        refused = underwriter.post(url, sent | {"reason": ""})
        assert (refused.status_code, RuleFile.objects.count()) == (422, 0)
        kept = underwriter.post(url, sent | {"reason": "收紧"})
        assert kept.status_code == 302
        file = RuleFile.objects.get()
        assert file.values["vehicle_age"] == 1
        assert file.number in underwriter.get(kept.url).content.decode()
        assert signed_in("UW_UND1", UWC).get(url).status_code == 403
        started = underwriter.post(reverse("underwriting:back_test", kwargs={"pk": file.pk}), {"command_key": uuid4()})
        assert started.status_code == 302
        drain(reraise=True)
        shown = underwriter.get(started.url).content.decode()
        assert reverse("underwriting:rule_file", kwargs={"pk": file.pk}) in shown
        assert "Decisions replayed" in shown
        tested = RuleFile.objects.get().tested
        assert (tested["replayed"], tested["rate_then"], tested["rate_now"]) == (1, "100.0", "0.0")
        assert underwriter.get(kept.url).status_code == 200
        for product in ("PRC", "GPA"):
            assert underwriter.get(url + f"?product={product}").status_code == 200
        decision = Decision.objects.get()
        again = underwriter.get(reverse("underwriting:replayed", kwargs={"pk": decision.pk}))
        assert again.context["same"] is True


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
