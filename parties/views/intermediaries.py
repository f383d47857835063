"""Intermediaries: the list, and the page of one with terms and mandates (CUS-07)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core import links
from core.templatetags.ui import badge, day, full_moment, icon, money, state_of
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs
from core.workflow.refusals import Hidden
from organisation.public import lines
from parties import permissions
from parties.forms.party import choices
from parties.models import Intermediary
from parties.rules.intermediary import INTERMEDIARY, INTERMEDIARY_KINDS, IntermediaryState, fault_of
from parties.rules.lifecycle import PARTY
from parties.selectors.intermediaries import expiring, visible_intermediaries
from parties.views.channels import channel_panel


@needs(permissions.VIEW_INTERMEDIARIES)
@require_GET
def intermediaries(request: HttpRequest) -> HttpResponseBase:
    """Intermediaries of the actor's units."""
    allowed = request.actor.refusal_for("parties.register_intermediary") is None  # type: ignore[attr-defined]
    return list_page(request, _list(may_register=allowed))


def _list(*, may_register: bool) -> ListPage:
    return ListPage(
        title=_("Intermediaries"),
        rows=visible_intermediaries,
        order="-created_at",
        search=lambda rows, text: rows.filter(party__name__icontains=text) | rows.filter(code=text.upper()),
        search_hint=_("Name or code"),
        export_name="intermediaries",
        empty=_("Register a customer as an intermediary."),
        actions=((_("Register intermediary"), reverse("parties:new_intermediary"), "plus"),) if may_register else (),
        views=(
            SavedView(_("All"), {}),
            SavedView(_("To be decided"), {"state": IntermediaryState.PROPOSED}),
            SavedView(_("Licence or agreement ends soon"), {"ends": "soon", "state": IntermediaryState.ACTIVE}),
        ),
        filters=(
            Filter(key="kind", label=_("Kind"), choices=lambda _a: choices(INTERMEDIARY_KINDS), apply=_by("kind")),
            Filter(key="state", label=_("State"), choices=lambda _a: _states(), apply=_by("state")),
            Filter(key="ends", label=_("Ends"), choices=lambda _a: [("soon", _("soon or already"))], apply=_ending),
            Filter(key="licence", label=_("Licence valid until"), date_field="licence_until"),
        ),
        columns=_columns(),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(key="code", label=_("Code"), cell=_code, plain=lambda i: i.code),
        Column(key="name", label=_("Name"), cell=lambda i: i.party.name, personal=True),
        Column(key="kind", label=_("Kind"), cell=lambda i: _(INTERMEDIARY_KINDS[i.kind])),
        Column(
            key="licence", label=_("Licence valid until"), cell=lambda i: day(i.licence_until), sort="licence_until"
        ),
        Column(
            key="agreement", label=_("Agreement until"), cell=lambda i: day(i.agreement_until), sort="agreement_until"
        ),
        Column(key="standing", label=_("New business"), cell=_standing),
        Column(key="unit", label=_("Unit"), cell=lambda i: i.unit.label),
        Column(key="state", label=_("State"), cell=lambda i: state_of(INTERMEDIARY, i.state)),
    )


def _code(row: Intermediary) -> SafeString:
    return format_html('<a class="ui-code" href="{}">{}</a>', links.url_for(INTERMEDIARY.kind, row.pk), row.code)


def _standing(row: Intermediary) -> SafeString:
    fault = fault_of(row.standing(), timezone.localdate())
    return badge(_(fault.message), "bad") if fault else badge(_("may do business"), "good")


def _by(field: str) -> Any:
    return lambda rows, value: rows.filter(**{field: value})


def _states() -> list[tuple[str, str]]:
    return [(str(state.value), _(state.label)) for state in INTERMEDIARY.states]


def _ending(rows: QuerySet[Intermediary], _value: str) -> QuerySet[Intermediary]:
    return rows.filter(expiring(timezone.localdate()))


def found(request: HttpRequest, pk: int) -> Intermediary:
    """The intermediary, or "not found"."""
    row = visible_intermediaries(request.actor).filter(pk=pk).first()  # type: ignore[attr-defined]
    if row is None:
        raise Hidden(_("Not found."))
    return row


