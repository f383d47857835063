"""One paper about printed forms: what it says, what it moved, what is to be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from archives.documents.form_slips import slip_of
from archives.documents.loss_notice import notice_of
from archives.models import FormGap, FormIncident, FormOrder, FormRequest, FormSlip
from archives.models.form_papers import FormPaper
from archives.permissions import VIEW_FORMS, VIEW_SEALS
from archives.rules import form_count, form_incident
from archives.selectors import form_papers
from archives.services.form_counts import differing_lines, sheet_of
from archives.views.form_stock import way
from core.templatetags.ui import day, full_moment, money
from core.web.detail import Detail, Fact, Panel, Tab, detail_page
from core.web.pages import needs
from core.web.posting import post_button
from core.workflow.refusals import Hidden

ROWS, STEPS, SHEET, USES = (f"archives/panels/{name}.html" for name in ("rows", "steps", "sheet", "seal_uses"))


@needs(VIEW_FORMS)
@require_GET
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """A print order."""

    def rows(paper: FormOrder) -> list[tuple[str, Any]]:
        return [
            (_("Printer"), paper.printer),
            (_("Approval of the printer"), paper.printer_licence),
            (_("Price of one form"), money(paper.unit_price)),
            (_("Proof checked by"), paper.proof_by or "–"),
            (_("Counted"), "–" if paper.counted is None else f"{paper.counted:,}"),
        ]

    facts = [(_("To be delivered on"), lambda paper: day(paper.wanted_on))]
    return _show(request, form_papers.orders, pk, title=(_("Print orders"), "archives:orders"), rows=rows, facts=facts)


@needs(VIEW_FORMS)
@require_GET
def form_request(request: HttpRequest, pk: int) -> HttpResponse:
    """A requisition with its dispatch slip and its count."""

    def rows(paper: FormRequest) -> list[tuple[str, Any]]:
        return [
            (_("Requested quantity"), f"{paper.quantity:,}"),
            (_("Suggested by usage"), f"{paper.suggested:,}"),
            (_("Why more than suggested"), paper.grounds or "–"),
            (_("From the store of"), paper.source.name if paper.source else "–"),
            (_("Dispatched"), f"{paper.dispatched_by} {full_moment(paper.dispatched_at)}"),
            (_("Received by"), f"{paper.received_by} {full_moment(paper.received_at)}"),
            (_("Counted on arrival"), "–" if paper.received is None else f"{paper.received:,}"),
            (_("Missing"), paper.shown_missing or "–"),
            (_("Difference report"), paper.difference or "–"),
        ]

    title = (_("Requests for forms"), "archives:requests")
    return _show(request, form_papers.requests, pk, title=title, rows=rows, slip="archives:request_slip")


@needs(VIEW_FORMS)
@require_GET
def slip(request: HttpRequest, pk: int) -> HttpResponse:
    """A slip with its signatures."""

    def rows(paper: FormSlip) -> list[tuple[str, Any]]:
        return [
            (_("Kind"), paper.get_kind_display()),
            (_("User"), paper.holder.name),
            (_("Taken over by"), paper.successor.name if paper.successor else "–"),
            (_("Supervisor"), paper.witnessed_by or "–"),
            (_("Signed by"), f"{paper.signed_by} {full_moment(paper.signed_at)}" if paper.signed_at else "–"),
            (_("Remark"), paper.remark or "–"),
        ]

    title = (_("Slips of forms"), "archives:slips")
    return _show(request, form_papers.slips, pk, title=title, rows=rows, slip="archives:slip_slip")


@needs(VIEW_FORMS)
@require_GET
def incident(request: HttpRequest, pk: int) -> HttpResponse:
    """Void or lost forms with the notice."""

    def rows(paper: FormIncident) -> list[tuple[str, Any]]:
        return [
            (_("Kind"), paper.get_kind_display()),
            (_("What happened"), paper.account),
            (_("Discovered at"), full_moment(paper.discovered_at)),
            (_("Notice"), _("late") if paper.late else _("in time")),
            (_("Was used for"), paper.subject_number or "–"),
            (_("Copies that are back"), "–" if paper.copies_back is None else str(paper.copies_back)),
            (_("Notice"), _notice(paper)),
            (_("Finding"), paper.finding or "–"),
        ]

    title = (_("Void and lost forms"), "archives:incidents")
    slip = "archives:loss_notice" if form_papers.is_loss(request.actor, pk) else ""  # type: ignore[attr-defined]
    return _show(request, form_papers.incidents, pk, title=title, rows=rows, slip=slip)


@needs(VIEW_FORMS)
@require_GET
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice of loss for the newspaper."""
    paper = form_papers.one_of(form_papers.incidents(request.actor), pk)  # type: ignore[attr-defined]
    if paper.kind != form_incident.LOSS:
        raise Hidden(_("Not found."))
    return _pdf(notice_of(paper, printed_by=request.actor.name), paper.number)  # type: ignore[attr-defined]


