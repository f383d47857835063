"""An advance on a claim, entered by claim number (JE-18)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from finance.forms.premium import AdvanceForm
from finance.models import ClaimReserve
from finance.selectors import desk
from finance.services.advances import ClaimAdvance, advance_claim


@needs("finance.advance_claim")
def advance_new(request: HttpRequest) -> HttpResponse:
    """Owe part of a claim before its final amount is known."""
    form = AdvanceForm(request.POST or None, actor=request.actor)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        reserve = desk.reserve_of(request.actor, form.cleaned_data["claim_number"])  # type: ignore[attr-defined]
        if reserve is None:
            form.add_error("claim_number", _("No reserve is booked for a claim of this number."))
        else:
            answer = _send(request, form, reserve)
            if answer is not None:
                return answer
    context = {
        "form": form,
        "title": _("Advance claim payment"),
        "back": reverse("finance:payables"),
        "intro": _("Paid before the final amount is known and set off when the claim is approved."),
    }
    return page(request, "finance/simple_form.html", context, status=422 if request.method == "POST" else 200)


def _send(request: HttpRequest, form: AdvanceForm, reserve: ClaimReserve) -> HttpResponse | None:
    entered = form.inputs()
    advance = ClaimAdvance(
        claim_kind=reserve.claim_kind,
        claim_id=reserve.claim_id,
        claim_number=reserve.claim_number,
        case=f"{reserve.claim_kind}:{reserve.claim_id}",
        unit_id=reserve.unit_id,
        line=reserve.line,
        amount=entered["amount"],
        account_token=entered["account_token"],
        reason=entered["why"],
    )
    try:
        payable = advance_claim(form.command(request), advance)
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    messages.success(request, _("%(number)s recorded.") % {"number": payable.number})
    return redirect("finance:payable", pk=payable.pk)
