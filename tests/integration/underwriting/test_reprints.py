"""Papers printed again: numbered, released by a second person, a sign on a new number of the clerk's stock (ISS-05,
domain 8.2)."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from archives.models import FormLot
from archives.public import bound_forms, documents_of, free_serials, next_serial
from archives.services.form_losses import IncidentData, report_forms
from core.jobs.drain import drain
from core.workflow.refusals import SegregationConflict
from tests.factories import endorsements as made
from tests.factories import underwriting as policies
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import Policy, Reprint, ReprintRequest
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.services import reprinting
from underwriting.services.issue import SIGN
from underwriting.services.refusals import InvalidEntry


def policy_of(line: str) -> Policy:
    found = next(one for one in policies.make_policy_in_force() if one.line == line)
    drain(reraise=True)
    return found


def clerk() -> Any:
    return actor_at("UW_ISSUE", made.FENGZE)


def free() -> str:
    return next_serial(SIGN, clerk().staff_id)


def standing(serial: str) -> str:
    number = int(serial.removeprefix("JB"))
    return str(FormLot.objects.get(form_type__code=SIGN, first__lte=number, last__gte=number).standing)


def printed(policy: Policy, paper: str = "policy", reason: str = "客户遗失", **over: str) -> Any:
    return reprinting.print_or_ask(policy.pk, order(clerk(), reason=reason), paper=paper, **over)


@pytest.mark.req("ISS-05")
def test_the_first_reprint_is_made_at_once_and_stands_with_the_policy() -> None:
    policy = policy_of("MOD")
    printed(policy)
    drain(reraise=True)
    kept = Reprint.objects.get(policy=policy)
    assert (kept.copy, kept.reason, kept.released_by, kept.document_id is not None) == (1, "客户遗失", "", True)
    assert [one.kind for one in documents_of("underwriting.policy", policy.pk, clerk())].count("policy") >= 1


@pytest.mark.req("ISS-05")
def test_the_second_reprint_waits_for_a_second_person() -> None:
    policy = policy_of("MOD")
    printed(policy)
    request = printed(policy, reason="再次遗失")
    assert isinstance(request, ReprintRequest)
    assert (request.state, request.copy, Reprint.objects.filter(policy=policy).count()) == ("asked", 2, 1)
    reviewer = actor_at("UW_REVIEW", made.FENGZE)
    reprinting.release_print(request.pk, order(reviewer, reason="已核对遗失声明"))
    done = reprinting.print_released(request.pk, order(clerk()))
    second = Reprint.objects.get(policy=policy, copy=2)
    assert (done.state, second.reason, second.released_by) == ("printed", "再次遗失", reviewer.name)


@pytest.mark.req("ISS-05")
def test_a_second_reprint_is_not_printed_past_the_release() -> None:
    policy = policy_of("MOD")
    printed(policy)
    wanted = reprinting.PrintOf(paper="policy")
    with nothing_changed(), pytest.raises(InvalidEntry) as refusal:
        reprinting.reprint(policy.pk, order(clerk(), reason="再打"), wanted=wanted)
    assert refusal.value.field == "paper"
    request = printed(policy, reason="再打")
    with nothing_changed(), pytest.raises(InvalidEntry, match=r"already|已"):
        printed(policy, reason="再打")
    ReprintRequest.objects.filter(pk=request.pk).update(asked_by_id=actor_at("UW_REVIEW", made.FENGZE).staff_id)
    with nothing_changed(), pytest.raises(SegregationConflict):
        reprinting.release_print(request.pk, order(actor_at("UW_REVIEW", made.FENGZE), reason="同意"))


@pytest.mark.req("ISS-05", "FRM-04")
def test_a_new_sign_comes_out_of_the_clerks_stock_and_the_old_one_is_void() -> None:
    policy = policy_of("MCI")
    old, new = policy.serial, free()
    printed(policy, "compulsory_sign", "标志破损", serial=new, fate="damaged")
    policy.refresh_from_db()
    kept = Reprint.objects.get(policy=policy)
    assert (policy.serial, kept.serial, kept.replaced, kept.fate) == (new, new, old, "damaged")
    assert (standing(old), standing(new)) == ("void", "used")
    assert [(one.serial, one.valid) for one in bound_forms(POLICY_KIND, policy.pk)] == [(old, False), (new, True)]


@pytest.mark.req("ISS-05", "FRM-07")
def test_a_sign_that_the_customer_lost_is_blocked_as_lost() -> None:
    policy = policy_of("MCI")
    old = policy.serial
    printed(policy, "compulsory_sign", "客户遗失标志", serial=free(), fate="lost")
    assert standing(old) == "lost"


@pytest.mark.req("ISS-05", "FRM-04")
def test_a_sign_is_not_printed_without_a_number_of_ones_own_or_a_word_on_the_old_one() -> None:
    policy = policy_of("MCI")
    for given, field in (({}, "serial"), ({"serial": free()}, "fate")):
        with nothing_changed(), pytest.raises(InvalidEntry) as refusal:
            printed(policy, "compulsory_sign", "标志破损", **given)
        assert refusal.value.field == field
    stranger = free_serials(actor_at("UW_ISSUE", policies.JINJIANG).staff_id, kind=SIGN)[0]
    with nothing_changed(), pytest.raises(Exception, match="JB") as foreign:
        printed(policy, "compulsory_sign", "标志破损", serial=stranger, fate="lost")
    assert getattr(foreign.value, "field", "") == "serial"


@pytest.mark.req("ISS-05", "FRM-04")
def test_a_spoilt_sign_leaves_the_policy_without_a_valid_one(settings: Any) -> None:
    settings.DEMO = True
    policy = policy_of("MCI")
    number = int(policy.serial.removeprefix("JB"))
    command = order(clerk())
    kind = FormLot.objects.get(form_type__code=SIGN, first__lte=number, last__gte=number).form_type_id
    data = IncidentData(
        kind="misprint", form_type_id=kind, first=number, quantity=1, discovered_at=command.at, account="打印错位"
    )
    report_forms(command, data=data)
    page = signed_in("UW_ISSUE", made.FENGZE).get(reverse("underwriting:policy", args=[policy.pk])).content.decode()
    assert "no valid sign" in page
    assert f"{policy.serial} · made void" in page
    new = free()
    printed(policy, "compulsory_sign", "补打标志", serial=new)
    page = signed_in("UW_ISSUE", made.FENGZE).get(reverse("underwriting:policy", args=[policy.pk])).content.decode()
    assert "no valid sign" not in page
    assert new in page


@pytest.mark.req("ISS-05", "END-01")
def test_an_endorsement_is_printed_again_with_the_number_of_the_print() -> None:
    policy = made.running()
    endorsement = made.issued(policy, "names", {"holder_name": "陈晓冬"})
    drain(reraise=True)
    printed(policy, f"endorsement:{endorsement.pk}", "客户遗失批单")
    drain(reraise=True)
    kept = Reprint.objects.get(policy=policy)
    papers = documents_of("underwriting.endorsement", endorsement.pk, clerk())
    assert kept.document_id in {paper.id for paper in papers}
