"""Making out papers about printed forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from archives.forms.form_papers import (
    CountForm,
    DestructionForm,
    ExplainForm,
    IncidentForm,
    OrderForm,
    RequestForm,
    SealForm,
    SlipForm,
)
from archives.rules import form_slip
from archives.selectors import form_lots, form_papers
from archives.services import form_counts, form_ends, form_gaps, form_hands, form_losses, form_supply, seals
from archives.views.form_stock import way
from core import links
from core.models import Stateful
from core.web.pages import needs
from core.workflow.refusals import Refusal
from organisation.public import units_in_scope
from organisation.views.plain import FormPage, form_page

USERS = ("UW_ISSUE", "SALES")
KEEPERS_OF_SEALS = ("SUB_MGR", "FN_POSTED", "FN_SEAL_A", "FN_SEAL_B", "UW_DIR", "UW_REVIEW")
Send = Callable[[Any, dict[str, Any]], Stateful]


def _entry(request: HttpRequest, form: Any, send: Send, *, title: str, to: str, intro: str = "") -> HttpResponse:
    """Show the form, or send it and go to the new paper."""
    if request.method == "POST" and form.is_valid():
        try:
            paper = send(form.command(request), form.inputs())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            made = {"number": paper.audit_number()}
            messages.success(request, _("Made out as %(number)s.") % made, extra_tags="good")
            return HttpResponseRedirect(links.url_for(paper.lifecycle.kind, paper.pk) or reverse(to))
    spec = FormPage(title=title, crumbs=way((title, "")), back=reverse(to), intro=intro, submit=_("Save"))
    return form_page(request, form, spec)


def _wanted(request: HttpRequest) -> dict[str, str]:
    """What the page of a low stock brings along."""
    names = {"form_type_id": "form", "quantity": "quantity"}
    return {field: request.GET[name] for field, name in names.items() if request.GET.get(name, "").isdigit()}


@needs("archives.order_forms")
@require_http_methods(["GET", "POST"])
def order(request: HttpRequest) -> HttpResponse:
    """Order printing."""
    kinds = form_lots.form_types()
    form = OrderForm(request.POST or None, kinds=kinds, initial=_wanted(request))

    def send(command: Any, given: dict[str, Any]) -> Stateful:
        kind = next(one for one in kinds if one.pk == given["form_type_id"])
        first = given["first"] or form_supply.next_free(kind)
        return form_supply.order_forms(command, data=form_supply.OrderData(**(given | {"first": first})))

    intro = _("Only from an approved printer; the proof is checked before anything is printed.")
    return _entry(request, form, send, title=_("Order printing"), to="archives:orders", intro=intro)


@needs("archives.request_forms")
@require_http_methods(["GET", "POST"])
def request_new(request: HttpRequest) -> HttpResponse:
    """Ask the store above for forms."""
    form = RequestForm(request.POST or None, kinds=form_lots.form_types(), initial=_wanted(request))
    return _entry(
        request,
        form,
        lambda command, given: form_supply.request_forms(command, **given),
        title=_("Request forms"),
        to="archives:requests",
        intro=_("What usage suggests stands on the page of the stock."),
    )


@needs("archives.make_slip")
@require_http_methods(["GET", "POST"])
def slip(request: HttpRequest) -> HttpResponse:
    """Issue from the store, return to it, or hand over to a colleague."""
    actor = request.actor  # type: ignore[attr-defined]
    keeps = actor.refusal_for("archives.issue_forms") is None
    allowed = (form_slip.ISSUE,) if keeps else (form_slip.RETURN, form_slip.HAND_OVER)
    people = [one for one in form_papers.colleagues(actor, USERS) if one.pk != actor.staff_id]
    kinds = form_lots.form_types()
    form = SlipForm(request.POST or None, kinds=kinds, allowed=allowed, people=people, initial=_wanted(request))
    here = {"store": actor.unit_id} if keeps else {"hand": actor.staff_id}

    def send(command: Any, given: dict[str, Any]) -> Stateful:
        kind = next(one for one in kinds if one.pk == given["form_type_id"])
        first = given["first"] if given["first"] is not None else form_lots.lowest_here(kind, **here)
        return form_hands.make_slip(command, data=form_hands.SlipData(**(given | {"first": first})))

    intro = _("The forms change hands when the one who takes them signs.")
    return _entry(request, form, send, title=_("New slip"), to="archives:slips", intro=intro)


@needs("archives.report_forms")
@require_http_methods(["GET", "POST"])
def incident(request: HttpRequest) -> HttpResponse:
    """Report void, misprinted or lost forms."""
    form = IncidentForm(request.POST or None, kinds=form_lots.form_types())

    def send(command: Any, given: dict[str, Any]) -> Stateful:
        return form_losses.report_forms(command, data=form_losses.IncidentData(**given))

    intro = _("From the report on the numbers are blocked everywhere.")
    return _entry(request, form, send, title=_("Report void or lost forms"), to="archives:incidents", intro=intro)


@needs("archives.report_forms")
@require_http_methods(["GET", "POST"])
def explanation(request: HttpRequest, lot: int) -> HttpResponse:
    """The holder says why numbers were skipped or lie too long."""
    held = form_papers.own_lot(request.actor, lot)  # type: ignore[attr-defined]
    form = ExplainForm(request.POST or None)
    return _entry(
        request,
        form,
        lambda command, given: form_gaps.explain_numbers(command, lot_id=lot, **given),
        title=_("Explain numbers"),
        to="archives:gaps",
        intro=f"{held.form_type} · {held.shown}",
    )


@needs("archives.issue_forms")
@require_http_methods(["GET", "POST"])
def destruction(request: HttpRequest) -> HttpResponse:
    """List forms for destruction."""
    form = DestructionForm(request.POST or None, kinds=form_lots.form_types())

    def send(command: Any, given: dict[str, Any]) -> Stateful:
        return form_ends.list_destruction(command, **given)

    intro = _("Another person counts and confirms, a third one supervises.")
    return _entry(request, form, send, title=_("Destruction of forms"), to="archives:destructions", intro=intro)


@needs("archives.count_forms")
@require_http_methods(["GET", "POST"])
def count(request: HttpRequest) -> HttpResponse:
    """Begin a count of a store."""
    units = units_in_scope(request.actor)  # type: ignore[attr-defined]
    form = CountForm(request.POST or None, units=units)
    return _entry(
        request,
        form,
        lambda command, given: form_counts.begin_count(command, **given),
        title=_("Begin a count"),
        to="archives:counts",
        intro=_("The keeper of the store counts, another person checks.") + f" {timezone.localdate():%Y-%m-%d}",
    )


@needs("archives.witness_forms")
@require_http_methods(["GET", "POST"])
def seal(request: HttpRequest) -> HttpResponse:
    """Enter a seal."""
    people = form_papers.colleagues(request.actor, KEEPERS_OF_SEALS)  # type: ignore[attr-defined]
    form = SealForm(request.POST or None, people=people)
    return _entry(
        request,
        form,
        lambda command, given: seals.enter_seal(command, **given),
        title=_("Enter a seal"),
        to="archives:seals",
        intro=_("Who keeps blank forms keeps no seal."),
    )
