"""What stands behind a figure of the statistics: the policies it counts, and their claims (DUT-17, DUT-36)."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.templatetags.ui import badge, day, money
from core.web.lists import Column, ListPage, list_page
from core.web.pages import needs
from core.workflow.refusals import Hidden
from underwriting.models import LossExperience
from underwriting.selectors import statistics as selectors
from underwriting.selectors.statistics import Asked
from underwriting.views.policies import policy_columns
from underwriting.views.statistics import PERMISSION, asked_form

DIGITS = 18  # a number of more is no key


@needs(PERMISSION)
@require_GET
def policies(request: HttpRequest) -> HttpResponseBase:
    """The policies of one row, or of all."""
    asked, row = _asked(request)
    spec = ListPage(
        title=_("Policies of the statistics"),
        facts=_facts(asked),
        rows=lambda actor: selectors.cases(actor, asked, row).select_related("unit"),
        order="-created_at",
        columns=policy_columns(),
        actions=(_back(request),),
        empty=_("No policy was issued in this time."),
        export_name="statistics-policies",
    )
    return list_page(request, spec)


@needs(PERMISSION)
@require_GET
def claims(request: HttpRequest) -> HttpResponseBase:
    """The claims of these policies, as they stand now."""
    asked, row = _asked(request)
    spec = ListPage(
        title=_("Claims of the statistics"),
        facts=_facts(asked),
        rows=lambda actor: selectors.claims(actor, asked, row),
        order="-occurred_on",
        columns=_columns(),
        actions=(_back(request),),
        empty=_("There was no claim."),
        export_name="statistics-claims",
    )
    return list_page(request, spec)


def _asked(request: HttpRequest) -> tuple[Asked, str]:
    """An address that was written by hand leads nowhere."""
    form, row = asked_form(request), request.GET.get("row", "")
    if not form.is_valid():
        raise Hidden(_("Not found."))
    asked: Asked = form.asked()
    if row and not _is_key(asked.by, row):
        raise Hidden(_("Not found."))
    return asked, row


def _is_key(by: str, row: str) -> bool:
    if by == "month":
        try:
            return bool(date.fromisoformat(f"{row}-01"))
        except ValueError:
            return False
    return row == selectors.NONE or by in selectors.WORDED or (row.isdecimal() and len(row) <= DIGITS)


def _facts(asked: Asked) -> str:
    return _("policies issued %(since)s to %(until)s; claims of these policies") % {
        "since": f"{asked.since:%Y-%m}",
        "until": f"{asked.until:%Y-%m}",
    }


def _back(request: HttpRequest) -> tuple[str, str, str]:
    gone = {"row", "export", "cols", "after", "before", "sort"}
    kept = {name: value for name, value in request.GET.items() if name not in gone}
    return (_("Back to the statistics"), f"{reverse('underwriting:statistics')}?{urlencode(kept)}", "arrow-left")


def _columns() -> tuple[Column, ...]:
    return (
        Column(key="claim", label=_("Claim"), cell=lambda c: c.claim_number, css="ui-code"),
        Column(key="policy", label=_("Policy"), cell=_policy, plain=lambda c: c.policy.number),
        Column(key="holder", label=_("Policyholder"), cell=lambda c: c.policy.holder_name, css="ui-clip"),
        Column(key="line", label=_("Product"), cell=lambda c: c.policy.product_label, css="ui-nowrap"),
        Column(key="day", label=_("Occurred on"), cell=lambda c: day(c.occurred_on), sort="occurred_on"),
        Column(key="incurred", label=_("Incurred"), cell=lambda c: money(c.incurred), css="ui-r", sort="incurred"),
        Column(key="paid", label=_("Paid"), cell=lambda c: money(c.paid), css="ui-r"),
        Column(key="state", label=_("State"), cell=_state, css="ui-nowrap"),
        Column(key="unit", label=_("Unit"), cell=lambda c: c.policy.unit.label, css="ui-nowrap"),
    )


def _policy(row: LossExperience) -> SafeString:
    url = reverse("underwriting:policy", kwargs={"pk": row.policy_id})
    return format_html('<a class="ui-code" href="{}">{}</a>', url, row.policy.number)


def _state(row: LossExperience) -> SafeString:
    return badge(_("settled claim"), "good") if row.closed else badge(_("claim under way"), "wait")
