"""Premium after the issue: asking for it on a proposal, deciding on it, and the panel that shows it (ISS-03)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from archives.public import documents_of
from core.templatetags.ui import day, money
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs, page
from core.workflow.refusals import NotPossible, Refusal
from underwriting.forms.exemptions import ExemptionForm
from underwriting.models import Endorsement, Instalment, PremiumExemption, Proposal
from underwriting.rules import endorsement_life, lifecycle
from underwriting.rules import exemption_life as life
from underwriting.selectors import exemptions as selectors
from underwriting.selectors.endorsements import endorsement_for
from underwriting.selectors.exemptions import Owing, owing_by, owing_of
from underwriting.selectors.proposals import proposal_for
from underwriting.selectors.quality import one_of
from underwriting.services.exempting import refuse_moved_on, request_exemption
from underwriting.views.cells import amount_column, made_column, number_column, state_column, state_filter, unit_column
from underwriting.views.narrowing import by_channel, by_salesperson, by_unit

SEE, ASK = "underwriting.view_instalments", "underwriting.request_exemption"


@needs(ASK)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Ground, evidence and payments of the premium of a proposal; what is wrong with the plan shows as it is typed."""
    return _ask(request, _of_open_proposal(request, pk))


@needs(ASK)
@require_http_methods(["GET", "POST"])
def new_of_change(request: HttpRequest, pk: int) -> HttpResponse:
    """The same of what an endorsement costs more."""
    return _ask(request, _of_open_change(request, pk))


