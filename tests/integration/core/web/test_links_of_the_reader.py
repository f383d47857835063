"""No page leads to a page that its reader may not open."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from core import links
from tests.factories.organisation import make_branch
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db


def test_an_address_is_left_out_for_a_reader_without_the_permission() -> None:
    assert links.url_for("finance.voucher", 7) == "/finance/vouchers/7/"
    with links.seen_with(frozenset({"underwriting.view_policies"})):
        assert links.url_for("finance.voucher", 7) == ""
        assert not links.may_open("/finance/vouchers/?state=draft")
        assert links.may_open("/policies/")
        assert links.may_open(reverse("core:work"))
    assert links.url_for("finance.voucher", 7) == "/finance/vouchers/7/"


@pytest.mark.parametrize(("post", "shown"), [("FN_CASH", True), ("FN_ACC", False)])
def test_a_list_offers_only_what_the_reader_may_begin(settings: Any, post: str, shown: bool) -> None:
    settings.DEMO = True
    make_branch()
    page = signed_in(post, "350593").get(reverse("finance:bank_credits"))
    assert page.status_code == 200
    assert (reverse("finance:bank_credit_new") in page.text) is shown
