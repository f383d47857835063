"""Buttons, links and files of the entry of lines: lists of persons, inspections."""

from __future__ import annotations

from core.files import guard
from core.web.commands import register_action
from underwriting.rules import inspection, people_list
from underwriting.selectors.guiding_opinion import OPINION_KIND, may_see_opinion
from underwriting.selectors.inspections import may_see_inspection
from underwriting.selectors.people_list import may_see_list
from underwriting.services.inspections import set_aside
from underwriting.views import demands


def register() -> None:
    """Tell the registries."""
    guard(people_list.LIST_KIND, may_see_list)
    guard(inspection.INSPECTION_KIND, may_see_inspection)
    guard(OPINION_KIND, may_see_opinion)
    demands.register()
    register_action(inspection.PUT_ASIDE, set_aside)
