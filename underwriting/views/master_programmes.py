"""Master programmes: list, detail with what every unit writes under them, change by four eyes (PRO-09)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core import links
from core.templatetags.ui import badge, day, money, state_of
from core.web.detail import Crumb, Panel
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from organisation.views.tables import Section, TablePage, table_page
from parties.public import party
from underwriting.forms.master_programme import JoinForm, MasterProgrammeForm
from underwriting.models import MasterProgramme, Policy, Proposal, line_label
from underwriting.rules.lifecycle import DRAFT, POLICY_KIND, RETURNED
from underwriting.rules.lines import LINE_LABELS, MOTOR
from underwriting.selectors import master_programme as selectors
from underwriting.selectors.proposals import proposal_for
from underwriting.services import master_programme as services
from underwriting.services.coinsurance import PERMISSION as JOIN

SEE = "underwriting.view_programmes"


def _lines(_actor: Any) -> list[tuple[str, str]]:
    return [(code, line_label(code)) for code in LINE_LABELS if code not in {"MCI", "MOD", "MTP", MOTOR}]


@needs(SEE)
@require_GET
def programmes(request: HttpRequest) -> HttpResponseBase:
    """Every programme under which the actor's branch writes."""
    may = request.actor.refusal_for(services.PROPOSE) is None  # type: ignore[attr-defined]
    new = (_("Propose a programme"), reverse("underwriting:propose_master"), "plus")
    return list_page(
        request,
        ListPage(
            title=_("Master programmes"),
            facts=_("Policies of one customer on common terms, whichever unit issues them."),
            rows=selectors.programmes,
            order="number",
            columns=(
                Column(key="number", label=_("Programme"), cell=_number, plain=lambda p: p.number, sort="number"),
                Column(key="name", label=_("Name"), cell=lambda p: p.name, sort="name"),
                Column(key="customer", label=_("Customer"), cell=lambda p: p.customer_name, sort="customer_name"),
                Column(key="lines", label=_("Lines"), cell=lambda p: ", ".join(p.lines), css="ui-code"),
                Column(key="period", label=_("Period"), cell=_period, css="ui-nowrap"),
                Column(key="state", label=_("State"), cell=_standing, plain=_plain_standing),
                Column(key="written", label=_("Proposals"), cell=lambda p: str(p.written), css="ui-r"),
                Column(key="unit", label=_("Unit"), cell=lambda p: p.unit.label, css="ui-nowrap", default=False),
            ),
            filters=(
                Filter(key="held", label=_("State"), choices=_standings, apply=_by_standing),
                Filter(
                    key="line", label=_("Line"), choices=_lines, apply=lambda rows, v: rows.filter(lines__contains=[v])
                ),
            ),
            views=(SavedView(_("All"), {}), SavedView(_("In force"), {"held": "now"})),
            search=lambda rows, text: (
                rows.filter(name__icontains=text.strip())
                | rows.filter(customer_name__icontains=text.strip())
                | rows.filter(number__startswith=text.strip().upper())
            ),
            search_hint=_("Programme, customer"),
            actions=(new,) if may else (),
            empty=_("No programme was agreed yet."),
            export_name="master-programmes",
        ),
    )


def _number(one: MasterProgramme) -> SafeString:
    url = reverse("underwriting:master_programme", kwargs={"pk": one.pk})
    return format_html('<a class="ui-code" href="{}">{}</a>', url, one.number)


def _period(one: MasterProgramme) -> str:
    upper = day(one.effective.upper) if one.effective.upper else ""
    return f"{day(one.effective.lower)} – {upper}"


def _standings(_actor: Any) -> list[tuple[str, str]]:
    return [("now", _("in force")), ("later", _("begins later")), ("past", _("ended"))]


def _plain_standing(one: MasterProgramme) -> str:
    today = localdate()
    if today in one.effective:
        return _("in force")
    return _("begins later") if one.effective.lower and one.effective.lower > today else _("ended")


