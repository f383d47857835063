"""Co-insurance: share table, authority on the total, own share in the books and in the cession (REI-13, UWR-15)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone

from core.jobs.drain import drain
from core.models import AuditEntry
from core.workflow.refusals import Forbidden, NotPossible, Stale
from finance.models import Payable, PremiumIncome, Receivable, VoucherLine
from finance.selectors.reconciliation import reconciliation
from finance.services.premium import AmountsDisagree, recognise_premium
from finance.services.premium_changes import owe_commission
from organisation.public import system_actor
from tests.factories import claims, endorsements, exemptions
from tests.factories import reinsurance as made
from tests.factories.organisation import actor_at, order
from tests.factories.parties import make_party, resident_number
from tests.factories.underwriting import FENGZE, UWC
from tests.support.printed import printed
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import Cession, CoinsuranceShare, Policy, Proposal
from underwriting.rules.coinsurance import Share
from underwriting.rules.lifecycle import APPROVED, DRAFT, UW_QUEUE
from underwriting.selectors.coinsurance import authority_sum, coinsurance_of, parts_of, whole_sum
from underwriting.services.coinsurance import CoinsuranceData, record_coinsurance, remove_coinsurance
from underwriting.services.decide import measures
from underwriting.services.refusals import InvalidEntry
from underwriting.services.reinsurance_refusals import UnsoundTable

D = Decimal


@pytest.fixture(autouse=True)
def sign_in(settings: Any) -> None:
    """The people of the demo branch may sign in."""
    settings.DEMO = True


OURS = "演示财产保险股份有限公司"
LEADING = CoinsuranceData(
    arrangement="coinsurance",
    position="leader",
    total_sum=D(60_000_000),
    shares=(
        Share(name=OURS, percent=D(60), leads=True, own=True, filed_percent=D(15)),
        Share(name="太平财险泉州中心支公司", percent=D(25), filed_percent=D(12)),
        Share(name="国寿财险泉州中心支公司", percent=D(15), filed_percent=D("12.5")),
    ),
)
FOLLOWING = CoinsuranceData(
    arrangement="coinsurance",
    position="follower",
    total_sum=D(240_000_000),
    leader_policy="PPRA2026TP0000017",
    shares=(
        Share(name=OURS, percent=D(25), own=True, filed_percent=D(15)),
        Share(name="太平财险泉州中心支公司", percent=D(75), leads=True, filed_percent=D(12)),
    ),
)


def balance(code: str) -> Decimal:
    found = VoucherLine.objects.filter(account__code=code).aggregate(debit=Sum("debit"), credit=Sum("credit"))
    return (found["debit"] or D(0)) - (found["credit"] or D(0))


def clerk() -> object:
    return order(actor_at("UW_ISSUE", FENGZE))


@pytest.mark.req("REI-13", "PRO-09", "UWR-15")
def test_a_leader_is_measured_by_the_total_and_cedes_its_own_share() -> None:
    """60 of 60 million: 36 million own, of which 20 are the retention line."""
    proposal = made.make_property_proposal(state=DRAFT, premium="106000", in_days=0)
    record_coinsurance(proposal.pk, clerk(), data=LEADING)
    assert measures(proposal)["sum_insured"] == authority_sum(proposal) == D(60_000_000)
    policy = made.issue_property(proposal)
    cession = Cession.objects.get(policy=policy)
    assert (cession.own_share, cession.own_sum, cession.premium) == (D("0.6"), D(36_000_000), D("60000.00"))
    assert balance("2241.01") == D("-42400.00")


@pytest.mark.req("REI-13")
def test_a_follower_enters_its_own_share_with_the_leaders_policy() -> None:
    proposal = made.make_property_proposal(state=DRAFT)
    with pytest.raises(InvalidEntry), nothing_changed():
        record_coinsurance(proposal.pk, clerk(), data=replace(FOLLOWING, leader_policy=" "))
    record_coinsurance(proposal.pk, clerk(), data=FOLLOWING)
    assert authority_sum(proposal) == D(60_000_000)
    assert CoinsuranceShare.objects.filter(coinsurance__proposal=proposal).count() == 2


@pytest.mark.req("REI-13")
@pytest.mark.parametrize(
    "data",
    [
        replace(LEADING, shares=LEADING.shares[:2]),
        replace(LEADING, shares=(replace(LEADING.shares[0], leads=False), *LEADING.shares[1:])),
    ],
)
def test_an_unsound_table_is_refused(data: CoinsuranceData) -> None:
    proposal = made.make_property_proposal(state=DRAFT)
    with pytest.raises((UnsoundTable, InvalidEntry)), nothing_changed():
        record_coinsurance(proposal.pk, clerk(), data=data)


def test_the_leader_enters_the_whole_and_nothing_after_the_proposal_was_handed_in() -> None:
    proposal = made.make_property_proposal(state=DRAFT)
    with pytest.raises(InvalidEntry), nothing_changed():
        record_coinsurance(proposal.pk, clerk(), data=replace(LEADING, total_sum=D(70_000_000)))
    with pytest.raises(Forbidden), nothing_changed():
        record_coinsurance(proposal.pk, order(actor_at("UW_RI", UWC)), data=LEADING)
    Proposal.objects.filter(pk=proposal.pk).update(state=UW_QUEUE)
    with pytest.raises(NotPossible), nothing_changed():
        record_coinsurance(proposal.pk, clerk(), data=LEADING)


@pytest.mark.req("REI-13", "PRO-09")
def test_two_people_never_overwrite_each_others_table() -> None:
    proposal = made.make_property_proposal(state=DRAFT)
    first, second = (order(actor_at("UW_ISSUE", FENGZE), version=proposal.version) for _person in range(2))
    record_coinsurance(proposal.pk, first, data=LEADING)
    with nothing_changed(), pytest.raises(Stale):
        record_coinsurance(proposal.pk, second, data=FOLLOWING)


@pytest.mark.req("REI-13", "PRO-09")
def test_a_table_entered_by_mistake_is_taken_out_and_stays_in_the_trail() -> None:
    proposal = made.make_property_proposal(state=DRAFT)
    with nothing_changed(), pytest.raises(NotPossible):
        remove_coinsurance(proposal.pk, clerk())
    record_coinsurance(proposal.pk, clerk(), data=LEADING)
    client = signed_in("UW_ISSUE", FENGZE)
    url = reverse("underwriting:coinsurance_remove", kwargs={"pk": proposal.pk})
    assert url in client.get(reverse("underwriting:proposal", kwargs={"pk": proposal.pk})).content.decode()
    sent = {name: value or "" for name, value in client.get(url).context["form"].initial.items()}
    assert client.post(url, sent).status_code == 302
    assert coinsurance_of(proposal.pk) is None
    trail = AuditEntry.objects.get(action="underwriting.coinsurance.remove")
    assert trail.before["shares"].startswith(f"{OURS} 60")


@pytest.mark.req("REI-13")
def test_the_whole_of_a_led_contract_follows_its_entry() -> None:
    proposal = made.make_property_proposal(state=DRAFT)
    record_coinsurance(proposal.pk, clerk(), data=LEADING)
    Proposal.objects.filter(pk=proposal.pk).update(line_sum_insured=D(40_000_000))
    found = Proposal.objects.get(pk=proposal.pk)
    kept = coinsurance_of(proposal.pk)
    assert kept is not None
    assert (whole_sum(kept, found), authority_sum(found)) == (D(40_000_000), D(40_000_000))
    assert parts_of(kept, whole_sum(kept, found))[0] == D(24_000_000)


@pytest.mark.req("PRO-09")
def test_the_shares_are_entered_on_their_page() -> None:
    proposal = made.make_property_proposal(state=DRAFT)
    client = signed_in("UW_ISSUE", FENGZE)
    url = reverse("underwriting:coinsurance", kwargs={"pk": proposal.pk})
    key = client.get(url).context["form"].initial["command_key"]
    sent = {
        "command_key": str(key),
        "arrangement": "coinsurance",
        "position": "leader",
        "total_sum": "60000000",
        "leader": "1",
        "name_1": OURS,
        "percent_1": "60",
        "name_2": "太平财险泉州中心支公司",
        "percent_2": "39.9999",
    }
    assert client.post(url, sent).status_code == 422
    page = client.post(url, sent | {"percent_2": "40", "commission_1": "15"})
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["commission_2"])
    assert client.post(url, sent | {"percent_2": "40", "commission_1": "15", "commission_2": "0"}).status_code == 302
    kept = client.get(url).context["form"].initial
    assert (kept["percent_2"], kept["commission_1"], kept["commission_2"]) == ("40", "15", "0")
    shown = client.get(reverse("underwriting:proposal", kwargs={"pk": proposal.pk}))
    assert "太平财险泉州中心支公司" in shown.content.decode()


# -- money after the issue --------------------------------------------------------------------------------------------


def led_policy(
    *, premium: str, days: int, sum_insured: str = "2000000", shares: tuple[Share, ...] = LEADING.shares
) -> Policy:
    """Led with 60 of 60/25/15, paid at the till; cover begins tomorrow."""
    end = timezone.localdate() + timedelta(days=days)
    given = {"sum_insured": sum_insured, "premium": premium, "end_on": end}
    proposal = made.make_property_proposal(state=DRAFT, **given)
    record_coinsurance(proposal.pk, clerk(), data=replace(LEADING, total_sum=D(sum_insured), shares=shares))
    Proposal.objects.filter(pk=proposal.pk).update(state=APPROVED)
    proposal.refresh_from_db()
    exemptions.money.open_due(proposal, order(system_actor("auto-underwriting", unit_id=proposal.unit_id)))
    exemptions.paid(exemptions.dues(proposal)[0])
    policy = exemptions.issued(proposal)
    drain(reraise=True)
    return policy


def differences(policy: Policy) -> dict[str, Decimal]:
    """Where business and books disagree."""
    return {one.code: one.difference for one in reconciliation(policy.unit) if one.difference}


@pytest.mark.req("REI-13", "FIN-11")
def test_business_and_books_of_a_led_contract_agree_before_cover_and_through_its_life() -> None:
    """JE-31: of 36,503.65 the followers' 14,601.46 are neither advance nor income of the leader."""
    policy = led_policy(premium="36503.65", days=365)
    income = PremiumIncome.objects.get(document_id=policy.pk)
    assert (income.gross, income.followers) == (D("21902.19"), D("14601.46"))
    assert (balance("2203"), balance("2241.01")) == (D("-21902.19"), D("-14601.46"))
    assert differences(policy) == {}
    exemptions.begun(policy)
    recognise_premium(income.pk, order(system_actor("ledger", unit_id=income.unit_id)))
    assert (balance("2203"), differences(policy)) == (D(0), {})
    endorsements.issued(policy, "extension", end_on=policy.end_on + timedelta(days=1))
    assert differences(policy) == {}


