"""Committee cases: list and page; boards and guides with their changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from archives.public import documents_of
from core import links
from core.templatetags.ui import badge, day, full_moment, moment, money, state_of
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from organisation.models import ControlChange
from underwriting.forms.risk_boards import BoardForm, GuideChangeForm
from underwriting.models import Attendance, Board, CommitteeCase
from underwriting.models.risk_committee import JUDGEMENTS
from underwriting.rules import risk_committee as life
from underwriting.rules.risk_people import GROUP_LABELS
from underwriting.rules.risk_voting import FOR, Vote
from underwriting.selectors import risk_boards as selectors
from underwriting.selectors.risk_facts import guide_language
from underwriting.services.risk_changes import PROPOSE, propose_board, propose_guide
from underwriting.services.risk_votes import standing_of
from underwriting.views.risk_detail import by_whom

ROWS, TABLE = "underwriting/panels/vehicle.html", "underwriting/panels/table.html"
OUTCOME_TONES = {Vote.AGREE: "good", Vote.CONDITIONS: "wait", Vote.REFUSE: "bad"}


@needs("underwriting.view_committee")
@require_GET
def cases(request: HttpRequest) -> HttpResponseBase:
    """Cases in scope, the newest first."""
    return list_page(
        request,
        ListPage(
            title=_("Committee cases"),
            facts=_("What the risk committee and its panels resolve; a resolution binds the decision."),
            rows=selectors.cases,
            order="-created_at",
            columns=_columns(),
            filters=(
                Filter(key="state", label=_("State"), choices=_states, apply=_in_state),
                Filter(
                    key="board",
                    label=_("Board"),
                    choices=_boards,
                    apply=lambda rows, v: rows.filter(board=v),
                ),
                Filter(key="meets", label=_("Meets at"), date_field="meets_at"),
                Filter(
                    key="judgement",
                    label=_("Judgement of the opinion"),
                    choices=lambda _actor: [(key, str(label)) for key, label in JUDGEMENTS],
                    apply=lambda rows, v: rows.filter(judgement=v),
                ),
            ),
            search=_by_text,
            search_hint=_("Number, resolution, insured"),
            views=(
                SavedView(_("All"), {}),
                SavedView(_("To be prepared"), {"state": life.REFERRED}),
                SavedView(_("Meeting called"), {"state": life.SCHEDULED}),
                SavedView(_("To be applied"), {"state": life.RESOLVED}),
                SavedView(_("To be looked back on"), {"state": life.EXECUTED}),
            ),
            empty=_("No case was referred yet."),
            export_name="committee-cases",
        ),
    )


def _boards(_actor: Any) -> list[tuple[str, str]]:
    return [(code, str(label)) for code, label in Board.choices]


def _states(_actor: Any) -> list[tuple[str, str]]:
    return [(state.value, _(state.label)) for state in life.CASE.states]


def _in_state(rows: QuerySet[CommitteeCase], value: str) -> QuerySet[CommitteeCase]:
    return rows.filter(state=value)


def _by_text(rows: QuerySet[CommitteeCase], text: str) -> QuerySet[CommitteeCase]:
    wanted = text.strip()
    by_number = rows.filter(number__startswith=wanted.upper()) | rows.filter(resolution__iexact=wanted)
    return by_number | rows.filter(assessment__insured_name__icontains=wanted)


def _columns() -> tuple[Column, ...]:
    return (
        Column(key="number", label=_("Case"), cell=_number, plain=lambda c: c.number, sort="number"),
        Column(key="insured", label=_("Insured and place"), cell=_about, css="ui-clip"),
        Column(key="state", label=_("State"), cell=lambda c: state_of(life.CASE, c.state)),
        Column(key="board", label=_("Board"), cell=lambda c: c.get_board_display(), css="ui-nowrap"),
        Column(key="amount", label=_("Sum insured"), css="ui-r", cell=lambda c: money(c.assessment.exposure)),
        Column(key="meets", label=_("Meets at"), cell=lambda c: moment(c.meets_at), css="ui-nowrap"),
        Column(key="resolution", label=_("Resolution"), cell=_resolution, plain=lambda c: c.resolution),
        Column(key="valid", label=_("Valid until"), cell=lambda c: day(c.valid_until), css="ui-nowrap"),
    )


def _number(one: CommitteeCase) -> SafeString:
    url = reverse("underwriting:committee_case", kwargs={"pk": one.pk})
    mark = badge(_("urgent"), "bad") if one.urgent else ""
    return format_html('<a class="ui-code" href="{}">{}</a> {}', url, one.number, mark)


def _about(one: CommitteeCase) -> SafeString:
    return format_html("{}<small>{}</small>", one.assessment.insured_name, one.assessment.address or one.grounds)


def _resolution(one: CommitteeCase) -> SafeString | str:
    if not one.outcome:
        return "–"
    tone = OUTCOME_TONES.get(Vote(one.outcome), "neutral")
    return format_html("{} {}", one.resolution, badge(str(one.get_outcome_display()), tone))


@needs("underwriting.view_committee")
@require_GET
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """The case with papers, members, votes and resolution."""
    found = selectors.case_for(request.actor, pk)  # type: ignore[attr-defined]
    assessment = found.assessment
    badges = [badge(_("urgent"), "bad")] if found.urgent else []
    if found.outcome:
        badges.append(badge(str(found.get_outcome_display()), OUTCOME_TONES.get(Vote(found.outcome), "neutral")))
    url = reverse("underwriting:assessment", kwargs={"pk": assessment.pk})
    detail = Detail(
        title=found.number,
        crumbs=(
            Crumb(_("Underwriting centre")),
            Crumb(_("Committee cases"), reverse("underwriting:committee_cases")),
            Crumb(found.number),
        ),
        badges=badges,
        facts=(
            Fact(_("Board"), str(found.get_board_display())),
            Fact(_("Insured"), assessment.insured_name, assessment.address),
            Fact(_("Risk assessment"), format_html('<a href="{}">{}</a>', url, assessment.number), _graded(found)),
            Fact(_("Sum insured"), money(assessment.exposure)),
            Fact(_("Meets at"), full_moment(found.meets_at) or "–", str(found.get_form_display())),
            Fact(_("Resolution"), found.resolution or "–", _until(found)),
            Fact(_("Next step by"), full_moment(found.act_by) or "–"),
        ),
        tabs=(Tab("main", _("Case")),),
        panels=_panels(),
    )
    return detail_page(request, found, detail)


def _graded(found: CommitteeCase) -> str:
    graded = found.assessment
    return f"{graded.score} · {graded.get_grade_display()}" if graded.grade else ""


def _until(found: CommitteeCase) -> str:
    return _("valid until %(day)s") % {"day": found.valid_until} if found.valid_until else ""


def _panels() -> tuple[Panel, ...]:
    return (
        Panel(key="papers", title=_("Papers of the case"), icon="file-text", template=ROWS, context=_papers),
        Panel(key="members", title=_("Members and votes"), icon="users", template=TABLE, context=_members, flush=True),
        Panel(key="count", title=_("Count of the votes"), icon="calculator", template=ROWS, context=_count),
        Panel(key="resolution", title=_("Resolution"), icon="gavel", template=ROWS, context=_resolved),
        Panel(
            key="documents",
            title=_("Documents"),
            icon="paperclip",
            template="underwriting/panels/documents.html",
            context=_documents,
            rail=True,
        ),
    )


def _papers(_request: HttpRequest, one: CommitteeCase) -> Mapping[str, Any]:
    return {
        "rows": [
            (_("Why it is referred"), one.grounds),
            (_("Referred by"), by_whom(one.referred_by)),
            (_("Opinion of the assessor"), f"{one.assessment.get_opinion_display()} · {one.assessment.advice or '–'}"),
            (_("Plan of cover"), one.plan or _("not ready yet")),
            (_("Sum insured of the plan"), money(one.plan_sum) if one.plan_sum is not None else _("not ready yet")),
            (_("Opinion on reinsurance"), one.cession or _("not ready yet")),
            (_("Papers ready"), full_moment(one.papers_ready_at) or "–"),
            (_("Agenda"), one.agenda or "–"),
        ]
    }


def _members(_request: HttpRequest, one: CommitteeCase) -> Mapping[str, Any] | None:
    rows = [
        (
            seat.name,
            str(seat.get_role_display()),
            _("present") if seat.present else "–",
            _vote(seat, one),
            seat.reason or "–",
        )
        for seat in one.attendance.order_by("role", "pk")
    ]
    heads = (_("Member"), _("Seat"), _("Present"), _("Vote"), _("Reasons"))
    return {"heads": heads, "rows": rows} if rows else None


def _vote(seat: Attendance, one: CommitteeCase) -> Any:
    if not seat.votes:
        return badge(_("no vote: %(why)s") % {"why": seat.no_vote or seat.withdrew}, "neutral")
    if not seat.vote:
        return "–"
    shown = badge(str(seat.get_vote_display()), "good" if Vote(seat.vote) in FOR else "bad")
    if seat.awaits_confirmation:
        due = selectors.confirm_by(seat, one.unit)
        text = _("to be confirmed in writing by %(day)s") % {"day": due}
        return format_html("{} {}", shown, badge(text, "bad" if localdate() > due else "wait"))
    return shown


def _count(_request: HttpRequest, one: CommitteeCase) -> Mapping[str, Any] | None:
    seats = list(one.attendance.order_by("pk"))
    if not seats:
        return None
    now = standing_of(one, seats)
    rows = [
        (_("Members with a vote"), now.members),
        (_("Present / quorum"), f"{now.present} / {now.needed}"),
        (_("Agreed / majority"), f"{now.agreed} / {now.majority if now.present else '–'}"),
    ]
    if one.vetoed_by:
        rows.append((_("Veto of the chair"), f"{one.vetoed_by} · {one.veto_reason}"))
    return {"rows": rows}


def _resolved(_request: HttpRequest, one: CommitteeCase) -> Mapping[str, Any] | None:
    if not one.outcome:
        return None
    rows = [
        (_("Resolution"), f"{one.resolution} · {one.get_outcome_display()}"),
        (_("Conditions"), one.conditions or "–"),
        (_("Resolved at"), full_moment(one.resolved_at)),
        (_("Applied at"), full_moment(one.applied_at) or _("not done yet")),
    ]
    if one.applied_outcome in life.APPLIED:
        rows.append((_("Decision"), _(life.APPLIED[one.applied_outcome])))
    if one.applied_outcome == life.SUPERSEDED:
        rows.append((_("Decision"), _("a later resolution on the same business took its place")))
    if one.look_back:
        rows.append((_("Judgement of the opinion"), one.get_judgement_display() or "–"))
        rows.append((_("Look-back"), f"{one.look_back} · {_('losses since')} {money(one.incurred)}"))
    return {"rows": rows}


def _documents(request: HttpRequest, one: CommitteeCase) -> Mapping[str, Any] | None:
    kept = documents_of(life.CASE_KIND, one.pk, request.actor)  # type: ignore[attr-defined]
    return {"documents": kept} if kept else None


@needs("underwriting.view_risk_library")
@require_GET
def standards(request: HttpRequest) -> HttpResponse:
    """Guides in force, and who sits on the boards."""
    today = localdate()
    language = guide_language()
    may = request.actor.refusal_for(PROPOSE) is None  # type: ignore[attr-defined]
    seats = selectors.seats_on(selectors.branch_of(request.actor), today)  # type: ignore[attr-defined]
    boards = [(str(board.label), [one for one in seats if one.board == board]) for board in Board]
    context = {
        "guides": [
            (one, one.title[language], _sections(one.data, language), _limits(one.data))
            for one in selectors.guides_on(today)
        ],
        "boards": [(label, rows) for label, rows in boards if rows],
        "may_propose": may,
    }
    return page(request, "underwriting/risk_standards.html", context)


def _limits(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The limits of a group, where the guide has them."""
    held = data.get("group") or {}
    shown = {name: "、".join(value) if isinstance(value, list) else str(value) for name, value in held.items()}
    return [(_(label), shown[name]) for name, label in GROUP_LABELS.items() if name in shown]


