"""Credit, papers, identifications, merged records and the whole of a customer on one page, each by its posts."""

from __future__ import annotations

import re
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parties.demo.customers import build_customers
from parties.demo.intermediaries import blank_scan
from parties.models import CreditFile, CustomerPaper, Identification, Intermediary, Party, Reveal
from parties.services.identification import OwnerData, add_owner
from parties.services.merging import merge_party
from tests.factories.organisation import actor_at, make_branch, order
from tests.factories.parties import resident_number
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed

pytestmark = pytest.mark.django_db(transaction=True)
TABS = ("main", "business", "claims", "money", "documents", "credit", "protection", "history", "timeline")


@pytest.fixture(autouse=True)
def branch(settings):
    settings.DEMO = True
    make_branch()
    build_customers()


def act(hand, kind, pk, name, **typed):
    url = reverse("core:act", args=[kind, pk, name])
    return hand.post(url, {"command_key": str(uuid4()), **typed})


@pytest.mark.req("CUS-01", "CUS-03")
def test_everything_of_a_customer_stands_on_the_tabs_of_one_page():
    hand = signed_in("UW_INFO", "350591")
    broker_of = Party.objects.get(name="泉州丰泽顺达物流有限公司")
    page = reverse("parties:customer", args=[broker_of.pk])
    assert {tab: hand.get(page, {"tab": tab}).status_code for tab in TABS} == dict.fromkeys(TABS, 200)
    assert "福建海峡保险经纪有限公司" in hand.get(page).content.decode()
    credit = CreditFile.objects.get(party=broker_of)
    assert str(credit.score) in hand.get(page, {"tab": "credit"}).content.decode()


@pytest.mark.req("CUS-03")
def test_a_warning_is_answered_on_its_page():
    hand = signed_in("UW_INFO", "350591")
    file = CreditFile.objects.get(state="warning")
    assert file.party.name in hand.get(reverse("parties:credit_files"), {"state": "warning"}).content.decode()
    assert hand.get(reverse("parties:credit_file", args=[file.pk])).status_code == 200
    typed = {"version": file.version, "reason": "court case", "conditions": "cash"}
    assert act(hand, "parties.credit", file.pk, "parties.credit.watch", **typed).status_code == 302
    assert CreditFile.objects.get(pk=file.pk).state == "watched"
    assert signed_in("SALES", "350503").get(reverse("parties:credit_files")).status_code == 403


@pytest.mark.req("CUS-02")
def test_a_paper_is_added_and_checked_on_its_page():
    sales, reviewer = signed_in("SALES", "350503"), signed_in("UW_REVIEW", "350503")
    party = Party.objects.get(name="王丽娜")
    new = reverse("parties:new_paper", args=[party.pk])
    assert sales.get(new).status_code == 200
    assert sales.post(new, {"command_key": str(uuid4()), "kind": "identity"}).status_code == 422
    scan = SimpleUploadedFile("id.png", blank_scan(), content_type="image/png")
    assert sales.post(new, {"command_key": str(uuid4()), "kind": "identity", "paper": scan}).status_code == 302
    paper = CustomerPaper.objects.get(party=party)
    page = reverse("parties:paper", args=[paper.pk])
    assert "id.png" in reviewer.get(page).content.decode()
    assert str(paper.file.token) not in reviewer.get(page).content.decode()
    act(reviewer, "parties.paper", paper.pk, "parties.paper.confirm", version=1, reason="")
    paper.refresh_from_db()
    assert paper.state == "true"
    assert reviewer.get(reverse("parties:papers")).status_code == 200


