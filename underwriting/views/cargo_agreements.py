"""Cargo agreements: list, page, submitting and changing (PRD-05)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.templatetags.ui import day, money
from core.web.detail import Crumb, Fact, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs
from core.workflow.refusals import Refusal
from parties.public import intermediaries
from underwriting.forms.market import CARGO, AgreementForm
from underwriting.models import CargoAgreement
from underwriting.rules import cargo_agreement as life
from underwriting.rules.entry.choices import TARIFF_WORDS
from underwriting.selectors import market as selectors
from underwriting.services import cargo_agreements as services
from underwriting.views.market import detail_of, linked, show_form, state_column, state_filter

EDIT = "underwriting.submit_cargo_agreement"


@needs("underwriting.view_cargo_agreements")
@require_GET
def agreement_list(request: HttpRequest) -> HttpResponseBase:
    """Agreements in scope, the newest first."""
    may = request.actor.refusal_for(EDIT) is None  # type: ignore[attr-defined]
    return list_page(
        request,
        ListPage(
            title=_("Cargo agreements"),
            facts=_("Reviewed beforehand; what lies beyond the conditions is underwritten one by one."),
            rows=lambda actor: selectors.visible(CargoAgreement, actor),
            order="-created_at",
            columns=_columns(),
            filters=(
                state_filter(life.AGREEMENT),
                Filter(
                    key="kind",
                    label=_("Kind"),
                    choices=lambda _actor: [(kind.value, str(kind.label)) for kind in CargoAgreement.Kind],
                    apply=lambda rows, value: rows.filter(kind=value),
                ),
                Filter(key="ends", label=_("Until"), date_field="ends_on"),
            ),
            views=(SavedView(_("All"), {}), SavedView(_("In review"), {"state": life.IN_REVIEW})),
            search=lambda rows, text: rows.filter(partner__icontains=text) | rows.filter(number=text.upper()),
            search_hint=_("Partner, number"),
            actions=((_("Submit an agreement"), reverse("underwriting:new_cargo_agreement"), "plus"),) if may else (),
            empty=_("No agreement yet."),
            export_name="cargo-agreements",
        ),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(key="number", label=_("Number"), cell=linked("cargo_agreement"), plain=lambda a: a.number),
        Column(key="partner", label=_("Partner"), cell=lambda a: a.partner),
        Column(key="kind", label=_("Kind"), cell=lambda a: a.get_kind_display()),
        state_column(life.AGREEMENT),
        Column(
            key="each",
            label=_("Limit per conveyance"),
            cell=lambda a: money(a.limit_each),
            plain=lambda a: a.limit_each,
            css="ui-r",
        ),
        Column(key="rate", label=_("Agreed rate"), cell=_rate, css="ui-r ui-num"),
        Column(key="until", label=_("Until"), cell=lambda a: day(a.ends_on), sort="ends_on", css="ui-nowrap"),
        Column(key="unit", label=_("Unit"), cell=lambda a: a.unit.label, css="ui-nowrap"),
    )


def _rate(one: CargoAgreement) -> str:
    return f"{(one.rate * 1000).normalize():f} ‰"


@needs("underwriting.view_cargo_agreements")
@require_GET
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """The conditions, what was declared, and the centre's opinion."""
    found = selectors.one_for(CargoAgreement, request.actor, pk)  # type: ignore[attr-defined]
    used = selectors.declared(found)
    declared = _("declared so far: %(sum)s") % {"sum": f"{used:,.2f}"}
    facts = (
        Fact(_("Kind"), found.get_kind_display()),
        Fact(_("Partner"), found.partner),
        Fact(_("Period"), f"{day(found.begins_on)} – {day(found.ends_on)}"),
        Fact(_("Limit per conveyance"), money(found.limit_each)),
        Fact(_("Limit of the agreement"), money(found.limit_total), declared),
        Fact(_("Agreed rate"), _rate(found)),
        Fact(_("Reviewed by"), found.reviewed_by or "–"),
    )
    goods = _(", ").join(_(TARIFF_WORDS.get(one, one)) for one in found.goods)
    texts = (
        (_("Goods"), goods),
        (_("Deductible"), found.deductible),
        (_("Issues certificates by itself"), _("yes") if found.delegated else _("no")),
        (_("Conditions"), found.terms),
        (_("Opinion of the centre"), found.opinion),
    )
    crumb = Crumb(_("Cargo agreements"), reverse("underwriting:cargo_agreements"))
    return detail_page(request, found, detail_of(found, found.partner, crumb, facts, texts))


def _form(request: HttpRequest, **more: Any) -> AgreementForm:
    today = localdate()
    goods = list(dict.fromkeys(one for code in CARGO for one in selectors.goods_of(code, today)))
    partners = [(one.id, one.name) for one in intermediaries(today)]
    return AgreementForm(request.POST or None, goods=goods, partners=partners, **more)


@needs(EDIT)
@require_http_methods(["GET", "POST"])
def new_agreement(request: HttpRequest) -> HttpResponse:
    """Conditions for the centre to review."""
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.submit_agreement(form.command(request), data=form.data_of())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return HttpResponseRedirect(reverse("underwriting:cargo_agreement", kwargs={"pk": made.pk}))
    return show_form(request, form, title=_("Submit an agreement"), back="cargo_agreements", send=_("Submit"))


@needs(EDIT)
@require_http_methods(["GET", "POST"])
def mend_agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """Changed as the centre asked, and submitted again."""
    found = selectors.one_for(CargoAgreement, request.actor, pk)  # type: ignore[attr-defined]
    form = _form(request, version=found.version, initial=_initial(found))
    if request.method == "POST" and form.is_valid():
        try:
            services.mend_agreement(found.pk, form.command(request), data=form.data_of())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return HttpResponseRedirect(reverse("underwriting:cargo_agreement", kwargs={"pk": found.pk}))
    return show_form(request, form, title=_("Change and submit again"), back="cargo_agreements", send=_("Submit"))


def _initial(found: CargoAgreement) -> dict[str, Any]:
    names = ("kind", "product", "partner_id", "partner", "begins_on", "ends_on", "limit_each", "limit_total")
    more = ("goods", "deductible", "delegated", "terms")
    known = {name: getattr(found, name) for name in (*names, *more)}
    return {**known, "rate": (found.rate * 1000).normalize()}
