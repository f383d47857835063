"""Credit files of customers: the list with early warnings, one file with its ratings (CUS-03)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET

from core import links
from core.templatetags.ui import badge, day, full_moment, money, state_of
from core.web import navigation
from core.web.commands import register_action
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.navigation import NavItem
from core.web.pages import needs
from core.workflow.refusals import Hidden
from parties import permissions
from parties.forms.credit import FinancesForm, LimitForm, WatchForm
from parties.models import CreditFile, Party
from parties.rules import credit as rules
from parties.rules.credit import CREDIT, FINANCES, Grade
from parties.rules.lifecycle import PARTY
from parties.selectors.credit import credit_fact, file_of, visible_files
from parties.services import credit

TONES = {Grade.A: "good", Grade.B: "wait", Grade.C: "bad"}
RATINGS_SHOWN = 24


def register_credit() -> None:
    """Buttons, links and the place in the side bar."""
    links.register(CREDIT.kind, "parties:credit_file", gettext_noop("Credit file"), "chart-bar")
    navigation.register(
        NavItem(
            label=gettext_noop("Customer credit"), url_name="parties:credit_files", icon="chart-bar",
            permission=permissions.VIEW_CREDIT, group="shared", order=25, queues=(rules.QUEUE, rules.LIMIT_QUEUE),
        )
    )  # fmt: skip
    register_action(rules.RATE, credit.rate_file)
    register_action(rules.NOTE_FINANCES, credit.note_finances, form=FinancesForm, prepare=_finances)
    register_action(rules.WATCH, credit.watch, form=WatchForm)
    register_action(rules.DISMISS, credit.dismiss)
    register_action(rules.END_WATCH, credit.end_watch)
    register_action(rules.PROPOSE_LIMIT, credit.propose_limit, form=LimitForm)
    register_action(rules.APPROVE_LIMIT, credit.approve_limit)
    register_action(rules.REFUSE_LIMIT, credit.refuse_limit)


def _finances(_request: HttpRequest, file: CreditFile) -> Mapping[str, Any]:
    return {"initial": {"finances": file.finances}}


def grade_badge(grade: str) -> SafeString:
    """The grade in its colour."""
    return badge(grade, TONES[Grade(grade)]) if grade else badge("–", "neutral")


@needs(permissions.VIEW_CREDIT)
@require_GET
def credit_files(request: HttpRequest) -> HttpResponseBase:
    """Credit files in scope: warnings, the watch list, grades."""
    return list_page(
        request,
        ListPage(
            title=_("Customer credit"),
            rows=visible_files,
            order="-updated_at",
            search=_search,
            search_hint=_("Name or customer number"),
            export_name="credit",
            empty=_("Customers are rated every month and when somebody asks for it."),
            views=(
                SavedView(_("All"), {}),
                SavedView(_("Early warnings"), {"state": "warning"}),
                SavedView(_("Watch list"), {"state": "watched"}),
                SavedView(_("Limits to be decided on"), {"limit": "proposed"}),
                SavedView(_("Cash only"), {"grade": "C"}),
            ),
            filters=(
                Filter(key="state", label=_("State"), choices=lambda _a: _states(), apply=_by("state")),
                Filter(key="grade", label=_("Grade"), choices=lambda _a: [(g, g) for g in Grade], apply=_by("grade")),
                Filter(key="limit", label=_("Credit limit"), choices=lambda _a: _limits(), apply=_by_limit),
                Filter(key="rated", label=_("Rated on"), date_field="rated_on"),
            ),
            columns=_columns(),
        ),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(key="name", label=_("Customer"), cell=_name, plain=lambda f: f.party.name, personal=True),
        Column(key="grade", label=_("Grade"), cell=lambda f: grade_badge(f.grade)),
        Column(
            key="score", label=_("Score"), cell=lambda f: f.score if f.score is not None else "–", css="ui-r",
            plain=lambda f: f.score, sort="score",
        ),
        Column(key="finances", label=_("Business and financial state"), cell=lambda f: _(FINANCES[f.finances])),
        Column(
            key="limit", label=_("Credit limit"), css="ui-r", plain=lambda f: f.credit_limit,
            cell=lambda f: money(f.credit_limit) if f.credit_limit is not None else "–",
        ),
        Column(key="rated", label=_("Rated on"), cell=lambda f: day(f.rated_on), sort="rated_on"),
        Column(key="unit", label=_("Unit"), cell=lambda f: f.unit.label),
        Column(key="state", label=_("State"), cell=lambda f: state_of(CREDIT, f.state)),
    )  # fmt: skip


def _name(file: CreditFile) -> SafeString:
    url = links.url_for(CREDIT.kind, file.pk)
    return format_html('<a href="{}">{}</a><small>{}</small>', url, file.party.name, file.party.number)


def _search(rows: QuerySet[CreditFile], text: str) -> QuerySet[CreditFile]:
    return rows.filter(Q(party__name__icontains=text) | Q(party__number=text.upper()))


def _by(field: str) -> Any:
    return lambda rows, value: rows.filter(**{field: value})


def _limits() -> list[tuple[str, str]]:
    return [("proposed", _("to be decided on")), ("granted", _("granted"))]


def _by_limit(rows: QuerySet[CreditFile], value: str) -> QuerySet[CreditFile]:
    return rows.filter(proposed_limit__isnull=False) if value == "proposed" else rows.filter(credit_limit__gt=0)


def _states() -> list[tuple[str, str]]:
    return [(str(state.value), _(state.label)) for state in CREDIT.states]


@needs(permissions.VIEW_CREDIT)
@require_GET
def credit_file(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: what the grade means, how it came about, what it was before."""
    found = visible_files(request.actor).filter(pk=pk).first()  # type: ignore[attr-defined]
    if found is None:
        raise Hidden(_("Not found."))
    limit = money(found.credit_limit) if found.credit_limit is not None else "–"
    until = _("until %(day)s") % {"day": day(found.limit_until)} if found.limit_until else ""
    detail = Detail(
        title=found.party.name,
        heading=found.party.number,
        crumbs=(Crumb(_("Customer credit"), reverse("parties:credit_files")), Crumb(found.party.number)),
        badges=(grade_badge(found.grade),),
        facts=(
            Fact(_("Score"), str(found.score if found.score is not None else "–"), _rated(found)),
            Fact(_("Business and financial state"), _(FINANCES[found.finances])),
            Fact(_("Credit limit"), limit, until),
            Fact(_("Unit"), found.unit.label),
        ),
        tabs=(Tab("main", _("Overview")),),
        panels=credit_panels(),
    )
    return detail_page(request, found, detail)


