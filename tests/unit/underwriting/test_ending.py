"""Grounds, clocks and refunds of a policy that ends before its time (domain 4.3, 5.9, 2.4)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from underwriting.rules import periods
from underwriting.rules.ending import (
    Caution,
    Clocks,
    EndingFault,
    Rule,
    Wanted,
    case_of,
    cautions,
    counts_claims,
    last_day_of_right,
    refund,
    refuse_ending,
)
from underwriting.rules.grounds import Ground

CLOCKS = Clocks(rescind_days=30, rescind_years=2, increase_days=30, partial_loss_days=30, cure_days=5, notice_days=15)
MONTHS = dict(enumerate(map(Decimal, ["0", ".1", ".2", ".3", ".4", ".5", ".6", ".7", ".8", ".85", ".9", ".95", "1"])))


def wanted(**over: Any) -> Wanted:
    given = {
        "ground": Ground.WISH,
        "group": "property",
        "start_on": date(2025, 3, 1),
        "end_on": date(2026, 2, 28),
        "last_day": date(2025, 6, 8),
        "today": date(2025, 6, 1),
    }
    return Wanted(**(given | over))


@pytest.mark.req("END-03", "END-04")
@pytest.mark.parametrize(
    ("case", "rule", "premium", "over", "back"),
    [
        ("PR-1", Rule(method="pro_rata"), "3650.00", {}, "2650.00"),
        ("PR-2", Rule(method="short_rate", table="SR-P"), "3650.00", {}, "2190.00"),
        (
            "PR-3a",
            Rule(method="agreed_fee", share=Decimal("0.05")),
            "3650.00",
            {"last_day": date(2025, 2, 20)},
            "3467.50",
        ),
        (
            "PR-3b",
            Rule(method="agreed_fee", share=Decimal("0.03")),
            "3650.00",
            {"last_day": date(2025, 2, 20)},
            "3540.50",
        ),
        (
            "PR-5",
            Rule(method="pro_rata"),
            "950.00",
            {"start_on": date(2025, 5, 1), "end_on": date(2026, 4, 30), "last_day": date(2025, 8, 31)},
            "629.86",
        ),
        ("intent", Rule(method="nothing"), "3650.00", {}, "0.00"),
        ("negligence", Rule(method="everything"), "3650.00", {}, "3650.00"),
    ],
)
def test_what_goes_back(case: str, rule: Rule, premium: str, over: dict[str, Any], back: str):
    """PR-1, PR-2, PR-3a, PR-3b, PR-5 and the cases of non-disclosure."""
    found = refund(rule, premium=Decimal(premium), wanted=wanted(**over), shares=periods.ShortRates(months=MONTHS))
    assert found.result == Decimal(back), case


@pytest.mark.req("END-03")
def test_each_level_of_premium_earns_its_own_days():
    """3,650 for 50 days, 7,300 for 50 days of 365: 500 and 1,000 are earned of what was charged."""
    levels = ((Decimal(3650), 50), (Decimal(7300), 50))
    found = refund(Rule(method="pro_rata"), premium=Decimal("6800.00"), wanted=wanted(levels=levels))
    assert found.result == Decimal("5300.00")


@pytest.mark.req("END-03")
@pytest.mark.parametrize(
    ("known", "formed", "last"),
    [
        (date(2025, 4, 1), date(2024, 2, 1), date(2025, 5, 1)),
        (date(2025, 4, 1), date(2023, 3, 15), date(2025, 3, 15)),
    ],
)
def test_rescission_lapses_thirty_days_after_the_ground_and_two_years_after_the_contract(
    known: date, formed: date, last: date
):
    """CK-6."""
    asked = wanted(ground=Ground.NEGLIGENCE, known_on=known, formed_on=formed, today=known)
    assert last_day_of_right(asked, CLOCKS) == last
    if last < known:
        with pytest.raises(EndingFault) as fault:
            refuse_ending(asked, CLOCKS)
        assert fault.value.field == "known_on"
    else:
        refuse_ending(asked, CLOCKS)


@pytest.mark.req("END-04")
def test_the_policyholder_cancels_within_thirty_days_of_a_partial_loss():
    """CK-7: partial loss paid 2025-06-01, may cancel until 2025-07-01."""
    paid = date(2025, 6, 1)
    base = {"ground": Ground.PARTIAL_LOSS, "known_on": paid, "last_day": date(2025, 7, 3), "claims_paid": Decimal(5000)}
    refuse_ending(wanted(today=date(2025, 7, 1), **base), CLOCKS)
    with pytest.raises(EndingFault):
        refuse_ending(wanted(today=date(2025, 7, 2), **base), CLOCKS)


@pytest.mark.req("END-04")
@pytest.mark.parametrize("ground", [one for one in Ground if not counts_claims(one, unaffected_only=False)])
def test_where_claims_do_not_count_what_was_paid_on_them_changes_nothing(ground: Ground):
    rule = Rule(method="pro_rata")
    base = {"ground": ground, "sum_insured": Decimal(100000), "formed_on": date(2025, 2, 1)}
    results = set()
    for paid in (Decimal(0), Decimal(5000)):
        asked = wanted(**base, claims_paid=paid, known_on=date(2025, 5, 30))
        try:
            refuse_ending(asked, CLOCKS)
            refused = ""
        except EndingFault as fault:
            refused = str(fault)
        results.add((refused, refund(rule, premium=Decimal(3650), wanted=asked).result))
    assert len(results) == 1


@pytest.mark.parametrize("ground", [Ground.PARTIAL_LOSS, Ground.PARTIAL_LOSS_INSURER])
def test_without_a_paid_claim_there_is_no_partial_loss_to_cancel_for(ground: Ground):
    """LAW-58."""
    with pytest.raises(EndingFault, match="No claim") as fault:
        refuse_ending(wanted(ground=ground, known_on=date(2025, 5, 20)), CLOCKS)
    assert fault.value.field == "ground"


@pytest.mark.req("END-03", "END-04")
@pytest.mark.parametrize(
    ("paid", "unaffected_only", "back"),
    [("120000", True, "2332.00"), ("120000", False, "2650.00"), ("0", True, "2650.00"), ("1500000", True, "0.00")],
)
def test_after_a_partial_loss_only_the_premium_of_the_undamaged_part_goes_back(
    paid: str, unaffected_only: bool, back: str
):
    """LAW-58 on PR-1: 2,650.00 × (1,000,000 − 120,000) / 1,000,000; never below nothing."""
    asked = wanted(claims_paid=Decimal(paid), sum_insured=Decimal(1_000_000), unaffected_only=unaffected_only)
    assert refund(Rule(method="pro_rata"), premium=Decimal("3650.00"), wanted=asked).result == Decimal(back)


@pytest.mark.req("END-03")
def test_compulsory_cover_of_a_sold_vehicle_is_transferred_instead():
    with pytest.raises(EndingFault, match="transfer"):
        refuse_ending(wanted(group="compulsory", ground=Ground.SOLD), CLOCKS)


@pytest.mark.req("END-03")
@pytest.mark.parametrize("ground", [Ground.DEREGISTERED, Ground.LAID_UP, Ground.LOST])
def test_compulsory_cover_ends_on_the_grounds_of_the_regulation(ground: Ground):
    refuse_ending(wanted(group="compulsory", ground=ground), CLOCKS)


@pytest.mark.req("END-03")
def test_compulsory_cover_does_not_end_at_the_holders_wish():
    with pytest.raises(EndingFault):
        refuse_ending(wanted(group="compulsory"), CLOCKS)


@pytest.mark.req("END-03")
def test_a_policy_is_not_voided_after_its_start():
    with pytest.raises(EndingFault, match="Cover has begun"):
        refuse_ending(wanted(ground=Ground.ERROR), CLOCKS)


@pytest.mark.req("END-03")
def test_a_voyage_is_not_cancelled_once_it_has_begun():
    with pytest.raises(EndingFault):
        refuse_ending(wanted(group="cargo"), CLOCKS)


@pytest.mark.req("END-03")
def test_the_insurer_leaves_the_days_of_notice():
    asked = {"group": "compulsory", "ground": Ground.INTENT, "known_on": date(2025, 6, 1)}
    asked |= {"notified_on": date(2025, 6, 1)}
    with pytest.raises(EndingFault) as fault:
        refuse_ending(wanted(last_day=date(2025, 6, 5), **asked), CLOCKS)
    assert fault.value.field == "effective_on"
    refuse_ending(wanted(last_day=date(2025, 6, 6), **asked), CLOCKS)


@pytest.mark.req("END-04")
@pytest.mark.parametrize("ground", [Ground.SAFETY, Ground.NON_PAYMENT, Ground.RISK_INCREASE])
def test_cover_does_not_end_before_the_insurers_notice(ground: Ground):
    """LAW-49, 52: until the notice has come the cover stands."""
    asked = {"ground": ground, "known_on": date(2025, 6, 1), "notified_on": date(2025, 6, 9)}
    with pytest.raises(EndingFault) as fault:
        refuse_ending(wanted(**asked), CLOCKS)
    assert fault.value.field == "effective_on"
    refuse_ending(wanted(**asked, last_day=date(2025, 6, 9)), CLOCKS)


@pytest.mark.req("END-04")
def test_a_project_of_two_years_is_earned_by_the_day():
    """4.3: the table of begun months ends with the year; after half of 730 days half of the premium is earned."""
    long = wanted(start_on=date(2025, 1, 1), end_on=date(2026, 12, 31), last_day=date(2025, 12, 31))
    rule = Rule(method="short_rate", table="SR-P")
    found = refund(rule, premium=Decimal("365000.00"), wanted=long, shares=periods.ShortRates(months=MONTHS))
    assert found.steps[-1].result == Decimal("182500.00")


@pytest.mark.req("END-04")
def test_a_short_contract_is_earned_of_what_the_table_charged_for_it():
    """Six months cost 60 % of a year; given up after three of them, a half is earned and not 30 % of it."""
    short = wanted(start_on=date(2025, 1, 1), end_on=date(2025, 6, 30), last_day=date(2025, 3, 31))
    rule = Rule(method="short_rate", table="SR-P")
    found = refund(rule, premium=Decimal("6000.00"), wanted=short, shares=periods.ShortRates(months=MONTHS))
    assert found.steps[-1].result == Decimal("3000.00")


@pytest.mark.parametrize(
    ("ground", "last", "case"),
    [
        (Ground.ERROR, date(2025, 2, 1), "void"),
        (Ground.WISH, date(2025, 2, 1), "before_start"),
        (Ground.WISH, date(2025, 6, 8), "holder"),
        (Ground.RISK_INCREASE, date(2025, 6, 8), "insurer"),
        (Ground.FRAUD, date(2025, 6, 8), "intent"),
        (Ground.NEGLIGENCE, date(2025, 6, 8), "negligence"),
    ],
)
def test_the_ground_names_the_row_of_the_refund_table(ground: Ground, last: date, case: str):
    assert case_of(wanted(ground=ground, last_day=last)) == case


@pytest.mark.req("END-03")
def test_large_refunds_soon_after_issue_and_many_to_one_account_are_looked_at_twice():
    caution = Caution(soon_days=10, soon_share=Decimal("0.30"), same_account_days=90, same_account_times=3)
    facts = {"premium": Decimal(1000), "issued_on": date(2025, 6, 1)}
    assert cautions(caution, refund=Decimal(301), today=date(2025, 6, 11), same_account=0, **facts) != []
    assert cautions(caution, refund=Decimal(300), today=date(2025, 6, 11), same_account=0, **facts) == []
    assert cautions(caution, refund=Decimal(301), today=date(2025, 6, 12), same_account=0, **facts) == []
    assert cautions(caution, refund=Decimal(10), today=date(2025, 6, 12), same_account=2, **facts) != []
