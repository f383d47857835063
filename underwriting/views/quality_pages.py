"""One back-entry, ledger row, data defect, quality check or batch of papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core import links
from core.links import may_open
from core.templatetags.ui import badge, day, full_moment, money
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.pages import needs
from finance.public import receivables_of
from underwriting.reference.quality import FIELDS
from underwriting.rules.entry.choices import TARIFF_WORDS
from underwriting.rules.ledger_entry import LEDGER_ENTRY_KIND
from underwriting.rules.lifecycle import POLICY_KIND, PROPOSAL_KIND
from underwriting.selectors import quality as selectors
from underwriting.selectors.shown import signed
from underwriting.views import outside
from underwriting.views.quality_lists import VIEW

ROWS = "underwriting/panels/vehicle.html"


def _page(
    request: HttpRequest,
    found: Any,
    *,
    back: tuple[str, str],
    facts: Sequence[Fact],
    panels: Sequence[Panel],
    ways: Sequence[SafeString] = (),
) -> HttpResponse:
    crumbs = (Crumb(_("Underwriting centre")), Crumb(back[0], reverse(back[1])), Crumb(found.number))
    tabs = (Tab("main", _("Contents")),)
    shown = Detail(title=found.number, crumbs=crumbs, facts=facts, panels=panels, tabs=tabs, ways=ways)
    return detail_page(request, found, shown)


def _rows(title: str, icon: str, rows: Any) -> Panel:
    return Panel(
        key="contents", title=title, icon=icon, template=ROWS, context=lambda _request, one: {"rows": rows(one)}
    )


def _linked(kind: str, pk: int | None, number: str) -> SafeString | str:
    url = links.url_for(kind, pk) if pk else ""
    return format_html('<a class="ui-code" href="{}">{}</a>', url, number) if url else number or "–"


@needs(VIEW)
@require_GET
def back_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """A policy issued outside and its entry."""
    found = selectors.one_of(selectors.back_entries(request.actor), pk)  # type: ignore[attr-defined]
    late = found.late_on(timezone.localdate())
    facts = (
        Fact(_("Policyholder"), found.holder_name),
        Fact(_("Printed serial number"), found.serial),
        Fact(_("Premium"), money(found.premium)),
        Fact(_("Signed on"), day(found.signed_on)),
        Fact(_("To be entered by"), day(found.due_on), badge(str(late), "bad") if late else ""),
        Fact(_("Unit"), found.unit.label),
    )

    def rows(one: Any) -> list[tuple[str, Any]]:
        return [
            (_("What comes next"), outside.what_comes_next(one)),
            (_("Issued how"), one.get_way_display()),
            (_("Approval of the underwriting centre"), one.approval or "–"),
            (_("Issued without approval") if one.unapproved else _("Approved by"), signed(one.allowed_by) or "–"),
            (_("Opinion"), one.opinion or "–"),
            (_("Channel"), one.get_channel_display()),
            (_("Policies collected on"), day(one.returned_on)),
            (_("Proposal"), _linked(PROPOSAL_KIND, one.proposal_id, one.proposal.number if one.proposal else "")),
            (_("Entered on"), day(one.entered_on)),
            (_("Days late"), str(one.late_days)),
            (_("Why late"), one.why_late or "–"),
            (_("Differs from the paper"), ", ".join(_(part) for part in one.differing.split(", ") if part) or "–"),
            (_("Why it differs"), one.why_differing or "–"),
            (_("Urged"), str(one.chased)),
            (_("Reviewed by"), one.reviewed_by or "–"),
        ]

    back = (_("Back-entries"), "underwriting:back_entries")
    ways = outside.ways(found, request.actor, timezone.localdate())  # type: ignore[attr-defined]
    return _page(request, found, back=back, facts=facts, panels=(_rows(_("Back-entry"), "edit", rows),), ways=ways)


def _of_cargo(one: Any) -> list[tuple[str, Any]]:
    if not one.agreement:
        return []
    return [(_("Cargo agreement"), one.agreement), (_("Goods"), _(TARIFF_WORDS.get(one.goods, one.goods)))]


def _of_cancellation(one: Any) -> list[tuple[str, Any]]:
    """Why it is to be cancelled, who says so, and that the form is back."""
    if not one.cancel_asked_by:
        return []
    return [
        (_("Why it is cancelled"), one.cancel_reason),
        (_("Cancellation asked by"), one.cancel_asked_by),
        (_("Copies that are back"), str(one.copies_back)),
        *([] if one.asked_because else [(_("Opinion"), one.opinion or "–")]),
    ]


def _of_asked(one: Any) -> list[tuple[str, Any]]:
    """Why the row was laid before an underwriter, and what he said."""
    if not one.asked_because:
        return []
    return [
        (_("Before an underwriter because"), _(", ").join(_(text) for text in one.asked_because)),
        (_("Why late"), one.why_late or "–"),
        (_("Approved by"), one.allowed_by or "–"),
        (_("Opinion"), one.opinion or "–"),
    ]


@needs(VIEW)
@require_GET
def ledger_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """A fixed-sum policy."""
    found = selectors.one_of(selectors.ledger_entries(request.actor), pk)  # type: ignore[attr-defined]
    facts = (
        Fact(_("Printed form"), found.form_name),
        Fact(_("Printed serial number"), found.serial),
        Fact(_("Policyholder"), found.holder_name),
        Fact(_("Premium"), money(found.premium)),
        Fact(_("Sum insured"), money(found.sum_insured)),
        Fact(_("To be settled until"), day(found.settle_by)),
    )

    def rows(one: Any) -> list[tuple[str, Any]]:
        return [
            (_("Insured"), one.insured_name),
            (_("Issued on"), day(one.issued_on)),
            (_("Cover begins"), day(one.start_on)),
            (_("Cover ends"), day(one.end_on)),
            (_("Agency"), one.agency or "–"),
            *_of_cargo(one),
            (_("Payer"), one.payer_name or "–"),
            (_("Premium due"), _to_receipt(one)),
            (_("Sold by"), one.seller_name or one.entered_by),
            (_("Entered by"), one.entered_by),
            (_("Settled at"), full_moment(one.settled_at)),
            (_("What was done for the premium"), f"{full_moment(one.chased_at)} {one.chased}" if one.chased else "–"),
            (_("Policy"), _linked(POLICY_KIND, one.policy_id, one.policy.number if one.policy else "")),
            *_of_cancellation(one),
            *_of_asked(one),
        ]

    back = (_("Ledger of fixed-sum policies"), "underwriting:ledger")
    return _page(request, found, back=back, facts=facts, panels=(_rows(_("Ledger entry"), "book-2", rows),))


def _to_receipt(one: Any) -> SafeString | str:
    """Who takes money in goes on to the receipt from here."""
    dues = [due for due in receivables_of(LEDGER_ENTRY_KIND, one.pk) if due.state == "due"]
    shown = [(money(due.amount), f"{reverse('finance:receipt_new')}?due={due.id}") for due in dues]
    if not shown or not may_open(shown[0][1]):
        return format_html_join(" ", "{}", ((amount,) for amount, _url in shown)) or "–"
    text = _("Receive the premium")
    return format_html_join(" ", '{} <a class="ui-btn ui-btn-sm" href="{}">{}</a>', ((*one, text) for one in shown))


@needs(VIEW)
@require_GET
def defect(request: HttpRequest, pk: int) -> HttpResponse:
    """A data defect and how it was mended."""
    found = selectors.one_of(selectors.defects(request.actor), pk)  # type: ignore[attr-defined]
    facts = (
        Fact(_("Policy"), _linked(POLICY_KIND, found.policy_id, found.policy.number)),
        Fact(_("Policyholder"), found.policy.holder_name),
        Fact(_("Defect"), found.get_rule_display()),
        Fact(_("Found on"), day(found.found_on)),
        Fact(_("Unit"), found.unit.label),
    )

    def rows(one: Any) -> list[tuple[str, Any]]:
        return [
            (_("Found"), one.detail),
            (_("Mended how"), one.get_method_display() or "–"),
            (_("Endorsement or voiding number"), one.evidence or "–"),
            (_("Answer"), one.answer or "–"),
            (_("Mended by"), one.fixed_by or "–"),
            (_("Mended on"), day(one.fixed_on)),
        ]

    back = (_("Data defects"), "underwriting:defects")
    return _page(request, found, back=back, facts=facts, panels=(_rows(_("Data defect"), "alert-circle", rows),))


@needs(VIEW)
@require_GET
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """A policy of the sample with the errors found."""
    found = selectors.one_of(selectors.checks(request.actor), pk)  # type: ignore[attr-defined]
    facts = (
        Fact(_("Policy"), _linked(POLICY_KIND, found.policy_id, found.policy.number)),
        Fact(_("Month"), f"{found.month:%Y-%m}"),
        Fact(_("Entered by"), found.clerk),
        Fact(_("Checked by"), found.reviewer or "–"),
        Fact(_("Compared by"), found.checker or "–"),
        Fact(_("Unit"), found.unit.label),
    )
    panels = (
        Panel(
            key="errors",
            title=_("Errors"),
            icon="checklist",
            template="underwriting/panels/quality_errors.html",
            context=_errors,
            flush=True,
        ),
        _rows(_("Answer"), "edit", _answer),
    )
    return _page(request, found, back=(_("Quality of entries"), "underwriting:checks"), facts=facts, panels=panels)


def _errors(_request: HttpRequest, found: Any) -> Mapping[str, Any]:
    named = ((error, FIELDS.get(error["field"], error["field"])) for error in found.errors)
    return {"errors": [(error["grade"], _(name), error["should"]) for error, name in named]}


def _answer(found: Any) -> list[tuple[str, Any]]:
    return [
        (_("Answer"), found.answer or "–"),
        (_("Endorsement or voiding number"), found.evidence or "–"),
    ]


@needs(VIEW)
@require_GET
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """The papers of a day."""
    found = selectors.one_of(selectors.batches(request.actor), pk)  # type: ignore[attr-defined]
    facts = (
        Fact(_("Policies of"), day(found.day)),
        Fact(_("Papers"), str(found.count)),
        Fact(_("Papers handed over by"), found.made_by, full_moment(found.created_at)),
        Fact(_("Received by"), found.received_by or "–", full_moment(found.received_at)),
        Fact(_("Volume"), found.volume or "–"),
        Fact(_("Unit"), found.unit.label),
    )
    panels = (
        Panel(
            key="papers",
            title=_("Papers of policies"),
            icon="archive",
            template="underwriting/panels/batched_papers.html",
            context=lambda _request, one: {"papers": selectors.papers_of(one)},
            flush=True,
        ),
    )
    return _page(request, found, back=(_("Papers of policies"), "underwriting:batches"), facts=facts, panels=panels)