@needs(ASK)
@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan as typed so far; nothing is kept."""
    return _check(request, _of_open_proposal(request, pk))


@needs(ASK)
@require_POST
def check_of_change(request: HttpRequest, pk: int) -> HttpResponse:
    """The same of an endorsement."""
    return _check(request, _of_open_change(request, pk))


def _ask(request: HttpRequest, owing: Owing) -> HttpResponse:
    form = ExemptionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = request_exemption(form.command(request), data=form.data_of(owing))
            return HttpResponseRedirect(reverse("underwriting:exemption", kwargs={"pk": made.pk}))
        except Refusal as refusal:
            form.refuse(refusal)
    context = {"form": form, **_place(owing), **_standing(owing, form)}
    return page(request, "underwriting/exemption.html", context, status=422 if form.errors else 200)


def _check(request: HttpRequest, owing: Owing) -> HttpResponse:
    form = ExemptionForm(request.POST)
    form.is_valid()
    return page(request, "underwriting/exemption_plan.html", _standing(owing, form))


def _of_open_proposal(request: HttpRequest, pk: int) -> Owing:
    found = owing_of(proposal_for(request.actor, pk))  # type: ignore[attr-defined]
    return _refuse_closed(found, selectors.open_exemption(pk))


def _of_open_change(request: HttpRequest, pk: int) -> Owing:
    found = owing_by(endorsement_for(request.actor, pk), localdate())  # type: ignore[attr-defined]
    return _refuse_closed(found, selectors.open_exemption_of_change(pk))


def _refuse_closed(owing: Owing, asked: PremiumExemption | None) -> Owing:
    refuse_moved_on(owing)
    if asked is not None:
        raise NotPossible(_("This was asked already. Withdraw the earlier request first."))
    return owing


def _place(owing: Owing) -> dict[str, Any]:
    """Where the request stands: under a proposal, or under an endorsement."""
    name, checks = ("endorsement", "endorsement_exemption_check") if owing.change else ("proposal", "exemption_check")
    contract = owing.change.policy if owing.change else owing.proposal
    return {
        "number": str(owing.about),
        "holder": contract.holder_name,
        "subject": contract.insured_subject,
        "list_title": _("Endorsements") if owing.change else _("Proposals"),
        "list_url": reverse(f"underwriting:{name}s"),
        "back": reverse(f"underwriting:{name}", args=[owing.about.pk]),
        "check": reverse(f"underwriting:{checks}", args=[owing.about.pk]),
    }


def _standing(owing: Owing, form: ExemptionForm) -> dict[str, Any]:
    """The sum of the payments, what is left, and the first thing that is wrong."""
    today = localdate()
    typed = form.is_bound
    payments = form.payments() if typed and hasattr(form, "cleaned_data") else ()
    code = form.cleaned_data.get("code", "") if typed and hasattr(form, "cleaned_data") else ""
    total = sum((one.amount for one in payments), Decimal("0.00"))
    fault = ""
    if code:
        later = owing.premium - (payments[0].amount if payments else Decimal(0))
        fault = selectors.credit_fault(owing, code, later, today)
        fault = fault or selectors.plan_fault(owing, code, payments, today)
    return {
        "premium": owing.premium,
        "total": total,
        "left": owing.premium - total,
        "fault": fault,
        "fine": bool(code) and not fault,
        "planned": code in selectors.PLANNED,
        "least": selectors.first_payment(owing, today),
        "first_day": owing.first_on,
        "last_day": selectors.last_payment_day(owing, today),
    }


@needs(SEE)
@require_GET
def exemptions(request: HttpRequest) -> HttpResponseBase:
    """What was asked and what was decided."""
    return list_page(
        request,
        ListPage(
            title=_("Premium after the issue"),
            facts=_(
                "Asked on an approved proposal or endorsement, decided by somebody else with authority; motor never."
            ),
            rows=selectors.exemptions,
            order="-created_at",
            columns=(
                number_column(life.EXEMPTION, _("Number of the request")),
                Column(
                    key="proposal", label=_("Proposal or endorsement"), cell=lambda row: str(row.about), css="ui-code"
                ),
                Column(key="holder", label=_("Policyholder"), cell=lambda row: row.holder_name, css="ui-clip"),
                Column(key="code", label=_("Ground"), cell=lambda row: row.get_code_display()),
                amount_column("premium", _("Premium")),
                amount_column("later", _("Premium to come later")),
                state_column(life.EXEMPTION),
                Column(key="asked", label=_("Requested by"), cell=lambda row: row.requested_by, default=False),
                unit_column(),
                made_column(),
            ),
            filters=(
                state_filter(life.EXEMPTION),
                by_unit(),
                by_channel("proposal__channel", "endorsement__policy__proposal__channel"),
                by_salesperson("proposal__salesperson_id", "endorsement__policy__salesperson_id"),
                Filter(key="made", label=_("Day of the request"), date_field="created_at"),
            ),
            search=lambda rows, text: (
                rows.filter(number=text.strip().upper())
                | rows.filter(proposal__number=text.strip().upper())
                | rows.filter(endorsement__number=text.strip().upper())
                | rows.filter(proposal__holder_name__icontains=text)
            ),
            search_hint=_("Number, proposal, endorsement, policyholder"),
            views=(SavedView(_("All"), {}), SavedView(_("To be decided"), {"state": life.REQUESTED})),
            empty=_("Nobody has asked that a premium may come later."),
            export_name="premium-after-issue",
        ),
    )


@needs(SEE)
@require_GET
def exemption(request: HttpRequest, pk: int) -> HttpResponse:
    """One request with its evidence and payments."""
    found = one_of(selectors.exemptions(request.actor), pk)  # type: ignore[attr-defined]
    back = reverse("underwriting:exemptions")
    return detail_page(
        request,
        found,
        Detail(
            title=found.number,
            crumbs=(Crumb(_("Underwriting centre")), Crumb(_("Premium after the issue"), back), Crumb(found.number)),
            facts=(
                Fact(_("Policyholder"), found.holder_name),
                _about(found),
                Fact(_("Premium"), money(found.premium)),
                Fact(_("Premium to come later"), money(found.later)),
                _since(found),
                Fact(_("Source unit"), found.unit.label),
            ),
            tabs=(Tab("main", _("Details of the request")),),
            panels=(
                Panel(
                    key="exemption",
                    title=_("Premium after the issue"),
                    icon="calendar-check",
                    template="underwriting/panels/exemption.html",
                    context=_of_exemption,
                ),
            ),
        ),
    )


def _about(found: PremiumExemption) -> Fact:
    """The proposal or the endorsement whose premium comes later, a click away."""
    name, label = ("endorsement", _("Endorsement")) if found.endorsement else ("proposal", _("Proposal"))
    url = reverse(f"underwriting:{name}", args=[found.about.pk])
    return Fact(label, format_html('<a class="ui-code" href="{}">{}</a>', url, found.about))


def _since(found: PremiumExemption) -> Fact:
    """From when the cover is that the premium is for."""
    if found.endorsement:
        return Fact(_("From"), day(found.endorsement.effective_on))
    return Fact(_("Cover begins"), day(found.proposal.start_on))


def _of_exemption(request: HttpRequest, found: PremiumExemption) -> Mapping[str, Any]:
    papers = documents_of(life.EXEMPTION_KIND, found.pk, request.actor)  # type: ignore[attr-defined]
    return {"found": found, "rows": _payments(found), "papers": papers, "new": ""}


def _payments(found: PremiumExemption) -> list[dict[str, Any]]:
    """The agreed instalments with what came in, or the payments as they were asked for."""
    agreed = list(found.instalments.order_by("place"))
    if agreed:
        return [_instalment(one) for one in agreed]
    return [
        {"place": place, "amount": Decimal(one["amount"]), "due_on": one["due_on"], "state": None, "url": ""}
        for place, one in enumerate(found.payments, start=1)
    ]


def _instalment(one: Instalment) -> dict[str, Any]:
    return {
        "place": one.place,
        "amount": one.amount,
        "due_on": one.due_on.isoformat(),
        "state": one.lifecycle.state(one.state),
        "url": reverse("underwriting:instalment", kwargs={"pk": one.pk}),
    }


def on_proposal() -> Panel:
    """On the page of the proposal, where the premium is due."""
    return _panel(of_proposal)


def on_endorsement() -> Panel:
    """On the page of the endorsement, where it costs more."""
    return _panel(of_endorsement)


def _panel(context: Callable[[HttpRequest, Any], Mapping[str, Any] | None]) -> Panel:
    return Panel(
        key="exemption",
        title=_("Premium after the issue"),
        icon="calendar-check",
        template="underwriting/panels/exemption.html",
        context=context,
    )


def of_proposal(request: HttpRequest, obj: Proposal) -> Mapping[str, Any] | None:
    """What was asked last, and the way to ask."""
    if obj.is_motor or obj.state not in {lifecycle.APPROVED, lifecycle.ISSUABLE, lifecycle.ISSUED}:
        return None
    asked = obj.exemptions.filter(endorsement=None)
    url = reverse("underwriting:new_exemption", kwargs={"pk": obj.pk})
    return _shown(request, obj, asked, url if obj.state == lifecycle.APPROVED else "")


def of_endorsement(request: HttpRequest, obj: Endorsement) -> Mapping[str, Any] | None:
    """The same where an approved endorsement of another line than motor costs more."""
    decided = {endorsement_life.APPROVED, endorsement_life.PAID, endorsement_life.ISSUED, endorsement_life.EFFECTIVE}
    if obj.delta <= 0 or obj.state not in decided or obj.policy.is_motor:
        return None
    url = reverse("underwriting:new_endorsement_exemption", kwargs={"pk": obj.pk})
    return _shown(request, obj, obj.exemptions, url if obj.state == endorsement_life.APPROVED else "")


def _shown(request: HttpRequest, obj: Proposal | Endorsement, asked: Any, new: str) -> Mapping[str, Any] | None:
    actor = request.actor  # type: ignore[attr-defined]
    found = asked.order_by("-pk").first() if actor.refusal_for(SEE) is None else None
    open_ = found is not None and found.state in life.OPEN
    may_ask = bool(new) and not open_ and actor.refusal_for(ASK, obj) is None
    if found is None and not may_ask:
        return None
    rows = _payments(found) if found else []
    return {"found": found, "rows": rows, "papers": [], "new": new if may_ask else "", "linked": True}
