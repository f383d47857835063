"""Automatic and manual acceptances compared, with the proposal to suspend (AUW-08)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.web.pages import needs, page
from underwriting.models.policy import line_label
from underwriting.selectors import monitoring as selectors
from underwriting.selectors.rules import branch_of


@needs("underwriting.view_rules")
@require_GET
def monitoring(request: HttpRequest) -> HttpResponse:
    """By line: policies, premium, losses and loss ratio of both ways of acceptance."""
    actor, today = request.actor, localdate()  # type: ignore[attr-defined]
    branch = branch_of(actor)
    limits, since = selectors.limits_of(branch, today), selectors.first_day(branch, today)
    words = {
        "highest": _("loss ratio above %(limit)s%%") % {"limit": limits.highest},
        "points_above": _("more than %(points)s points above the manual part") % {"points": limits.points_above},
    }
    rows = [
        (line_label(one.line), one, [words[reason] for reason in one.reasons(limits)])
        for one in selectors.experience(actor, since, today)
    ]
    context = {"rows": rows, "since": since, "files": reverse("underwriting:rule_files") + "?state=active"}
    return page(request, "underwriting/monitoring.html", context)
