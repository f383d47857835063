"""Rating, warning, watching and limiting customers (CUS-03)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from core.models import WorkItem
from core.workflow.refusals import Forbidden, NotPossible
from parties.models import CreditFile, CreditRating
from parties.public import credit_fact
from parties.selectors import credit as known
from parties.services.credit import approve_limit, dismiss, propose_limit, rate_customer, refuse_limit, warn, watch
from parties.services.refusals import InvalidEntry
from tests.factories.parties import make_party
from tests.support.actors import order
from tests.support.unchanged import nothing_changed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.req("CUS-03")]
TODAY = timezone.localdate()
GOOD = {"dues": 10, "on_time": 10, "premium": Decimal(100_000)}
BAD = {"dues": 10, "on_time": 2, "oldest_overdue": 120, "claims": 5}


@pytest.fixture
def behave(monkeypatch):
    """What the other apps know of every customer."""

    def known_as(facts):
        monkeypatch.setattr(known, "_sources", {"all": lambda ids, _since, _on: dict.fromkeys(ids, facts)})

    return known_as


def test_without_a_file_nothing_stands_against_a_customer(desk):
    party = make_party(order(desk))
    fact = credit_fact(party.pk, TODAY)
    assert (fact.grade, fact.manual, fact.prepayment, fact.first_instalment) == ("", False, False, None)


def test_a_grade_that_falls_warns_and_pays_before(desk, behave):
    party = make_party(order(desk))
    behave(GOOD)
    file = rate_customer(order(desk), party.pk)
    assert (file.grade, file.score, file.state) == ("A", Decimal("100.0"), "normal")
    behave(BAD)
    file = rate_customer(order(desk), party.pk)

    assert (file.grade, file.score, file.state) == ("C", Decimal("23.0"), "warning")
    assert WorkItem.objects.get(subject_id=file.pk, done_at=None).queue == "parties.credit_warning"
    assert [row.grade for row in CreditRating.objects.order_by("pk")] == ["A", "C"]
    fact = credit_fact(party.pk, TODAY)
    assert (fact.grade, fact.prepayment, fact.manual) == ("C", True, True)
    assert dismiss(file.pk, order(desk, reason="paid meanwhile")).state == "normal"


def test_a_middle_grade_pays_a_first_instalment(desk, behave):
    party = make_party(order(desk))
    behave({})
    assert rate_customer(order(desk), party.pk).grade == "B"
    assert credit_fact(party.pk, TODAY).first_instalment == Decimal("0.3")


def test_a_watched_customer_is_decided_by_a_person_under_conditions(desk, behave):
    party = make_party(order(desk))
    behave(GOOD)
    file = rate_customer(order(desk), party.pk)
    watch(file.pk, order(desk, reason="court case"), conditions="cash only")
    fact = credit_fact(party.pk, TODAY)
    assert (fact.watched, fact.manual, fact.conditions) == (True, True, "cash only")


def test_a_credit_limit_takes_two_people_and_ends(desk, second, behave):
    party = make_party(order(desk))
    behave(GOOD)
    file = rate_customer(order(desk), party.pk)
    until = TODAY + timedelta(days=30)
    propose_limit(file.pk, order(desk, reason="fleet"), limit=Decimal(50_000), until=until)
    with nothing_changed(), pytest.raises(Forbidden):
        approve_limit(file.pk, order(desk))
    assert credit_fact(party.pk, TODAY).credit_limit is None
    approve_limit(file.pk, order(second))
    assert credit_fact(party.pk, until).credit_limit == Decimal("50000.00")
    assert credit_fact(party.pk, until + timedelta(days=1)).credit_limit is None


def _asked(file):
    """The open items of the file by their queue."""
    return list(WorkItem.objects.filter(subject_id=file.pk, done_at=None).values_list("queue", flat=True))


@pytest.mark.req("CUS-03")
def test_a_proposed_limit_waits_until_somebody_decides(desk, second, behave):
    party = make_party(order(desk))
    behave(GOOD)
    file = rate_customer(order(desk), party.pk)
    until = TODAY + timedelta(days=30)
    propose_limit(file.pk, order(desk, reason="fleet"), limit=Decimal(50_000), until=until)
    assert _asked(file) == ["parties.credit_limit"]
    warn(file.pk, order(desk))
    assert _asked(file) == ["parties.credit_warning"]
    dismiss(file.pk, order(desk, reason="paid meanwhile"))
    assert _asked(file) == ["parties.credit_limit"]
    refuse_limit(file.pk, order(second, reason="turnover fell"))
    kept = CreditFile.objects.get()
    assert (kept.proposed_limit, kept.credit_limit, _asked(file)) == (None, None, [])
    with nothing_changed(), pytest.raises(NotPossible):
        approve_limit(file.pk, order(second))


@pytest.mark.req("CUS-03")
def test_a_grade_that_fell_meanwhile_gets_no_limit(desk, second, behave):
    party = make_party(order(desk))
    behave(GOOD)
    file = rate_customer(order(desk), party.pk)
    propose_limit(file.pk, order(desk, reason="fleet"), limit=Decimal(50_000), until=TODAY + timedelta(days=30))
    behave(BAD)
    rate_customer(order(desk), party.pk)
    with nothing_changed(), pytest.raises(InvalidEntry):
        approve_limit(file.pk, order(second))


def test_the_lowest_grade_gets_no_credit(desk, behave):
    party = make_party(order(desk))
    behave(BAD)
    file = rate_customer(order(desk), party.pk)
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        propose_limit(file.pk, order(desk, reason="asked"), limit=Decimal(1), until=TODAY + timedelta(days=1))
    assert (refused.value.field, CreditFile.objects.get().proposed_limit) == ("limit", None)
