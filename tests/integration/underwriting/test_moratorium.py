"""Suspension of business by area, cover and time: four eyes, met at every decision and at issue (UWR-20)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from archives.public import next_serial
from core.models import Notification
from core.workflow.refusals import Forbidden
from organisation.models import BRANCHES, SUB_BRANCHES, ControlChange, Unit
from organisation.public import ChangeRefused, approve_change, system_actor
from tests.factories import endorsements as endorsed
from tests.factories import lines as made_lines
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import Moratorium, Policy
from underwriting.selectors.held_premium import held_sections
from underwriting.selectors.moratoria import moratoria, suspendable, suspensions_of
from underwriting.services import decide, endorsing, issue, money
from underwriting.services.moratoria import MoratoriumData, propose_end, propose_moratorium
from underwriting.services.refusals import Suspended
from underwriting.services.telling import tell_of_changes

FENGZE, JINJIANG, UWC, BRANCH = made.FENGZE, made.JINJIANG, made.UWC, "350500"
TYPHOON = "台风“海神”暂停承保"


def wanted(*codes: str, **over: Any) -> MoratoriumData:
    now = timezone.now()
    given: dict[str, Any] = {
        "title": TYPHOON,
        "unit_ids": tuple(Unit.objects.filter(code__in=codes or (FENGZE,)).values_list("pk", flat=True)),
        "lines": ("MOD", "MTP"),
        "begins_at": now - timedelta(minutes=1),
        "ends_at": now + timedelta(days=3),
    }
    return MoratoriumData(**(given | over))


def proposed(*codes: str, **over: Any) -> ControlChange:
    return propose_moratorium(order(actor_at("UW_DIR", UWC), reason="台风橙色预警"), data=wanted(*codes, **over))


def suspended(*codes: str, **over: Any) -> Moratorium:
    change = proposed(*codes, **over)
    approve_change(change.pk, order(actor_at("BR_MGR", BRANCH)))
    return Moratorium.objects.get(number=change.number)


@pytest.mark.req("UWR-20")
def test_automatic_underwriting_hands_it_to_a_person_with_the_reason() -> None:
    one = suspended()
    held = made.make_decided()
    assert held.state == "uw_queue"
    failed = [v for v in held.decisions.get().verdicts if not v["passed"]]
    assert [(v["element"], v["value"]) for v in failed] == [("moratorium", [f"{TYPHOON} · {one.number}"])]


@pytest.mark.req("UWR-20")
def test_the_underwriter_cannot_approve_it() -> None:
    one = suspended()
    held = made.make_decided()
    underwriter = actor_at("UW_UND3", UWC)
    with nothing_changed(), pytest.raises(Suspended) as caught:
        decide.approve(held.pk, order(underwriter))
    assert caught.value.details == {"value": one.number, "covers": ["MOD", "MTP"]}
    assert TYPHOON in caught.value.message
    with nothing_changed(), pytest.raises(Suspended):
        decide.approve_with_terms(held.pk, order(underwriter), terms="免赔额提高")


@pytest.mark.req("UWR-20")
def test_compulsory_cover_goes_on() -> None:
    suspended()
    assert made.make_decided(own_damage=False, third_party_limit=None).state == "approved"


@pytest.mark.req("UWR-20")
@pytest.mark.parametrize(
    ("codes", "over", "state"),
    [
        ((JINJIANG,), {}, "approved"),
        ((BRANCH,), {}, "uw_queue"),
        ((FENGZE,), {"lines": ("MOD",)}, "approved"),
        ((FENGZE,), {"lines": ("MTP",)}, "uw_queue"),
        ((FENGZE,), {"begins_at": timezone.now() + timedelta(days=1)}, "approved"),
    ],
)
def test_only_area_cover_and_time_are_met(codes: tuple[str, ...], over: dict[str, Any], state: str) -> None:
    suspended(*codes, **over)
    assert made.make_decided(own_damage=False).state == state


@pytest.mark.req("UWR-20")
def test_a_renewal_is_written_where_renewals_are_let_through() -> None:
    last = made.make_issued(compulsory=False)[0].number
    suspended(new_only=True)
    assert made.make_decided(renewal_of=last).state == "approved"
    assert made.make_decided(vehicle=made.vehicle(vin=made.VINS[0])).state == "uw_queue"


def _issue(pk: int) -> None:
    clerk = actor_at("UW_ISSUE", FENGZE)
    issue.issue(pk, order(clerk), explained_to="陈晓东", serial=next_serial(issue.SIGN, clerk.staff_id))


@pytest.mark.req("UWR-20")
def test_what_was_paid_after_the_beginning_is_not_issued() -> None:
    approved = made.make_decided()
    suspended()
    for section in approved.sections.all():  # the money is noted although the till refuses it by now
        clock = system_actor("policy-clock", unit_id=approved.unit_id)
        money.mark_paid(approved.pk, order(clock), section_id=section.pk, received_at=timezone.now())
    with nothing_changed(), pytest.raises(Suspended):
        _issue(approved.pk)


@pytest.mark.req("UWR-20")
def test_what_was_paid_before_is_honoured() -> None:
    paid = made.pay(made.make_decided())
    suspended(begins_at=timezone.now())
    _issue(paid.pk)
    assert Policy.objects.filter(proposal=paid).count() == 2


@pytest.mark.req("UWR-20")
def test_an_early_end_lets_business_go_on() -> None:
    one = suspended()
    command = order(actor_at("UW_DIR", UWC), reason="预警解除")
    change = propose_end(command, moratorium_id=one.pk, ends_at=timezone.now())
    assert made.make_decided().state == "uw_queue"
    approve_change(change.pk, order(actor_at("BR_MGR", BRANCH)))
    one.refresh_from_db()
    assert one.ended_by_change == change.number
    assert made.make_decided(vehicle=made.vehicle(vin=made.VINS[0])).state == "approved"


@pytest.mark.req("UWR-20", "AUT-23")
def test_nobody_releases_the_own_suspension() -> None:
    change = proposed()
    director = replace(
        actor_at("UW_DIR", UWC),
        permissions=frozenset({"organisation.approve_change", "underwriting.approve_moratorium"}),
    )
    with nothing_changed(), pytest.raises(Forbidden):
        approve_change(change.pk, order(director))
    with nothing_changed(), pytest.raises(Forbidden):
        propose_moratorium(order(actor_at("UW_UND3", UWC), reason="x"), data=wanted())


@pytest.mark.req("UWR-20")
@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"lines": ("MCI",)}, "lines"),
        ({"lines": ("XYZ",)}, "lines"),
        ({"lines": ()}, "lines"),
        ({"unit_ids": ()}, "unit_ids"),
        ({"unit_ids": (1,)}, "unit_ids"),
        ({"title": " "}, "title"),
        ({"ends_at": datetime(2026, 1, 1, tzinfo=timezone.get_default_timezone())}, "ends_at"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(over: dict[str, Any], field: str) -> None:
    with nothing_changed(), pytest.raises(ChangeRefused) as caught:
        proposed(**over)
    assert caught.value.field == field


@pytest.mark.req("UWR-20")
def test_a_released_suspension_is_not_rewritten() -> None:
    one = suspended()
    for change in ({"lines": ["MOD"]}, {"title": "x"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Moratorium.objects.filter(pk=one.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Moratorium.objects.filter(pk=one.pk).delete()


@pytest.mark.req("UWR-20")
def test_from_the_page_to_the_list(settings: Any) -> None:
    settings.DEMO = True
    director = signed_in("UW_DIR", UWC)
    url = reverse("underwriting:new_moratorium")
    form = director.get(url).context["form"]
    now = timezone.localtime()
    sent = {
        "command_key": form["command_key"].value(),
        "title": TYPHOON,
        "unit_ids": [str(Unit.objects.get(code=FENGZE).pk)],
        "lines": ["MOD"],
        "begins_at": f"{now:%Y-%m-%dT%H:%M}",
        "ends_at": f"{now + timedelta(days=2):%Y-%m-%dT%H:%M}",
    }
    assert director.post(url, sent).status_code == 422  # the grounds are missing
    assert director.post(url, sent | {"reason": "橙色预警"}).status_code == 302
    approve_change(ControlChange.objects.get().pk, order(actor_at("BR_MGR", BRANCH)))
    listed = signed_in("UW_ISSUE", FENGZE).get(reverse("underwriting:moratoria")).content.decode()
    assert TYPHOON in listed
    assert "End early" not in listed
    assert signed_in("UW_ISSUE", FENGZE).get(url).status_code == 403
    assert Moratorium.objects.get().lines == ["MOD"]
    assert made.make_draft().own_damage is True
    assert Decimal(0) < made.make_draft().damage_premium


@pytest.mark.req("UWR-20")
def test_any_line_of_the_catalogue_can_be_suspended() -> None:
    """A typhoon stops property business: the machine hands it to a person, the person may not accept it, the till
    takes no premium."""
    one = suspended(lines=("PRB", "HHP", "CAR"))
    assert suspendable(timezone.localdate()).keys() >= {"MOD", "MTP", "PRB", "HHP", "CAR", "CGD", "PLL", "GPA"}
    assert "MCI" not in suspendable(timezone.localdate())
    held = made_lines.make_line_decided("PRB", made_lines.PROPERTY)
    assert held.state == "uw_queue"
    with nothing_changed(), pytest.raises(Suspended) as caught:
        decide.approve(held.pk, order(actor_at("UW_UND3", UWC)))
    assert caught.value.details == {"value": one.number, "covers": ["PRB"]}
    assert suspensions_of(made_lines.make_line_draft("PLL", made_lines.LIABILITY), timezone.now()) == ()


@pytest.mark.req("UWR-20")
def test_the_till_takes_no_premium_of_a_suspended_line() -> None:
    approved = made_lines.make_line_decided("PLL", made_lines.LIABILITY)
    if approved.state == "uw_queue":
        decide.approve(approved.pk, order(actor_at("UW_UND3", UWC), reason="同意承保"))
    section = approved.sections.get()
    assert dict(held_sections([section.pk], timezone.now())) == {}
    suspended(lines=("PLL",), begins_at=timezone.now())
    assert TYPHOON in held_sections([section.pk], timezone.now())[section.pk]


@pytest.mark.req("UWR-20")
def test_compulsory_cover_is_refused_by_the_database_too() -> None:
    one = suspended()
    with pytest.raises(DatabaseError), transaction.atomic():
        Moratorium.objects.create(
            number="X1", title="x", grounds="x", lines=["MCI"], effective=one.effective, unit_id=one.unit_id,
            proposed_by_id=one.proposed_by_id, approved_by_id=one.approved_by_id,
        )  # fmt: skip


@pytest.mark.req("UWR-20")
def test_a_notice_stands_on_every_proposal_of_the_area(settings: Any) -> None:
    settings.DEMO = True
    here = made_lines.make_line_draft("PLL", made_lines.LIABILITY)
    url = reverse("underwriting:proposal", kwargs={"pk": here.pk})
    clerk = signed_in("UW_ISSUE", FENGZE)
    assert TYPHOON not in clerk.get(url).content.decode()
    suspended(lines=("PLL",), begins_at=timezone.now() + timedelta(hours=6))
    assert TYPHOON in clerk.get(url).content.decode()
    entry = reverse("underwriting:line_edit", kwargs={"pk": here.pk})
    assert TYPHOON in clerk.get(entry).content.decode()
    assert TYPHOON in signed_in("UW_UND3", UWC).get(url).content.decode()


@pytest.mark.req("UWR-20")
def test_the_area_is_told_once_of_release_begin_and_end() -> None:
    now = timezone.now()
    one = suspended(begins_at=now + timedelta(hours=1), ends_at=now + timedelta(hours=3))
    clerk, elsewhere = actor_at("UW_ISSUE", FENGZE).staff_id, actor_at("UW_ISSUE", JINJIANG).staff_id

    def told(person: int | None) -> list[str]:
        rows = Notification.objects.filter(recipient_id=person, key__startswith=f"underwriting.moratorium:{one.number}")
        return [row.key.rpartition(":")[2] for row in rows.order_by("pk")]

    assert (told(clerk), told(elsewhere)) == (["released"], [])
    for hours in (0, 2, 2):
        tell_of_changes(now + timedelta(hours=hours))
    assert told(clerk) == ["released", "begun"]
    for _again in range(2):
        tell_of_changes(now + timedelta(hours=4))
    assert told(clerk) == ["released", "begun", "ended"]
    assert told(elsewhere) == []


@pytest.mark.req("UWR-20", "END-06")
def test_running_cover_is_not_enlarged_while_its_business_is_suspended() -> None:
    policy = made_lines.make_line_policy("PLL", made_lines.LIABILITY)
    wider = endorsed.checked(endorsed.entered(policy, "limit", content={"limit": "4000000"}))
    suspended(lines=("PLL",), ends_at=timezone.now() + timedelta(days=9))
    underwriter = endorsed.by("UW_UND3", UWC)
    with nothing_changed(), pytest.raises(Suspended):
        endorsing.approve_endorsement(wider.pk, underwriter)


@pytest.mark.req("UWR-20")
def test_the_province_suspends_business_of_the_branches_below_it(settings: Any) -> None:
    settings.DEMO = True
    page = signed_in("PROV_UW", "350000").get(reverse("underwriting:new_moratorium"))
    offered = {value for value, _label in page.context["form"].fields["unit_ids"].choices}
    below = Unit.objects.filter(province__code="350000", kind__in=(*BRANCHES, *SUB_BRANCHES))
    assert offered == set(below.values_list("pk", flat=True)) >= set(wanted(BRANCH, FENGZE, JINJIANG).unit_ids)
    change = propose_moratorium(order(actor_at("PROV_UW", "350000"), reason="全省台风预警"), data=wanted(BRANCH))
    assert change.unit.code == "350000"
    approve_change(change.pk, order(actor_at("HO_UW", "000000")))
    assert made.make_decided(own_damage=False).state == "uw_queue"
    assert Moratorium.objects.get() in moratoria(actor_at("UW_ISSUE", FENGZE))


@pytest.mark.req("UWR-20")
def test_a_suspension_has_a_longest_duration() -> None:
    with nothing_changed(), pytest.raises(ChangeRefused) as refused:
        proposed(ends_at=datetime(9999, 12, 31, tzinfo=UTC))
    assert (refused.value.field, "at most 366 days" in refused.value.message) == ("ends_at", True)


@pytest.mark.req("UWR-20")
def test_an_early_end_in_the_past_is_refused_at_its_field() -> None:
    one = suspended()
    for back in (timedelta(days=3), timedelta(days=400)):
        with nothing_changed(), pytest.raises(ChangeRefused) as refused:
            propose_end(
                order(actor_at("UW_DIR", UWC), reason="解除"), moratorium_id=one.pk, ends_at=timezone.now() - back
            )
        assert refused.value.field == "ends_at"
