"""What the printed policy names: class and use of the vehicle, domicile, day of signing, channel, the limits of the
state in figures (ISS-05; Insurance Law, article 18)."""

from __future__ import annotations

import pytest
from django.utils import timezone

from core.jobs.drain import drain
from parties.models import Party
from tests.factories import endorsements as made
from tests.factories import underwriting as policies
from tests.integration.underwriting.test_people_list import number
from tests.support.printed import printed
from underwriting.documents.policy import version_of_today
from underwriting.documents.policy_facts import facts_of
from underwriting.models import Policy
from underwriting.rules.lifecycle import POLICY_KIND

pytestmark = pytest.mark.req("ISS-05")


def paper_of(line: str, *, address: str = "") -> tuple[Policy, str]:
    holder = policies.make_customer()
    party = Party.objects.get(pk=holder.id)
    party.address = address
    party.save(update_fields=["address"])
    policy = next(one for one in policies.make_issued(holder=holder) if one.line == line)
    drain(reraise=True)
    return policy, printed(POLICY_KIND, policy.pk, "policy")


def test_a_motor_policy_names_the_use_the_domicile_and_the_day() -> None:
    policy, said = paper_of("MOD", address="泉州市丰泽区田安路 18 号")
    day = timezone.localdate(policy.created_at)
    assert "车辆种类、使用性质家庭自用车" in said
    assert "投保人住所泉州市丰泽区田安路18号" in said
    assert f"签发日期{day}" in said
    assert "保险人住所福建省福州市鼓楼区五四路（演示地址）" in said
    assert f"业务来源直接业务员{policy.proposal.salesperson_name}" in said
    assert "死亡伤残赔偿限额" not in said


def test_what_is_not_known_is_left_out() -> None:
    _policy, said = paper_of("MOD")
    assert "投保人住所" not in said


def test_a_compulsory_policy_says_its_limits_in_figures() -> None:
    _policy, said = paper_of("MCI")
    assert "责任限额（元）项目被保险人有责任被保险人无责任" in said
    for row in (
        "死亡伤残赔偿限额180,000.0018,000.00",
        "医疗费用赔偿限额18,000.001,800.00",
        "财产损失赔偿限额2,000.00100.00",
    ):
        assert row in said


def test_an_endorsed_address_holds_from_its_day() -> None:
    policy = made.running("MOD")
    done = made.issued(policy, "names", {"address": "泉州市鲤城区东街 6 号"})
    told = ("投保人住所", "泉州市鲤城区东街 6 号")
    before, after = version_of_today(policy, policy.start_on), version_of_today(policy, done.effective_on)
    assert told not in facts_of(policy, before)
    assert told in facts_of(policy, after)


@pytest.mark.req("END-01")
def test_the_paper_of_a_new_holder_does_not_name_the_address_of_the_old_one() -> None:
    policy = made.running("MOD")
    made.issued(policy, "names", {"address": "泉州市鲤城区东街 6 号"})
    drain(reraise=True)
    buyer = policies.make_customer("林秀英", number(40), "13805951111")
    done = made.issued(policy, "transfer", {"plate": "闽C66666"}, holder_id=buyer.id)
    assert (done.before["address"], done.changes["address"]) == ("泉州市鲤城区东街 6 号", "")
    policy.refresh_from_db()
    told = dict(facts_of(policy, version_of_today(policy, done.effective_on)))
    assert (told["投保人"], told.get("投保人住所")) == ("林秀英", None)
