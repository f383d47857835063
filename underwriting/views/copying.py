"""Beginning a lapsed or withdrawn proposal again as a new draft (5.0 #17, 5.3)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.templatetags.ui import icon
from core.web.commands import CommandForm
from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from underwriting.models import Proposal
from underwriting.rules.lifecycle import RECEIVE
from underwriting.selectors.proposals import proposal_for
from underwriting.services.copying import COPIED, copy_to_draft


def copy_buttons(request: HttpRequest, found: Proposal) -> list[SafeString]:
    """On the page of a proposal that is over, for whoever receives proposals."""
    refused = request.actor.refusal_for(RECEIVE.permission, found)  # type: ignore[attr-defined]
    if refused is not None or found.state not in COPIED:
        return []
    url = reverse("underwriting:copy_proposal", kwargs={"pk": found.pk})
    return [format_html('<a class="ui-btn" href="{}">{}{}</a>', url, icon("copy"), _("Begin again"))]


@needs(RECEIVE.permission)
@require_http_methods(["GET", "POST"])
def copy_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """What is taken over and what is not, then the new draft."""
    found = proposal_for(request.actor, pk)  # type: ignore[attr-defined]
    form, back = CommandForm(request.POST or None), reverse("underwriting:proposal", kwargs={"pk": pk})
    if request.method == "POST" and form.is_valid():
        try:
            made = copy_to_draft(form.command(request), source=found)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The new draft takes the place of %(number)s.") % {"number": found.number})
            return HttpResponseRedirect(reverse("underwriting:proposal", kwargs={"pk": made.pk}))
    context = {
        "title": _("Begin again"),
        "lead": f"{found.number} · {found.product_label} · {found.holder_name}",
        "crumbs": [(found.number, back)],
        "form": form,
        "fields": [],
        "back": back,
        "send": _("Make a new draft"),
        "note": _("Object, cover and people are taken over and priced anew; answers, signature and papers are not."),
    }
    return page(request, "underwriting/form.html", context, status=422 if form.errors else 200)
