"""Measures of quality: retraining, accountability, late proof-reading and papers (5.12, A6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core import links
from core.web.actors import said_of
from core.web.detail import Crumb, Detail, Fact, Panel, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs
from underwriting.models import QualityMeasure
from underwriting.rules import quality_measure as life
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.selectors import quality_measures as selectors
from underwriting.selectors.quality import one_of
from underwriting.views.cells import made_column, number_column, state_column, state_filter, unit_column

VIEW = "underwriting.view_quality"


@needs(VIEW)
@require_GET
def measures(request: HttpRequest) -> HttpResponseBase:
    """What followed, or has to follow, from the quality of entries."""
    return list_page(
        request,
        ListPage(
            title=_("Measures of quality"),
            facts=_("Opened by the clock: two bad months, an error that cost money, policies nobody read."),
            rows=selectors.measures,
            order="-created_at",
            columns=(
                number_column(life.MEASURE, _("Number")),
                Column(key="kind", label=_("Kind"), cell=lambda row: row.get_kind_display()),
                Column(key="person", label=_("Person"), cell=lambda row: row.person or "–", css="ui-nowrap"),
                Column(key="found", label=_("Policies"), cell=lambda row: row.found or "–", css="ui-r"),
                state_column(life.MEASURE),
                Column(key="decision", label=_("What follows"), cell=lambda row: row.decision or "–", css="ui-wrap"),
                unit_column(),
                made_column(),
            ),
            filters=(state_filter(life.MEASURE), Filter(key="kind", label=_("Kind"), choices=_kinds, apply=_of_kind)),
            views=(SavedView(_("All"), {}), SavedView(_("measure to be taken"), {"state": life.OPEN})),
            search=lambda rows, text: rows.filter(number__startswith=text.strip().upper()) | rows.filter(person=text),
            search_hint=_("Number, person"),
            empty=_("Nothing follows from the entries of these months."),
            export_name="quality-measures",
        ),
    )


def _kinds(_actor: Any) -> list[tuple[str, str]]:
    return [(kind, _(name)) for kind, name in life.KINDS.items()]


def _of_kind(rows: Any, value: str) -> Any:
    return rows.filter(kind=value)


@needs(VIEW)
@require_GET
def measure(request: HttpRequest, pk: int) -> HttpResponse:
    """One matter: what was found, what follows."""
    found = one_of(selectors.measures(request.actor), pk)  # type: ignore[attr-defined]
    detail = Detail(
        title=found.number,
        heading=found.get_kind_display(),
        crumbs=(
            Crumb(_("Underwriting centre")),
            Crumb(_("Measures of quality"), reverse("underwriting:measures")),
            Crumb(found.number),
        ),
        facts=(
            Fact(_("Kind"), found.get_kind_display()),
            Fact(_("Person"), found.person or "–"),
            Fact(_("Month"), f"{found.month:%Y-%m}" if found.month else "–"),
            Fact(_("Policies"), str(found.found or "–")),
            Fact(_("Unit"), found.unit.label),
        ),
        panels=(
            Panel(
                key="measure",
                title=_("What was found and what follows"),
                icon="gavel",
                template="underwriting/panels/people.html",
                context=_content,
            ),
        ),
    )
    return detail_page(request, found, detail)


def _content(_request: HttpRequest, found: QualityMeasure) -> Mapping[str, Any]:
    rows: list[tuple[str, Any, str | None]] = [(_("Found"), found.detail or "–", "")]
    if found.policy is not None:
        rows.append((_("Policy"), found.policy.number, links.url_for(POLICY_KIND, found.policy_id)))
    where = {life.PROOF: "underwriting:proofs", life.PAPERS: "underwriting:batches"}.get(found.kind)
    if where is not None:
        rows.append((_("Where it is done"), _(life.KINDS[found.kind]), reverse(where)))
    rows += [(_("What follows"), found.decision or "–", ""), (_("Recorded by"), said_of(found.decided_by) or "–", "")]
    return {"rows": rows}
