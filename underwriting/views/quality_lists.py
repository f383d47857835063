"""Lists of back-entries, ledger rows, data defects, quality checks and batches of papers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core import links
from core.templatetags.ui import badge, day, moment, money, state_of
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs
from core.workflow.spec import Lifecycle
from underwriting.models import BackEntry, DataDefect
from underwriting.rules import back_entry, ledger_entry, paper_batch
from underwriting.rules import quality_lives as lives
from underwriting.selectors import quality as selectors
from underwriting.selectors.quality_measures import looked_back
from underwriting.views.narrowing import by_channel, by_line, by_unit, of_policy

VIEW = "underwriting.view_quality"


def _link(life: Lifecycle, label: str) -> Column:
    def cell(row: Any) -> SafeString:
        return format_html('<a class="ui-code" href="{}">{}</a>', links.url_for(life.kind, row.pk), row.number)

    return Column(key="number", label=label, cell=cell, plain=lambda row: row.number)


def _state(life: Lifecycle) -> Column:
    return Column(
        key="state",
        label=_("State"),
        cell=lambda row: state_of(life, row.state),
        plain=lambda row: _(life.state(row.state).label),
    )


def _unit() -> Column:
    return Column(key="unit", label=_("Unit"), cell=lambda row: row.unit.label, css="ui-nowrap")


def _made() -> Column:
    return Column(
        key="made",
        label=_("Made at"),
        cell=lambda row: moment(row.created_at),
        sort="created_at",
        css="ui-nowrap",
    )


def _day(key: str, label: str, sort: str = "") -> Column:
    return Column(key=key, label=label, cell=lambda row: day(getattr(row, key)), css="ui-nowrap", sort=sort)


def _amount(key: str, label: str) -> Column:
    return Column(
        key=key,
        label=label,
        css="ui-r",
        cell=lambda row: money(getattr(row, key)),
        plain=lambda row: getattr(row, key),
    )


def _states(life: Lifecycle) -> Filter:
    return Filter(
        key="state",
        label=_("State"),
        choices=lambda _actor: [(state.value, _(state.label)) for state in life.states],
        apply=lambda rows, value: rows.filter(state=value),
    )


def _kinds(key: str, label: str, words: Mapping[str, Any]) -> Filter:
    return Filter(
        key=key,
        label=label,
        choices=lambda _actor: [(code, str(word)) for code, word in words.items()],
        apply=lambda rows, value: rows.filter(**{key: value}),
    )


def _actions(request: HttpRequest, *wanted: tuple[str, str, str, str]) -> tuple[tuple[str, str, str], ...]:
    actor = request.actor  # type: ignore[attr-defined]
    return tuple(
        (label, reverse(f"underwriting:{name}"), icon)
        for permission, label, name, icon in wanted
        if actor.refusal_for(permission) is None
    )


@needs(VIEW)
@require_GET
def back_entries(request: HttpRequest) -> HttpResponseBase:
    """Policies issued outside: what is due and late (the chase list of the centre)."""
    today = timezone.localdate()
    return list_page(
        request,
        ListPage(
            title=_("Back-entries"),
            facts=_("Direct business: 3 working days from the signature; agency business: 15, or 5 after collection."),
            rows=selectors.back_entries,
            order="due_on",
            columns=(
                _link(back_entry.LIFE, _("Number")),
                Column(key="holder", label=_("Policyholder"), cell=lambda row: row.holder_name, css="ui-clip"),
                Column(key="way", label=_("Issued how"), cell=lambda row: row.get_way_display(), default=False),
                Column(key="channel", label=_("Channel"), cell=lambda row: row.get_channel_display(), css="ui-nowrap"),
                Column(key="serial", label=_("Printed serial number"), cell=lambda row: row.serial, css="ui-code"),
                _amount("premium", _("Premium")),
                _day("signed_on", _("Signed on"), "signed_on"),
                _day("due_on", _("To be entered by"), "due_on"),
                Column(key="late", label=_("Days late"), cell=lambda row: _late(row, today), css="ui-r"),
                _state(back_entry.LIFE),
                _unit(),
            ),
            filters=(
                _states(back_entry.LIFE),
                by_unit(),
                by_line(),
                by_channel(),
                Filter(key="due", label=_("To be entered by"), date_field="due_on"),
            ),
            search=lambda rows, text: (
                rows.filter(number__startswith=text.upper())
                | rows.filter(holder_name__icontains=text)
                | rows.filter(serial=text.upper())
            ),
            search_hint=_("Number, serial number, policyholder"),
            views=(
                SavedView(_("All"), {}),
                SavedView(_("To be entered"), {"state": back_entry.OPEN}),
                SavedView(_("To be reviewed"), {"state": back_entry.ENTERED}),
            ),
            actions=_actions(
                request,
                ("underwriting.register_back_entry", _("Register a policy issued outside"), "back_entry_new", "plus"),
                (VIEW, _("Ranking"), "quality_report", "chart-bar"),
            ),
            empty=_("Nothing was issued outside the system."),
            export_name="back-entries",
        ),
    )


def _late(row: BackEntry, today: Any) -> SafeString | str:
    late = row.late_on(today)
    return badge(str(late), "bad") if late else "–"


@needs(VIEW)
@require_GET
def ledger(request: HttpRequest) -> HttpResponseBase:
    """Fixed-sum policies and cargo certificates."""
    return list_page(
        request,
        ListPage(
            title=_("Ledger of fixed-sum policies"),
            facts=_("Only fixed-sum policies and cargo agency business; each with its printed serial number."),
            rows=selectors.ledger_entries,
            order="-created_at",
            columns=(
                _link(ledger_entry.LIFE, _("Number")),
                Column(key="form", label=_("Printed form"), cell=lambda row: row.form_name),
                Column(key="serial", label=_("Printed serial number"), cell=lambda row: row.serial, css="ui-code"),
                Column(key="holder", label=_("Policyholder"), cell=lambda row: row.holder_name, css="ui-clip"),
                _amount("premium", _("Premium")),
                _amount("sum_insured", _("Sum insured")),
                _day("start_on", _("Cover begins"), "start_on"),
                _day("settle_by", _("To be settled until"), "settle_by"),
                _state(ledger_entry.LIFE),
                _unit(),
                _made(),
            ),
            filters=(
                _states(ledger_entry.LIFE),
                by_unit(),
                by_line(),
                Filter(key="issued", label=_("Issued on"), date_field="issued_on"),
            ),
            search=lambda rows, text: (
                rows.filter(serial=text.strip().upper())
                | rows.filter(number=text.strip().upper())
                | rows.filter(holder_name__icontains=text)
            ),
            search_hint=_("Number, serial number, policyholder"),
            views=(SavedView(_("All"), {}), SavedView(_("To be settled"), {"state": ledger_entry.OWED})),
            actions=_actions(request, ("underwriting.enter_ledger", _("Enter into the ledger"), "ledger_new", "plus")),
            empty=_("The ledger is empty."),
            export_name="policy-ledger",
        ),
    )


@needs(VIEW)
@require_GET
def defects(request: HttpRequest) -> HttpResponseBase:
    """What the nightly rules found."""
    return list_page(
        request,
        ListPage(
            title=_("Data defects"),
            facts=_("Found by rules every night; mended by endorsement, voiding or parameter, never by hand."),
            rows=selectors.defects,
            order="-created_at",
            columns=(
                _link(lives.DEFECT, _("Policy")),
                Column(key="rule", label=_("Defect"), cell=lambda row: row.get_rule_display()),
                Column(key="detail", label=_("Found"), cell=lambda row: row.detail, css="ui-clip", personal=True),
                _day("found_on", _("Found on"), "found_on"),
                Column(key="method", label=_("Mended how"), cell=lambda row: row.get_method_display() or "–"),
                Column(key="by", label=_("Mended by"), cell=lambda row: row.fixed_by or "–", css="ui-nowrap"),
                _state(lives.DEFECT),
                _unit(),
                _made(),
            ),
            filters=(_states(lives.DEFECT), _kinds("rule", _("Defect"), DataDefect.RULES), *of_policy()),
            search=lambda rows, text: rows.filter(policy__number=text.strip().upper()),
            search_hint=_("Policy"),
            views=(SavedView(_("All"), {}), SavedView(_("To be mended"), {"state": lives.OPEN})),
            actions=_actions(request, (VIEW, _("Monthly report"), "quality_report", "chart-bar")),
            empty=_("The rules found nothing."),
            export_name="data-defects",
        ),
    )


@needs(VIEW)
@require_GET
def checks(request: HttpRequest) -> HttpResponseBase:
    """The monthly quality sample."""
    return list_page(
        request,
        ListPage(
            title=_("Quality of entries"),
            facts=_("Every month a sample of each clerk and line is compared with the papers by a third person."),
            rows=selectors.checks,
            order="-created_at",
            columns=(
                _link(lives.CHECKED, _("Policy")),
                Column(key="month", label=_("Month"), cell=lambda row: f"{row.month:%Y-%m}", css="ui-nowrap"),
                Column(key="clerk", label=_("Entered by"), cell=lambda row: row.clerk, css="ui-nowrap"),
                Column(key="reviewer", label=_("Checked by"), cell=lambda row: row.reviewer or "–"),
                Column(key="checker", label=_("Compared by"), cell=lambda row: row.checker or "–"),
                Column(key="errors", label=_("Errors"), cell=_errors, plain=_grades),
                _state(lives.CHECKED),
                _unit(),
                _made(),
            ),
            filters=(_states(lives.CHECKED), by_unit(), Filter(key="month", label=_("Month"), date_field="month")),
            search=lambda rows, text: (
                rows.filter(policy__number=text.strip().upper()) | rows.filter(clerk__icontains=text)
            ),
            search_hint=_("Policy, name of the clerk"),
            views=(
                SavedView(_("All"), {}),
                SavedView(_("To be compared"), {"state": lives.DRAWN}),
                SavedView(_("With errors"), {"state": lives.FAULTY}),
            ),
            actions=_actions(request, (VIEW, _("Monthly report"), "quality_report", "chart-bar")),
            empty=_("No sample was drawn yet."),
            export_name="quality-checks",
        ),
    )


def _grades(row: Any) -> str:
    return " ".join(sorted(error["grade"] for error in row.errors))


def _errors(row: Any) -> SafeString | str:
    return badge(_grades(row), "bad" if "A" in _grades(row) else "wait") if row.errors else "–"


@needs(VIEW)
@require_GET
def batches(request: HttpRequest) -> HttpResponseBase:
    """Papers on their way to the archive."""
    return list_page(
        request,
        ListPage(
            title=_("Papers of policies"),
            facts=_("Handed over the next working day, counted, filed with volume and page within five."),
            rows=selectors.batches,
            order="-created_at",
            columns=(
                _link(paper_batch.LIFE, _("Batch")),
                _day("day", _("Policies of"), "day"),
                Column(key="count", label=_("Papers"), cell=lambda row: str(row.count), css="ui-r"),
                Column(key="by", label=_("Papers handed over by"), cell=lambda row: row.made_by, css="ui-nowrap"),
                Column(key="received", label=_("Received by"), cell=lambda row: row.received_by or "–"),
                Column(key="volume", label=_("Volume"), cell=lambda row: row.volume or "–", css="ui-code"),
                _state(paper_batch.LIFE),
                _unit(),
                _made(),
            ),
            filters=(_states(paper_batch.LIFE), by_unit(), Filter(key="day", label=_("Policies of"), date_field="day")),
            search=lambda rows, text: (
                rows.filter(number=text.strip().upper())
                | rows.filter(volume=text.strip())
                | rows.filter(papers__policy__number=text.strip().upper())
            ),
            search_hint=_("Batch, volume, policy"),
            views=(SavedView(_("All"), {}), SavedView(_("To be filed"), {"state": paper_batch.RECEIVED})),
            actions=_actions(
                request,
                ("underwriting.hand_over_papers", _("Hand over the papers of a day"), "batch_new", "plus"),
                (VIEW, _("To be proof-read"), "proofs", "eye"),
            ),
            empty=_("No papers were handed over."),
            export_name="paper-batches",
        ),
    )


@needs(VIEW)
@require_GET
def proofs(request: HttpRequest) -> HttpResponseBase:
    """Prints that nobody has proof-read yet."""
    since = looked_back(timezone.localdate())
    may = request.actor.refusal_for("underwriting.proof_read") is None  # type: ignore[attr-defined]

    def number(policy: Any) -> SafeString:
        url = (
            reverse("underwriting:proof", kwargs={"pk": policy.pk})
            if may
            else links.url_for("underwriting.policy", policy.pk)
        )
        return format_html('<a class="ui-code" href="{}">{}</a>', url, policy.number)

    return list_page(
        request,
        ListPage(
            title=_("To be proof-read"),
            facts=_("Six points of the print are compared with the screen by another person on the same day."),
            rows=lambda actor: selectors.to_be_read(actor, since),
            order="-created_at",
            columns=(
                Column(key="number", label=_("Policy"), cell=number, plain=lambda policy: policy.number),
                Column(key="holder", label=_("Policyholder"), cell=lambda policy: policy.holder_name, css="ui-clip"),
                _amount("premium", _("Premium")),
                _day("start_on", _("Cover begins"), "start_on"),
                _unit(),
                _made(),
            ),
            search=lambda rows, text: rows.filter(number=text.strip().upper()),
            search_hint=_("Policy"),
            empty=_("Everything of this month is proof-read."),
            export_name="to-be-proof-read",
        ),
    )
