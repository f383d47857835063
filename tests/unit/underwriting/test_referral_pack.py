"""The eight items of a report upward, valid replies, and overruled opinions (domain 5.6)."""

from __future__ import annotations

import pytest

from underwriting.rules.referral import REFERRAL
from underwriting.rules.referral_pack import Filled, Outcome, Voice, changed, lacking, overruled, valid_reply

TEXT = Filled(text="详见附件")
PARTS = {
    "rates": "毛费率1.2‰，净费率0.9‰",
    "deductible": "不设免赔额",
    "clauses": "财产一切险条款",
    "grounds": "风险良好",
}
FULL = dict.fromkeys(("background", "risk", "history", "reinsurance", "negotiation", "other"), TEXT) | {
    "plan": Filled(text="详见附件", parts=PARTS)
}


@pytest.mark.req("UWR-07", "UWR-08", "UWR-09", "UWR-10", "UWR-11", "UWR-12", "UWR-13")
def test_an_empty_pack_lacks_the_seven_items_that_every_case_has() -> None:
    every = ("background", "risk", "history", "plan", "reinsurance", "negotiation", "other")
    assert lacking({}, off_area=False) == every
    assert lacking(FULL, off_area=False) == ()


@pytest.mark.req("UWR-08", "UWR-11")
def test_an_item_may_be_marked_as_not_applicable_with_a_reason() -> None:
    pack = FULL | {"reinsurance": Filled(waived="在自留额内")}
    assert lacking(pack, off_area=False) == ()
    assert lacking(FULL | {"reinsurance": Filled(waived="  ")}, off_area=False) == ("reinsurance",)


@pytest.mark.req("UWR-10")
@pytest.mark.parametrize("part", ["rates", "deductible", "clauses", "grounds"])
@pytest.mark.parametrize("said", ["", "无", "xxxx"])
def test_the_plan_says_rates_deductible_clauses_and_grounds(part: str, said: str) -> None:
    plan = Filled(text="详见附件", files=1, parts=PARTS | {part: said})
    assert lacking(FULL | {"plan": plan}, off_area=False) == ("plan",)


@pytest.mark.req("UWR-09", "UWR-13")
@pytest.mark.parametrize("code", ["history", "other"])
def test_an_item_is_waived_with_a_reason_only(code: str) -> None:
    assert lacking(FULL | {code: Filled(waived="xxxx")}, off_area=False) == (code,)
    assert lacking(FULL | {code: Filled(waived="上级未要求其他材料")}, off_area=False) == ()


@pytest.mark.req("UWR-07", "UWR-10")
def test_background_and_plan_always_apply() -> None:
    pack = FULL | {"background": Filled(waived="不适用"), "plan": Filled(waived="不适用")}
    assert lacking(pack, off_area=False) == ("background", "plan")


@pytest.mark.req("UWR-14")
def test_business_outside_the_area_needs_the_written_authorisation_itself() -> None:
    assert lacking(FULL | {"off_area": TEXT}, off_area=True) == ("off_area",)
    assert lacking(FULL | {"off_area": Filled(files=1)}, off_area=True) == ()


@pytest.mark.req("UWR-13")
def test_a_file_alone_completes_an_item() -> None:
    assert lacking(FULL | {"risk": Filled(files=2)}, off_area=False) == ()


@pytest.mark.req("UWR-18")
def test_only_the_last_agreeing_reply_of_the_present_version_is_valid() -> None:
    voices = [
        Voice(revision=1, outcome=Outcome.AGREE),
        Voice(revision=1, outcome=Outcome.MORE, final=True),
        Voice(revision=1, outcome=Outcome.CONDITIONS, final=True),
    ]
    assert valid_reply(voices, 1) == voices[2]
    assert valid_reply(voices, 2) is None
    assert valid_reply([*voices, Voice(revision=1, outcome=Outcome.DISAGREE, final=True)], 1) is None
    assert valid_reply(voices[:1], 1) is None


@pytest.mark.req("UWR-18")
def test_every_frozen_field_counts() -> None:
    assert changed({"sum_insured": "1", "special_terms": "a"}, {"sum_insured": "2", "special_terms": "a"}) == (
        "sum_insured",
    )
    assert changed({"sum_insured": "1"}, {"sum_insured": "1", "channel": "AGENT"}) == ()


@pytest.mark.req("UWR-19")
@pytest.mark.parametrize(
    ("own", "reply", "expected"),
    [
        (Outcome.AGREE, Outcome.DISAGREE, True),
        (Outcome.DISAGREE, Outcome.CONDITIONS, True),
        (Outcome.AGREE, Outcome.CONDITIONS, False),
        (Outcome.AGREE, Outcome.MORE, False),
    ],
)
def test_an_opinion_is_overruled_when_acceptance_is_decided_otherwise(own: str, reply: str, expected: bool) -> None:
    assert overruled(own, reply) is expected


def test_the_lifecycle_is_sound() -> None:
    assert REFERRAL.faults() == []
