"""Authority of non-same-city sub-branches held against the claims of a year (AUT-04 … AUT-06)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from claims.selectors.calibration import MEASURE, OPERATION, Row, calibration
from core.templatetags import ui
from core.web.detail import Crumb
from core.web.lists import Column
from core.web.pages import needs
from organisation.public import lines, parameter
from organisation.views.tables import Section, TablePage, table_page

YEARS_BACK = 4


class YearForm(forms.Form):
    """The year whose claims count."""

    year = forms.TypedChoiceField(label=gettext_lazy("Claims of the year"), coerce=int, required=False)

    def __init__(self, *args: Any, this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(str(this_year - n), str(this_year - n)) for n in range(YEARS_BACK)]  # type: ignore[attr-defined]


@needs("claims.view_calibration")
@require_GET
def authority_floor(request: HttpRequest) -> HttpResponse:
    """Line by line: how many claims would come to the centre, and the highest limit that sends enough."""
    today = timezone.localdate()
    form = YearForm(request.GET or {"year": today.year - 1}, this_year=today.year)
    year = form.cleaned_data["year"] if form.is_valid() and form.cleaned_data["year"] else today.year - 1
    rows = calibration(request.actor, year, today)  # type: ignore[attr-defined]
    small, group = parameter("claims.centre_share_small"), parameter("claims.centre_share_group")
    spec = TablePage(
        title=_("Authority of sub-branches and last year's claims"),
        facts=_(
            "To the centre come: motor and personal lines %(small)s%%, other group lines %(group)s%% of claims or more."
        )
        % {"small": small, "group": group},
        crumbs=(Crumb(_("Claims centre")), Crumb(_("Authority of sub-branches and last year's claims"))),
        form=form,
        sections=(
            Section(
                title=_("Loss assessment outside the same city, claims of %(year)s") % {"year": year},
                columns=_columns(),
                rows=rows,
                empty=_("No sub-branch outside the same city had claims or holds authority."),
            ),
        ),
        export_name="authority-floor",
    )
    return table_page(request, spec)


def _columns() -> tuple[Column, ...]:
    named = dict(lines())
    return (
        Column(key="unit", label=_("Sub-branch"), cell=lambda r: r.unit.label, css="ui-nowrap"),
        Column(key="line", label=_("Line"), cell=lambda r: _(named.get(r.line, r.line)) if r.line else _("all lines")),
        Column(key="count", label=_("Claims"), cell=lambda r: str(r.share.count), css="ui-r"),
        Column(key="total", label=_("Assessed loss"), cell=lambda r: ui.money(r.total), css="ui-r"),
        Column(key="limit", label=_("Authority limit"), cell=_limit, css="ui-r"),
        Column(key="sent", label=_("Would come to the centre"), cell=_sent, css="ui-r"),
        Column(key="asked", label=_("Asked for"), cell=_asked, css="ui-r"),
        Column(key="ceiling", label=_("Highest limit that suffices"), cell=_ceiling, css="ui-r"),
        Column(key="state", label="", cell=_verdict),
    )


def _limit(row: Row) -> str | SafeString:
    return _("no authority") if row.share.limit is None else ui.money(row.share.limit)


def _sent(row: Row) -> str:
    return f"{row.share.sent} · {row.share.share} %" if row.share.count else "–"


def _asked(row: Row) -> str:
    return f"{row.share.asked} %" if row.line else "–"


def _ceiling(row: Row) -> str | SafeString:
    return ui.money(row.share.ceiling) if row.share.count else "–"


def _verdict(row: Row) -> SafeString:
    if not row.share.count:
        return ui.badge(_("no claims"), "neutral")
    if row.share.suffices:
        return ui.badge(_("suffices"), "good")
    asked = {"unit": row.unit.pk, "post": "CS_SURV", "operation": OPERATION, "measure": MEASURE, "line": row.line}
    url = f"{reverse('organisation:grant_propose')}?{urlencode(asked)}"
    return format_html('{} <a href="{}">{}</a>', ui.badge(_("too large"), "bad"), url, _("Propose authority"))
