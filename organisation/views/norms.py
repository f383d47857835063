"""Proposing other figures for the number of people of a post."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from core.templatetags import ui
from core.web.commands import ReasonForm
from core.web.detail import Crumb
from core.web.pages import needs
from organisation.forms.people import DayField
from organisation.models import ControlChange, PostNorm
from organisation.rules.headcount import Norm
from organisation.selectors import posts
from organisation.selectors.centres import norm_in_force
from organisation.services.norms import propose_norm
from organisation.views.plain import administration
from organisation.views.proposing import propose


class NormForm(ReasonForm):
    """At least so many, and one more for each full measure; 0 leaves a measure out."""

    minimum = forms.IntegerField(label=gettext_lazy("people at least"), min_value=0, max_value=999)
    premium_each = forms.DecimalField(
        label=gettext_lazy("one more for each premium of"), min_value=Decimal(0), max_digits=18, decimal_places=2
    )
    units_each = forms.IntegerField(label=gettext_lazy("one more for each number of units"), min_value=0, max_value=999)
    effective_on = DayField(label=gettext_lazy("Effective from"), help_text=gettext_lazy("Tomorrow at the earliest"))
    field_order = ("minimum", "premium_each", "units_each", "effective_on", "reason")


@needs("organisation.propose_control")
@require_http_methods(["GET", "POST"])
def norm_propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Other figures from a day on."""
    row = norm_in_force(pk, timezone.localdate())
    form = NormForm(request.POST or None, initial=_initial(row))

    def send() -> ControlChange:
        data = form.cleaned_data
        return propose_norm(
            form.command(request),
            row=row,
            unit_id=request.actor.unit_id,  # type: ignore[attr-defined]
            norm=Norm(minimum=data["minimum"], premium_each=data["premium_each"], units_each=data["units_each"]),
            effective_on=data["effective_on"],
        )

    back = reverse("organisation:centres")
    return propose(
        request,
        form,
        send,
        title=_("Norm of %(post)s") % {"post": posts.name_of(row.post_id)},
        intro=str(row.get_branch_kind_display()),
        crumbs=administration(Crumb(_("Structure of the centres"), back), Crumb(posts.name_of(row.post_id))),
        back=back,
        now=(
            (_("people at least"), str(row.minimum)),
            (_("one more for each premium of"), ui.money(row.premium_each)),
            (_("one more for each number of units"), str(row.units_each)),
            (_("Effective from"), ui.day(row.effective.lower)),
        ),
    )


def _initial(row: PostNorm) -> dict[str, object]:
    return {
        "minimum": row.minimum,
        "premium_each": row.premium_each,
        "units_each": row.units_each,
        "effective_on": timezone.localdate() + timedelta(days=1),
    }
