"""The central register of business outside the system."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from archives.public import documents_of
from core import links
from core.templatetags.ui import badge, day, moment, money, state_of
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from parties.public import hit_notices
from underwriting.forms.off_system import PaperForm
from underwriting.models import OffSystemBusiness
from underwriting.rules import off_system as life
from underwriting.rules.lifecycle import PROPOSAL_KIND
from underwriting.rules.standing import WORDS as STANDING_WORDS
from underwriting.selectors import off_system as selectors
from underwriting.selectors.shown import signed
from underwriting.services import off_system as services


@needs("underwriting.view_off_system")
@require_GET
def register(request: HttpRequest) -> HttpResponseBase:
    """Entries in scope, the newest first."""
    may = request.actor.refusal_for("underwriting.report_off_system") is None  # type: ignore[attr-defined]
    new = (_("Report business outside the system"), reverse("underwriting:new_off_system"), "plus")
    return list_page(
        request,
        ListPage(
            title=_("Business outside the system"),
            facts=_("High risks are underwritten on paper before they begin; other business is reported in time."),
            rows=lambda actor: selectors.register(actor).select_related("unit"),
            order="-created_at",
            columns=_columns(),
            filters=(
                Filter(key="state", label=_("State"), choices=_states, apply=lambda rows, v: rows.filter(state=v)),
                Filter(key="kind", label=_("Kind"), choices=_kinds, apply=lambda rows, v: rows.filter(kind=v)),
            ),
            views=(
                SavedView(_("All"), {}),
                SavedView(_("With the centre"), {"state": life.SUBMITTED}),
                SavedView(_("To be entered"), {"state": life.APPROVED}),
            ),
            search=lambda rows, text: rows.filter(holder_name__contains=text.strip()),
            search_hint=_("Name"),
            actions=(new,) if may else (),
            empty=_("No business outside the system was reported."),
            export_name="off-system",
        ),
    )


def _states(_actor: Any) -> list[tuple[str, str]]:
    return [(state.value, _(state.label)) for state in life.OFF_SYSTEM.states]


def _kinds(_actor: Any) -> list[tuple[str, str]]:
    return [(code, _(label)) for code, label in life.KINDS.items()]


def _columns() -> tuple[Column, ...]:
    return (
        Column(key="number", label=_("Register number"), cell=_number, plain=lambda b: b.number, sort="number"),
        Column(key="holder", label=_("Policyholder"), css="ui-clip", cell=_holder, plain=lambda b: b.holder_name),
        Column(key="state", label=_("State"), cell=lambda b: state_of(life.OFF_SYSTEM, b.state)),
        Column(
            key="sum",
            label=_("Sum insured"),
            css="ui-r",
            cell=lambda b: money(b.sum_insured),
            plain=lambda b: b.sum_insured,
        ),
        Column(
            key="premium", label=_("Premium"), css="ui-r", cell=lambda b: money(b.premium), plain=lambda b: b.premium
        ),
        Column(key="start", label=_("Begins"), css="ui-nowrap", cell=lambda b: day(b.start_on), sort="start_on"),
        Column(key="late", label=_("Late"), cell=_late, plain=lambda b: b.days_late),
        Column(key="unit", label=_("Unit"), css="ui-nowrap", cell=lambda b: b.unit.label),
        Column(key="created", label=_("Reported on"), css="ui-nowrap ui-muted", cell=lambda b: moment(b.created_at)),
    )


def _number(one: OffSystemBusiness) -> SafeString:
    url = reverse("underwriting:off_system_one", kwargs={"pk": one.pk})
    return format_html('<a class="ui-code" href="{}">{}</a>', url, one.number)


def _holder(one: OffSystemBusiness) -> SafeString:
    return format_html("{}<small>{} · {}</small>", one.holder_name, one.product, one.subject)


def _late(one: OffSystemBusiness) -> SafeString | str:
    return badge(_("%(days)s working days") % {"days": one.days_late}, "bad") if one.days_late else "–"


@needs("underwriting.report_off_system")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new entry of the register."""
    form = PaperForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.report_business(form.command(request), **form.inputs())
            return HttpResponseRedirect(reverse("underwriting:off_system_one", kwargs={"pk": made.pk}))
        except Refusal as refusal:
            form.refuse(refusal)
    wide = {"kind", "subject", "text"}
    context = {
        "title": _("Report business outside the system"),
        "crumbs": [(_("Business outside the system"), reverse("underwriting:off_system"))],
        "form": form,
        "fields": [(bound, "6" if bound.name in wide else "3") for bound in form.visible_fields()],
        "back": reverse("underwriting:off_system"),
        "send": _("Send the notice"),
        "note": _("It is entered when the system or a code is there."),
    }
    return page(request, "underwriting/form.html", context, status=422 if form.errors else 200)


