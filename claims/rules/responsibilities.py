"""Duties of the posts of the claims centre that are done in the product, each with its pages. What has no page yet,
such as complaints and investigations, stands without one."""

from __future__ import annotations

from claims.rules.words import gettext_noop as _
from core.responsibilities import Responsibility

APPROVERS = ("CS_APPR1", "CS_APPR2", "CS_APPR3", "CS_APPR4")


def _duty(label: str, posts: tuple[str, ...], *places: str) -> Responsibility:
    routes = tuple(place if ":" in place else f"claims:{place}" for place in places)
    return Responsibility(clause="三·二(二)", label=label, posts=posts, places=routes)


RESPONSIBILITIES = (
    _duty(
        _("Take reports and enquiries of customers"), ("CS_AGENT",), "customer_service:desk", "customer_service:calls"
    ),
    _duty(_("Dispatch surveyors and tow trucks"), ("CS_DISP",), "tasks", "roster"),
    _duty(_("Survey on site and assess the loss"), ("CS_SURV",), "my_tasks"),
    _duty(_("Review prices and assessed losses"), ("CS_PRICE",), "tasks"),
    _duty(_("Register claims and keep the estimate"), ("CS_REG",), "reports", "claims"),
    _duty(_("Calculate claims"), ("CS_ADJ",), "claims"),
    _duty(_("Approve claims within authority"), APPROVERS, "claims"),
    _duty(_("Decide on claims above grade; watch quality and time"), ("CS_DIR",), "claims", "authority_floor"),
    _duty(_("Investigate doubtful cases"), ("CS_INV",)),
    _duty(_("Handle complaints and return visits"), ("CS_VISIT",)),
    _duty(_("Salvage: keep, value and sell"), ("CS_SALV",)),
    _duty(_("Litigation and recovery"), ("CS_LEGAL",)),
    _duty(_("Cases of other branches"), ("CS_DUAL",)),
)
