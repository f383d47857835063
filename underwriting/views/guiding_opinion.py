"""The guiding opinion on automatic underwriting: what holds today, and the versions that were published (AUW-09)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from archives.public import documents_of
from core.web.commands import CommandForm
from core.web.pages import needs, page
from core.workflow.refusals import Hidden
from underwriting.documents.guiding_opinion import publish_opinion
from underwriting.rules.rule_file import APPROVE_PERMISSION
from underwriting.selectors.guiding_opinion import OPINION_KIND, guiding_opinion
from underwriting.selectors.rules import branch_of


@needs("underwriting.view_rules")
@require_http_methods(["GET", "POST"])
def opinion(request: HttpRequest) -> HttpResponse:
    """Sections made of the rules in force; published it stays as a document."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    branch = branch_of(actor)
    if branch is None:
        raise Hidden(_("Not found."))
    form = CommandForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = publish_opinion(form.command(request), branch=branch)
        messages.success(request, _("Published as version %(number)s.") % {"number": made.version}, extra_tags="good")
        return HttpResponseRedirect(reverse("underwriting:guiding_opinion"))
    context = {
        "opinion": guiding_opinion(branch, localdate()),
        "form": CommandForm(),
        "may_publish": actor.refusal_for(APPROVE_PERMISSION) is None,
        "content": {"documents": documents_of(OPINION_KIND, branch.pk, actor)},
    }
    return page(request, "underwriting/guiding_opinion.html", context)