@pytest.mark.req("CUS-05")
def test_a_scan_opens_only_after_a_reason_and_for_nobody_else():
    sales, reviewer = signed_in("SALES", "350503"), signed_in("UW_REVIEW", "350503")
    party = Party.objects.get(name="王丽娜")
    scan = SimpleUploadedFile("id.png", blank_scan(), content_type="image/png")
    typed = {"command_key": str(uuid4()), "kind": "identity", "paper": scan}
    sales.post(reverse("parties:new_paper", args=[party.pk]), typed)
    paper = CustomerPaper.objects.get(party=party)
    with nothing_changed():
        assert reviewer.get(reverse("core:file", args=[paper.file.token])).status_code == 404
    asking = reverse("parties:open_paper", args=[paper.pk])
    with nothing_changed():
        assert reviewer.get(asking).status_code == 200
        assert reviewer.post(asking, {"command_key": str(uuid4()), "reason": ""}).status_code == 422
    shown = reviewer.post(asking, {"command_key": str(uuid4()), "reason": "compare with the original"})
    look = Reveal.objects.get(field=f"paper:{paper.pk}")
    assert (look.party_id, look.post, look.reason) == (party.pk, "UW_REVIEW", "compare with the original")
    url = shown.context["url"]
    assert reviewer.get(url)["Content-Type"] == "image/jpeg"
    assert sales.get(url).status_code == 404
    assert reviewer.get(reverse("parties:paper_scan", args=["forged"])).status_code == 404
    assert signed_in("SUB_MGR", "350503").get(url).status_code == 404


def test_an_identification_is_recorded_on_its_page():
    hand = signed_in("UW_ISSUE", "350503")
    record = Identification.objects.get(party__name="张建国")
    assert hand.get(reverse("parties:identifications")).status_code == 200
    assert hand.get(reverse("parties:identification", args=[record.pk])).status_code == 200
    missing = Identification.objects.get(party__name="泉州丰泽顺达物流有限公司")
    refused = act(hand, "parties.identification", missing.pk, "parties.identification.identify", version=1)
    assert (refused.status_code, Identification.objects.get(pk=missing.pk).state) == (422, "needed")


@pytest.mark.req("CUS-07")
def test_a_mandate_is_recorded_with_its_paper():
    hand = signed_in("UW_INFO", "350591")
    broker = Intermediary.objects.get(kind="broker")
    customer = Party.objects.get(name="晋江市宏兴鞋业有限公司")
    scan = SimpleUploadedFile("mandate.png", blank_scan(), content_type="image/png")
    typed = {"customer_number": customer.number, "valid_from": "2026-11-22", "valid_until": "2027-11-21", "paper": scan}
    name = "parties.intermediary.record_mandate"
    assert act(hand, "parties.intermediary", broker.pk, name, **typed).status_code == 302
    assert customer.number in hand.get(reverse("parties:intermediary", args=[broker.pk])).content.decode()


@pytest.mark.req("CUS-01")
def test_merged_records_are_listed_with_who_merged_them():
    info = actor_at("UW_INFO", "350591")
    old, new = Party.objects.get(name="王丽娜"), Party.objects.get(name="陈美玲")
    Party.objects.filter(pk=old.pk).update(born_on=new.born_on, id_type="passport")
    merge_party(old.pk, order(info, reason="the same person", version=old.version), into=new.number)
    page = signed_in("UW_INFO", "350591").get(reverse("parties:merged")).content.decode()
    assert (old.number in page, new.number in page, info.name in page) == (True, True, True)


@pytest.mark.req("CUS-06")
def test_the_behaviour_of_customers_opens_for_those_who_steer():
    address = reverse("customer_service:behaviour")
    assert signed_in("UW_INFO", "350591").get(address).status_code == 200
    assert signed_in("UW_INFO", "350591").get(address, {"since": "2026-01-01", "until": "x"}).status_code == 200
    assert signed_in("SALES", "350503").get(address).status_code == 403


@pytest.mark.req("CUS-02")
def test_the_beneficial_owner_is_read_on_the_page_of_the_customer():
    company = Party.objects.get(name="泉州丰泽顺达物流有限公司")
    owner = OwnerData(name="尤二娘", id_type="resident_id", id_number=resident_number(1), share=Decimal(60))
    add_owner(company.pk, order(actor_at("UW_ISSUE", "350503")), data=owner)
    page = signed_in("UW_INFO", "350591").get(reverse("parties:customer", args=[company.pk]), {"tab": "credit"})
    cells = "".join(re.findall(r"<tr><td>尤二娘.*?</tr>", page.content.decode()))
    masked = f"350***********{resident_number(1)[-4:]}"
    assert re.findall(r"<td[^>]*>(.*?)</td>", cells) == ["尤二娘", masked, "60.00", "–"]
