"""A clause without a code: the request for its code is chosen and checked while it is entered (PRD-02, PRO-22)."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.integration.underwriting.test_lines import entered
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import CodeRequest
from underwriting.selectors.codes import open_requests
from underwriting.services import market
from underwriting.services.intake import refuse_uncoded
from underwriting.services.market import CodeWanted
from underwriting.services.refusals import InvalidEntry

FENGZE, UWC = made.FENGZE, made.UWC
pytestmark = pytest.mark.req("PRD-02")
SECTION = {"code": "MAIN", "name": "主险", "sum_insured": "600000", "rate": "0.0100"}


@pytest.fixture(autouse=True)
def demo(settings: Any) -> None:
    settings.DEMO = True


def content(request: str) -> dict[str, Any]:
    return {"subject": "茶园", "pricing_basis": "总公司报价单", "request": request, "sections": [SECTION]}


def asked(post: str = "UW_INFO", unit: str = UWC, name: str = "茶园保险") -> CodeRequest:
    wanted = CodeWanted(clause_name=name, line="GEN", level="local", clause_text="文本", need="客户投保")
    return market.request_code(order(actor_at(post, unit)), data=wanted)


def refused() -> CodeRequest:
    found = asked(name="不予代码的条款")
    return market.refuse_code(found.pk, order(actor_at("PROV_UW", "350000"), reason="与现有条款重复"))


def test_a_wrong_number_is_refused_at_the_entry_with_its_own_reason() -> None:
    made.make_customer()
    ended = refused()
    with nothing_changed(), pytest.raises(InvalidEntry) as unknown:
        entered("GEN", content("DCOD0099"))
    with nothing_changed(), pytest.raises(InvalidEntry) as over:
        entered("GEN", content(ended.number))
    assert [one.value.field for one in (unknown, over)] == ["request", "request"]
    assert str(unknown.value) == "The branch has no request for a product code with the number DCOD0099."
    assert str(over.value) == (
        f"Request {ended.number} has ended (no code): apply for a code anew, or choose another request."
    )
    draft = entered("GEN", content(""))
    with nothing_changed(), pytest.raises(InvalidEntry) as empty:
        refuse_uncoded(draft)
    assert str(empty.value) == "Name the request on which a product code was applied for."
    refuse_uncoded(entered("GEN", content(asked().number)))


def test_the_entry_offers_the_open_requests_of_the_branch() -> None:
    ended, running = refused(), asked()
    offered = open_requests(running.branch_id)
    assert offered[0] == (running.number, f"{running.number} · 茶园保险 · with the product department")
    assert ended.number not in dict(offered)
    page = signed_in("UW_ISSUE", FENGZE).get(reverse("underwriting:line_new", args=["GEN"])).content.decode()
    assert page.count(f'<option value="{running.number}"') == 1
    assert page.count(f'<option value="{ended.number}"') == 0


@pytest.mark.req("PRD-02", "PRO-22")
def test_what_an_open_entry_lacks_names_the_request() -> None:
    draft, clerk = entered("GEN", content("")), signed_in("UW_ISSUE", FENGZE)
    url = reverse("underwriting:proposal", args=[draft.pk])
    edit = reverse("underwriting:line_edit", args=[draft.pk])
    lacking = f'<a href="{edit}">Request for a product code</a>'
    assert clerk.get(url).content.decode().count(lacking) == 1
    draft.content = content(asked().number)
    draft.save(update_fields=["content"])
    assert clerk.get(url).content.decode().count(lacking) == 0


def test_who_enters_business_reads_and_files_requests() -> None:
    central = asked()
    for post in ("SALES", "UW_ISSUE"):
        own = asked(post, FENGZE, name=f"条款 {post}")
        page = signed_in(post, FENGZE).get(reverse("underwriting:code_requests")).content.decode()
        assert (page.count(f">{own.number}<"), page.count(f">{central.number}<")) == (1, 1)
        shown = signed_in(post, FENGZE).get(reverse("underwriting:code_request", args=[central.pk]))
        assert shown.status_code == 200