@needs(VIEW_FORMS)
@require_GET
def explanation(request: HttpRequest, pk: int) -> HttpResponse:
    """What a holder says about numbers that were skipped or lie too long in the hand."""

    def rows(paper: FormGap) -> list[tuple[str, Any]]:
        return [
            (_("Held by"), paper.holder.name),
            (_("Explanation"), paper.account),
            (_("Looked at by"), paper.looked_at_by or "–"),
            (_("Opinion"), paper.opinion or "–"),
        ]

    title = (_("Numbers to be explained"), "archives:gaps")
    return _show(request, form_papers.gap_notes, pk, title=title, rows=rows)


def _notice(paper: FormIncident) -> str:
    if paper.notice_on is None:
        return "–"
    late = _("late") if paper.notice_late else _("in time")
    return f"{paper.newspaper} {paper.notice_on} · {paper.notice_page} · {late}"


@needs(VIEW_FORMS)
@require_GET
def destruction(request: HttpRequest, pk: int) -> HttpResponse:
    """A list of destruction with its three people."""

    def rows(paper: Any) -> list[tuple[str, Any]]:
        return [
            (_("Way of destruction"), paper.method),
            (_("Listed by"), paper.made_by.name),
            (_("Checked by"), paper.confirmed_by.name if paper.confirmed_by else "–"),
            (_("Supervisor"), paper.supervised_by.name if paper.supervised_by else "–"),
            (_("Destroyed at"), full_moment(paper.destroyed_at)),
        ]

    title = (_("Destruction of forms"), "archives:destructions")
    button = post_button(request, reverse("archives:destruction_list", args=[pk]), _("List of destruction (PDF)"))
    return _show(request, form_papers.destructions, pk, title=title, rows=rows, actions=(button,))


def _show(
    request: HttpRequest,
    found_in: Any,
    pk: int,
    *,
    title: tuple[str, str],
    rows: Any,
    facts: Sequence[tuple[str, Any]] = (),
    slip: str = "",
    actions: Sequence[SafeString] = (),
) -> HttpResponse:
    seen: QuerySet[Any] = found_in(request.actor)  # type: ignore[attr-defined]
    paper = form_papers.one_of(seen, pk)
    detail = Detail(
        title=paper.number,
        heading=f"{paper.form_type} · {paper.shown_contents}",
        crumbs=way((title[0], reverse(title[1])), (paper.number, "")),
        facts=(*_facts(paper), *(Fact(label, cell(paper)) for label, cell in facts)),
        tabs=(Tab("main", _("Contents")),),
        panels=(
            Panel(
                key="paper",
                title=title[0],
                icon="file-text",
                template=ROWS,
                context=lambda _request, one: {"rows": rows(one)},
            ),
            Panel(key="steps", title=_("What it moved"), icon="navigation", template=STEPS, context=_steps, flush=True),
        ),
        actions=actions,
        print_url=reverse(slip, kwargs={"pk": paper.pk}) if slip else "",
    )
    return detail_page(request, paper, detail)


def _facts(paper: FormPaper) -> tuple[Fact, ...]:
    return (
        Fact(_("Printed form"), str(paper.form_type)),
        Fact(_("Numbers"), format_html('<span class="ui-code">{}</span>', paper.shown_numbers)),
        Fact(_("Quantity"), "–" if paper.forms is None else f"{paper.forms:,}"),
        Fact(_("Unit"), paper.unit.label),
        Fact(_("Made out by"), paper.made_by.name, full_moment(paper.created_at)),
    )


def _steps(_request: HttpRequest, paper: FormPaper) -> Mapping[str, Any]:
    moved = form_papers.steps_of(paper.lifecycle.kind, paper.number)
    lines = [
        (full_moment(one.at), one.get_step_display(), one.form_type.serial(one.first), one.quantity, one.actor_name)
        for one in moved
    ]
    return {"lines": lines}