@pytest.mark.req("REI-13", "FIN-11")
def test_business_and_books_of_a_led_contract_given_up_before_its_start_agree() -> None:
    policy = led_policy(premium="3650.00", days=365)
    endorsements.issued(policy, "end_holder", at=timezone.now(), ground="wish")
    assert differences(policy) == {}


@pytest.mark.req("REI-13", "END-01")
def test_additional_premium_is_booked_as_own_part_and_co_insurers_parts_to_the_cent() -> None:
    """CO-1 in small: 100.01 for one day more; 25.00 and 15.00 are the followers', the residual cent the leader's."""
    policy = exemptions.begun(led_policy(premium="36503.65", days=365))
    before = balance("2241.01")
    done = endorsements.issued(policy, "extension", end_on=policy.end_on + timedelta(days=1))
    assert done.delta == D("100.01")
    due = Receivable.objects.get(document_kind="underwriting.policy", document_id=policy.pk)
    assert (due.premium, due.followers, due.net) == (D("100.01"), D("40.00"), D("56.61"))
    assert balance("2241.01") - before == D("-40.00")


@pytest.mark.req("REI-13", "END-04")
def test_a_contract_given_up_before_its_start_gives_each_insurers_part_back_and_leaves_each_its_part_of_the_fee() -> (
    None
):
    """PR-3a: 5 per cent of 3,650.00 are kept. Of 3,467.50 the followers bear 866.88 and 520.13, the leader the rest."""
    policy = led_policy(premium="3650.00", days=365)
    done = endorsements.issued(policy, "end_holder", at=timezone.now(), ground="wish")
    payable = Payable.objects.get(purpose="advance_return")
    assert (done.refund, payable.amount) == (D("3467.50"), D("3467.50"))
    assert (payable.indemnity, payable.expense) == (D("2080.49"), D("1387.01"))
    assert (balance("2203"), balance("2241.01")) == (D("-2080.49"), D("-1460.00"))