def _standing(one: MasterProgramme) -> SafeString:
    return badge(_plain_standing(one), "good" if localdate() in one.effective else "neutral")


def _by_standing(rows: Any, value: str) -> Any:
    today = localdate()
    wanted = {
        "now": {"effective__contains": today},
        "later": {"effective__startswith__gt": today},
        "past": {"effective__endswith__lte": today},
    }
    return rows.filter(**wanted[value])


@needs(SEE)
@require_GET
def programme(request: HttpRequest, pk: int) -> HttpResponse:
    """Its terms, the policies that the actor may open, and the sums of the other units."""
    actor = request.actor  # type: ignore[attr-defined]
    found = selectors.programme(actor, pk)
    may = actor.refusal_for(services.PROPOSE) is None
    change = (_("Propose other terms"), f"{reverse('underwriting:propose_master')}?programme={found.pk}", "edit")
    return table_page(
        request,
        TablePage(
            title=f"{found.number} · {found.name}",
            facts=f"{found.customer_name} · {_period(found)}",
            sections=(
                Section(title=_("Common terms"), icon="notes", columns=_term_columns(), rows=_terms(found)),
                Section(
                    title=_("Own policies"),
                    icon="shield-check",
                    columns=_policy_columns(),
                    rows=selectors.own_policies(actor, found),
                    empty=_("No policy that you may see is written under the programme."),
                ),
                Section(
                    title=_("Policies of other units"),
                    icon="building",
                    columns=_elsewhere_columns(),
                    rows=selectors.written_elsewhere(actor, found),
                    empty=_("No other unit writes under the programme."),
                ),
            ),
            crumbs=(
                Crumb(_("Underwriting centre")),
                Crumb(_("Master programmes"), reverse("underwriting:master_programmes")),
                Crumb(found.number),
            ),
            actions=(change,) if may else (),
            export_name="master-programme",
        ),
    )


def _terms(found: MasterProgramme) -> list[tuple[str, str]]:
    people = " · ".join(str(one) for one in (found.proposed_by, found.approved_by) if one)
    return [
        (_("Lines"), ", ".join(line_label(line) for line in found.lines)),
        (_("Common terms"), found.terms or "–"),
        (_("Proposed and approved by"), people or "–"),
    ]


def _term_columns() -> tuple[Column, ...]:
    return (
        Column(key="what", label=_("Entry"), cell=lambda row: row[0], css="ui-nowrap"),
        Column(key="text", label=_("Content"), cell=lambda row: row[1], css="ui-wrap"),
    )


def _policy_columns() -> tuple[Column, ...]:
    return (
        Column(key="policy", label=_("Policy"), cell=_policy, plain=lambda p: p.number),
        Column(key="line", label=_("Line"), cell=lambda p: line_label(p.line)),
        Column(key="insured", label=_("Insured"), cell=lambda p: p.insured_name, css="ui-clip"),
        Column(key="from", label=_("From"), cell=lambda p: day(p.start_on), css="ui-nowrap"),
        Column(key="unit", label=_("Unit"), cell=lambda p: p.unit.label, css="ui-nowrap"),
        Column(key="state", label=_("State"), cell=lambda p: state_of(Policy.lifecycle, p.state)),
        Column(key="premium", label=_("Premium"), css="ui-r", cell=lambda p: money(p.premium)),
    )


def _policy(one: Policy) -> SafeString:
    return format_html('<a class="ui-code" href="{}">{}</a>', links.url_for(POLICY_KIND, one.pk), one.number)


def _elsewhere_columns() -> tuple[Column, ...]:
    return (
        Column(key="unit", label=_("Unit"), cell=lambda row: row.unit),
        Column(key="policies", label=_("Policies"), css="ui-r", cell=lambda row: str(row.policies)),
        Column(key="premium", label=_("Premium"), css="ui-r", cell=lambda row: money(row.premium)),
    )


