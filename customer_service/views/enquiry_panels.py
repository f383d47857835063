"""What the page of an enquiry shows: the answer, needs and recommendation, what was passed on and said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from core import links
from core.templatetags.ui import full_moment, moment
from core.web.detail import Panel
from customer_service.forms import facts
from customer_service.models import Enquiry
from customer_service.rules import enquiry as rules
from customer_service.rules.desks import DESKS, Matter
from customer_service.rules.enquiry import NEEDS, WAYS
from customer_service.selectors.enquiries import advice_for

Content = Mapping[str, Any] | None


def panels(found: Enquiry) -> tuple[Panel, ...]:
    """The answer first; needs and recommendation where cover is wanted."""
    own = (
        Panel(
            key="answer", title=_("Answer"), icon="message-report",
            template="customer_service/panels/answer.html", context=_answer,
        ),
    )  # fmt: skip
    advice = (
        Panel(
            key="needs", title=_("Needs"), icon="checklist", template="customer_service/panels/needs.html",
            context=_analysis,
        ),
        Panel(
            key="recommended", title=_("Recommendation"), icon="star",
            template="customer_service/panels/recommended.html", context=_recommended, flush=True,
        ),
    )  # fmt: skip
    heard = Panel(
        key="contacts", title=_("Said and passed on"), icon="phone",
        template="customer_service/panels/heard.html", context=_heard, flush=True,
    )  # fmt: skip
    about_cover = found.matter == Matter.COVER or found.needs
    return (*own, *(advice if about_cover else ()), heard)


def _answer(_request: HttpRequest, found: Enquiry) -> Content:
    if not found.answer:
        return None
    when = full_moment(found.answered_at) if found.answered_at else ""
    return {"text": found.answer, "by": found.answered_by_name, "when": when}


def _analysis(_request: HttpRequest, found: Enquiry) -> Content:
    pairs = [
        (_("About the risk"), found.risk_note),
        (_("Cover at hand"), found.existing_cover),
        *facts.described(found.facts),
    ]
    return {
        "needs": [_(NEEDS[need]) for need in found.needs],
        "pairs": [(label, value) for label, value in pairs if value],
    }


def _recommended(_request: HttpRequest, found: Enquiry) -> Content:
    rows = [(r["code"], r["name"], _(NEEDS[r["need"]]) if r["need"] else "–") for r in found.recommended]
    missing = []
    if found.needs and not rows:
        advice = advice_for(found.needs, found.asked_at.date())
        missing = [_(NEEDS[need]) for need in rules.uncovered(found.needs, advice)]
    made = [(row["number"], links.url_for("underwriting.proposal", row["id"])) for row in found.proposals]
    return {"rows": rows, "advice": found.advice, "missing": missing, "product": found.product, "made": made}


def _heard(_request: HttpRequest, found: Enquiry) -> Content:
    """Contacts and hand-overs in their order."""
    rows = sorted([*map(_contact, found.contacts), *map(_passed, found.passed)], key=lambda row: row[0])
    return {"rows": [(moment(at), *row) for at, *row in rows]} if rows else None


def _contact(row: Mapping[str, Any]) -> tuple[datetime, str, str, str]:
    what = _("customer reached") if row["reached"] else _("customer not reached")
    return datetime.fromisoformat(row["at"]), f"{_(WAYS[row['way']])} · {what}", row["note"], row["by"]


def _passed(row: Mapping[str, Any]) -> tuple[datetime, str, str, str]:
    places = [f"{_(DESKS[row[side]].label)}（{row[f'{side}_unit']}）" for side in ("from", "to")]
    return datetime.fromisoformat(row["at"]), " → ".join(places), row["why"], row["by"]