@pytest.mark.req("REI-13", "END-03")
def test_a_refund_of_a_led_contract_is_parted_by_the_table() -> None:
    policy = exemptions.begun(led_policy(premium="3650.00", days=365))
    done = endorsements.issued(policy, "end_holder", ground="wish")
    payable = Payable.objects.get(purpose="refund")
    whole = parts_of(coinsurance_of(policy.proposal_id), done.refund)
    assert (payable.amount, payable.expense) == (done.refund, whole[1] + whole[2])
    assert payable.indemnity + payable.tax == whole[0]


@pytest.mark.req("ISS-03")
def test_a_leader_collects_the_whole_premium_first() -> None:
    """5.7: no exemption for the leader; a follower issues on the leader's receipt."""
    proposal = made.make_property_proposal(state=DRAFT, sum_insured="2000000", premium="100000")
    record_coinsurance(proposal.pk, clerk(), data=replace(LEADING, total_sum=D(2_000_000)))
    Proposal.objects.filter(pk=proposal.pk).update(state=APPROVED)
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        exemptions.asked(proposal, "COINS_LEADER_PAID")
    assert refused.value.field == "code"


@pytest.mark.req("REI-13", "FIN-11")
def test_cession_books_and_table_agree_on_the_residual_cent_of_the_leader() -> None:
    """CO-1: of 4,000,001.00 and 3,800.00 the table leaves 1,333,336.34 and 1,266.66, net 1,194.96."""
    percents = (D("33.3334"), D("33.3333"), D("33.3333"))
    thirds = tuple(replace(one, percent=p) for one, p in zip(LEADING.shares, percents, strict=True))
    policy = led_policy(premium="3800.00", days=365, sum_insured="4000001", shares=thirds)
    cession = Cession.objects.get(policy=policy)
    assert (cession.own_share, cession.own_sum, cession.premium) == (D("0.333334"), D("1333336.34"), D("1194.96"))
    income = PremiumIncome.objects.get(document_id=policy.pk)
    assert (income.net, income.tax, income.followers) == (D("1194.96"), D("71.70"), D("2533.34"))
    assert parts_of(coinsurance_of(policy.proposal_id), D(4_000_001))[0] == cession.own_sum
    policy = exemptions.begun(policy)
    # 10.41 for one day more: 3.47 for each follower, 3.47 for the leader, 3.27 of it without tax.
    done = endorsements.issued(policy, "extension", end_on=policy.end_on + timedelta(days=1))
    drain(reraise=True)
    due = Receivable.objects.get(document_kind="underwriting.policy", document_id=policy.pk)
    after = Cession.objects.get(policy=policy, superseded_at=None)
    assert (done.delta, due.net, after.premium) == (D("10.41"), D("3.27"), D("1194.96") + due.net)


