"""Printed forms in stores and hands, made through the services as people make them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from archives.models import FormLot, FormSlip, FormType
from archives.rules.form_places import Standing
from archives.services.form_hands import SlipData, make_slip, sign_slip
from archives.services.form_losses import IncidentData, report_forms
from archives.services.form_moves import Subject
from archives.services.form_use import FormUsed, use_form
from tests.factories.organisation import actor_at, order

FENGZE, JINJIANG, FINANCE = "350503", "350582", "350593"
SIGN = "compulsory_sign"


def kind(code: str = SIGN) -> FormType:
    return FormType.objects.get(code=code)


def lots(code: str = SIGN, **given: Any) -> list[tuple[str, int, int]]:
    """Where the numbers of a kind are: standing, first, last."""
    rows = FormLot.objects.filter(form_type__code=code, **given).order_by("first")
    return [(row.standing, row.first, row.last) for row in rows]


def clerk(unit: str = FENGZE) -> Any:
    return actor_at("UW_ISSUE", unit)


def keeper(unit: str = FENGZE) -> Any:
    return actor_at("SUB_DOC", unit)


def held(unit: str = FENGZE, code: str = SIGN) -> list[tuple[str, int, int]]:
    return lots(code, holder_id=clerk(unit).staff_id, standing=Standing.WITH_USER)


def use(number: int, *, code: str = SIGN, unit: str = FENGZE, subject: int = 1, actor: Any = None) -> FormUsed:
    """The clerk prints a policy on the form."""
    serial = kind(code).serial(number)
    return use_form(order(actor or clerk(unit)), code, serial, Subject(kind="test.policy", pk=subject, number="P1"))


def slip(what: str, first: int, quantity: int, *, actor: Any, code: str = SIGN, **over: Any) -> FormSlip:
    data = SlipData(kind=what, form_type_id=kind(code).pk, first=first, quantity=quantity, **over)
    return make_slip(order(actor), data=data)


def sign(paper: FormSlip, actor: Any) -> FormSlip:
    return sign_slip(paper.pk, order(actor))


def incident(what: str, first: int, *, actor: Any = None, quantity: int = 1, code: str = SIGN, **over: Any) -> Any:
    given = {"discovered_at": timezone.now(), "account": "打印机卡纸"} | over
    data = IncidentData(kind=what, form_type_id=kind(code).pk, first=first, quantity=quantity, **given)
    return report_forms(order(actor or clerk()), data=data)