@needs("underwriting.view_off_system")
@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry with the opinion of the centre."""
    found = selectors.entry_for(request.actor, pk)  # type: ignore[attr-defined]
    detail = Detail(
        title=found.number,
        heading=_("Business outside the system"),
        crumbs=(
            Crumb(_("Underwriting centre")),
            Crumb(_("Business outside the system"), reverse("underwriting:off_system")),
            Crumb(found.number),
        ),
        facts=(
            Fact(_("Policyholder"), found.holder_name),
            Fact(_("Product or clause"), found.product),
            Fact(_("Sum insured"), money(found.sum_insured)),
            Fact(_("Premium"), money(found.premium)),
            Fact(_("Cover begins"), day(found.start_on)),
            Fact(_("Day of acceptance"), day(found.accepted_on) if found.accepted_on else "–", _late(found)),
            Fact(_("Unit"), found.unit.label, signed(found.reported_by)),
        ),
        tabs=(Tab("main", _("Business")),),
        panels=(
            Panel(
                key="business",
                title=_("Business and opinion"),
                icon="file-text",
                template="underwriting/panels/vehicle.html",
                context=_words,
            ),
            Panel(
                key="papers",
                title=_("Papers"),
                icon="paperclip",
                template="underwriting/panels/brought_papers.html",
                context=_papers,
            ),
            Panel(
                key="listed",
                title=_("On lists"),
                icon="flag",
                template="parties/panels/notices.html",
                rail=True,
                context=_listed,
            ),
        ),
    )
    return detail_page(request, found, detail)


def _papers(request: HttpRequest, found: OffSystemBusiness) -> Mapping[str, Any]:
    return {"papers": documents_of(life.OFF_SYSTEM_KIND, found.pk, request.actor)}  # type: ignore[attr-defined]


def _listed(request: HttpRequest, found: OffSystemBusiness) -> Mapping[str, Any] | None:
    """For the centre, before it decides."""
    notices = hit_notices(request.actor, party_ids=(found.holder_id,), on=localdate())  # type: ignore[attr-defined]
    return {"notices": notices} if notices else None


def _words(_request: HttpRequest, found: OffSystemBusiness) -> Mapping[str, Any]:
    rows: list[tuple[str, Any]] = [
        (_("Kind"), _(life.KINDS[found.kind])),
        (_("What is insured"), found.subject),
        (_("Why outside the system, and the terms"), found.text),
    ]
    if found.listed:
        rows.append((_("On lists"), _(", ").join(_(STANDING_WORDS[kind]) for kind in found.listed)))
    if found.decided_by:
        rows += [(_("Opinion of the centre"), found.opinion or "–"), (_("Decided by"), signed(found.decided_by))]
    if found.proposal is not None:
        url = links.url_for(PROPOSAL_KIND, found.proposal.pk)
        shown = format_html('<a class="ui-code" href="{}">{}</a>', url, found.proposal.number)
        rows.append((_("Entered as"), shown))
    if found.differing:
        different = "、".join(_(one) for one in found.differing.split(", "))
        rows.append((_("Differs from what was reported"), f"{different}: {found.why_differing}"))
    return {"rows": rows}
