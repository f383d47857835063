"""Scorecards of the sub-branches: on the screen, as a spreadsheet, on paper (DUT-18, 5.11)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from core.templatetags.ui import badge, money
from core.web import navigation
from core.web.detail import Crumb
from core.web.lists import Column
from core.web.months import month_field
from core.web.navigation import NavItem
from core.web.pages import needs
from organisation.views.tables import Section, TablePage, table_page
from underwriting.rules.words import gettext_noop
from underwriting.selectors.scorecard import Card
from underwriting.selectors.scorecard import scorecards as cards_of
from underwriting.selectors.statistics import Asked
from underwriting.views.statistics import AS_SIGNED, PERMISSION, on_paper

Value = Callable[[Card], Any]


class PeriodForm(forms.Form):
    """From month to month."""

    since = month_field(gettext_lazy("From month"))
    until = month_field(gettext_lazy("To month"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            raise ValidationError({"until": _("The last month lies before the first.")})
        return given


@needs(PERMISSION)
@require_GET
def scorecards(request: HttpRequest) -> HttpResponse:
    """Every sub-branch of the scope with its figures side by side."""
    actor, today = request.actor, timezone.localdate()  # type: ignore[attr-defined]
    usual = {"since": f"{today:%Y}-01", "until": f"{today:%Y-%m}"}
    form = PeriodForm({**usual, **request.GET.dict()})
    title, crumbs = _("Scorecards of the sub-branches"), (Crumb(_("Underwriting centre")),)
    if not form.is_valid():
        empty = _("Choose a period.")
        return table_page(request, TablePage(title=title, crumbs=crumbs, form=form, sections=(), empty=empty))
    given = form.cleaned_data
    asked = Asked(since=given["since"].replace(day=1), until=given["until"])
    cards = cards_of(actor, asked, today)
    period = _("%(since)s to %(until)s; arrears as of today") % {
        "since": f"{given['since']:%Y-%m}",
        "until": f"{given['until']:%Y-%m}",
    }
    spec = TablePage(
        title=title,
        crumbs=crumbs,
        facts=period,
        form=form,
        sections=(
            Section(
                title=_("Business"),
                note=_(AS_SIGNED),
                columns=_business(asked),
                rows=cards,
                icon="chart-bar",
                empty=_("No unit here."),
            ),
            Section(
                title=_("Quality and discipline"),
                columns=_discipline(),
                rows=cards,
                icon="checklist",
                empty=_("No unit here."),
            ),
        ),
        export_name="scorecards",
        paper=on_paper(request, title, period),
    )
    return table_page(request, spec)


def _unit() -> Column:
    return Column(key="unit", label=_("Sub-branch"), cell=lambda card: card.unit.label, css="ui-nowrap")


def _business(asked: Asked) -> tuple[Column, ...]:
    return (
        _unit(),
        Column(
            key="policies",
            label=_("Policies"),
            css="ui-r ui-num",
            cell=lambda card: _statistics_of(card, asked),
            plain=lambda card: card.business.policies if card.business else 0,
        ),
        _money("premium", _("Premium"), lambda card: card.business and card.business.premium),
        _money("changed", _("Changed by endorsements"), lambda card: card.business and card.business.changed),
        _figure("discount", _("Average discount (%)"), lambda card: card.business and card.business.discount),
        _figure("renewal", _("Renewed of ended policies (%)"), lambda c: c.business and c.business.renewal_rate),
        _money("incurred", _("Incurred losses"), lambda card: card.business and card.business.incurred),
        _figure("loss_ratio", _("Loss ratio (%)"), lambda card: card.business and card.business.loss_ratio),
        _money("arrears", _("Premium overdue"), lambda card: card.arrears),
    )


def _statistics_of(card: Card, asked: Asked) -> Any:
    """The number leads to the statistics of the unit in the months of the card."""
    if card.business is None:
        return "0"
    months = {"unit": card.unit.pk, "since": f"{asked.since:%Y-%m}", "until": f"{asked.until:%Y-%m}"}
    url = f"{reverse('underwriting:statistics')}?{urlencode(months)}"
    return format_html('<a href="{}">{}</a>', url, f"{card.business.policies:,}")


def _discipline() -> tuple[Column, ...]:
    return (
        _unit(),
        _figure("score", _("Quality score"), lambda card: card.checked.score),
        _figure("error_rate", _("Policies with an error (%)"), lambda card: card.checked.error_rate),
        _figure("a_rate", _("With an error of class A (%)"), lambda card: card.checked.a_rate),
        _figure("defects", _("Data defects found"), lambda card: card.defects),
        _open_defects(),
        _figure("punctual", _("Back-entries in time (%)"), lambda card: card.punctual),
        _figure("reconciled", _("Forms accounted for (%)"), lambda card: card.reconcile_rate),
        _figure("void", _("Void forms (%)"), lambda card: card.void_rate),
        _figure("lost", _("Lost forms"), lambda card: card.lost),
        Column(
            key="days",
            label=_("Underwriting days held / planned"),
            css="ui-r ui-num",
            cell=lambda card: f"{card.days_held} / {card.days_planned}",
        ),
    )


def _open_defects() -> Column:
    return Column(
        key="open_defects",
        label=_("of these open"),
        css="ui-r",
        cell=lambda card: badge(str(card.open_defects), "bad") if card.open_defects else "0",
        plain=lambda card: card.open_defects,
    )


def _figure(key: str, label: str, value: Value) -> Column:
    def cell(card: Card) -> str:
        found = value(card)
        return "–" if found is None else f"{found:,}"

    return Column(key=key, label=label, css="ui-r ui-num", cell=cell, plain=value)


def _money(key: str, label: str, value: Value) -> Column:
    def cell(card: Card) -> Any:
        found = value(card)
        return "–" if found is None else money(found)

    return Column(key=key, label=label, css="ui-r", cell=cell, plain=value)


def register() -> None:
    """The place in the side bar."""
    navigation.register(
        NavItem(
            label=gettext_noop("Scorecards of the sub-branches"),
            url_name="underwriting:scorecards",
            icon="chart-histogram",
            permission=PERMISSION,
            group="underwriting",
            order=62,
        )
    )