# -- on paper ---------------------------------------------------------------------------------------------------------


@pytest.mark.req("REI-13", "ISS-05")
def test_the_policy_names_the_co_insurers_with_their_parts_to_the_cent_and_their_several_liability() -> None:
    """CO-1: of 100,000.01 the followers get 25,000.00 and 15,000.00, the leader 60,000.01."""
    policy = led_policy(premium="100000.01", days=365)
    text = printed("underwriting.policy", policy.pk, "policy")
    for told in (
        f"{OURS}首席承保人60%1,200,000.0060,000.01",
        "太平财险泉州中心支公司共保人25%500,000.0025,000.00",
        "国寿财险泉州中心支公司共保人15%300,000.0015,000.00",
        "各共保人按照各自承保份额分别承担保险责任，相互之间不承担连带责任",
    ):
        assert told in text


@pytest.mark.req("REI-13", "END-01")
def test_an_endorsement_that_changes_the_premium_says_what_falls_to_each() -> None:
    policy = exemptions.begun(led_policy(premium="36503.65", days=365))
    done = endorsements.issued(policy, "extension", end_on=policy.end_on + timedelta(days=1))
    drain(reraise=True)
    text = printed("underwriting.endorsement", done.pk, "endorsement")
    for told in (
        f"{OURS}首席承保人60%1,200,000.0060.01",
        "太平财险泉州中心支公司共保人25%500,000.0025.00",
        "国寿财险泉州中心支公司共保人15%300,000.0015.00",
    ):
        assert told in text


@pytest.mark.req("REI-13", "END-01")
def test_a_premium_of_several_insurers_is_not_asked_to_change_before_cover_begins() -> None:
    """It would be refused after its content was typed, and the request would stand in the way of the next one."""
    policy, now = led_policy(premium="36503.65", days=365), timezone.now()
    for kind in ("sum_insured", "deductible"):
        with nothing_changed(), pytest.raises(InvalidEntry, match="before cover begins") as refused:
            endorsements.requested(policy, kind, on=policy.start_on, at=now)
        assert refused.value.field == "kind"
    assert endorsements.requested(policy, "names", on=policy.start_on, at=now).state == "requested"


