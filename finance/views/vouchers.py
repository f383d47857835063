"""Vouchers: list, face and lines, and manual entry."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.detail import Crumb, Detail, Fact, Panel, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs, page
from core.workflow.refusals import Hidden, Refusal
from finance.forms.vouchers import LineFormSet, VoucherForm
from finance.models import Origin, Voucher
from finance.rules.entries import EVENT_LABELS
from finance.rules.lifecycles import voucher as states
from finance.selectors import desk
from finance.selectors.chart import accounts_on
from finance.selectors.ledger import voucher_face
from finance.services.vouchers import edit_voucher, prepare_manual_voucher
from finance.views import cells
from finance.views.filters import date_filter, line_filter, state_filter, unit_filter

HANDS = (
    ("maker", gettext_lazy("Prepared by")),
    ("checker", gettext_lazy("Reviewed by")),
    ("cashier", gettext_lazy("Cashier")),
    ("poster", gettext_lazy("Posted by")),
)
LINES_SHOWN = 200


def _event_filter() -> Filter:
    return Filter(
        key="event",
        label=_("Event"),
        choices=lambda _actor: [(event.value, _(label)) for event, label in EVENT_LABELS.items()],
        apply=lambda rows, value: rows.filter(event=value),
    )


def _columns() -> list[Column]:
    return [
        Column(
            key="number",
            label=_("Voucher"),
            cell=lambda r: cells.linked(
                reverse("finance:voucher", kwargs={"pk": r.pk}), r.audit_number(), r.get_kind_display()
            ),
            plain=lambda r: r.audit_number(),
        ),
        Column(key="date", label=_("Date"), cell=lambda r: cells.day_cell(r.date), sort="date"),
        Column(key="summary", label=_("Summary"), cell=lambda r: r.shown_summary(), css="ui-clip"),
        cells.line_column(),
        cells.unit_column(),
        cells.amount_column("total", _("Total"), desk.total_of),
        Column(key="maker", label=_("Prepared by"), cell=lambda r: r.maker.name if r.maker else "–"),
        Column(key="checker", label=_("Reviewed by"), cell=lambda r: r.checker.name if r.checker else "–"),
        Column(key="poster", label=_("Posted by"), cell=lambda r: r.poster.name if r.poster else "–"),
        cells.state_column(),
    ]


@needs("finance.view_vouchers")
def vouchers(request: HttpRequest) -> HttpResponseBase:
    """Vouchers, the newest first."""
    return list_page(
        request,
        ListPage(
            title=_("Vouchers"),
            rows=desk.vouchers,
            columns=_columns(),
            order="-date",
            filters=[
                state_filter(states.LIFECYCLE),
                _event_filter(),
                line_filter(),
                unit_filter(),
                date_filter("on", _("Date"), "date"),
            ],
            search=lambda rows, text: rows.filter(Q(code__istartswith=text) | Q(summary__icontains=text)),
            search_hint=_("Voucher number or summary"),
            views=[
                SavedView(_("To submit"), {"state": states.DRAFT}),
                SavedView(_("To review"), {"state": states.SUBMITTED}),
                SavedView(_("To sign"), {"state": states.TO_SIGN}),
                SavedView(_("Returned"), {"state": states.RETURNED}),
                SavedView(_("Posted"), {"state": states.POSTED}),
                SavedView(_("All"), {}),
            ],
            actions=[(_("New manual voucher"), reverse("finance:voucher_new"), "plus")],
            empty=_("Vouchers are made automatically by business events."),
            export_name="vouchers",
        ),
    )


def _voucher(request: HttpRequest, pk: int) -> Voucher:
    found: Voucher = desk.one_of(desk.vouchers(request.actor), pk)  # type: ignore[attr-defined]
    found.total = desk.total_of(found)
    return found


@needs("finance.view_vouchers")
def voucher(request: HttpRequest, pk: int) -> HttpResponse:
    """One voucher: its face, the business events behind it, signatures and the proof of the chain."""
    found = _voucher(request, pk)
    return detail_page(
        request,
        found,
        Detail(
            title=found.audit_number(),
            heading=found.get_kind_display(),
            crumbs=[Crumb(_("Vouchers"), reverse("finance:vouchers")), Crumb(found.audit_number())],
            facts=[
                Fact(_("Summary"), found.shown_summary(), cells.line_label(found.line)),
                Fact(_("Date"), cells.day_cell(found.date), f"{found.month:%Y-%m}"),
                Fact(_("Total"), cells.money_cell(found.total)),
                Fact(_("Attachments"), str(found.attachments), found.get_origin_display()),
                Fact(_("Unit"), found.unit.label),
            ],
            panels=_panels(),
        ),
    )


def _panels() -> list[Panel]:
    return [
        Panel(
            key="face",
            title=_("Voucher lines"),
            template="finance/panels/voucher_face.html",
            icon="list-details",
            flush=True,
            context=_face,
        ),
        Panel(
            key="lines",
            title=_("Documents behind the lines"),
            template="finance/panels/voucher_lines.html",
            icon="file-text",
            flush=True,
            context=_lines,
        ),
        Panel(
            key="hands",
            title=_("Signatures"),
            template="finance/panels/signatures.html",
            icon="user-check",
            rail=True,
            context=_signatures,
        ),
        Panel(
            key="chain",
            title=_("Proof"),
            template="finance/panels/voucher_proof.html",
            icon="lock",
            rail=True,
            context=_proof,
        ),
    ]


def _face(_request: HttpRequest, found: Voucher) -> dict[str, Any]:
    groups = voucher_face(found)
    return {
        "groups": [(group, cells.line_label(group.line)) for group in groups],
        "debit": sum(group.debit for group in groups),
        "credit": sum(group.credit for group in groups),
    }


def _lines(_request: HttpRequest, found: Voucher) -> dict[str, Any] | None:
    lines = list(found.lines.select_related("account", "entry", "voucher").order_by("id")[: LINES_SHOWN + 1])
    shown = [
        (
            line.entry.get_event_display() if line.entry else line.shown_summary(),
            cells.document_link(line.document_kind, line.document_id, line.document_number),
            str(line.account),
            line,
        )
        for line in lines[:LINES_SHOWN]
    ]
    return {"lines": shown, "more": len(lines) > LINES_SHOWN, "limit": LINES_SHOWN}


def _signatures(_request: HttpRequest, found: Voucher) -> dict[str, Any]:
    hands = [hand for hand in HANDS if hand[0] != "cashier" or found.cash]
    return {"signatures": [(label, p.name if (p := getattr(found, hand)) else "") for hand, label in hands]}


def _proof(_request: HttpRequest, found: Voucher) -> dict[str, Any] | None:
    reversal = desk.reversal_of(found)
    link = cells.own_link("finance:voucher")
    related = [(_("Reverses"), found.reverses), (_("Reversed by"), reversal)]
    shown = [(label, link(other)) for label, other in related if other is not None]
    if found.digest is None and not shown:
        return None
    digest = bytes(found.digest).hex() if found.digest else ""
    return {
        "voucher": found,
        "related": shown,
        "digest": digest[:16],
        "previous": bytes(found.previous or b"").hex()[:16],
    }


@needs("finance.prepare_voucher")
def voucher_new(request: HttpRequest) -> HttpResponse:
    """A voucher by hand."""
    form = VoucherForm(request.POST or None, initial={"date": timezone.localdate()})
    return _entry(request, form, None)


@needs("finance.prepare_voucher")
def voucher_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a manual draft."""
    found = _voucher(request, pk)
    if found.origin != Origin.MANUAL:
        raise Hidden(_("Not found."))
    initial = {"date": found.date, "summary": found.summary, "attachments": found.attachments}
    form = VoucherForm(request.POST or None, initial=initial, version=found.version)
    return _entry(request, form, found)


