"""The audit trail: every act and every refusal, for audit, the security administrator and the manager."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core import links
from core.models import AuditEntry
from core.templatetags import ui
from core.web.actors import said
from core.web.history import act_label, told
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs
from core.workflow.registry import stateful_models
from organisation.actors import SYSTEM
from organisation.selectors import posts
from organisation.selectors import trail as selectors
from organisation.selectors.units import units_in_scope


@needs("organisation.view_audit")
@require_GET
def trail(request: HttpRequest) -> HttpResponseBase:
    """The newest first; nothing of it can be changed or taken away."""
    return list_page(
        request,
        ListPage(
            title=_("Audit trail"),
            facts=_("Every act and every refusal, linked by digests; nobody can change it."),
            rows=selectors.trail,
            order="-id",
            columns=_columns(),
            filters=_filters(),
            search=selectors.by_text,
            search_hint=_("Number of the matter, name of the person"),
            views=(
                SavedView(_("All"), {}),
                SavedView(_("Refused"), {"outcome": "refused"}),
            ),
            empty=_("No entry fits."),
            export_name="audit-trail",
        ),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(key="at", label=_("At"), cell=lambda e: ui.full_moment(e.at), css="ui-nowrap", sort="id"),
        Column(
            key="who",
            label=_("Member of staff"),
            cell=_who,
            plain=lambda e: f"{e.actor_name} {e.post}",
            css="ui-nowrap",
        ),
        Column(key="act", label=_("Act"), cell=lambda e: act_label(e.action)),
        Column(key="subject", label=_("Matter"), cell=_subject, plain=lambda e: e.subject_number, css="ui-nowrap"),
        Column(key="outcome", label=_("Outcome"), cell=_outcome, css="ui-nowrap"),
        Column(key="reason", label=_("Reason"), cell=_reason, css="ui-clip"),
        Column(key="action", label=_("Code"), cell=lambda e: e.action, css="ui-code", default=False),
        Column(key="seq", label=_("Place in the chain"), cell=lambda e: f"{e.stream}-{e.seq}", default=False),
    )


def _who(entry: AuditEntry) -> SafeString:
    if entry.post.startswith(SYSTEM):
        return format_html("{}", said(entry.actor_name, entry.post))
    return format_html("{}<small>{}</small>", entry.actor_name, posts.name_of(entry.post))


def _subject(entry: AuditEntry) -> SafeString | str:
    kind = stateful_models().get(entry.subject_kind)
    label = _(kind.lifecycle.label) if kind else entry.subject_kind
    url = links.url_for(entry.subject_kind, entry.subject_id)
    number = entry.subject_number or (f"#{entry.subject_id}" if entry.subject_id else "–")
    if url:
        return format_html('<a class="ui-code" href="{}">{}</a><small>{}</small>', url, number, label)
    return format_html('<span class="ui-code">{}</span><small>{}</small>', number, label)


def _outcome(entry: AuditEntry) -> SafeString:
    return ui.badge(_("carried out"), "good") if entry.outcome == selectors.DONE else ui.badge(_("refused"), "bad")


def _reason(entry: AuditEntry) -> str:
    return told([entry])[0].reason or "–"


def _filters() -> tuple[Filter, ...]:
    return (
        Filter(
            key="outcome",
            label=_("Outcome"),
            choices=lambda _actor: [(selectors.DONE, _("carried out")), ("refused", _("refused"))],
            apply=selectors.of_outcome,
        ),
        Filter(
            key="kind",
            label=_("Matter"),
            choices=lambda _actor: [(name, _(model.lifecycle.label)) for name, model in stateful_models().items()],
            apply=lambda rows, value: rows.filter(subject_kind=value),
        ),
        Filter(
            key="unit",
            label=_("Unit"),
            choices=lambda actor: [(str(unit.pk), unit.label) for unit in units_in_scope(actor)],
            apply=lambda rows, value: rows.filter(unit_id=int(value)) if value.isdigit() else rows,
        ),
        Filter(key="at", label=_("At"), date_field="at"),
    )
