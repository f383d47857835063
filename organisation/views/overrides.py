"""Emergency overrides: asking, deciding, what was done under them, the after-check (domain 3.3, control)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core import links
from core.templatetags import ui
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, ListPage, SavedView, list_page
from core.web.pages import needs
from core.workflow.registry import acts
from organisation.forms.overrides import OverrideForm, pair_in_words
from organisation.models import EmergencyOverride
from organisation.rules.lifecycles import override as states
from organisation.selectors import overrides as selectors
from organisation.selectors.parameters import value as parameter
from organisation.services.overrides import MOST_HOURS, request_override
from organisation.views import cells
from organisation.views.plain import FormPage, administration, form_page, sent_or_refused


@needs(states.VIEW_RIGHT)
@require_GET
def overrides(request: HttpRequest) -> HttpResponseBase:
    """The own ones, and those in scope for whoever decides on them or checks them."""
    return list_page(
        request,
        ListPage(
            title=_("Emergency overrides"),
            facts=_(
                "For a few hours one person does what two should do. Internal audit is told and looks at every act."
            ),
            rows=selectors.overrides,
            order="-created_at",
            columns=_columns(),
            filters=(cells.state_filter(states.LIFECYCLE),),
            search=_by_text,
            search_hint=_("Number, person, reason"),
            views=(
                SavedView(_("All"), {}),
                SavedView(_("In force"), {"state": states.RUNNING}),
                SavedView(_("To decide"), {"state": states.REQUESTED}),
                SavedView(_("Waits for the after-check"), {"state": states.ENDED}),
            ),
            actions=((_("Ask for an emergency override"), reverse("organisation:override_new"), "plus"),),
            empty=_("There was no emergency."),
            export_name="emergency-overrides",
        ),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            key="number",
            label=_("Number"),
            cell=lambda one: cells.linked("organisation:override", one.pk, one.number),
            plain=lambda one: one.number,
            css="ui-nowrap",
        ),
        Column(key="person", label=_("Person"), cell=lambda one: one.staff.name),
        Column(key="unit", label=_("Unit"), cell=lambda one: one.unit.label),
        Column(key="duties", label=_("Duties"), cell=lambda one: pair_in_words(one.duties), css="ui-wrap"),
        Column(key="reason", label=_("Reason"), cell=lambda one: one.reason, css="ui-clip"),
        cells.state_column(),
        Column(
            key="until", label=_("In force until"), cell=lambda one: ui.moment(one.until), sort="until", css="ui-nowrap"
        ),
        Column(key="finding", label=_("Result of the after-check"), cell=lambda one: one.get_finding_display() or "–"),
    )


def _by_text(rows: QuerySet[EmergencyOverride], text: str) -> QuerySet[EmergencyOverride]:
    return rows.filter(Q(number__iexact=text) | Q(staff__name__contains=text) | Q(reason__icontains=text))


@needs(states.VIEW_RIGHT)
@require_GET
def override(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: who, why, how long, what was done, what audit found."""
    found = selectors.override_for(request.actor, pk)  # type: ignore[attr-defined]
    rows = "organisation/panels/kv.html"
    return detail_page(
        request,
        found,
        Detail(
            title=found.number,
            heading=pair_in_words(found.duties),
            crumbs=(
                Crumb(_("Administration")),
                Crumb(_("Emergency overrides"), reverse("organisation:overrides")),
                Crumb(found.number),
            ),
            facts=_facts(found),
            panels=(
                Panel(key="why", title=_("Reason and decision"), icon="notes", template=rows, context=_why),
                Panel(
                    key="acts",
                    title=_("What was done under it"),
                    icon="history",
                    template="organisation/panels/override_acts.html",
                    context=_acts,
                    flush=True,
                ),
                Panel(key="check", title=_("After-check"), icon="shield-check", template=rows, context=_check),
            ),
            tabs=(Tab("main", _("Emergency override")),),
        ),
    )


def _facts(found: EmergencyOverride) -> tuple[Fact, ...]:
    decided = found.decided_by.name if found.decided_by else "–"
    return (
        Fact(_("Person"), found.staff.name, found.unit.label),
        Fact(_("Hours of the override"), str(found.hours)),
        Fact(_("In force until"), ui.full_moment(found.until) if found.until else "–"),
        Fact(_("Decided by"), decided, ui.moment(found.decided_at) if found.decided_at else ""),
    )


def _why(_request: HttpRequest, found: EmergencyOverride) -> dict[str, Any]:
    rows = [(_("Requested on"), ui.full_moment(found.created_at)), (_("Reason"), found.reason)]
    if found.answer:
        rows.append((_("Remark of the decision"), found.answer))
    if found.told:
        rows.append((_("Told in internal audit"), _(", ").join(found.told)))
    if found.ended_at:
        rows.append((_("Ended"), ui.full_moment(found.ended_at)))
    if found.end_reason:
        rows.append((_("Why it ended"), found.end_reason))
    return {"rows": rows}


def _acts(_request: HttpRequest, found: EmergencyOverride) -> dict[str, Any] | None:
    if found.decided_at is None or found.until is None:
        return None
    known = acts()
    rows = []
    for one in selectors.acts_under(found):
        act = known.get(one.transition)
        url = links.url_for(one.subject_kind, one.subject_id)
        rows.append((one.at, _(act.label) if act else one.transition, one.case_ref, url))
    return {"acts": rows}


def _check(_request: HttpRequest, found: EmergencyOverride) -> dict[str, Any] | None:
    if found.checked_by is None or found.checked_at is None:
        return None
    rows = (
        (_("Result of the after-check"), found.get_finding_display()),
        (_("What the after-check found"), found.check_remark),
        (_("Checked afterwards by"), f"{found.checked_by.name} · {ui.full_moment(found.checked_at)}"),
    )
    return {"rows": rows}


@needs(states.REQUEST_RIGHT)
@require_http_methods(["GET", "POST"])
def override_new(request: HttpRequest) -> HttpResponse:
    """Ask to do both acts alone, for oneself."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    most = int(parameter(MOST_HOURS, None, timezone.localdate()))
    form = OverrideForm(request.POST or None, pairs=selectors.pairs_to_lift(), most=most)
    if request.method == "POST" and form.is_valid():
        made = sent_or_refused(form, lambda: request_override(form.command(request), **form.inputs()))
        if made is not None:
            messages.success(request, _("%(number)s was requested.") % {"number": made.number}, extra_tags="good")
            return redirect("organisation:override", pk=made.pk)
    back, title = reverse("organisation:overrides"), _("Ask for an emergency override")
    spec = FormPage(
        title=title,
        intro=_("It is for you, %(name)s, and for no one else. The head of your place decides on it.")
        % {"name": actor.name},
        crumbs=administration(Crumb(_("Emergency overrides"), back), Crumb(title)),
        back=back,
        icon="alert-triangle",
    )
    return form_page(request, form, spec)