@pytest.mark.req("REI-13")
def test_an_endorsement_that_moves_no_money_has_no_table() -> None:
    policy = exemptions.begun(led_policy(premium="36503.65", days=365))
    done = endorsements.issued(policy, "names", {"address": "泉州市丰泽区东海大街 1 号"})
    drain(reraise=True)
    assert "首席承保人" not in printed("underwriting.endorsement", done.pk, "endorsement")


@pytest.mark.req("REI-13")
def test_a_follower_prints_its_own_part_and_leaves_the_others_to_the_leaders_policy() -> None:
    proposal = made.make_property_proposal(state=DRAFT, premium="25000.00", in_days=1)
    record_coinsurance(proposal.pk, clerk(), data=FOLLOWING)
    policy = made.issue_property(proposal)
    drain(reraise=True)
    text = printed("underwriting.policy", policy.pk, "policy")
    assert f"{OURS}共保人25%60,000,000.0025,000.00" in text
    assert "首席承保人保险单号：PPRA2026TP0000017" in text
    assert "太平财险泉州中心支公司首席承保人75%180,000,000.00–" in text


@pytest.mark.req("REI-13")
def test_the_page_of_the_policy_shows_who_carries_what_and_which_premium_is_the_own() -> None:
    policy = exemptions.begun(led_policy(premium="100000.01", days=365))
    url = reverse("underwriting:policy", kwargs={"pk": policy.pk})
    client = signed_in("UW_UND3", UWC)
    assert "own part 60,000.01" in client.get(url).content.decode()
    panel = client.get(url, {"panel": "coinsurance"}).context["shown"].content
    assert [(one.name, one.percent, one.own, insured, premium) for one, insured, premium in panel["rows"]] == [
        (OURS, D("60.0000"), True, D("1200000.00"), D("60000.01")),
        ("太平财险泉州中心支公司", D("25.0000"), False, D("500000.00"), D("25000.00")),
        ("国寿财险泉州中心支公司", D("15.0000"), False, D("300000.00"), D("15000.00")),
    ]
    assert "edit_url" not in panel


@pytest.mark.req("REI-13")
def test_a_policy_that_the_company_carries_alone_has_no_table() -> None:
    policy = made.issue_property(made.make_property_proposal(state=DRAFT, premium="3800.00", in_days=1))
    page = signed_in("UW_UND3", UWC).get(reverse("underwriting:policy", kwargs={"pk": policy.pk}))
    assert [one.panel.key for one in page.context["main_panels"] if one.panel.key == "coinsurance"] == []
    assert "own part" not in page.content.decode()


# -- commission -------------------------------------------------------------------------------------------------------


@pytest.mark.req("REI-13")
def test_the_commission_stays_within_the_lowest_rate_that_an_insurer_has_filed() -> None:
    """5.7: own net premium of 60,000.01 is 56,603.78; 12 per cent of it are 6,792.45."""
    policy = exemptions.begun(led_policy(premium="100000.01", days=365))
    income = PremiumIncome.objects.get(document_id=policy.pk)
    ledger = system_actor("ledger", unit_id=income.unit_id)
    income = recognise_premium(income.pk, order(ledger, at=timezone.now() + timedelta(days=2)))
    assert (income.net_now, income.most_commission) == (D("56603.78"), D("6792.45"))
    account = claims.account_of(make_party(clerk(), name="陈晓东", id_number=resident_number(7)).pk)
    with pytest.raises(AmountsDisagree) as refused, nothing_changed():
        owed(income, "6792.46", account)
    assert refused.value.field == "net"
    owed(income, "6000.00", account)
    with pytest.raises(AmountsDisagree), nothing_changed():
        owed(income, "792.46", account, invoice="2")
    owed(income, "792.45", account, invoice="2")
    assert sum(one.indemnity for one in Payable.objects.filter(purpose="commission")) == D("6792.45")


def owed(income: PremiumIncome, net: str, account: str, *, invoice: str = "1") -> None:
    accountant = order(actor_at("FN_AR", endorsements.FINANCE))
    owe_commission(income.pk, accountant, net=D(net), tax=D(0), invoice=invoice, account_token=account)


@pytest.mark.req("REI-13")
def test_every_insurer_names_the_commission_it_has_filed() -> None:
    proposal = made.make_property_proposal(state=DRAFT)
    silent = replace(LEADING, shares=(*LEADING.shares[:2], replace(LEADING.shares[2], filed_percent=None)))
    with pytest.raises(InvalidEntry) as refused, nothing_changed():
        record_coinsurance(proposal.pk, clerk(), data=silent)
    assert refused.value.field == "commissions"
    record_coinsurance(proposal.pk, clerk(), data=replace(silent, arrangement="joint"))
