"""The product catalogue: list, product with its versions and what belongs to it, clauses, proposing new versions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core import links
from core.templatetags.ui import badge, day
from core.web.detail import Crumb
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from organisation.models import ControlChange
from underwriting.forms.products import RIDER, ClauseForm, NewClauseForm, ProductForm, VersionForm
from underwriting.models import ClauseVersion, Level, ProductVersion
from underwriting.rules.product_content import MODULE_LABELS, PRODUCT_FIELDS, shown
from underwriting.selectors import catalogue, products, tariffs
from underwriting.selectors.refund_trials import refund_cases
from underwriting.services import products as services

EDIT = "underwriting.propose_product"
WIDE = frozenset({"clauses", "riders", "required_documents", "covers", "exclusions", "reason"})


@needs("underwriting.view_products")
@require_GET
def product_list(request: HttpRequest) -> HttpResponseBase:
    """Everything that is sold, or was or will be."""
    today = localdate()
    may = request.actor.refusal_for(EDIT) is None  # type: ignore[attr-defined]
    return list_page(
        request,
        ListPage(
            title=_("Products"),
            facts=_("Lines, clauses and riders as they are sold; changes are versions released by two people."),
            rows=lambda _actor: products.in_force(today),
            order="code",
            columns=_columns(),
            filters=_filters(),
            search=products.by_text,
            search_hint=_("Code, name"),
            views=(
                SavedView(_("All"), {}),
                SavedView(_("Off system"), {"system": "off"}),
                SavedView(_("High risk"), {"risk": "high"}),
            ),
            actions=(
                (_("Clauses"), reverse("underwriting:clauses"), "file-text"),
                (_("Risk questionnaires"), reverse("underwriting:questionnaires"), "checklist"),
                *(((_("New product"), reverse("underwriting:new_product"), "plus"),) if may else ()),
            ),
            export_name="products",
        ),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(key="code", label=_("Code"), cell=_code, plain=lambda p: p.code, sort="code"),
        Column(key="name", label=_("Name"), cell=lambda p: catalogue.in_language(p.name)),
        Column(key="module", label=_("Entry and rating"), cell=lambda p: _(MODULE_LABELS.get(p.module, p.module))),
        Column(
            key="level", label=_("Clause level"), cell=lambda p: p.get_level_display(), sort="level", css="ui-nowrap"
        ),
        Column(key="system", label=_("On system"), cell=_system, plain=lambda p: shown(p.on_system, _)),
        Column(key="risk", label=_("High risk"), cell=_risk, plain=lambda p: shown(p.high_risk, _)),
        Column(key="tariff", label=_("Tariff"), cell=_tariff, plain=lambda p: p.tariff),
        Column(key="version", label=_("Version"), cell=lambda p: p.version, css="ui-nowrap"),
        Column(key="from", label=_("In force from"), cell=lambda p: day(p.effective.lower), css="ui-nowrap"),
    )


def _filters() -> tuple[Filter, ...]:
    return (
        Filter(
            key="level",
            label=_("Clause level"),
            choices=lambda _actor: [(level.value, str(level.label)) for level in Level],
            apply=lambda rows, value: rows.filter(level=value),
        ),
        Filter(
            key="module",
            label=_("Entry and rating"),
            choices=lambda _actor: [(key, _(label)) for key, label in MODULE_LABELS.items()],
            apply=lambda rows, value: rows.filter(module=value),
        ),
        Filter(
            key="system",
            label=_("On system"),
            choices=lambda _actor: [("on", _("on system")), ("off", _("off system"))],
            apply=lambda rows, value: rows.filter(on_system=value == "on"),
        ),
        Filter(
            key="risk",
            label=_("High risk"),
            choices=lambda _actor: [("high", _("high risk")), ("usual", _("usual risk"))],
            apply=_by_risk,
        ),
    )


def _by_risk(rows: QuerySet[ProductVersion], value: str) -> QuerySet[ProductVersion]:
    return rows.filter(high_risk=value == "high")


def _url(name: str, code: str) -> str:
    return reverse(f"underwriting:{name}", kwargs={"code": code})


def _code(one: ProductVersion) -> SafeString:
    return format_html('<a class="ui-code" href="{}">{}</a>', _url("product", one.code), one.code)


def _system(one: ProductVersion) -> SafeString:
    return badge(_("on system"), "good") if one.on_system else badge(_("off system"), "wait")


def _risk(one: ProductVersion) -> SafeString | str:
    return badge(_("high risk"), "bad") if one.high_risk else "–"


def _tariff(one: ProductVersion) -> SafeString | str:
    if not one.tariff:
        return "–"
    return format_html('<a class="ui-code" href="{}">{}</a>', _url("rating_table", one.tariff), one.tariff)


@needs("underwriting.view_products")
@require_GET
def product(request: HttpRequest, code: str) -> HttpResponse:
    """A product with everything that belongs to it on the day, and two versions side by side."""
    today = localdate()
    found = products.page_of(code, today, older=request.GET.get("older", ""), newer=request.GET.get("newer", ""))
    if found is None:
        raise Http404
    may = request.actor.refusal_for(EDIT) is None  # type: ignore[attr-defined]
    held = found.held
    context = {
        "title": f"{held.code} {catalogue.in_language(held.name)}",
        "crumbs": _crumbs(),
        "held": held,
        "found": found,
        "facts": [(_(PRODUCT_FIELDS[name]), shown(getattr(held, name), _) or "–") for name in FACTS],
        "rules": shown(held.rules, _).split(" · "),
        "documents": [shown(one, _) for one in held.required_documents],
        "clauses": [(one, catalogue.in_language(one.title), _url("clause", one.code)) for one in found.clauses],
        "tariffs": [(one.version, one.code, _url("rating_table", one.code)) for one in tariffs.tables_of(held, today)],
        "compared": [(_(label), shown(old, _) or "–", shown(new, _) or "–") for label, old, new in found.compared],
        "edit": _url("edit_product", code) if may else "",
        "questions": _url("questionnaire", held.questionnaire) if held.questionnaire else "",
    }
    return page(request, "underwriting/product.html", context)


FACTS = ("level", "module", "line", "on_system", "high_risk", "controlled_form")


def _crumbs() -> tuple[Crumb, ...]:
    return (Crumb(_("Underwriting centre")), Crumb(_("Products"), reverse("underwriting:products")))


@needs("underwriting.view_products")
@require_GET
def clause(request: HttpRequest, code: str) -> HttpResponse:
    """The text of a clause in force, its versions and where it is used."""
    found = products.clause_page(code, localdate(), request.GET.get("version", ""))
    if found is None:
        raise Http404
    may = request.actor.refusal_for(EDIT) is None  # type: ignore[attr-defined]
    context = {
        "title": catalogue.in_language(found.shown.title),
        "crumbs": _crumbs(),
        "found": found,
        "used_by": [(row.code, catalogue.in_language(row.name), _url("product", row.code)) for row in found.used_by],
        "edit": _url("edit_clause", code) if may else "",
    }
    return page(request, "underwriting/clause.html", context)


@needs("underwriting.view_products")
@require_GET
def clause_list(request: HttpRequest) -> HttpResponseBase:
    """Every clause and rider in force today, and new ones to come."""
    today = localdate()
    may = request.actor.refusal_for(EDIT) is None  # type: ignore[attr-defined]
    return list_page(
        request,
        ListPage(
            title=_("Clauses"),
            facts=_("Filed clauses and riders; changed by two people from a day to come."),
            rows=lambda _actor: products.clauses_listed(today),
            order="code",
            columns=_clause_columns(),
            filters=(
                Filter(
                    key="kind",
                    label=_("Kind"),
                    choices=lambda _actor: [("main", _("main clause")), ("rider", _("rider"))],
                    apply=_by_kind,
                ),
            ),
            search=products.clauses_by_text,
            search_hint=_("Code, name"),
            actions=((_("New clause or rider"), reverse("underwriting:new_clause"), "plus"),) if may else (),
            export_name="clauses",
        ),
    )


def _clause_columns() -> tuple[Column, ...]:
    return (
        Column(key="code", label=_("Code"), cell=_clause_code, plain=lambda c: c.code, sort="code"),
        Column(key="title", label=_("Title"), cell=lambda c: catalogue.in_language(c.title)),
        Column(key="kind", label=_("Kind"), cell=lambda c: _("rider") if c.rider else _("main clause")),
        Column(key="filing", label=_("Filing"), cell=lambda c: c.filing),
        Column(key="version", label=_("Version"), cell=lambda c: c.version, css="ui-nowrap"),
        Column(key="from", label=_("In force from"), cell=lambda c: day(c.effective.lower), css="ui-nowrap"),
    )


def _clause_code(one: ClauseVersion) -> SafeString:
    return format_html('<a class="ui-code" href="{}">{}</a>', _url("clause", one.code), one.code)


def _by_kind(rows: QuerySet[ClauseVersion], value: str) -> QuerySet[ClauseVersion]:
    return rows.filter(rider=value == "rider")


@needs(EDIT)
@require_http_methods(["GET", "POST"])
def new_clause(request: HttpRequest) -> HttpResponse:
    """A clause or rider that is not there yet."""
    form = NewClauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code, fields = form.cleaned_data["code"], form.content(rider=form.cleaned_data["kind"] == RIDER)
        wanted = services.VersionWanted(code=code, fields=fields, effective_on=form.day(), new=True)
        try:
            return _proposed(request, services.propose_clause(form.command(request), wanted=wanted))
        except Refusal as refusal:
            form.refuse(refusal)
    return _show(
        request, form, title=_("New clause or rider"), back=reverse("underwriting:clauses"), draft="clause-new"
    )


@needs(EDIT)
@require_http_methods(["GET", "POST"])
def new_product(request: HttpRequest) -> HttpResponse:
    """A product that is not there yet."""
    form = ProductForm(request.POST or None, choices=products.choices(localdate()))
    title = _("New product")
    return _edited(request, form, title=title, back=reverse("underwriting:products"), code="")


@needs(EDIT)
@require_http_methods(["GET", "POST"])
def edit_product(request: HttpRequest, code: str) -> HttpResponse:
    """The next version of a product."""
    held = products.version_on(code, localdate())
    if held is None:
        raise Http404
    form = ProductForm(
        request.POST or None,
        choices=products.choices(localdate()),
        code=code,
        cases=refund_cases(code, localdate()),
        initial=products.initial_of(held),
    )
    title = _("New version of %(code)s") % {"code": code}
    return _edited(request, form, title=title, back=_url("product", code), code=code)


@needs(EDIT)
@require_http_methods(["GET", "POST"])
def edit_clause(request: HttpRequest, code: str) -> HttpResponse:
    """The next version of a clause."""
    found = products.clause_page(code, localdate(), "")
    if found is None:
        raise Http404
    form = ClauseForm(request.POST or None, initial=products.clause_initial(found.shown))
    if request.method == "POST" and form.is_valid():
        fields = form.content(rider=found.shown.rider)
        wanted = services.VersionWanted(code=code, fields=fields, effective_on=form.day())
        try:
            return _proposed(request, services.propose_clause(form.command(request), wanted=wanted))
        except Refusal as refusal:
            form.refuse(refusal)
    title = _("New version of %(code)s") % {"code": code}
    return _show(request, form, title=title, back=_url("clause", code), draft=f"clause-{code}")


def _edited(request: HttpRequest, form: ProductForm, *, title: str, back: str, code: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        named = code or form.cleaned_data["code"]
        wanted = services.VersionWanted(
            code=named,
            fields=form.content(),
            effective_on=form.day(),
            expected=form.expected(),
            because=form.because(),
            new=not code,
        )
        try:
            return _proposed(request, services.propose_product(form.command(request), wanted=wanted))
        except Refusal as refusal:
            form.refuse(refusal)
    return _show(request, form, title=title, back=back, draft=f"product-{code or 'new'}")


def _proposed(request: HttpRequest, change: ControlChange) -> HttpResponse:
    messages.success(request, _("Proposed as %(number)s.") % {"number": change.number}, extra_tags="good")
    return HttpResponseRedirect(links.url_for("organisation.change", change.pk) or reverse("underwriting:products"))


def _show(request: HttpRequest, form: VersionForm, *, title: str, back: str, draft: str) -> HttpResponse:
    context: Mapping[str, Any] = {
        "title": title,
        "lead": "",
        "crumbs": [(_("Products"), reverse("underwriting:products"))],
        "form": form,
        "draft_key": draft,
        "fields": [(bound, "6" if bound.name in WIDE else "3") for bound in form.visible_fields()],
        "back": back,
        "send": _("Propose"),
    }
    return page(request, "underwriting/form.html", context, status=422 if form.errors else 200)
