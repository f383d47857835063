"""Sharing a claim with a colleague outside its scope."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from claims.forms.claims import ShareForm
from claims.models import ShareRequest
from claims.rules import claim_lifecycle as lifecycle
from claims.selectors import claims as selectors
from claims.services.share import request_share
from claims.views.cells import linked
from core.templatetags.ui import full_moment, moment, state_of
from core.web.detail import Crumb, Detail, Fact, detail_page
from core.web.lists import Column, ListPage, list_page
from core.web.pages import needs, page
from core.workflow.refusals import Refusal


def _columns() -> tuple[Column, ...]:
    return (
        Column(key="claim", label=_("Claim"), cell=lambda s: linked("claims:share", s, s.claim.number)),
        Column(key="reader", label=_("Reader"), cell=lambda s: s.reader_name),
        Column(key="why", label=_("Reason"), css="ui-clip", cell=lambda s: s.why),
        Column(key="state", label=_("State"), cell=lambda s: state_of(lifecycle.SHARE, s.state)),
        Column(key="until", label=_("Until"), css="ui-nowrap", cell=lambda s: moment(s.until)),
        Column(key="created", label=_("Asked"), cell=lambda s: moment(s.created_at), sort="created_at"),
    )


@needs("claims.view_shares")
@require_GET
def shares(request: HttpRequest) -> HttpResponseBase:
    """Requests in scope and the own ones."""
    spec = ListPage(
        title=_("Shared claims"),
        rows=lambda actor: selectors.shares(actor).select_related("claim"),
        columns=_columns(),
        order="-created_at",
        export_name="shares",
        empty=_("Nobody asked to read a claim outside the own scope."),
        actions=((_("Ask to share a claim"), reverse("claims:ask_share"), "plus"),),
    )
    return list_page(request, spec)


@needs("claims.request_share")
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask with a reason."""
    form = ShareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            found = request_share(form.command(request), **form.inputs())
            return HttpResponseRedirect(reverse("claims:share", kwargs={"pk": found.pk}))
        except Refusal as refusal:
            form.refuse(refusal)
    return page(request, "claims/ask_share.html", {"form": form})


@needs("claims.view_shares")
@require_GET
def share(request: HttpRequest, pk: int) -> HttpResponse:
    """One request."""
    found = selectors.share_for(request.actor, pk)  # type: ignore[attr-defined]
    return detail_page(request, found, _detail(found))


def _detail(found: ShareRequest) -> Detail:
    return Detail(
        title=found.claim.number,
        crumbs=(Crumb(_("Shared claims"), reverse("claims:shares")), Crumb(found.claim.number)),
        facts=(
            Fact(_("Reader"), found.reader_name),
            Fact(_("Reason"), found.why),
            Fact(_("Hours"), str(found.hours)),
            Fact(_("Until"), full_moment(found.until)),
        ),
        panels=(),
    )
