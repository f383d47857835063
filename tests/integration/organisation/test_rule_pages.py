"""The pages of rules: who may open them, what they show, and what their forms send."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.models import AuditEntry
from organisation.models import AuthorityGrant, ControlChange, PostAssignment, Staff, Unit
from organisation.services import changes
from tests.factories.organisation import actor_at, make_branch, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed

pytestmark = pytest.mark.django_db
NAME = "underwriting.approval_validity_days"
PAGES = (
    ("changes", (), "Changes of rules"),
    ("authority", (), "10,000,000.00"),
    ("who_can", (), "Who can decide?"),
    ("parameters", (), "Days an approval stays valid"),
    ("parameter", (NAME,), "The default holds everywhere."),
    ("clocks", (), "3 working days"),
    ("clock", ("claims.calculate",), "Calculate a claim"),
    ("calendar", (), "Working calendar"),
    ("segregation", (), "Nobody in your scope holds incompatible posts today."),
)
FORMS = (
    ("grant_propose", ()),
    ("parameter_propose", (NAME,)),
    ("clock_propose", ("claims.calculate",)),
    ("calendar_propose", ()),
)


@pytest.fixture(autouse=True)
def branch(settings: Any) -> None:
    settings.DEMO = True
    make_branch()
    call_command("load_reference", verbosity=0)


def manager() -> Client:
    return signed_in("BR_MGR", "350500")


def director() -> Client:
    return signed_in("UW_DIR", "350591")


def tomorrow() -> str:
    return (timezone.localdate() + timedelta(days=1)).isoformat()


def sent(**values: Any) -> dict[str, Any]:
    return {"command_key": uuid4(), "effective_on": tomorrow(), "reason": "Because", **values}


@pytest.mark.parametrize(("name", "args", "text"), PAGES)
def test_pages_open_for_managers_and_not_for_others(name, args, text):
    url = reverse(f"organisation:{name}", args=args)
    answer = manager().get(url)
    assert answer.status_code == 200
    assert text in answer.content.decode()
    stranger = signed_in("SALES", "350503")
    with nothing_changed():
        assert stranger.get(url).status_code == 403


@pytest.mark.parametrize(("name", "args"), FORMS)
def test_forms_open_for_proposers_and_not_for_others(name, args):
    url = reverse(f"organisation:{name}", args=args)
    assert director().get(url).status_code == 200
    assert signed_in("SEC_ADMIN", "350500").get(url).status_code == 403


@pytest.mark.parametrize(("name", "args"), [("parameter", ("no.such",)), ("clock", ("no.such",)), ("letter", (10**9,))])
def test_what_is_not_there_is_not_found(name, args):
    assert manager().get(reverse(f"organisation:{name}", args=args)).status_code == 404


def test_a_parameter_is_proposed_from_its_page():
    url = reverse("organisation:parameter_propose", args=[NAME])
    unit = Unit.objects.get(code="350582")
    answer = director().post(url, sent(unit=unit.pk, value="45"))
    change = ControlChange.objects.get()
    assert answer.url == reverse("organisation:change", args=[change.pk])
    assert (change.unit_id, change.proposal["value"], change.reason) == (unit.pk, 45, "Because")
    listed = manager().get(reverse("organisation:parameters"), {"unit": unit.pk}).content.decode()
    assert change.number in listed


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"value": ""}, "Enter a value, or follow the unit above."),
        ({"value": "-1"}, "greater than or equal to 0"),
        ({"value": "45", "reason": ""}, "This field is required."),
        ({"value": "45", "effective_on": "2020-01-01"}, "at the earliest"),
        ({"value": "45", "unit": "999999"}, "Select a valid choice"),
        ({"value": "30"}, ""),
    ],
)
def test_faulty_proposals_are_answered_in_the_form(values, message):
    url = reverse("organisation:parameter_propose", args=[NAME])
    unit = Unit.objects.get(code="350500")
    client = director()
    if not message:
        assert client.post(url, sent(unit=unit.pk, **values)).status_code in {302, 422}
        return
    with nothing_changed(but={"django_session", "organisation_staffsession"}):
        answer = client.post(url, sent(**{"unit": unit.pk, **values}))
    assert answer.status_code == 422
    assert message in answer.content.decode()


def test_a_limit_above_the_province_is_refused_at_its_field():
    unit = Unit.objects.get(code="350591")
    values = sent(unit=unit.pk, post="UW_UND3", operation="underwriting.decide|sum_insured", limit="100000000.01")
    client = director()
    with nothing_changed(but={"django_session", "organisation_staffsession"}):
        answer = client.post(reverse("organisation:grant_propose"), values)
    assert answer.status_code == 422
    assert "the level above holds 100,000,000.00" in answer.content.decode()


def test_a_limit_is_proposed_approved_and_shown_with_its_letter():
    unit = Unit.objects.get(code="350591")
    values = sent(unit=unit.pk, post="UW_UND1", operation="underwriting.decide|sum_insured", limit="800000")
    director().post(reverse("organisation:grant_propose"), values)
    change = ControlChange.objects.get()
    client = manager()
    assert change.number in client.get(reverse("organisation:authority")).content.decode()
    changes.approve_change(change.pk, order(actor_at("BR_MGR", "350500")))

    grant = AuthorityGrant.objects.get(limit=Decimal(800000), post_id="UW_UND1")
    matrix = reverse("organisation:authority")
    assert "800,000.00" not in client.get(matrix).content.decode()
    assert "800,000.00" in client.get(matrix, {"on": tomorrow()}).content.decode()
    holding = {
        "unit": unit.pk, "post": "UW_UND1", "operation": "underwriting.decide", "measure": "sum_insured"
    }  # fmt: skip
    history = client.get(reverse("organisation:grant") + "?" + urlencode(holding)).content.decode()
    assert all(text in history for text in ("500,000.00", "800,000.00", grant.letter, change.number))
    letter = client.get(reverse("organisation:letter", args=[grant.pk])).content.decode()
    assert all(text in letter for text in (grant.letter, "800,000.00", "陈志远", "包正华"))
    paper = client.get(reverse("archives:authority_letter", args=[grant.pk]))
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")


@pytest.mark.req("AUT-25")
def test_who_can_is_answered_with_the_chain():
    unit = Unit.objects.get(code="350503")
    asked = {"operation": "underwriting.decide|sum_insured", "unit": unit.pk, "line": "", "amount": "6000000"}
    text = manager().get(reverse("organisation:who_can"), asked).content.decode()
    assert "10,000,000.00" in text
    assert "5,000,000.00" not in text
    nobody = manager().get(reverse("organisation:who_can"), {**asked, "amount": "99999999999"}).content.decode()
    assert "Nobody in this line of command" in nobody


def test_authority_of_units_out_of_scope_is_not_shown():
    client = manager()
    province = Unit.objects.get(code="350000")
    assert "100,000,000.00" in client.get(reverse("organisation:authority")).content.decode()  # as the level above
    grant = AuthorityGrant.objects.filter(unit=province).first()
    assert client.get(reverse("organisation:letter", args=[grant.pk])).status_code == 404
    holding = {"unit": province.pk, "post": grant.post_id, "operation": grant.operation, "measure": grant.measure}
    assert client.get(reverse("organisation:grant") + "?" + urlencode(holding)).status_code == 404


def test_exports_are_files_and_written_down():
    for name in ("authority", "parameters", "clocks", "calendar", "segregation"):
        answer = manager().get(reverse(f"organisation:{name}"), {"export": "xlsx"})
        assert answer["Content-Type"].startswith("application/vnd.openxmlformats")
        assert answer.content[:2] == b"PK"
    assert AuditEntry.objects.filter(action="core.list.export").count() == 5


def test_a_year_is_previewed_and_then_proposed():
    year = timezone.localdate().year + 1
    text = f"{year}-05-01, 休, 劳动节\n{year}-05-08, 班, 调休"
    client = director()
    url = reverse("organisation:calendar_propose")
    look = client.post(url, {"command_key": uuid4(), "text": text, "reason": "Notice", "look": "1"})
    assert look.status_code == 200
    assert f"{year}-05-01" in look.content.decode()
    assert not ControlChange.objects.exists()
    answer = client.post(url, {"command_key": uuid4(), "text": text, "reason": "Notice", "send": "1"})
    assert answer.status_code == 302
    assert len(ControlChange.objects.get().proposal["days"]) == 2
    bad = client.post(url, {"command_key": uuid4(), "text": "x, y", "reason": "Notice", "look": "1"})
    assert bad.status_code == 422


def test_posts_that_clash_are_reported():
    """A conflict that was there before the matrix came shows up in the report."""
    person = PostAssignment.objects.get(post_id="FN_RPT")
    staff = Staff.objects.get(pk=person.staff_id)
    held = PostAssignment(
        staff=staff, post_id="SUB_MGR", unit=person.unit, scope_unit=person.scope_unit, period=person.period
    )
    from organisation.selectors import duty_report  # noqa: PLC0415

    today = timezone.localdate()
    found = duty_report.pairs(actor_at("BR_MGR", "350500"), today)
    pair = next(one for one in found if one.duties.first == "business.handle" and one.duties.number == 2)
    broken = duty_report.Pair(duties=pair.duties, first=(*pair.first, held), second=pair.second)
    assert duty_report.clashes(found, today) == []
    assert [one.first.staff_id for one in duty_report.clashes([broken], today)] == [staff.pk]
