"""The customers of the demo branch."""

from __future__ import annotations

import pytest
from django.utils import timezone

from parties.demo.customers import ORGANISATIONS, PERSONS, build_customers
from parties.models import Party
from parties.public import accounts_of, intermediaries, list_hits
from tests.factories.organisation import make_branch

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_demo_branch_has_customers_an_agency_and_an_entry():
    make_branch()
    build_customers()

    assert Party.objects.count() == len(PERSONS) + len(ORGANISATIONS)
    assert [one.name for one in intermediaries(timezone.localdate())] == [
        "泉州安泰保险代理有限公司",
        "福建海峡保险经纪有限公司",
        "刺桐在线网络科技有限公司",
    ]
    assert [hit.kind for hit in list_hits(Party.objects.get(name="林国栋").pk, timezone.localdate())] == ["grey"]
    assert len(accounts_of(Party.objects.get(name="张建国").pk)) == 1
