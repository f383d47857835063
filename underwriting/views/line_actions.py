"""Buttons, links and files of the entry of lines: lists of persons, inspections."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.timezone import localdate

from core.files import guard
from core.web.commands import register_action
from underwriting.forms.hand_over import HandOverForm
from underwriting.rules import inspection, people_list
from underwriting.rules.hand_over import HAND_OVER
from underwriting.selectors.guiding_opinion import OPINION_KIND, may_see_opinion
from underwriting.selectors.inspections import may_see_inspection
from underwriting.selectors.people_list import may_see_list
from underwriting.selectors.salespeople import salespeople_for
from underwriting.services.hand_over import hand_over
from underwriting.services.inspections import set_aside
from underwriting.views import deliveries, demands


def register() -> None:
    """Tell the registries."""
    guard(people_list.LIST_KIND, may_see_list)
    guard(inspection.INSPECTION_KIND, may_see_inspection)
    guard(OPINION_KIND, may_see_opinion)
    demands.register()
    deliveries.register()
    register_action(inspection.PUT_ASIDE, set_aside)
    register_action(HAND_OVER, hand_over, form=HandOverForm, prepare=_colleagues)


def _colleagues(_request: HttpRequest, obj: Any) -> dict[str, Any]:
    return {"people": salespeople_for(obj, localdate())}