@needs(VIEW_FORMS)
@require_GET
def count(request: HttpRequest, pk: int) -> HttpResponse:
    """A count with its sheet."""
    paper = form_papers.one_of(form_papers.counts(request.actor), pk)  # type: ignore[attr-defined]
    detail = Detail(
        title=paper.number,
        heading=f"{paper.get_kind_display()} · {paper.unit.label}",
        crumbs=way((_("Counts of forms"), reverse("archives:counts")), (paper.number, "")),
        facts=(
            Fact(_("Kind"), paper.get_kind_display()),
            Fact(_("Day"), day(paper.on)),
            Fact(_("Unit"), paper.unit.label),
            Fact(_("Counted by"), paper.counted_by or "–"),
            Fact(_("Checked by"), paper.checked_by or "–"),
        ),
        tabs=(Tab("main", _("Count sheet")),),
        panels=_count_panels(paper),
    )
    return detail_page(request, paper, detail)


def _count_panels(paper: Any) -> tuple[Panel, ...]:
    """The sheet; where it did not agree, what became of it."""
    sheet = Panel(key="sheet", title=_("Count sheet"), icon="checklist", template=SHEET, context=_sheet, flush=True)
    ended = Panel(key="answer", title=_("End of the difference"), icon="message-report", template=ROWS, context=_answer)
    return (sheet, ended) if paper.answered_by or paper.state == form_count.DIFFERENT else (sheet,)


def _sheet(_request: HttpRequest, paper: Any) -> Mapping[str, Any]:
    """What was counted; before that what the books say now."""
    lines = list(paper.lines.select_related("form_type").order_by("form_type__code"))
    if not lines and paper.state == form_count.COUNTING:
        lines = sheet_of(paper.unit_id, paper.grades)
    return {"lines": [(line, line.counted.difference if line.found is not None else None) for line in lines]}


def _answer(_request: HttpRequest, paper: Any) -> Mapping[str, Any]:
    """What became of every difference, who answers for it, what the centre found."""
    rows = [
        (f"{line.form_type} {line.counted.difference:+d}", _answer_in_words(line)) for line in differing_lines(paper)
    ]
    return {
        "rows": [
            *rows,
            (_("Who answers for it, and how"), paper.liable or "–"),
            (_("Answered for by"), paper.answered_by or "–"),
            (_("Opinion of the checking centre"), paper.finding or "–"),
        ]
    }


def _answer_in_words(line: Any) -> str:
    said = (line.get_way_display() if line.way else _("not answered for yet"), line.paper, line.answer)
    return " · ".join(part for part in said if part)


@needs(VIEW_SEALS)
@require_GET
def seal(request: HttpRequest, pk: int) -> HttpResponse:
    """A seal with its uses."""
    row = form_papers.one_of(form_papers.seals(request.actor), pk)  # type: ignore[attr-defined]
    detail = Detail(
        title=row.number,
        heading=row.name,
        crumbs=way((_("Register of seals"), reverse("archives:seals")), (row.number, "")),
        facts=(
            Fact(_("Kind"), row.get_kind_display()),
            Fact(_("Kept by"), row.keeper.name),
            Fact(_("Taken over by"), row.successor.name if row.successor else "–"),
            Fact(_("Place"), row.place),
            Fact(_("Unit"), row.unit.label),
        ),
        tabs=(Tab("main", _("Uses")),),
        panels=(
            Panel(
                key="uses",
                title=_("Uses"),
                icon="rubber-stamp",
                template=USES,
                context=lambda _request, one: {"uses": list(one.uses.order_by("-pk")[:100])},
                flush=True,
            ),
        ),
    )
    return detail_page(request, row, detail)


@needs(VIEW_FORMS)
@require_GET
def request_slip(request: HttpRequest, pk: int) -> HttpResponse:
    """The dispatch slip on paper."""
    return _paper(request, form_papers.one_of(form_papers.requests(request.actor), pk))  # type: ignore[attr-defined]


@needs(VIEW_FORMS)
@require_GET
def slip_slip(request: HttpRequest, pk: int) -> HttpResponse:
    """The slip on paper."""
    return _paper(request, form_papers.one_of(form_papers.slips(request.actor), pk))  # type: ignore[attr-defined]


def _paper(request: HttpRequest, paper: FormPaper) -> HttpResponse:
    return _pdf(slip_of(paper, printed_by=request.actor.name), paper.number)  # type: ignore[attr-defined]


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer
