"""What reinsurance keeps an eye on: cessions that are awaited, and what reinsurers bear of the unearned premium."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from core import links
from core.models import JobState
from core.templatetags.ui import badge, day, moment, money
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs
from underwriting.models import AwaitedCession, line_label
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.rules.lines import CEDED_LINES
from underwriting.selectors import reinsurance_pages as selectors
from underwriting.views.cessions import occasion_in_words


def _lines(_actor: Any) -> list[tuple[str, str]]:
    return [(code, line_label(code)) for code in sorted(CEDED_LINES)]


@needs("underwriting.view_reinsurance")
@require_GET
def awaited(request: HttpRequest) -> HttpResponseBase:
    """Cessions that are not made yet: a healthy queue leaves this page empty."""
    return list_page(
        request,
        ListPage(
            title=_("Awaited cessions"),
            facts=_("Made by the queue within seconds; what was missed is found and queued again every hour."),
            rows=selectors.awaited_cessions,
            order="asked_at",
            columns=(
                Column(key="policy", label=_("Policy"), cell=_policy, plain=lambda a: a.policy.number),
                Column(key="insured", label=_("Insured"), cell=lambda a: a.policy.insured_name, css="ui-clip"),
                Column(key="line", label=_("Line"), cell=lambda a: line_label(a.line)),
                Column(
                    key="occasion", label=_("Occasion"), cell=lambda a: occasion_in_words(a.occasion), css="ui-nowrap"
                ),
                Column(key="delta", label=_("Difference of premium"), css="ui-r", cell=lambda a: money(a.delta)),
                Column(key="from", label=_("Effective"), cell=lambda a: day(a.effective_on), sort="effective_on"),
                Column(key="since", label=_("Awaited since"), cell=lambda a: moment(a.asked_at), sort="asked_at"),
                Column(key="work", label=_("State"), cell=_work, plain=lambda a: a.job_state or ""),
            ),
            filters=(
                Filter(key="line", label=_("Line"), choices=_lines, apply=lambda rows, v: rows.filter(line=v)),
                Filter(key="work", label=_("State"), choices=_states, apply=_by_work),
            ),
            views=(SavedView(_("All"), {}), SavedView(_("Given up"), {"work": JobState.DEAD.value})),
            search=lambda rows, text: rows.filter(policy__number__startswith=text.strip().upper()),
            search_hint=_("Policy number"),
            empty=_("No cession is awaited: every policy is ceded as it stands."),
            export_name="awaited-cessions",
        ),
    )


def _policy(one: AwaitedCession) -> SafeString:
    url = links.url_for(POLICY_KIND, one.policy_id)
    return format_html('<a class="ui-code" href="{}?tab=books">{}</a>', url, one.policy.number)


def _occasion(one: AwaitedCession) -> str:
    return occasion_in_words(one.occasion)


def _states(_actor: Any) -> list[tuple[str, str]]:
    return [(state.value, str(state.label)) for state in (JobState.READY, JobState.RUNNING, JobState.DEAD)]


def _by_work(rows: Any, value: str) -> Any:
    return rows.filter(job_state=value)


def _work(one: Any) -> SafeString:
    if one.job_state == JobState.DEAD:
        tries = ngettext("given up after %(tries)s try", "given up after %(tries)s tries", one.job_attempts)
        return badge(tries % {"tries": one.job_attempts}, "bad", "alert-triangle")
    if one.job_state is None:
        return badge(_("to be queued"), "wait", "clock")
    return badge(str(JobState(one.job_state).label), "info", "clock")


@needs("underwriting.view_accounts")
@require_GET
def ceded_unearned(request: HttpRequest) -> HttpResponseBase:
    """The measures of ceded unearned premium, the newest first."""
    return list_page(
        request,
        ListPage(
            title=_("Ceded unearned premium"),
            facts=_("Measured with the unearned premium of the month, day by day of each policy, and booked by unit."),
            rows=selectors.ceded_unearned_measures,
            order="-as_of",
            columns=(
                Column(key="number", label=_("Measure"), cell=str, css="ui-code"),
                Column(key="as_of", label=_("As of"), cell=lambda m: day(m.as_of), sort="as_of", css="ui-nowrap"),
                Column(key="unit", label=_("Unit"), cell=lambda m: m.unit.label, css="ui-nowrap"),
                Column(key="line", label=_("Line"), cell=lambda m: line_label(m.line)),
                Column(key="policies", label=_("Policies"), cell=lambda m: str(m.policies), css="ui-r"),
                _amount("booked", _("Booked before")),
                _amount("target", _("As measured")),
                _amount("difference", _("Booked now"), signed=True),
            ),
            filters=(
                Filter(key="line", label=_("Line"), choices=_lines, apply=lambda rows, v: rows.filter(line=v)),
                Filter(key="day", label=_("As of"), date_field="as_of"),
            ),
            empty=_("Nothing was measured yet. The month-end measure of unearned premium sets it off."),
            export_name="ceded-unearned",
        ),
    )


def _amount(key: str, label: str, *, signed: bool = False) -> Column:
    return Column(
        key=key,
        label=label,
        css="ui-r",
        cell=lambda row: money(getattr(row, key), sign=signed),
        plain=lambda row: getattr(row, key),
    )
