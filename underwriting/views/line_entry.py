"""Entering any line but motor: the product is chosen first, then its own entry with the premium beside it (PRO-08)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.web.pages import needs, page
from core.workflow.refusals import Hidden, Refusal
from underwriting.forms.lines import LineForm, Offer
from underwriting.models import Proposal
from underwriting.rules.entry.brought import content_from
from underwriting.rules.products import ProductFact
from underwriting.rules.words import gettext_noop as noop
from underwriting.selectors.brought import Brought
from underwriting.selectors.catalogue import NoProduct, product, products, tariff_of
from underwriting.selectors.codes import open_requests
from underwriting.selectors.lines import entered_here, entry_of_product, product_of, riders_offered
from underwriting.selectors.proposals import proposal_for, unit_of
from underwriting.services.data import ProposalData
from underwriting.services.intake import edit_proposal
from underwriting.services.quote import quote_line
from underwriting.views import closed_entry, steps, suspended
from underwriting.views.brought import brought_by, judged_for, people_of, received

NAMED = 4
LONGEST_KEY = 18  # digits of a key of the database
GROUPS = (
    (noop("Motor"), "car", {"motor"}),
    (noop("Property and homes"), "home", {"property", "household", "machinery", "loss_of_profits"}),
    (noop("Engineering"), "tool", {"engineering"}),
    (noop("Cargo"), "world", {"cargo"}),
    (noop("Liability insurance"), "shield-check", {"liability", "employers", "school"}),
    (noop("Accident"), "users", {"group_accident", "individual_accident", "student"}),
    (noop("Other clauses"), "file-text", {"generic"}),
)
TEMPLATE, PREMIUM = "underwriting/line_entry.html", "underwriting/line_premium.html"


@needs("underwriting.receive_proposal")
@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """What is to be insured: every product that is sold today and entered in the system."""
    groups = []
    sold = [fact for fact in products(localdate()) if entered_here(fact)]
    asked = f"?{request.GET.urlencode()}" if request.GET else ""
    for title, mark, modules in GROUPS:
        listed = [(fact, _url_of(fact) + asked) for fact in sold if fact.module in modules]
        if listed:
            groups.append((_(title), mark, listed))
    return page(request, "underwriting/products_to_enter.html", {"groups": groups})


def _url_of(fact: ProductFact) -> str:
    """Motor covers are entered together, from the vehicle licence."""
    if fact.module == "motor":
        return reverse("underwriting:new")
    return reverse("underwriting:line_new", kwargs={"code": fact.code})


@needs("underwriting.receive_proposal")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, code: str) -> HttpResponse:
    """The first step makes the draft of the line."""
    fact = _sold(code)
    brought = brought_by(request)
    content = content_from(entry_of_product(fact), brought.known) if brought else None
    begins = {"start_on": brought.start_on} if brought and brought.start_on else None
    form = LineForm(_sent(request), offer=_offer(request, fact), content=content, initial=begins)
    if _saves(request) and form.is_valid():
        try:
            data = ProposalData(line=form.line_data(), people=people_of(request))
            draft = received(request, form.command(request), data)
            return HttpResponseRedirect(steps.after(request, draft, steps.OBJECT))
        except Refusal as refusal:
            form.refuse(refusal)
    return _show(request, fact, None, form, brought)


@needs("underwriting.edit_proposal")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The same entry of a draft, a returned or a supplemented proposal."""
    proposal = proposal_for(request.actor, pk)  # type: ignore[attr-defined]
    if not closed_entry.is_open(proposal):
        return closed_entry.leave(request, proposal)
    if proposal.is_motor:
        return HttpResponseRedirect(steps.url_of(proposal, steps.VEHICLE))
    fact = product_of(proposal)
    form = LineForm(
        _sent(request),
        offer=_offer(request, fact, proposal),
        content=proposal.content,
        version=proposal.version,
        initial={"start_on": proposal.start_on, "end_on": proposal.end_on, "renewal_of": proposal.renewal_of},
    )
    if _saves(request) and form.is_valid():
        try:
            edit_proposal(proposal.pk, form.command(request), data=ProposalData(line=form.line_data()))
            return HttpResponseRedirect(steps.after(request, proposal, steps.OBJECT))
        except Refusal as refusal:
            form.refuse(refusal)
    return _show(request, fact, proposal, form)


