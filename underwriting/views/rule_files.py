"""Values of automatic underwriting on their way into force: list and page; a decision replayed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core import links
from core.templatetags.ui import badge, day, moment, state_of
from core.web.commands import CommandForm
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs, page
from organisation.public import parameter
from underwriting.models.rule_file import RuleFile
from underwriting.rules import rule_file as life
from underwriting.rules.lifecycle import PROPOSAL_KIND
from underwriting.selectors import rules as selectors
from underwriting.selectors.proposals import decision_for
from underwriting.selectors.shown import shown_bound, shown_value, signed
from underwriting.selectors.tables import elements_of
from underwriting.services.automatic import replay
from underwriting.services.rule_files import MOST_DROP, ask_back_test
from underwriting.views.asking import asked_texts
from underwriting.views.verdicts import verdict_row


@needs("underwriting.view_rules")
@require_GET
def rule_files(request: HttpRequest) -> HttpResponseBase:
    """Files in scope, the newest first."""
    return list_page(
        request,
        ListPage(
            title=_("Values of automatic underwriting"),
            facts=_("Drafted, approved, filed, in force, suspended or retired; every version is kept."),
            rows=lambda actor: selectors.rule_files(actor).select_related("unit"),
            order="-created_at",
            columns=_columns(),
            filters=(
                Filter(key="state", label=_("State"), choices=_states, apply=lambda rows, v: rows.filter(state=v)),
            ),
            views=(
                SavedView(_("All"), {}),
                SavedView(_("Drafts"), {"state": life.DRAFT}),
                SavedView(_("To be filed with head office"), {"state": life.BR_APPROVED}),
                SavedView(_("Awaits the level above"), {"state": life.AWAITING}),
                SavedView(_("In force"), {"state": life.ACTIVE}),
            ),
            search=lambda rows, text: rows.filter(number__startswith=text.strip().upper()),
            search_hint=_("Number"),
            actions=((_("Rates and rules"), reverse("underwriting:rules"), "adjustments"),),
            empty=_("No values were drafted yet."),
            export_name="rule-values",
        ),
    )


def _states(_actor: Any) -> list[tuple[str, str]]:
    return [(state.value, _(state.label)) for state in life.RULE_FILE.states]


def _state_label(value: str) -> str:
    return _(life.RULE_FILE.state(value).label)


def _columns() -> tuple[Column, ...]:
    return (
        Column(key="number", label=_("File of values"), cell=_number, plain=lambda f: f.number, sort="number"),
        Column(key="product", label=_("Product"), cell=lambda f: selectors.label_of_product(f.product)),
        Column(
            key="state",
            label=_("State"),
            cell=lambda f: state_of(life.RULE_FILE, f.state),
            plain=lambda f: _state_label(f.state),
        ),
        Column(key="scope", label=_("Scope"), cell=lambda f: _(life.SCOPES[f.scope]), css="ui-clip"),
        Column(key="filing", label=_("Filing number"), cell=lambda f: f.filing or "–"),
        Column(key="from", label=_("In force from"), css="ui-nowrap", cell=lambda f: day(f.effective_on)),
        Column(key="by", label=_("Proposed by"), css="ui-nowrap", cell=lambda f: f.proposed_by.split(" · ")[0]),
        Column(key="created", label=_("Proposed on"), css="ui-nowrap ui-muted", cell=lambda f: moment(f.created_at)),
    )


def _number(one: RuleFile) -> SafeString:
    url = reverse("underwriting:rule_file", kwargs={"pk": one.pk})
    return format_html('<a class="ui-code" href="{}">{}</a>', url, one.number)


@needs("underwriting.view_rules")
@require_GET
def rule_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The values beside those before, what lies beyond the scope, the last back-test."""
    found = selectors.rule_file_for(request.actor, pk)  # type: ignore[attr-defined]
    detail = Detail(
        title=found.number,
        heading=_("Values of automatic underwriting"),
        crumbs=(
            Crumb(_("Underwriting centre")),
            Crumb(_("Rates and rules"), reverse("underwriting:rules") + f"?product={found.product}"),
            Crumb(found.number),
        ),
        badges=[] if found.scope == life.OWN else [badge(_(life.SCOPES[found.scope]), "up")],
        facts=_facts(found),
        tabs=(Tab("main", _("Old and new values")),),
        panels=_panels(),
    )
    return detail_page(request, found, detail)


