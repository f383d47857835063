"""Appraisals: confidential, the list of those that one may read, one of them, writing one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.templatetags import ui
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, ListPage, SavedView, list_page
from core.web.pages import needs
from organisation.forms.steering import AppraisalForm
from organisation.models import Appraisal
from organisation.rules.lifecycles import appraisal as life
from organisation.selectors import steering as selectors
from organisation.services.appraisals import write_appraisal
from organisation.views import cells
from organisation.views.plain import FormPage, form_page, sent_or_refused


@needs(life.READ_RIGHT)
@require_GET
def appraisals(request: HttpRequest) -> HttpResponseBase:
    """Those that one wrote, confirms, or that are of oneself."""
    may = request.actor.refusal_for(life.WRITE_RIGHT) is None  # type: ignore[attr-defined]
    return list_page(
        request,
        ListPage(
            title=_("Appraisals"),
            facts=_("Confidential: read by who wrote it, who confirms it, and the person after that."),
            rows=selectors.appraisals,
            order="-created_at",
            columns=_columns(),
            filters=(cells.state_filter(life.LIFECYCLE),),
            search=lambda rows, text: rows.filter(staff__name__contains=text.strip()),
            search_hint=_("Person"),
            views=(SavedView(_("All"), {}), SavedView(_("To be confirmed"), {"state": life.SUBMITTED})),
            actions=((_("Appraise a person"), reverse("organisation:appraisal_new"), "plus"),) if may else (),
            empty=_("There is no appraisal that you may read."),
            export_name="appraisals",
        ),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            key="number",
            label=_("Number"),
            cell=lambda a: cells.linked("organisation:appraisal", a.pk, a.number),
            plain=lambda a: a.number,
            sort="number",
            css="ui-nowrap",
        ),
        Column(key="staff", label=_("Person"), cell=lambda a: cells.person(a.staff, a.unit.label)),
        Column(key="period", label=_("Period"), cell=lambda a: a.period, sort="period"),
        Column(
            key="total",
            label=_("Total"),
            cell=lambda a: str(a.score),
            plain=lambda a: a.score,
            sort="score",
            css="ui-r",
        ),
        Column(key="advice", label=_("Advice"), cell=lambda a: _(life.ADVICE[a.advice])),
        cells.state_column(),
        Column(key="by", label=_("Written by"), cell=lambda a: cells.person(a.written_by, ui.moment(a.created_at))),
    )


@needs(life.READ_RIGHT)
@require_GET
def appraisal(request: HttpRequest, pk: int) -> HttpResponse:
    """One appraisal."""
    found = selectors.appraisal_for(request.actor, pk)  # type: ignore[attr-defined]
    confirmed = (found.confirmed_by.name, ui.moment(found.confirmed_at)) if found.confirmed_by else ("–", "")
    return detail_page(
        request,
        found,
        Detail(
            title=found.number,
            heading=_("%(name)s · %(period)s") % {"name": found.staff.name, "period": found.period},
            crumbs=(Crumb(_("Appraisals"), reverse("organisation:appraisals")), Crumb(found.number)),
            facts=(
                Fact(_("Person"), found.staff.name, found.unit.label),
                Fact(_("Total"), str(found.score)),
                Fact(_("Advice"), _(life.ADVICE[found.advice])),
                Fact(_("Written by"), found.written_by.name, ui.moment(found.created_at)),
                Fact(_("Confirmed by"), *confirmed),
            ),
            panels=(
                Panel(
                    key="marks",
                    title=_("Marks"),
                    icon="user-check",
                    template="organisation/panels/rows.html",
                    context=_marks,
                    flush=True,
                ),
                Panel(
                    key="text",
                    title=_("Appraisal"),
                    icon="notes",
                    template="organisation/panels/texts.html",
                    context=_texts,
                ),
            ),
            tabs=(Tab("main", _("Appraisal")),),
        ),
    )


def _marks(_request: HttpRequest, found: Appraisal) -> Mapping[str, Any]:
    rows = [(_(label), found.marks[code]) for code, label in life.CRITERIA.items()]
    return {"heads": [_("Criterion"), _("Mark")], "rows": [*rows, (_("Total"), found.score)], "right": [1]}


def _texts(_request: HttpRequest, found: Appraisal) -> Mapping[str, Any]:
    texts = [(_("Appraisal"), found.text), (_("Reason for the advice"), found.advice_text)]
    return {"texts": [one for one in texts if one[1]]}


@needs(life.WRITE_RIGHT)
@require_http_methods(["GET", "POST"])
def appraisal_new(request: HttpRequest) -> HttpResponse:
    """Appraise a person of the own centre."""
    people = selectors.appraised_by(request.actor)  # type: ignore[attr-defined]
    form = AppraisalForm(
        request.POST or None,
        people=[(str(one.pk), one.name) for one in people],
        initial={"period": str(timezone.localdate().year)},
    )
    if request.method == "POST" and form.is_valid():
        made = sent_or_refused(form, lambda: write_appraisal(form.command(request), **form.inputs()))
        if made is not None:
            messages.success(request, _("%(number)s was written.") % {"number": made.number}, extra_tags="good")
            return redirect("organisation:appraisal", pk=made.pk)
    back = reverse("organisation:appraisals")
    spec = FormPage(
        title=_("Appraise a person"),
        intro=_("Another person confirms it; then the person appraised reads it."),
        crumbs=(Crumb(_("Appraisals"), back),),
        back=back,
        groups=form.groups(),
        submit=_("Write the appraisal"),
    )
    return form_page(request, form, spec)
