"""Fleets from Excel: template, upload, correction row by row, import of all vehicles at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.files.purposes import XLSX
from core.templatetags.ui import moment, state_of
from core.web.commands import CommandForm, action
from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from underwriting.documents.fleet_template import template as make_template
from underwriting.forms.fleet import FleetFileForm, FleetHolderForm, corrections
from underwriting.models import FleetRow, FleetUpload
from underwriting.rules import fleet as life
from underwriting.selectors import fleet as selectors
from underwriting.selectors.pricing import third_party_limits
from underwriting.selectors.proposal_papers import papers_of_fleet
from underwriting.selectors.questionnaire import in_force
from underwriting.services import fleet as services
from underwriting.services.customers import customer_of
from underwriting.services.data import PapersData
from underwriting.services.fleet_papers import FleetScan
from underwriting.services.refusals import FleetHasErrors

ROWS_SHOWN, LATEST = 50, 20
PERMISSION = "underwriting.import_fleet"
LABELS = {column.name: column.label for column in life.COLUMNS}


@needs(PERMISSION)
@require_GET
def template(_request: HttpRequest) -> HttpResponse:
    """The table to fill in, with the limits that the tariff offers today."""
    today = localdate()
    answer = HttpResponse(make_template(third_party_limits(today), today), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="fleet.xlsx"'
    return answer


@needs(PERMISSION)
@require_http_methods(["GET", "POST"])
def fleet(request: HttpRequest) -> HttpResponse:
    """The latest fleets, and the upload of a new one."""
    form = FleetFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            found = services.upload_fleet(form.command(request), **form.table())
            return HttpResponseRedirect(_url(found))
        except Refusal as refusal:
            form.refuse(refusal)
    latest = selectors.fleets(request.actor).order_by("-created_at", "-pk")[:LATEST]  # type: ignore[attr-defined]
    rows = [(one, _url(one), state_of(life.FLEET, one.state), moment(one.created_at)) for one in latest]
    context = {"form": form, "rows": rows}
    return page(request, "underwriting/fleet.html", context, status=422 if form.errors else 200)


@needs(PERMISSION)
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """One fleet: what is wrong, and what comes next."""
    found = selectors.fleet_for(request.actor, pk)  # type: ignore[attr-defined]
    act = request.POST.get("act", "")
    forms = {"file": FleetFileForm(version=found.version), "holder": _holder_form(version=found.version)}
    if request.method == "POST" and act in ACTS:
        name, form = ACTS[act].form(request)
        if name:
            forms[name] = form
        if form.is_valid():
            try:
                where = ACTS[act].send(request, found, form)
                return HttpResponseRedirect(where or _url(found))
            except Refusal as refusal:
                form.refuse(refusal)
                found = selectors.fleet_for(request.actor, pk)  # type: ignore[attr-defined]
        return _show(request, found, forms, form)
    return _show(request, found, forms, None)


def _holder_form(*args: Any, **kwargs: Any) -> FleetHolderForm:
    """Asks the questionnaire of today for every cover."""
    return FleetHolderForm(*args, asked=in_force(localdate()), covers=("MCI", "MOD", "MTP", "MPA"), **kwargs)


class Act:
    """What can be done on the page of a fleet."""

    def __init__(
        self, kind: type[CommandForm], send: Callable[[HttpRequest, FleetUpload, Any], str | None], shown_as: str = ""
    ) -> None:
        self.kind, self.send, self.shown_as = kind, send, shown_as

    def form(self, request: HttpRequest) -> tuple[str, CommandForm]:
        make = _holder_form if self.kind is FleetHolderForm else self.kind
        return self.shown_as, make(request.POST, request.FILES)


def _correct(request: HttpRequest, found: FleetUpload, form: CommandForm) -> None:
    services.correct_rows(found.pk, form.command(request), changes=corrections(request.POST))


def _replace(request: HttpRequest, found: FleetUpload, form: FleetFileForm) -> None:
    services.replace_table(found.pk, form.command(request), **form.table())


def _stop(request: HttpRequest, found: FleetUpload, form: CommandForm) -> None:
    services.stop_import(found.pk, form.command(request))


def _submit(request: HttpRequest, found: FleetUpload, form: CommandForm) -> str:
    job = services.ask_submission(form.command(request), upload=found)
    return reverse("core:background", kwargs={"pk": job.pk})


def _import(request: HttpRequest, found: FleetUpload, form: FleetHolderForm) -> None:
    """Rows that were right when they were checked may be wrong now; then they are listed."""
    command, given = form.command(request), form.cleaned_data
    holder = customer_of(command, form.party_data())
    try:
        services.import_fleet(
            found.pk,
            command,
            holder_id=holder.id,
            channel=given["channel"],
            papers=PapersData(signed=given["signed"], inspected=given["inspected"], answered=form.answered()),
            scan=FleetScan(*form.scanned()),
        )
    except FleetHasErrors:
        services.correct_rows(found.pk, command.then("recheck"), changes={})
        raise


ACTS = {
    "correct": Act(CommandForm, _correct),
    "replace": Act(FleetFileForm, _replace, "file"),
    "stop": Act(CommandForm, _stop),
    "submit": Act(CommandForm, _submit),
    "import": Act(FleetHolderForm, _import, "holder"),
}


def _show(request: HttpRequest, found: FleetUpload, forms: dict[str, Any], refused: CommandForm | None) -> HttpResponse:
    faulty = selectors.faulty_rows(found, after=0, limit=ROWS_SHOWN) if found.state == life.OPEN else []
    proposals = selectors.proposals_of(found, limit=ROWS_SHOWN) if found.state == life.IMPORTED else []
    typed = corrections(request.POST) if refused else {}
    context = {
        "fleet": found,
        "file_name": found.file.name,
        "badge": state_of(life.FLEET, found.state),
        "is_open": found.state == life.OPEN,
        "is_importing": found.state == life.IMPORTING,
        "sound": found.rows_total - found.rows_faulty,
        "faulty": [_shown(row, typed.get(row.place, {})) for row in faulty],
        "more": found.rows_faulty - len(faulty),
        "right": [_cells(row) for row in selectors.sound_rows(found, limit=10)] if found.state == life.OPEN else [],
        "proposals": [(p, reverse("underwriting:proposal", kwargs={"pk": p.pk}), p.shown_plate) for p in proposals],
        "more_proposals": found.rows_total - len(proposals),
        "waiting": selectors.to_be_submitted(found).count() if proposals else 0,
        "command": CommandForm(version=found.version),
        "papers": papers_of_fleet(found, request.actor),  # type: ignore[attr-defined]
        "problems": refused.non_field_errors() if refused else [],
        "job": reverse("core:background", kwargs={"pk": found.job_id}) if found.job_id else "",
        "discard": action(life.DISCARD.name).url(found),
        "created": moment(found.created_at),
        **forms,
    }
    return page(request, "underwriting/fleet_upload.html", context, status=422 if refused else 200)


def _shown(row: FleetRow, typed: dict[str, str]) -> dict[str, Any]:
    """A faulty row: what identifies it, and an entry for every faulty cell with what was typed and not yet saved."""
    cells = [
        (name, f"r{row.place}.{name}", _(LABELS.get(name, name)), typed.get(name, row.texts.get(name, "")), why)
        for name, why in row.faults.items()
    ]
    return {"place": row.place, "plate": row.texts.get("plate", ""), "vin": row.texts.get("vin", ""), "cells": cells}


def _cells(row: FleetRow) -> tuple[int, list[str]]:
    names = ("plate", "vin", "model", "owner_name", "start_on")
    return row.place, [row.texts.get(name, "") or "–" for name in names]


def _url(found: FleetUpload) -> str:
    return reverse("underwriting:fleet_upload", kwargs={"pk": found.pk})
