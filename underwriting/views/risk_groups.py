"""What the page of an assessment shows of a group of persons (5.17)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.templatetags.ui import badge
from underwriting.models import RiskAssessment
from underwriting.rules.risk_people import FAULT_LABELS, GROUP_LABELS
from underwriting.selectors.risk_groups import group_of


def group(request: HttpRequest, found: RiskAssessment) -> Mapping[str, Any] | None:  # noqa: ARG001
    """A group beside its limits; what is met carries a mark."""
    known = group_of(found)
    if known is None:
        return None
    facts, limits, faults = known
    values = (
        ("persons", str(facts.persons), str(limits.least_persons)),
        ("participation", f"{facts.persons} / {facts.employees}", limits.participation),
        ("age", str(facts.oldest or "–"), str(limits.highest_age)),
        ("occupation", _(", ").join(sorted(facts.occupations)) or "–", _(", ").join(sorted(limits.declined))),
    )
    labels = dict(zip(("persons", "participation", "age", "occupation"), GROUP_LABELS.values(), strict=True))
    rows = [(_(labels[code]), value, limit, _mark(code, faults)) for code, value, limit in values]
    return {"heads": (_("Limits of a group"), _("This risk"), _("Limit of the guide"), _("State")), "rows": rows}


def _mark(code: str, faults: tuple[str, ...]) -> SafeString:
    return badge(_(FAULT_LABELS[code]), "bad") if code in faults else badge(_("as the guide wants"), "good")