@needs(permissions.VIEW_INTERMEDIARIES)
@require_GET
def intermediary(request: HttpRequest, pk: int) -> HttpResponse:
    """One intermediary with licence, agreement, terms and mandates."""
    row = found(request, pk)
    fault = fault_of(row.standing(), timezone.localdate())
    detail = Detail(
        title=row.code,
        heading=row.party.name,
        badges=(badge(_(fault.message), "bad", "alert-triangle"),) if fault else (),
        actions=tuple(_actions(request, row)),
        crumbs=(Crumb(_("Intermediaries"), reverse("parties:intermediaries")), Crumb(row.code)),
        facts=_facts(row),
        tabs=(Tab("main", _("Overview")),),
        panels=(
            _panel("terms", _("Terms of each line"), "calculator", context=_terms, flush=True),
            _panel("mandates", _("Mandates of customers"), "signature", context=_mandates, flush=True),
            channel_panel(),
            Panel(
                key="four_eyes", title=_("Four eyes"), template="parties/panels/details.html", icon="user-check",
                context=_about,
            ),
        ),
    )  # fmt: skip
    return detail_page(request, row, detail)


def _panel(key: str, title: str, icon_name: str, **over: Any) -> Panel:
    return Panel(key=key, title=title, template=f"parties/panels/{key}.html", icon=icon_name, **over)


def _facts(row: Intermediary) -> tuple[Fact, ...]:
    licence = f"{day(row.licence_from) if row.licence_from else ''} – {day(row.licence_until)}"
    return (
        Fact(_("Kind"), _(INTERMEDIARY_KINDS[row.kind])),
        Fact(_("Licence number"), row.licence_number, licence),
        Fact(_("Agreement number"), row.agreement_number, f"{day(row.agreement_from)} – {day(row.agreement_until)}"),
        Fact(_("Unit"), row.unit.label),
    )


def _actions(request: HttpRequest, row: Intermediary) -> list[SafeString]:
    """New papers are asked for on a page of their own."""
    open_states = (IntermediaryState.ACTIVE, IntermediaryState.SUSPENDED)
    if request.actor.refusal_for("parties.register_intermediary") or row.state not in open_states:  # type: ignore[attr-defined]
        return []
    url = reverse("parties:renew_intermediary", args=[row.pk])
    return [
        format_html(
            '<a class="ui-btn" href="{}">{}{}</a>', url, icon("file-certificate"), _("New licence or agreement")
        )
    ]


def _terms(_request: HttpRequest, row: Intermediary) -> Mapping[str, Any]:
    known, today = lines(), timezone.localdate()
    rows = [
        (
            _(known.get(term.line, term.line)), f"{term.commission_rate * 100:.2f}%",
            money(term.issuing_limit) if term.issuing_limit is not None else "–",
            f"{day(term.valid_from)} – {day(term.valid_until) if term.valid_until else ''}",
            term.valid_from <= today and (term.valid_until is None or today <= term.valid_until),
        )
        for term in row.terms.order_by("-valid_from", "line")
    ]  # fmt: skip
    return {"rows": rows}


def _mandates(_request: HttpRequest, row: Intermediary) -> Mapping[str, Any] | None:
    if row.kind != "broker":
        return None
    today = timezone.localdate()
    return {
        "rows": [
            (
                m.party, links.url_for(PARTY.kind, m.party_id), f"{day(m.valid_from)} – {day(m.valid_until)}",
                reverse("core:file", args=[m.file.token]),
                m.ended_on is None and m.valid_from <= today <= m.valid_until, m.end_reason,
            )
            for m in row.mandates.select_related("party", "file").order_by("-pk")
        ]
    }  # fmt: skip


def _about(_request: HttpRequest, row: Intermediary) -> Mapping[str, Any]:
    pairs = [
        (_("Customer number"), row.party.number), (_("Remark"), row.lines),
        (_("Proposed by"), row.proposed_by_name),
        (_("Decided by"), f"{row.decided_by_name} {full_moment(row.decided_at)}" if row.decided_by_name else ""),
    ]  # fmt: skip
    return {
        "pairs": [(label, value) for label, value in pairs if value],
        "link": links.url_for(PARTY.kind, row.party_id),
    }
