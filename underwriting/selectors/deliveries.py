"""Deliveries of policies as people see them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.workflow.refusals import Hidden
from organisation.public import ScopedActor
from underwriting.models import Policy, PolicyDelivery
from underwriting.rules import delivery as life
from underwriting.rules import lifecycle


def deliveries(actor: ScopedActor) -> QuerySet[Any]:
    """Those in scope; a salesperson's own business comes with his list of policies."""
    rows: QuerySet[Any] = PolicyDelivery.objects.visible_to(actor).select_related("policy", "unit")
    return rows


def delivery_for(actor: ScopedActor, pk: int) -> PolicyDelivery:
    """One of them; out of scope reads as not found."""
    found: PolicyDelivery | None = deliveries(actor).filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def delivery_of(policy: Policy) -> PolicyDelivery | None:
    found: PolicyDelivery | None = PolicyDelivery.objects.filter(policy=policy).select_related("policy").first()
    return found


def without_object() -> QuerySet[Any]:
    """Still due although the policy is void."""
    rows: QuerySet[Any] = PolicyDelivery.objects.filter(state=life.DUE, policy__state=lifecycle.VOIDED)
    return rows


def of_void(policy_id: int) -> QuerySet[Any]:
    """What is still due of this policy, which is void."""
    return without_object().filter(policy_id=policy_id)
