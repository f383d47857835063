"""The co-insurance of a proposal: entry, and what its page shows (REI-13, PRO-09)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.web.commands import OptionalReasonForm
from core.web.detail import Panel
from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from underwriting.documents.policy import COMPANY
from underwriting.forms.coinsurance import CoinsuranceForm
from underwriting.models import Policy, Position, Proposal
from underwriting.rules.shared_business import ENTERED
from underwriting.selectors.coinsurance import (
    coinsurance_of,
    coinsurance_on,
    own_part,
    parts_of,
    premiums_on,
    sums_on,
    whole_sum,
)
from underwriting.selectors.proposals import proposal_for
from underwriting.services.coinsurance import PERMISSION, record_coinsurance, remove_coinsurance


@needs(PERMISSION)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter who takes which share."""
    proposal = proposal_for(request.actor, pk)  # type: ignore[attr-defined]
    kept = coinsurance_of(proposal.pk)
    form = CoinsuranceForm(
        request.POST or None, company=COMPANY, total=proposal.exposure, kept=kept, version=proposal.version
    )
    back = reverse("underwriting:proposal", kwargs={"pk": proposal.pk})
    if request.method == "POST" and form.is_valid():
        try:
            record_coinsurance(proposal.pk, form.command(request), data=form.data_of())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The shares are kept."), extra_tags="good")
            return HttpResponseRedirect(back)
    context = {
        "title": _("Co-insurance"),
        "lead": _("The leader enters the whole contract, a follower its own share with the leader's policy."),
        "crumbs": [(proposal.number, back)],
        "form": form,
        "fields": form.sized,
        "back": back,
        "send": _("Save"),
        "note": _("As leader, authority is counted on the total sum insured."),
    }
    return page(request, "underwriting/form.html", context, status=422 if form.errors else 200)


@needs(PERMISSION)
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """A table that was entered by mistake is taken out again."""
    proposal = proposal_for(request.actor, pk)  # type: ignore[attr-defined]
    form = OptionalReasonForm(request.POST or None, version=proposal.version)
    back = reverse("underwriting:proposal", kwargs={"pk": proposal.pk})
    if request.method == "POST" and form.is_valid():
        try:
            remove_coinsurance(proposal.pk, form.command(request))
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The company carries the contract alone."), extra_tags="good")
            return HttpResponseRedirect(back)
    context = {
        "title": _("Take out the shares"),
        "lead": _("The company carries the contract alone from then on; the table stays in the trail."),
        "crumbs": [(proposal.number, back)],
        "form": form,
        "fields": [(bound, "6") for bound in form.visible_fields()],
        "back": back,
        "send": _("Take out the shares"),
        "note": _("It can be entered again until the proposal is handed in."),
    }
    return page(request, "underwriting/form.html", context, status=422 if form.errors else 200)


def on_proposal() -> Panel:
    """The share table with what each insurer gets of sum and premium."""
    return Panel(
        key="coinsurance",
        title=_("Co-insurance"),
        icon="users",
        template="underwriting/panels/coinsurance.html",
        context=_of_proposal,
        flush=True,
    )


def on_policy() -> Panel:
    """The same table on the policy, so that nobody takes the premium of all insurers for the company's own."""
    return replace(on_proposal(), context=_of_policy)


def _of_policy(_request: HttpRequest, obj: Policy) -> Mapping[str, Any] | None:
    found = None if obj.is_motor else coinsurance_on(obj.proposal)
    if found is None:
        return None
    prefetch_related_objects([obj], "versions")
    parts = zip(
        found.shares.all(), sums_on(found, obj, list(obj.versions.all())), premiums_on(found, obj.premium), strict=True
    )
    return {"coinsurance": found, "rows": list(parts)}


def own_premium_on(policy: Policy) -> str:
    """Of a led contract: which part of the premium is the company's own."""
    found = None if policy.is_motor else coinsurance_on(policy.proposal)
    if found is None or found.position != Position.LEADER:
        return ""
    return _("own part %(amount)s") % {"amount": f"{own_part(found, policy.premium):,.2f}"}


def _of_proposal(request: HttpRequest, obj: Proposal) -> Mapping[str, Any] | None:
    if obj.is_motor:
        return None
    found = coinsurance_of(obj.pk)
    editable = obj.state in ENTERED
    may_edit = editable and request.actor.refusal_for(PERMISSION, obj) is None  # type: ignore[attr-defined]
    url = reverse("underwriting:coinsurance", kwargs={"pk": obj.pk}) if may_edit else ""
    if found is None:
        return {"edit_url": url} if url else None
    rows: list[Any] = list(found.shares.all())
    whole = found.position == "leader"
    sums = parts_of(found, whole_sum(found, obj))
    premiums = parts_of(found, obj.premium) if whole else [None] * len(rows)
    return {"coinsurance": found, "rows": list(zip(rows, sums, premiums, strict=True)), "edit_url": url} | {
        "remove_url": reverse("underwriting:coinsurance_remove", kwargs={"pk": obj.pk}) if may_edit else ""
    }