@needs(services.PROPOSE)
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """A new programme, or other terms of one; another person decides."""
    known = _known(request)
    form = MasterProgrammeForm(request.POST or None, lines=_lines(None), initial=_initial(known))
    if request.method == "POST" and form.is_valid():
        try:
            change = services.propose_programme(
                form.command(request),
                values=form.values(),
                effective_on=form.cleaned_data["effective_on"],
                programme=known,
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Proposed as %(number)s.") % {"number": change.number}, extra_tags="good")
            found = links.url_for("organisation.change", change.pk)
            return HttpResponseRedirect(found or reverse("underwriting:master_programmes"))
    back = reverse("underwriting:master_programmes")
    context = {
        "title": _("Propose: %(what)s") % {"what": _("Master programme")},
        "crumbs": [(_("Master programmes"), back)],
        "form": form,
        "fields": [(b, "6" if b.name in {"lines", "terms", "reason"} else "3") for b in form.visible_fields()],
        "back": back,
        "send": _("Propose"),
        "note": _("Another person approves it; policies that were issued keep their terms."),
    }
    return page(request, "underwriting/form.html", context, status=422 if form.errors else 200)


def _known(request: HttpRequest) -> MasterProgramme | None:
    asked = request.GET.get("programme", "")
    return selectors.programme(request.actor, int(asked)) if asked.isdigit() else None  # type: ignore[attr-defined]


def _initial(known: MasterProgramme | None) -> dict[str, Any]:
    if known is None:
        return {"effective_on": localdate()}
    return {
        "name": known.name,
        "customer": party(known.customer_id).number,
        "lines": known.lines,
        "terms": known.terms,
        "effective_on": max(localdate(), known.effective.lower or localdate()),
        "ends_on": known.effective.upper,
    }


@needs(JOIN)
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a proposal under a programme of its customer."""
    proposal = proposal_for(request.actor, pk)  # type: ignore[attr-defined]
    offered = [(one.pk, str(one)) for one in selectors.offered(proposal)]
    standing = selectors.programme_of(proposal.pk)
    form = JoinForm(request.POST or None, offered=offered, initial={"programme": standing.pk if standing else ""})
    back = reverse("underwriting:proposal", kwargs={"pk": proposal.pk})
    if request.method == "POST" and form.is_valid():
        try:
            chosen = form.cleaned_data["programme"]
            services.join_programme(form.command(request), proposal_id=proposal.pk, programme_id=chosen)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The programme of the proposal is kept."), extra_tags="good")
            return HttpResponseRedirect(back)
    context = {
        "title": _("Master programme"),
        "lead": _("Programmes in force for this customer and line."),
        "crumbs": [(proposal.number, back)],
        "form": form,
        "fields": [(bound, "6") for bound in form.visible_fields()],
        "back": back,
        "send": _("Save"),
    }
    return page(request, "underwriting/form.html", context, status=422 if form.errors else 200)


def on_proposal() -> Panel:
    """Under which programme the proposal is written."""
    return Panel(
        key="programme",
        title=_("Master programme"),
        icon="layout-list",
        template="underwriting/panels/vehicle.html",
        context=_of_proposal,
    )


def _of_proposal(request: HttpRequest, obj: Proposal) -> Mapping[str, Any] | None:
    if obj.is_motor:
        return None
    found = selectors.programme_of(obj.pk)
    may = obj.state in {DRAFT, RETURNED} and request.actor.refusal_for(JOIN, obj) is None  # type: ignore[attr-defined]
    rows: list[tuple[str, Any]] = []
    if found is not None:
        url = reverse("underwriting:master_programme", kwargs={"pk": found.pk})
        shown = format_html('<a class="ui-code" href="{}">{}</a> {}', url, found.number, found.name)
        rows += [(_("Programme"), shown), (_("Common terms"), found.terms or "–")]
    elif not may or not selectors.offered(obj):
        return None
    if may:
        url = reverse("underwriting:join_programme", kwargs={"pk": obj.pk})
        link = format_html('<a class="ui-btn ui-btn-sm" href="{}">{}</a>', url, _("Choose the programme"))
        rows.append((_("Programme"), link))
    return {"rows": rows}
