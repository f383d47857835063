"""The list of persons as a step of the entry of a group (PRO-10 … PRO-12)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.files.purposes import XLSX
from core.templatetags.ui import state_of
from core.web.commands import CommandForm
from core.web.pages import needs, page
from core.workflow.refusals import Hidden, Refusal
from organisation.public import parameter
from underwriting.documents.people_template import template as make_template
from underwriting.forms.people_list import PeopleTableForm, PersonForm, SealedListForm, corrections
from underwriting.models import ListedPerson, PeopleList, Proposal
from underwriting.rules import people_list as life
from underwriting.rules.entry.spec import heads_of
from underwriting.selectors import people_list as selectors
from underwriting.selectors.lines import product_of
from underwriting.selectors.person_ages import age_limits, age_remark, outside_ages
from underwriting.selectors.proposals import proposal_for
from underwriting.services import people_list as services
from underwriting.views import closed_entry, steps
from underwriting.views.people_rows import eye_of

SHOWN = 50
NUMBER = "number"
LABELS = {column.name: column.label for column in life.COLUMNS}


@needs("underwriting.edit_proposal")
@require_GET
def template(_request: HttpRequest) -> HttpResponse:
    """The table to fill in."""
    answer = HttpResponse(make_template(), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="persons.xlsx"'
    return answer


@needs("underwriting.edit_proposal")
@require_http_methods(["GET", "POST"])
def people_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Names typed, taken from a table and corrected, or the sealed list where the group is large."""
    proposal = proposal_for(request.actor, pk)  # type: ignore[attr-defined]
    if proposal.is_motor:
        raise Hidden(_("Not found."))
    if not closed_entry.is_open(proposal):
        return closed_entry.leave(request, proposal, drafted=False)
    listed = selectors.list_of(proposal)
    forms = _forms(listed, proposal)
    act = request.POST.get("act", "")
    if request.method == "POST" and act in ACTS:
        make, send = ACTS[act]
        form = forms[act] = make(request, proposal)
        if form.is_valid():
            try:
                send(request, proposal, form)
                return HttpResponseRedirect(reverse("underwriting:people_list", kwargs={"pk": pk}))
            except Refusal as refusal:
                form.refuse(refusal)
        return _show(request, proposal, listed, forms, form)
    return _show(request, proposal, listed, forms, None)


def _forms(listed: PeopleList | None, proposal: Proposal) -> dict[str, CommandForm]:
    version = listed.version if listed else None
    return {
        "table": PeopleTableForm(version=version),
        "add": PersonForm(version=version, groups=len(selectors.heads_by_group(proposal))),
        "seal": SealedListForm(version=version),
        "correct": CommandForm(version=version),
    }


def _begun(request: HttpRequest, proposal: Proposal, form: CommandForm) -> int:
    """The list of the proposal, started with the first thing that is entered."""
    found = selectors.list_of(proposal)
    if found is not None:
        return int(found.pk)
    return int(services.start_list(form.command(request).then("list"), proposal=proposal.pk).pk)


def _take(request: HttpRequest, proposal: Proposal, form: PeopleTableForm) -> None:
    services.take_table(_begun(request, proposal, form), form.command(request), **form.table())


def _add(request: HttpRequest, proposal: Proposal, form: PersonForm) -> None:
    services.add_persons(_begun(request, proposal, form), form.command(request), persons=(form.person(),), strict=True)


def _seal(request: HttpRequest, proposal: Proposal, form: SealedListForm) -> None:
    services.seal_list(_begun(request, proposal, form), form.command(request), **form.sealed())


def _correct(request: HttpRequest, proposal: Proposal, form: CommandForm) -> None:
    gone = tuple(int(place) for place in request.POST.getlist("gone") if place.isdecimal())
    pk = _begun(request, proposal, form)
    services.correct_persons(pk, form.command(request), changes=corrections(request.POST), gone=gone)


Make = Callable[[HttpRequest, Proposal], CommandForm]
ACTS: dict[str, tuple[Make, Callable[..., None]]] = {
    "table": (lambda r, _p: PeopleTableForm(r.POST, r.FILES), _take),
    "add": (lambda r, p: PersonForm(r.POST, groups=len(selectors.heads_by_group(p))), _add),
    "seal": (lambda r, _p: SealedListForm(r.POST, r.FILES), _seal),
    "correct": (lambda r, _p: CommandForm(r.POST), _correct),
}


def _show(
    request: HttpRequest,
    proposal: Proposal,
    listed: PeopleList | None,
    forms: dict[str, CommandForm],
    refused: CommandForm | None,
) -> HttpResponse:
    heads, most = heads_of(proposal.content), parameter(services.NAMES_UP_TO, on=localdate())
    context: dict[str, Any] = {
        "proposal": proposal,
        "stages": steps.stages(proposal, product_of(proposal), steps.LIST),
        "list": listed,
        "badge": state_of(life.PEOPLE_LIST, listed.state) if listed else "",
        "heads": heads,
        "most": most,
        "may_seal": not life.names_mandatory(heads, most),
        "lacking": _lacking(listed),
        "faulty": [_cells(request, proposal, row) for row in selectors.faulty_persons(listed, limit=SHOWN)]
        if listed
        else [],
        **_sound(request, proposal, listed),
        "sound_total": listed.persons_total - listed.rows_faulty if listed else 0,
        "looked_for": _looked_for(request),
        "most_shown": SHOWN,
        "forms": forms,
        "problems": refused.non_field_errors() if refused else [],
        "next": steps.url_of(proposal, steps.PAPERS),
        "roster": _(selectors.roster_of(proposal).title),
        "single": len(selectors.heads_by_group(proposal)) == 1,
    }
    return page(request, "underwriting/people_list.html", context, status=422 if refused else 200)


def _sound(request: HttpRequest, proposal: Proposal, listed: PeopleList | None) -> dict[str, Any]:
    """The right rows, each with the remark for which the rules send the whole proposal to a person (AUW-04), and how
    many have one; on request these alone."""
    if listed is None:
        return {"sound": [], "marked": 0}
    limits, on, only = age_limits(proposal, localdate()), proposal.start_on, "marked" in request.GET
    outside = outside_ages(limits, on)
    rows = selectors.sound_persons(listed, limit=SHOWN, text=_looked_for(request), among=outside if only else None)
    return {
        "sound": [(row, age_remark(row, limits, on)) for row in rows],
        "marked": listed.rows.filter(outside).count() if limits else 0,
        "only_marked": only,
        "age_limits": limits.words if limits else "",
    }


def _looked_for(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:40]


def _lacking(listed: PeopleList | None) -> list[tuple[int, int, int]]:
    """Group, persons that are missing, persons too many."""
    if listed is None or listed.state == life.SEALED:
        return []
    found = sorted(selectors.lacking(listed).items())
    return [(group, max(many, 0), max(-many, 0)) for group, many in found]


def _cells(request: HttpRequest, proposal: Proposal, row: ListedPerson) -> dict[str, Any]:
    """A faulty row: an entry for every faulty cell. A number is masked; what is typed over it replaces it."""
    eye = eye_of(request, proposal, row)
    cells = []
    for name, why in row.faults.items():
        key = f"r{row.place}.{name}"
        text = request.POST.get(key, row.texts.get(name, ""))  # corrections that were refused stay as typed
        masked, shown_by = (row.id_masked, eye) if name == NUMBER else ("", "")
        cells.append((key, _(LABELS[name]), text, why, masked, shown_by))
    return {"place": row.place, "name": row.name, "cells": cells}
