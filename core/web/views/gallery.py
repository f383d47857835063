"""Every component in all its states, for visual and accessibility tests and for whoever builds a page."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.web.commands import CommandForm
from core.web.conflicts import Conflict
from core.web.history import Change, Happening
from core.web.pages import any_post, page
from core.web.script_texts import keys
from core.workflow.refusals import AboveAuthority
from core.workflow.spec import State, Tone


class _Sample(CommandForm):
    """A form with every control, one of them in error."""

    text = forms.CharField(label="Text", help_text="Help under the field")
    wrong = forms.CharField(label="Wrong")
    choice = forms.ChoiceField(label="Choice", choices=[("a", "First"), ("b", "Second")])
    chips = forms.ChoiceField(
        label="Chips", choices=[("a", "First"), ("b", "Second")], widget=forms.RadioSelect, initial="a"
    )
    day = forms.DateField(label="Day", widget=forms.DateInput(attrs={"type": "date"}))
    agreed = forms.BooleanField(label="Agreed", required=False)
    long = forms.CharField(label="Long", widget=forms.Textarea(attrs={"rows": 3}))


class _Clock(NamedTuple):
    opened_at: Any
    due_at: Any
    paused_at: Any


def _conflict(now: datetime) -> Conflict:
    changes = [Change(_("Begins"), "2026-11-23", "2026-11-25")]
    done = Happening(text=_("Edit"), who="王建平 · SALES", at=now, reason="", tone="", changes=changes)
    return Conflict([done], State(value="draft", label="Draft"), 2)


@any_post
@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """The gallery."""
    now = timezone.now()
    form = _Sample({"text": "闽C·12345", "wrong": ""})
    form.is_valid()
    who = [{"unit": _("Underwriting centre"), "post": "UW_UND3", "limit": "5000000"}]
    context = {
        "tones": [tone.value for tone in Tone],
        "form": form,
        "clocks": [
            _Clock(now - timedelta(hours=1), now + timedelta(hours=5), None),
            _Clock(now - timedelta(hours=5), now + timedelta(minutes=38), None),
            _Clock(now - timedelta(hours=5), now - timedelta(minutes=72), None),
            _Clock(now - timedelta(hours=5), now + timedelta(hours=2), now),
        ],
        "amounts": [Decimal("12345.67"), Decimal("-8.50"), Decimal(0), None],
        "steps": [
            {"rule": "Base premium", "detail": "private car · 5", "factor": "", "result": "950.00", "basis": "2020"},
            {"rule": "No-claim factor", "detail": "-2", "factor": "× 0.80", "result": "760.00", "basis": ""},
        ],
        "refusal": AboveAuthority(
            _("This is above your authority: %(measure)s.") % {"measure": _("Amount")},
            details={"value": Decimal(7000000), "limit": Decimal(5000000), "who": who},
        ),
        "trend": [3, 5, 4, 8, 7, 9, 12],
        "keys": keys(),
        "conflict": _conflict(now),
    }
    return page(request, "core/gallery.html", context)
