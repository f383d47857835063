"""Plans that go up: who decides, what must hold, what follows from them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.workflow.refusals import Forbidden, Refusal
from organisation.actors import system_actor
from organisation.models import FiledPlan, Staff, Unit
from organisation.rules import filed_plans as rules
from organisation.rules.lifecycles import filed_plan as life
from organisation.selectors import filed_plans as selectors
from organisation.services import filed_plans as services
from organisation.services.posts import NoPlan, PostWanted, propose_post
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("branch")]


def wanted(unit: str, matter: str, **over: Any) -> services.PlanWanted:
    values: dict[str, Any] = {
        "unit_id": Unit.objects.get(code=unit).pk,
        "matter": matter,
        "plan": "One of each post",
        "cause": "Large premium, far away",
        "premium": Decimal(50_000_000),
        "first_day": timezone.localdate(),
    }
    return services.PlanWanted(**{**values, **over})


def drafted(post: str, unit: str, plan: services.PlanWanted) -> FiledPlan:
    return services.draft_plan(order(actor_at(post, unit)), wanted=plan)


def through(plan: FiledPlan, post: str, area: str) -> FiledPlan:
    """Sent up by the branch and decided by the province."""
    services.submit_plan(plan.pk, order(actor_at(post, {"CS_DIR": "350592", "FN_DIR": "350593"}[post])))
    return services.endorse_plan(plan.pk, order(actor_at(area, "350000")))


@pytest.mark.req("ORG-25")
def test_claims_posts_are_given_at_a_far_sub_branch_under_a_filed_plan_only() -> None:
    nanan, surveyor = Unit.objects.get(code="350583"), Staff.objects.get(login_name="suyongan")
    post = PostWanted(
        staff_id=surveyor.pk,
        post="CS_SURV",
        unit_id=nanan.pk,
        scope_unit_id=nanan.pk,
        first_day=timezone.localdate() + timedelta(days=1),
    )
    give = lambda: propose_post(order(actor_at("IT_ADMIN", "350500"), reason="needed there"), wanted=post)  # noqa: E731
    with nothing_changed(), pytest.raises(NoPlan):
        give()
    plan = drafted("CS_DIR", "350592", wanted("350583", rules.CLAIMS_POSTS, posts=("CS_SURV",)))
    with nothing_changed(), pytest.raises(NoPlan):
        give()
    plan = through(plan, "CS_DIR", "PROV_CLAIMS")
    assert plan.state == life.FILED
    assert give().state == "proposed"
    assert selectors.posts_allowed(nanan, timezone.localdate()) == {"CS_SURV"}


@pytest.mark.req("ORG-25")
@pytest.mark.parametrize(
    ("unit", "over", "words"),
    [
        ("350503", {}, "Inside the same city"),
        ("350583", {"premium": Decimal("29999999.99")}, "at least 30,000,000.00"),
    ],
)
def test_a_plan_without_its_conditions_does_not_go_up(unit: str, over: dict[str, Any], words: str) -> None:
    plan = drafted("CS_DIR", "350592", wanted(unit, rules.CLAIMS_POSTS, posts=("CS_ADJ",), **over))
    with nothing_changed(), pytest.raises(services.PlanRefused, match=words):
        services.submit_plan(plan.pk, order(actor_at("CS_DIR", "350592")))


@pytest.mark.req("ORG-03")
def test_abolishing_the_business_department_needs_the_approval_of_head_office() -> None:
    plan = drafted("OPS_MGR", "350594", wanted("350500", rules.BUSINESS_DEPARTMENT, choice=rules.ABOLISHED))
    assert plan.approval
    services.submit_plan(plan.pk, order(actor_at("OPS_MGR", "350594")))
    plan = services.endorse_plan(plan.pk, order(actor_at("PROV_UW", "350000")))
    assert plan.state == life.AT_HEAD_OFFICE
    assert selectors.plan_on(plan.unit_id, plan.matter, timezone.localdate()) is None
    head = actor_at("HO_UW", "000000")
    with nothing_changed(), pytest.raises(services.PlanRefused, match="number of the answer"):
        services.approve_plan(plan.pk, order(head), answer_number=" ")
    plan = services.approve_plan(plan.pk, order(head, reason="As reported"), answer_number="HO 12")
    assert (plan.state, plan.answer_number, plan.answered_by_id) == (life.IN_FORCE, "HO 12", head.staff_id)
    assert selectors.plan_on(plan.unit_id, plan.matter, timezone.localdate()) == plan


@pytest.mark.req("ORG-03")
def test_keeping_the_business_department_is_filed_only() -> None:
    plan = drafted("OPS_MGR", "350594", wanted("350500", rules.BUSINESS_DEPARTMENT, choice=rules.KEPT))
    assert not plan.approval


@pytest.mark.req("ORG-16")
def test_the_province_of_the_area_decides_and_nobody_else() -> None:
    plan = drafted("FN_DIR", "350593", wanted("350583", rules.BOOKKEEPERS, posts=("FN_POSTED",)))
    services.submit_plan(plan.pk, order(actor_at("FN_DIR", "350593")))
    for post in ("PROV_UW", "PROV_CLAIMS"):
        with nothing_changed(), pytest.raises(Forbidden):
            services.endorse_plan(plan.pk, order(actor_at(post, "350000")))
    plan = services.endorse_plan(plan.pk, order(actor_at("PROV_FIN", "350000")))
    assert plan.state == life.FILED
    plan = services.acknowledge_plan(plan.pk, order(actor_at("HO_FIN", "000000")))
    assert plan.state == life.IN_FORCE


@pytest.mark.req("ORG-16")
def test_a_returned_plan_is_changed_and_sent_again() -> None:
    plan = drafted("FN_DIR", "350593", wanted("350583", rules.BOOKKEEPERS, posts=("FN_POSTED",)))
    director = actor_at("FN_DIR", "350593")
    services.submit_plan(plan.pk, order(director))
    plan = services.return_plan(plan.pk, order(actor_at("PROV_FIN", "350000"), reason="Say who"))
    assert plan.state == life.DRAFTED
    fuller = wanted("350583", rules.BOOKKEEPERS, posts=("FN_POSTED",), plan="Qian Lili")
    assert services.rewrite_plan(plan.pk, order(director), wanted=fuller).plan == "Qian Lili"


@pytest.mark.req("ORG-17")
def test_a_mode_changed_within_its_stable_period_needs_reason_and_approval() -> None:
    first = drafted("FN_DIR", "350593", wanted("350500", rules.FINANCE_MODE, choice=rules.CENTRAL))
    assert not first.approval
    first = through(first, "FN_DIR", "PROV_FIN")
    with nothing_changed(), pytest.raises(services.PlanRefused, match="stays stable"):
        services.end_plan(first.pk, order(actor_at("PROV_FIN", "350000"), reason="Not wanted"))
    later = timezone.localdate() + timedelta(days=60)
    change = wanted("350500", rules.FINANCE_MODE, choice=rules.WITH_BOOKKEEPERS, first_day=later)
    with nothing_changed(), pytest.raises(services.PlanRefused, match="Write it down"):
        drafted("FN_DIR", "350593", wanted("350500", rules.FINANCE_MODE, choice=rules.CENTRAL, cause=" "))
    second = drafted("FN_DIR", "350593", change)
    assert second.approval
    assert second.previous == first
    second = through(second, "FN_DIR", "PROV_FIN")
    assert second.state == life.AT_HEAD_OFFICE
    services.approve_plan(second.pk, order(actor_at("HO_FIN", "000000")), answer_number="HO 7")
    first.refresh_from_db()
    assert first.effective.upper == later
    assert selectors.plan_on(first.unit_id, first.matter, later).pk == second.pk


@pytest.mark.req("ORG-17")
def test_after_the_stable_period_a_new_mode_is_filed_again() -> None:
    old = drafted("FN_DIR", "350593", wanted("350500", rules.FINANCE_MODE, choice=rules.CENTRAL))
    old = through(old, "FN_DIR", "PROV_FIN")
    free = selectors.stable_until(old.unit, old.matter, timezone.localdate())
    assert free == date(old.effective.lower.year + 2, old.effective.lower.month, old.effective.lower.day)
    new = drafted(
        "FN_DIR", "350593", wanted("350500", rules.FINANCE_MODE, choice=rules.WITH_BOOKKEEPERS, first_day=free)
    )
    assert not new.approval


def test_what_head_office_objects_to_holds_no_longer() -> None:
    plan = drafted("FN_DIR", "350593", wanted("350583", rules.BOOKKEEPERS, posts=("FN_POSTED",)))
    plan = through(plan, "FN_DIR", "PROV_FIN")
    plan = services.object_to_plan(plan.pk, order(actor_at("HO_FIN", "000000"), reason="Too small"))
    assert plan.state == life.ENDED
    assert selectors.posts_allowed(plan.unit, timezone.localdate()) == set()


def test_the_pages_from_the_form_to_the_report(settings: Any) -> None:
    settings.DEMO = True
    director, province = signed_in("CS_DIR", "350592"), signed_in("PROV_CLAIMS", "350000")
    url = reverse("organisation:plan_new", args=[rules.CLAIMS_POSTS])
    assert "30,000,000.00" in director.get(url).content.decode()
    answer = _send(director, url)
    plan = FiledPlan.objects.get()
    assert answer.headers["location"] == reverse("organisation:filed_plan", args=[plan.pk])
    for client in (director, province):
        assert plan.number in client.get(reverse("organisation:filed_plans")).content.decode()
        assert client.get(reverse("organisation:filed_plan", args=[plan.pk])).status_code == 200
    report = director.get(reverse("archives:plan_report", args=[plan.pk]))
    assert (report.status_code, report.headers["content-type"]) == (200, "application/pdf")
    assert (
        _send(director, reverse("organisation:plan_rewrite", args=[plan.pk]), version=plan.version).status_code == 302
    )
    assert province.get(url).status_code == 403
    assert signed_in("SUB_MGR", "350503").get(reverse("organisation:filed_plan", args=[plan.pk])).status_code == 404


def _send(client: Client, url: str, **over: Any) -> Any:
    values = {
        "command_key": str(uuid4()),
        "unit": Unit.objects.get(code="350583").pk,
        "posts": ["CS_SURV"],
        "premium": "52300000",
        "first_day": timezone.localdate().isoformat(),
        "cause": "Far away",
        "plan": "One surveyor",
    }
    return client.post(url, {**values, **over})


def test_the_clock_ends_what_is_over() -> None:
    today = timezone.localdate()
    plan = drafted("FN_DIR", "350593", wanted("350583", rules.BOOKKEEPERS, posts=("FN_POSTED",), last_day=today))
    plan = through(plan, "FN_DIR", "PROV_FIN")
    assert list(selectors.over(today)) == []
    assert list(selectors.over(today + timedelta(days=1))) == [plan]
    ended = services.expire_plan(plan.pk, order(_clock(plan)))
    assert ended.state == life.ENDED


def _clock(plan: FiledPlan) -> Any:
    return system_actor("delegation-clock", unit_id=plan.unit_id)


def test_a_plan_of_another_branch_is_not_drafted() -> None:
    province = Unit.objects.get(code="350000")
    with nothing_changed(), pytest.raises(Refusal):
        drafted("FN_DIR", "350593", wanted("350500", rules.FINANCE_MODE, choice=rules.CENTRAL, unit_id=province.pk))