def _rated(found: CreditFile) -> str:
    return _("rated %(day)s") % {"day": day(found.rated_on)} if found.rated_on else _("not rated yet")


def credit_panels() -> tuple[Panel, ...]:
    """Meaning, steps and history."""
    return (
        Panel(
            key="meaning", title=_("What this means"), template="parties/panels/details.html", icon="info-circle",
            context=_meaning,
        ),
        Panel(
            key="steps", title=_("How the score is computed"), template="parties/panels/credit_steps.html",
            icon="calculator", context=_steps, flush=True,
        ),
        Panel(
            key="ratings", title=_("Earlier ratings"), template="parties/panels/ratings.html", icon="history",
            context=_ratings, flush=True,
        ),
    )  # fmt: skip


def _meaning(_request: HttpRequest, file: CreditFile) -> Mapping[str, Any]:
    return {"pairs": meaning_of(file), "link": links.url_for(PARTY.kind, file.party_id)}


def meaning_of(file: CreditFile) -> list[tuple[str, str]]:
    """What credit means for new business, in words."""
    fact = credit_fact(file.party_id, timezone.localdate())
    proposed = f"¥{file.proposed_limit:,.2f} – {day(file.proposed_until)}" if file.proposed_limit else ""
    pairs = [
        (_("Payment"), _("before the policy is issued") if fact.prepayment else ""),
        (_("First instalment"), f"≥ {fact.first_instalment * 100:.0f}%" if fact.first_instalment is not None else ""),
        (_("Underwriting"), _("by a person") if fact.manual else _("as the rules say")),
        (_("Special conditions"), fact.conditions),
        (_("Proposed limit"), proposed),
    ]
    return [(label, value) for label, value in pairs if value]


def _steps(_request: HttpRequest, file: CreditFile) -> Mapping[str, Any]:
    last = file.ratings.order_by("-rated_at", "-pk").first()
    lists = {"grey": _("Grey list"), "black": _("Black list")}
    steps = last.steps if last else []
    shown = [(_(s["rule"]), lists.get(s["detail"], s["detail"]), s["factor"], s["result"]) for s in steps]
    return {"steps": shown}


def _ratings(_request: HttpRequest, file: CreditFile) -> Mapping[str, Any]:
    rows = file.ratings.order_by("-rated_at", "-pk")[:RATINGS_SHOWN]
    return {"rows": [(full_moment(r.rated_at), r.score, grade_badge(r.grade)) for r in rows]}


def credit_of(_request: HttpRequest, party: Party) -> Mapping[str, Any]:
    """The credit tab of the customer's page."""
    file = file_of(party)
    if file is None:
        return {"pairs": [(_("Grade"), _("not rated yet"))]}
    head = [(_("Grade"), grade_badge(file.grade)), (_("Score"), file.score), (_("State"), state_of(CREDIT, file.state))]
    return {"pairs": [*head, *meaning_of(file)], "link": links.url_for(CREDIT.kind, file.pk)}
