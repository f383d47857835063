"""One change of many policies with a result for each; the live chart (END-11, ISS-06)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from core.jobs.drain import drain
from core.models.jobs import Job
from core.workflow.command import Command
from core.workflow.refusals import Forbidden, NotPossible
from organisation.models import ControlChange
from organisation.public import ChangeRefused, approve_change
from tests.factories import endorsements as made
from tests.factories import reinsurance as ceded
from tests.factories import underwriting as policies
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import Endorsement, MassEndorsement, Policy
from underwriting.selectors.cover import policy_copy
from underwriting.selectors.flow import processes
from underwriting.selectors.tables import NoTable
from underwriting.services.mass_endorsing import MASS_JOB, MassData, endorse_one, propose_mass, repeat_mass
from underwriting.tasks import mass as mass_task

TEXT = "自 2026 年起适用新的快速理赔约定"

AGREED = "指定驾驶人：陈晓东"


def proposed(*numbers: str, **over: str) -> ControlChange:
    on = date.fromisoformat(over.pop("on", str(policies.tomorrow())))
    given = {"title": "快速理赔约定", "entry": "special_terms", "value": TEXT, **over}
    data = MassData(**given, effective_on=on, numbers=numbers)
    return propose_mass(order(actor_at("UW_INFO", made.UWC), reason="省公司通知"), data=data)


@pytest.mark.req("END-11")
def test_one_change_reaches_every_policy_and_says_where_it_did_not() -> None:
    """Terms that were agreed with one customer stay beside the new ones; compulsory cover takes none (CT-13)."""
    compulsory, first = policies.make_policy_in_force()
    held = policies.make_policy_in_force(
        compulsory=False, vehicle=policies.vehicle(vin=policies.VINS[0], plate="闽C54321")
    )[0]
    made.requested(held, "names", at=timezone.now(), on=held.start_on)
    first.versions.update(special_terms=AGREED)
    change = proposed(first.number, held.number, compulsory.number)
    approve_change(change.pk, order(actor_at("UW_DIR", made.UWC)))
    drain(reraise=True)
    mass = MassEndorsement.objects.get(number=change.number)
    assert (mass.total, len(mass.failures), mass.done_at is not None) == (3, 2, True)
    assert all(any(one.number in told["message"] for told in mass.failures) for one in (held, compulsory))
    done = mass.endorsements.get()
    assert (done.policy_id, done.delta, done.printed_number != "") == (first.pk, 0, True)
    assert policy_copy(first.pk).special_terms == f"{AGREED}\n{TEXT}"
    assert policy_copy(held.pk).special_terms == ""


@pytest.mark.req("END-11", "REI-06")
def test_terms_of_a_placed_policy_are_not_changed_together_with_others() -> None:
    """The reinsurers are asked about it first; who is named in it does not concern them."""
    proposal = ceded.make_property_proposal(sum_insured="240000000")
    ceded.make_placed_cession(proposal)
    placed, other = ceded.issue_property(proposal), ceded.make_property_policy()
    approve_change(proposed(placed.number, other.number).pk, order(actor_at("UW_DIR", made.UWC)))
    drain(reraise=True)
    mass = MassEndorsement.objects.get()
    assert [one.policy_id for one in mass.endorsements.all()] == [other.pk]
    assert [placed.number in told["message"] for told in mass.failures] == [True]
    named = proposed(placed.number, title="更名", entry="holder_name", value="晋江纺织有限公司")
    approve_change(named.pk, order(actor_at("UW_DIR", made.UWC)))
    drain(reraise=True)
    assert MassEndorsement.objects.get(number=named.number).failures == []


@pytest.mark.req("END-11")
def test_what_costs_something_is_not_changed_for_many() -> None:
    policy = policies.make_policy_in_force()[0]
    with nothing_changed(), pytest.raises(ChangeRefused) as refusal:
        proposed(policy.number, entry="cover.MOD.sum_insured", value="1")
    assert refusal.value.field == "entry"


@pytest.mark.req("END-11")
def test_a_day_that_is_past_or_on_which_a_policy_does_not_cover_is_refused_at_its_field() -> None:
    policy = policies.make_policy_in_force()[1]
    today = timezone.localdate()
    for on, said in (
        (date(1990, 1, 1), "today or later"),
        (today - timedelta(days=1), "today or later"),
        (policy.start_on - timedelta(days=1), policy.number),
        (policy.end_on + timedelta(days=1), policy.number),
    ):
        with nothing_changed(), pytest.raises(ChangeRefused, match=said) as refusal:
            proposed(policy.number, on=str(on))
        assert refusal.value.field == "effective_on"
    assert [proposed(policy.number, on=str(on)).state for on in (policy.start_on, policy.end_on)] == ["proposed"] * 2


@pytest.mark.req("END-11")
def test_one_name_is_not_given_to_policies_of_several_customers(settings: Any) -> None:
    """Whoever releases a change sees what each policy says now."""
    settings.DEMO = True
    mine = policies.make_policy_in_force()
    other = policies.make_policy_in_force(
        holder=policies.make_customer("林美玲", "350503199001012226", "13905957777"),
        vehicle=policies.vehicle(vin=policies.VINS[0], plate="闽C54321"),
    )[1]
    for entry in ("holder_name", "insured_name"):
        with nothing_changed(), pytest.raises(ChangeRefused, match="one customer only") as refusal:
            proposed(mine[1].number, other.number, entry=entry, value="陈小东")
        assert refusal.value.field == "numbers"
    change = proposed(mine[0].number, mine[1].number, entry="insured_name", value="陈小东")
    page = signed_in("UW_DIR", made.UWC).get(reverse("organisation:change", args=[change.pk])).content.decode()
    assert page.count("陈晓东 · insured: 陈晓东") == 2


@pytest.mark.req("END-11")
def test_a_fault_at_one_policy_stops_no_other_and_what_was_not_done_is_repeated(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEMO = True
    first = policies.make_policy_in_force()[1]
    other = policies.make_policy_in_force(
        compulsory=False, vehicle=policies.vehicle(vin=policies.VINS[0], plate="闽C54321")
    )[0]
    change = proposed(first.number, other.number)
    approve_change(change.pk, order(actor_at("UW_DIR", made.UWC)))

    def fails_at_first(command: Command, *, mass_id: int, policy_id: int) -> Endorsement:
        if policy_id == first.pk:
            raise NoTable("endorsement.kinds")
        return endorse_one(command, mass_id=mass_id, policy_id=policy_id)

    with monkeypatch.context() as patch:
        patch.setattr(mass_task, "endorse_one", fails_at_first)
        drain(reraise=True)
    mass = MassEndorsement.objects.get()
    assert [one.policy_id for one in mass.endorsements.all()] == [other.pk]
    assert [first.number in told["message"] and "NoTable" in told["message"] for told in mass.failures] == [True]
    clerk, address = signed_in("UW_INFO", made.UWC), reverse("underwriting:repeat_mass", args=[mass.pk])
    page = reverse("underwriting:mass_endorsement", args=[mass.pk])
    assert address in clerk.get(page).content.decode()
    sent = clerk.post(address, {"command_key": str(uuid4()), "reason": "故障已排除"})
    assert sent.status_code == 302
    assert address not in clerk.get(page).content.decode()
    with nothing_changed(), pytest.raises(NotPossible):
        repeat_mass(order(actor_at("UW_INFO", made.UWC), reason="再试"), mass.pk)
    drain(reraise=True)
    mass.refresh_from_db()
    assert (mass.failures, mass.endorsements.count(), mass.done_at is not None) == ([], 2, True)


@pytest.mark.req("END-11")
def test_work_that_was_given_up_is_said_and_repeated(settings: Any) -> None:
    settings.DEMO = True
    policy = policies.make_policy_in_force()[1]
    approve_change(proposed(policy.number).pk, order(actor_at("UW_DIR", made.UWC)))
    Job.objects.filter(kind=MASS_JOB).update(state="dead", done_at=timezone.now())
    mass = MassEndorsement.objects.get()
    clerk = signed_in("UW_INFO", made.UWC)
    page = clerk.get(reverse("underwriting:mass_endorsement", args=[mass.pk])).content.decode()
    assert "given up" in page
    assert "given up" in clerk.get(reverse("underwriting:mass_endorsements")).content.decode()
    repeat_mass(order(actor_at("UW_INFO", made.UWC), reason="再试"), mass.pk)
    drain(reraise=True)
    mass.refresh_from_db()
    assert (mass.failures, mass.endorsements.count(), mass.done_at is not None) == ([], 1, True)


@pytest.mark.req("END-11")
def test_only_who_may_ask_for_mass_changes_repeats_one() -> None:
    policy = policies.make_policy_in_force()[0]
    approve_change(proposed(policy.number).pk, order(actor_at("UW_DIR", made.UWC)))
    drain(reraise=True)
    mass = MassEndorsement.objects.get()
    assert len(mass.failures) == 1
    with nothing_changed(), pytest.raises(Forbidden):
        repeat_mass(order(actor_at("UW_DIR", made.UWC), reason="再试"), mass.pk)


@pytest.mark.req("END-11")
def test_an_unknown_policy_is_named() -> None:
    with nothing_changed(), pytest.raises(ChangeRefused, match="PMOD0000") as refusal:
        proposed("PMOD0000")
    assert refusal.value.field == "numbers"


@pytest.mark.req("ISS-06")
def test_the_chart_counts_the_cases_of_the_readers_units(settings: Any) -> None:
    settings.DEMO = True
    policies.make_policy_in_force()
    counts = {
        (one.lifecycle.kind, stage.state.value): stage.cases
        for one in processes(actor_at("UW_DIR", made.UWC))
        for stage in (*one.going, *one.ended)
    }
    assert counts["underwriting.policy", "in_force"] == Policy.objects.count() == 2
    assert counts["underwriting.proposal", "issued"] == 1
    other = {
        stage.state.value: stage.cases
        for one in processes(actor_at("UW_ISSUE", policies.JINJIANG))
        if one.lifecycle.kind == "underwriting.policy"
        for stage in one.going
    }
    assert other["in_force"] == 0
    page = signed_in("UW_DIR", made.UWC).get(reverse("underwriting:flow"))
    assert page.status_code == 200
    assert reverse("underwriting:policies") + "?state=in_force" in page.content.decode()