def _entry(request: HttpRequest, form: VoucherForm, found: Voucher | None) -> HttpResponse:
    lines = LineFormSet(
        request.POST or None, initial=_as_entered(found), form_kwargs={"accounts": _accounts()}, prefix="lines"
    )
    if request.method == "POST" and form.is_valid() and lines.is_valid():
        try:
            saved = _save(request, form, lines, found)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("%(number)s saved. Submit it for review.") % {"number": saved.audit_number()})
            return redirect("finance:voucher", pk=saved.pk)
    status = 422 if request.method == "POST" else 200
    return page(request, "finance/voucher_form.html", {"form": form, "lines": lines, "voucher": found}, status=status)


def _save(request: HttpRequest, form: VoucherForm, lines: Any, found: Voucher | None) -> Voucher:
    unit_id = found.unit_id if found else request.actor.unit_id  # type: ignore[attr-defined]
    data = form.data_for(unit_id, list(lines))
    if found is None:
        return prepare_manual_voucher(form.command(request), data=data)
    return edit_voucher(found.pk, form.command(request), data=data)


def _as_entered(found: Voucher | None) -> list[dict[str, Any]]:
    if found is None:
        return []
    return [
        {
            "account": line.account_id,
            "summary": line.summary,
            "debit": line.debit or None,
            "credit": line.credit or None,
        }
        for line in found.lines.order_by("id")
    ]


def _accounts() -> list[tuple[int, str]]:
    return [(account.pk, str(account)) for account in accounts_on(timezone.localdate()) if account.postable]