def _facts(found: RuleFile) -> tuple[Fact, ...]:
    return (
        Fact(_("Product"), selectors.label_of_product(found.product)),
        Fact(_("Branch"), found.unit.label),
        Fact(_("In force from"), day(found.effective_on)),
        Fact(_("Filing number"), found.filing or "–", signed(found.filed_by)),
        Fact(_("Proposed by"), signed(found.proposed_by)),
        Fact(_("Agreed by"), signed(found.approved_by) or "–"),
        Fact(_("Version"), found.released.version if found.released else "–", found.elements_version),
    )


def _panels() -> tuple[Panel, ...]:
    name = "underwriting/panels"
    return (
        Panel(
            key="values",
            title=_("Old and new values"),
            icon="git-compare",
            template=f"{name}/rule_values.html",
            context=_values,
            flush=True,
        ),
        Panel(
            key="tested",
            title=_("Back-test"),
            icon="chart-histogram",
            template=f"{name}/tested.html",
            context=_tested,
            rail=True,
        ),
        Panel(
            key="grounds",
            title=_("Grounds of the change"),
            icon="notes",
            template=f"{name}/vehicle.html",
            context=_grounds,
        ),
    )


def _values(_request: HttpRequest, found: RuleFile) -> Mapping[str, Any]:
    rows = []
    for element in elements_of(found.product, max(found.effective_on, localdate())):
        old, new = found.before.get(element.name), found.values.get(element.name)
        rows.append(
            {
                "label": _(element.label),
                "old": shown_value(old, element) or "–",
                "new": shown_value(new, element) or "–",
                "changed": element.valued and old != new,
                "bound": shown_bound(element) if element.ranged or not element.valued else _("no range"),
                "outside": element.name in found.outside,
            }
        )
    return {"rows": rows}


def _tested(_request: HttpRequest, found: RuleFile) -> Mapping[str, Any]:
    failing = [(_(label), count) for label, count in (found.tested.get("failing") or {}).items()][:6]
    url = reverse("underwriting:back_test", kwargs={"pk": found.pk})
    most = parameter(MOST_DROP, found.unit, localdate())
    return {
        "tested": found.tested,
        "same": found.is_tested,
        "falls": bool(found.tested) and life.falls_far(found.tested, most),
        "at": found.tested_at,
        "failing": failing,
        "url": url,
        "key": uuid4(),
    }


@needs("underwriting.view_rules")
@require_POST
def back_test(request: HttpRequest, pk: int) -> HttpResponse:
    """Start the back-test; its page shows the progress."""
    found = selectors.rule_file_for(request.actor, pk)  # type: ignore[attr-defined]
    form = CommandForm(request.POST)
    if not form.is_valid():
        return HttpResponseRedirect(reverse("underwriting:rule_file", kwargs={"pk": pk}))
    started = ask_back_test(found, form.command(request))
    return HttpResponseRedirect(reverse("core:background", kwargs={"pk": started.pk}))


def _grounds(_request: HttpRequest, found: RuleFile) -> Mapping[str, Any] | None:
    return {"rows": [(_("Grounds of the change"), found.grounds)]} if found.grounds else None


@needs("underwriting.view_rules")
@require_GET
def replayed(request: HttpRequest, pk: int) -> HttpResponse:
    """A stored decision beside what its stored facts say under its stored versions today (AUW-10)."""
    decision = decision_for(request.actor, pk)  # type: ignore[attr-defined]
    stored = replay(decision) if decision.elements_version and decision.values_version else []
    again = {one["element"]: one for one in stored}
    texts = asked_texts(decision.proposal)
    rows = [(verdict_row(one, texts), again.get(one["element"]) == one) for one in decision.verdicts]
    context = {
        "decision": decision,
        "proposal": decision.proposal,
        "url": links.url_for(PROPOSAL_KIND, decision.proposal_id),
        "rows": rows,
        "same": bool(rows) and all(same for _one, same in rows) and len(again) == len(rows),
    }
    return page(request, "underwriting/replayed.html", context)
