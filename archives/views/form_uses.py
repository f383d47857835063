"""The register of used forms, and the daily work of the information post with them (FRM-04)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from archives.models import FormMovement
from archives.permissions import VIEW_FORMS
from archives.selectors import form_lots
from core import links
from core.templatetags.ui import badge, moment
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs

OWN_PAPERS = {"proposal": ("proposal_form",), "policy": ("policy_paper", "endorsement_paper", "compulsory_sign")}


@needs(VIEW_FORMS)
@require_GET
def uses(request: HttpRequest) -> HttpResponseBase:
    """Which form was used for which proposal, policy, endorsement or receipt, by whom; today's first."""
    today = timezone.localdate().isoformat()
    return list_page(
        request,
        ListPage(
            title=_("Used forms"),
            facts=_("Every used proposal form, policy paper, endorsement paper and receipt with what it was used for."),
            rows=form_lots.uses,
            order="-at",
            columns=_columns(),
            filters=(
                Filter(
                    key="kind",
                    label=_("Printed form"),
                    choices=lambda _actor: [(kind.code, str(kind)) for kind in form_lots.form_types()],
                    apply=lambda rows, value: rows.filter(form_type__code=value),
                ),
                Filter(
                    key="papers", label=_("Papers"), choices=_papers, apply=lambda rows, v: rows.filter(**_codes(v))
                ),
                Filter(key="skips", label=_("Skipped numbers"), choices=_skips, apply=_only_skips),
                Filter(key="day", label=_("Day"), date_field="on"),
            ),
            search=form_lots.uses_by_text,
            search_hint=_("Serial number, policy, name of the user"),
            views=(
                SavedView(_("Today"), {"day_from": today, "day_to": today}),
                SavedView(_("Proposal forms"), {"papers": "proposal"}),
                SavedView(_("Policy papers"), {"papers": "policy"}),
                SavedView(_("With skipped numbers"), {"skips": "1"}),
                SavedView(_("All"), {}),
            ),
            actions=(
                (_("Gaps"), reverse("archives:gaps"), "alert-triangle"),
                (_("Balances"), reverse("archives:balances"), "table"),
            ),
            empty=_("No form was used."),
            export_name="used-forms",
        ),
    )


def _papers(_actor: Any) -> list[tuple[str, str]]:
    return [("proposal", _("Proposal forms")), ("policy", _("Policy papers"))]


def _codes(value: str) -> dict[str, Any]:
    return {"form_type__code__in": OWN_PAPERS.get(value, ())}


def _skips(_actor: Any) -> list[tuple[str, str]]:
    return [("1", _("With skipped numbers"))]


def _only_skips(rows: Any, _value: str) -> Any:
    return rows.filter(skipped__gt=0)


def _columns() -> tuple[Column, ...]:
    return (
        Column(key="serial", label=_("Serial number"), cell=_serial, plain=_number, sort="first", css="ui-nowrap"),
        Column(key="kind", label=_("Printed form"), cell=lambda m: str(m.form_type)),
        Column(key="for", label=_("Used for"), cell=_subject, plain=lambda m: m.subject_number, css="ui-nowrap"),
        Column(key="user", label=_("User"), cell=lambda m: m.from_holder.name if m.from_holder else m.actor_name),
        Column(key="unit", label=_("Unit"), cell=lambda m: m.unit.label, css="ui-nowrap"),
        Column(key="skipped", label=_("Skipped numbers"), cell=_skipped, plain=lambda m: m.skipped, css="ui-r"),
        Column(key="at", label=_("At"), cell=lambda m: moment(m.at), plain=lambda m: m.at, sort="at", css="ui-nowrap"),
    )


def _number(row: FormMovement) -> str:
    return row.form_type.serial(row.first)


def _serial(row: FormMovement) -> SafeString:
    return format_html('<span class="ui-code">{}</span>', _number(row))


def _subject(row: FormMovement) -> SafeString | str:
    url = links.url_for(row.subject_kind, row.subject_id) if row.subject_id else ""
    return format_html('<a class="ui-code" href="{}">{}</a>', url, row.subject_number) if url else row.subject_number


def _skipped(row: FormMovement) -> SafeString | str:
    return badge(str(row.skipped), "wait") if row.skipped else "–"
