"""The treaty business report that the reinsurance post fills for each line (REI-08), for any period."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.templatetags.ui import money
from core.web.detail import Crumb
from core.web.lists import Column
from core.web.pages import needs
from organisation.views.tables import Section, TablePage, table_page
from underwriting.forms.reinsurance import PeriodForm
from underwriting.models import line_label
from underwriting.rules.reinsurance.account import quarter_of
from underwriting.selectors.reinsurance_pages import TreatyLine, treaty_report


@needs("underwriting.view_accounts")
@require_GET
def report(request: HttpRequest) -> HttpResponse:
    """One table a line: what each treaty got of premium, gave of commission, paid of losses."""
    since, until, form = _period(request)
    rows = treaty_report(request.actor, since, until)  # type: ignore[attr-defined]
    sections = [
        Section(title=line_label(line), icon="table", columns=_columns(), rows=list(group))
        for line, group in groupby(rows, key=lambda row: row.line)
    ]
    return table_page(
        request,
        TablePage(
            title=_("Treaty business report"),
            facts=f"{since} – {until}",
            sections=sections,
            form=form,
            crumbs=(
                Crumb(_("Underwriting centre")),
                Crumb(_("Treaty business reports"), reverse("underwriting:treaty_reports")),
                Crumb(_("Treaty business report")),
            ),
            empty=_("Nothing moved in this period."),
            export_name="treaty-business",
        ),
    )


def _period(request: HttpRequest) -> tuple[date, date, PeriodForm]:
    """The running quarter unless another period is asked for."""
    today = localdate()
    usual = {"since": quarter_of(today), "until": today}
    asked = {name: request.GET.get(name) or value for name, value in usual.items()}
    form = PeriodForm(asked)
    if not form.is_valid():
        return usual["since"], usual["until"], form
    return form.cleaned_data["since"], form.cleaned_data["until"], form


def _amount(key: str, label: str) -> Column:
    return Column(
        key=key, label=label, css="ui-r", cell=lambda row: money(getattr(row, key)), plain=lambda row: _figure(row, key)
    )


def _figure(row: TreatyLine, key: str) -> float:
    amount: Decimal = getattr(row, key)
    return float(amount)


def _columns() -> tuple[Column, ...]:
    return (
        Column(key="under", label=_("Treaty or placement"), cell=lambda row: row.under, css="ui-code"),
        Column(key="policies", label=_("Policies"), css="ui-r", cell=lambda row: str(row.policies)),
        _amount("premium", _("Ceded premium")),
        _amount("commission", _("Commission")),
        _amount("recovery", _("Recoveries")),
    )
