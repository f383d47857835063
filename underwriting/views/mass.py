"""Mass endorsements: what was changed for many policies, and what became of each (END-11)."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext
from django.views.decorators.http import require_GET, require_http_methods

from core import links
from core.templatetags.ui import badge, day, full_moment
from core.web.commands import ReasonForm
from core.web.lists import Column, Filter, ListPage, list_page
from core.web.pages import needs, page
from core.web.views.acting import done
from core.workflow.refusals import Refusal
from underwriting.forms.mass import MassForm
from underwriting.models import MassEndorsement
from underwriting.rules import endorsement_life as life
from underwriting.selectors import endorsements as selectors
from underwriting.selectors import mass
from underwriting.services.mass_endorsing import PROPOSE, propose_mass, repeat_mass

WIDE = frozenset({"value", "numbers", "reason"})
SHOWN = 200


class Act(NamedTuple):
    """What the dialog of an act shows."""

    label: str
    icon: str
    confirm: str
    style: str = "default"


REPEAT = Act(
    gettext_noop("Carry out what was not"),
    "refresh",
    gettext_noop("Policies that have the change already are left alone; the others are tried again."),
)


@needs("underwriting.view_endorsements")
@require_GET
def mass_endorsements(request: HttpRequest) -> HttpResponseBase:
    """Mass endorsements in scope, the newest first."""
    may = request.actor.refusal_for(PROPOSE) is None  # type: ignore[attr-defined]
    actions = ((_("Change many policies"), reverse("underwriting:new_mass"), "plus"),) if may else ()
    return list_page(
        request,
        ListPage(
            title=_("Mass endorsements"),
            rows=lambda actor: mass.mass_endorsements(actor).select_related("unit"),
            order="-made_at",
            columns=(
                Column(key="number", label=_("Number"), cell=_number, plain=lambda m: m.number, sort="number"),
                Column(key="title", label=_("Occasion"), cell=lambda m: m.title),
                Column(key="state", label=_("State"), cell=_state, plain=lambda m: str(m.done_at or "")),
                Column(key="total", label=_("Policies"), css="ui-r", cell=lambda m: f"{m.total:,}", sort="total"),
                Column(key="failed", label=_("Not carried out"), css="ui-r", cell=lambda m: f"{len(m.failures):,}"),
                Column(key="from", label=_("From"), css="ui-nowrap", cell=lambda m: day(m.effective_on)),
                Column(key="by", label=_("Entered by"), cell=lambda m: m.made_by),
            ),
            filters=(Filter(key="from", label=_("From"), date_field="effective_on"),),
            search=lambda rows, text: rows.filter(title__icontains=text) | rows.filter(number=text.upper()),
            search_hint=_("Occasion, number"),
            empty=_("Nothing was changed for many policies yet."),
            export_name="mass-endorsements",
            actions=actions,
        ),
    )


def _number(one: MassEndorsement) -> SafeString:
    url = reverse("underwriting:mass_endorsement", args=[one.pk])
    return format_html('<a class="ui-code" href="{}">{}</a>', url, one.number)


def _state(one: MassEndorsement) -> SafeString:
    if one.done_at is None:
        given_up = one.job_state in mass.GIVEN_UP  # type: ignore[attr-defined]
        return badge(pgettext("job", "given up"), "bad") if given_up else badge(_("being carried out"), "wait")
    return badge(_("done for all"), "good") if not one.failures else badge(_("carried out in part"), "bad")


@needs("underwriting.view_endorsements")
@require_GET
def mass_endorsement(request: HttpRequest, pk: int) -> HttpResponse:
    """One change with the result for each policy."""
    found = mass.mass_for(request.actor, pk)  # type: ignore[attr-defined]
    made = list(found.endorsements.select_related("policy").order_by("pk")[: SHOWN + 1])
    rows = [(one.policy.number, one.policy.holder_name, one, life.ENDORSEMENT.state(one.state)) for one in made[:SHOWN]]
    context = {
        "mass": found,
        "state": _state(found),
        "entries": [(selectors.path_label(path), value) for path, value in found.changes.items()],
        "rows": rows,
        "more": len(made) > SHOWN,
        "done": full_moment(found.done_at) if found.done_at else "–",
        "repeat": _repeat_url(request, found),
    }
    return page(request, "underwriting/mass.html", context)


def _repeat_url(request: HttpRequest, found: MassEndorsement) -> str:
    """The way to carry out what was not, for whoever may ask for such changes."""
    may = request.actor.refusal_for(PROPOSE, found) is None  # type: ignore[attr-defined]
    return reverse("underwriting:repeat_mass", args=[found.pk]) if may and mass.left_to_do(found) else ""


@needs(PROPOSE)
@require_http_methods(["GET", "POST"])
def repeat(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason, then carry out anew what was not."""
    found = mass.mass_for(request.actor, pk)  # type: ignore[attr-defined]
    back = reverse("underwriting:mass_endorsement", args=[found.pk])
    form = ReasonForm(request.POST or None)
    context = {"transition": REPEAT, "number": found.number, "form": form, "back": back}
    if request.method == "GET" or not form.is_valid():
        return page(request, "core/act.html", context, status=200 if request.method == "GET" else 422)
    try:
        repeat_mass(form.command(request), found.pk)
    except Refusal as refusal:
        return page(request, "core/act.html", {**context, "refusal": refusal}, status=refusal.status)
    messages.success(request, _("Done: %(act)s") % {"act": _(REPEAT.label)}, extra_tags="good")
    return done(request, back)


@needs(PROPOSE)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask for one change of many policies; another person releases it."""
    form = MassForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            change = propose_mass(form.command(request), data=form.data_of())
            messages.success(request, _("Proposed as %(number)s.") % {"number": change.number}, extra_tags="good")
            return HttpResponseRedirect(
                links.url_for("organisation.change", change.pk) or reverse("underwriting:mass_endorsements")
            )
        except Refusal as refusal:
            form.refuse(refusal)
    back = reverse("underwriting:mass_endorsements")
    context = {
        "title": _("Change many policies"),
        "lead": _("Only entries that cost nothing. What changes the premium is endorsed policy by policy."),
        "crumbs": [(_("Mass endorsements"), back)],
        "form": form,
        "fields": [(bound, "6" if bound.name in WIDE else "3") for bound in form.visible_fields()],
        "back": back,
        "send": _("Propose"),
    }
    return page(request, "underwriting/form.html", context, status=422 if form.errors else 200)
