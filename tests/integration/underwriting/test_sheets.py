"""Papers of the underwriting set made where they are needed, read back (domain 5.21)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from archives.models import Document
from core.files import PHOTO, attach, store
from tests.factories import referral, reinsurance
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.factories.underwriting import FENGZE, UWC
from tests.support.evil_files import photo_from_quanzhou
from tests.support.printed import printed
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import Inspection
from underwriting.rules.lifecycle import DRAFT, POLICY_KIND, PROPOSAL_KIND
from underwriting.rules.reinsurance.facultative import FACULTATIVE_KIND
from underwriting.services import decide

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sign_in(settings: Any) -> None:
    settings.DEMO = True


def sent(client: Client, code: str, pk: int) -> Any:
    """As the button sends it."""
    return client.post(reverse("underwriting:sheet_make", args=[code, pk]))


@pytest.mark.req("UWR-19")
def test_the_opinion_sheet_says_what_was_decided_on_what_by_whom() -> None:
    waiting = referral.make_waiting()
    underwriter = actor_at("UW_UND3", UWC)
    decide.approve(waiting.pk, order(underwriter, reason="车况良好，按标准费率承保"))
    client = signed_in("UW_UND3", UWC)
    answer = sent(client, "opinion", waiting.pk)
    kept = Document.objects.get(kind="sheet:opinion")
    assert (answer.status_code, answer.headers["location"]) == (302, reverse("archives:document", args=[kept.pk]))
    text = printed(PROPOSAL_KIND, waiting.pk, "sheet:opinion")
    for told in ("核保意见书", waiting.number, waiting.holder_name, "自动核保", underwriter.name, "同意承保"):
        assert told in text
    assert "车况良好，按标准费率承保" in text
    assert client.get(answer.headers["location"])["Content-Type"] == "application/pdf"
    assert (
        "核保意见书"
        in client.get(reverse("underwriting:proposal", args=[waiting.pk]), {"tab": "entry"}).content.decode()
    )


def test_nothing_is_printed_before_anybody_decided() -> None:
    draft = made.make_draft()
    client, elsewhere = signed_in("UW_UND3", UWC), signed_in("UW_ISSUE", "350582")
    with nothing_changed():
        assert sent(client, "opinion", draft.pk).status_code in {409, 422}
        assert sent(client, "no-such-paper", draft.pk).status_code == 404
        assert sent(elsewhere, "opinion", draft.pk).status_code == 404


@pytest.mark.req("PRO-06")
def test_the_record_of_an_inspection_carries_its_photos() -> None:
    draft = made.make_draft()
    found = Inspection.objects.get(proposal=draft)
    Inspection.objects.filter(pk=found.pk).update(remark="左前门轻微划痕")
    for nth in range(2):
        file = store(photo_from_quanzhou(), purpose=PHOTO, name=f"{nth}.jpg", actor=actor_at("SALES", FENGZE))
        attach(file, subject_kind="underwriting.inspection", subject_id=found.pk)
    assert sent(signed_in("SALES", FENGZE), "inspection", found.pk).status_code == 302
    text = printed(PROPOSAL_KIND, draft.pk, "sheet:inspection")
    for told in (
        "验险记录",
        draft.number,
        found.inspector_name,
        "左前门轻微划痕",
        "符合承保条件",
        "照片",
        "照片1.20",
    ):
        assert told in text


@pytest.mark.req("REI-02")
def test_the_request_to_reinsurers_says_what_is_to_be_placed_and_why() -> None:
    proposal = reinsurance.make_property_proposal(state=DRAFT)
    case = reinsurance.make_cession(proposal)
    client = signed_in("UW_RI", UWC)
    page = client.get(reverse("underwriting:cession_case", args=[case.pk])).content.decode()
    assert reverse("underwriting:sheet_make", args=["facultative_request", case.pk]) in page
    assert sent(client, "facultative_request", case.pk).status_code == 302
    text = printed(FACULTATIVE_KIND, case.pk, "sheet:facultative_request")
    for told in ("临时分保申请", case.number, f"{case.asked:,.2f}元", "超出合同限额，建议临分25%", "再保险部门意见"):
        assert told in text
    seller = signed_in("SALES", FENGZE)
    with nothing_changed():
        assert sent(seller, "facultative_request", case.pk).status_code == 403


FORMS = {
    "change_request": ("批改申请书", ("申请批改事项", "批改前", "批改后")),
    "surrender_request": ("退保申请书", ("退保原因", "退费账户", "□标的转让")),
    "void_request": ("注销申请表", ("注销原因", "交回单证", "保险责任尚未开始")),
}


@pytest.mark.req("END-01", "END-03")
@pytest.mark.parametrize("code", FORMS)
def test_forms_for_the_customer_know_the_policy_and_leave_room_to_sign(code: str) -> None:
    policy = next(one for one in made.make_issued() if one.line == "MOD")
    client = signed_in("UW_ISSUE", FENGZE)
    page = client.get(reverse("underwriting:policy", args=[policy.pk])).content.decode()
    assert reverse("underwriting:sheet_make", args=[code, policy.pk]) in page
    assert sent(client, code, policy.pk).status_code == 302
    text = printed(POLICY_KIND, policy.pk, f"sheet:{code}")
    title, parts = FORMS[code]
    for told in (title, policy.number, policy.holder_name, policy.shown_plate, "投保人签字（盖章）", *parts):
        assert told in text


@pytest.mark.req("END-03")
def test_compulsory_cover_ends_for_the_grounds_of_the_regulation_only() -> None:
    policy = next(one for one in made.make_issued() if one.line == "MCI")
    assert sent(signed_in("UW_ISSUE", FENGZE), "surrender_request", policy.pk).status_code == 302
    text = printed(POLICY_KIND, policy.pk, "sheet:surrender_request")
    assert "□被保险机动车被依法注销登记" in text
    assert "标的转让" not in text
    assert "交强险标志" in text


def test_a_click_sent_twice_makes_one_paper() -> None:
    policy = made.make_issued()[0]
    client, url = signed_in("UW_ISSUE", FENGZE), reverse("underwriting:sheet_make", args=["void_request", policy.pk])
    click = {"command_key": "5e2a4f1c-9f0e-4f4e-8a53-0c1b2f3a4d5e"}
    assert client.post(url, click).headers["location"] == client.post(url, click).headers["location"]
    assert Document.objects.filter(kind="sheet:void_request").count() == 1