@needs("underwriting.receive_proposal")
@require_POST
def premium(request: HttpRequest, code: str) -> HttpResponse:
    """The premium of what is typed so far, judged for the same day as when it is kept; nothing is kept."""
    kept = _kept(request)
    if kept is not None and kept.product != code:
        raise Hidden(_("Not found."))
    form = LineForm(_sent(request), offer=_offer(request, product_of(kept) if kept else _sold(code), kept))
    form.is_valid()
    try:
        unit = unit_of(request.actor)  # type: ignore[attr-defined]
        as_of = kept.as_of(localdate()) if kept else judged_for(request, localdate())
        priced = quote_line(form.line_data(), unit, as_of, kept)
    except Refusal as refusal:
        return page(request, PREMIUM, {"proposal": None, "problem": _missing(form, refusal), "typed": True})
    return page(request, PREMIUM, {"proposal": priced, "typed": True})


def _kept(request: HttpRequest) -> Proposal | None:
    """The draft of which the premium is asked; None of a new entry."""
    named = request.GET.get("of", "")
    if not named.isdecimal() or len(named) > LONGEST_KEY:
        return None
    return proposal_for(request.actor, int(named))  # type: ignore[attr-defined]


def _quote_url(request: HttpRequest, fact: ProductFact, proposal: Proposal | None) -> str:
    url = reverse("underwriting:line_premium", kwargs={"code": fact.code})
    asked = {"of": proposal.pk} if proposal else {"from": request.GET.get("from", "")}
    return f"{url}?{urlencode(asked)}" if all(asked.values()) else url


def _missing(form: LineForm, refusal: Refusal) -> str:
    """What the premium still waits for, by the labels of the form."""
    paths = refusal.details.get("fields")
    labels = [str(form.fields[path].label) for path in paths if path in form.fields] if paths else []
    if not labels:
        return refusal.message
    listed = _(", ").join(dict.fromkeys(labels[:NAMED]))
    return _("The premium appears with: %(fields)s") % {"fields": listed}


def _sold(code: str) -> ProductFact:
    try:
        fact = product(code, localdate())
    except NoProduct:
        raise Hidden(_("Not found.")) from None
    if fact.module == "motor" or not entered_here(fact):
        raise Hidden(_("Not found."))
    return fact


def _offer(request: HttpRequest, fact: ProductFact, proposal: Proposal | None = None) -> Offer:
    tariff = tariff_of(fact, proposal.start_on if proposal else localdate())
    return Offer(
        product=fact.code,
        entry=entry_of_product(fact),
        tariff=tariff,
        riders=riders_offered(tariff),
        needs_end=fact.project_term,
        choices={} if fact.on_system else {"request": open_requests(_branch_id(request, proposal))},
    )


def _branch_id(request: HttpRequest, proposal: Proposal | None) -> int | None:
    """The branch whose requests for codes are offered."""
    if proposal is not None:
        return proposal.branch_id
    found: int | None = unit_of(request.actor).branch_id  # type: ignore[attr-defined]
    return found


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _saves(request: HttpRequest) -> bool:
    """Rows are added and taken out without keeping anything."""
    return request.method == "POST" and not request.POST.get("rows")


def _place(request: HttpRequest, name: str) -> str:
    """Under which name the browser keeps a new entry: what an enquiry fills in stands by itself."""
    return f"{name}-{request.GET.get('from', '').replace(':', '-')}".rstrip("-")


def _show(
    request: HttpRequest, fact: ProductFact, proposal: Proposal | None, form: LineForm, brought: Brought | None = None
) -> HttpResponse:
    context: dict[str, Any] = {
        "proposal": proposal,
        "product": fact,
        "brought": brought,
        "form": form,
        "stages": steps.stages(proposal, fact, steps.OBJECT),
        "period": [form[name] for name in ("start_on", "end_on", "renewal_of")],
        "blocks": form.blocks(),
        "rows_title": _(form.rows.title) if form.rows else "",
        "rows_add": _(form.rows.add) if form.rows else "",
        "columns": [(_(column.label), column.required) for column in form.columns()],
        "riders": form["riders"] if "riders" in form.fields else None,
        "here": request.path,
        "table": form.table(),
        "reasons": steps.reasons(proposal, form),
        "suspended": suspended.lines(proposal),
        "draft_key": f"proposal-{proposal.pk if proposal else _place(request, fact.code)}-object",
        "quote_url": _quote_url(request, fact, proposal),
    }
    return page(request, TEMPLATE, context, status=422 if form.errors else 200)