def _sections(data: Mapping[str, Any], language: str) -> list[tuple[str, Any, int]]:
    return [(one["text"][language], one["weight"], len(one["questions"])) for one in data["sections"]]


@needs(PROPOSE)
@require_http_methods(["GET", "POST"])
def new_board(request: HttpRequest) -> HttpResponse:
    """Ask for a new composition of a board."""
    branch = selectors.branch_of(request.actor)  # type: ignore[attr-defined]
    people = selectors.eligible(branch, localdate())
    form = BoardForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            change = propose_board(
                form.command(request),
                board=given["board"],
                chair=given["chair"],
                members=given["members"],
                effective_on=given["effective_on"],
            )
            return _proposed(request, change)
        except Refusal as refusal:
            form.refuse(refusal)
    back = reverse("underwriting:risk_standards")
    wide = {"members", "reason"}
    context = {
        "title": _("Members of a board"),
        "lead": _("At least five members, an odd number; the chair counts as a member."),
        "crumbs": [(_("Standards of risk assessment"), back)],
        "form": form,
        "fields": [(bound, "6" if bound.name in wide else "3") for bound in form.visible_fields()],
        "back": back,
        "send": _("Propose"),
    }
    return page(request, "underwriting/form.html", context, status=422 if form.errors else 200)


@needs(PROPOSE)
@require_http_methods(["GET", "POST"])
def new_guide(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a new version of a guide."""
    held = selectors.guide_by_code(code, localdate())
    form = GuideChangeForm(request.POST or None, data=held.data, language=get_language() or "")
    if request.method == "POST" and form.is_valid():
        try:
            effective_on = form.cleaned_data["effective_on"]
            change = propose_guide(form.command(request), code=code, data=form.data_of(), effective_on=effective_on)
            return _proposed(request, change)
        except Refusal as refusal:
            form.refuse(refusal)
    context = {
        "form": form,
        "rows": form.rows(),
        "title": held.title[guide_language()],
        "version": held.version,
        "back": reverse("underwriting:risk_standards"),
    }
    return page(request, "underwriting/risk_guide_change.html", context, status=422 if form.errors else 200)


def _proposed(request: HttpRequest, change: ControlChange) -> HttpResponse:
    messages.success(request, _("Proposed as %(number)s.") % {"number": change.number}, extra_tags="good")
    url = links.url_for("organisation.change", change.pk) or reverse("underwriting:risk_standards")
    return HttpResponseRedirect(url)
