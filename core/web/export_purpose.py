"""What a list is taken for: asked before personal data leave the system, written on the file and into the trail
(domain 10.6, 12.3; PIPL 6, 51)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.web.actors import said
from core.web.list_spec import Column
from core.web.pages import page

PURPOSE, NOTE = "purpose", "purpose_note"
BUSINESS, OTHER = "business", "other"
PURPOSES: Mapping[str, Any] = {
    BUSINESS: _("Work on the business listed"),
    "service": _("Contact with the customers listed"),
    "figures": _("Figures and reports"),
    "check": _("Check, audit or inspection"),
    "authority": _("Request of an authority or a court"),
    OTHER: pgettext_lazy("purpose of an export", "Other"),
}
TOLD = frozenset({"authority", OTHER})  # says nothing without the words beside it


class PurposeForm(forms.Form):
    """Sent with the conditions of the list."""

    purpose = forms.ChoiceField(label=_("Purpose"), choices=[("", _("Choose")), *PURPOSES.items()])
    purpose_note = forms.CharField(
        label=_("What exactly"),
        max_length=120,
        required=False,
        help_text=_("Task, report or number of the request. It is printed on the file."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get(PURPOSE) in TOLD and not given.get(NOTE):
            self.add_error(NOTE, _now("Say what exactly it is for."))
        return given


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Who took a file, when and for what; a file without personal data needs no purpose."""

    who: str
    at: datetime
    purpose: str = ""
    note: str = ""

    @property
    def reason(self) -> str:
        told = str(PURPOSES[self.purpose]) if self.purpose else ""
        return _now(": ").join(part for part in (told, self.note) if part)

    @property
    def text(self) -> str:
        """The mark as one line."""
        values = {"who": self.who, "at": f"{timezone.localtime(self.at):%Y-%m-%d %H:%M}", "purpose": self.reason}
        if not self.reason:
            return _now("Taken by %(who)s on %(at)s.") % values
        return _now("Taken by %(who)s on %(at)s for: %(purpose)s. Contains personal data; do not pass it on.") % values


def holds_personal_data(columns: Iterable[Column]) -> bool:
    return any(column.is_personal for column in columns)


def mark_of(request: HttpRequest, *, at: datetime | None = None) -> Mark:
    """The mark of what is taken now; the purpose as it was given in the address."""
    actor = request.actor  # type: ignore[attr-defined]
    given = PurposeForm(request.GET)
    sound = given.is_valid()
    return Mark(
        who=said(actor.name, actor.post),
        at=at or timezone.now(),
        purpose=given.cleaned_data[PURPOSE] if sound else "",
        note=given.cleaned_data[NOTE] if sound else "",
    )


def asked_first(request: HttpRequest, *, title: str, personal: bool) -> HttpResponse | None:
    """The page that asks for the purpose, until it is said; nothing where no personal data are taken."""
    if not personal or PurposeForm(request.GET).is_valid():
        return None
    form = PurposeForm(request.GET) if PURPOSE in request.GET else PurposeForm()
    kept = request.GET.copy()
    for name in (PURPOSE, NOTE):
        kept.pop(name, None)
    back = kept.copy()
    back.pop("export", None)
    context = {
        "title": title,
        "form": form,
        "hidden": [(name, value) for name, values in kept.lists() for value in values],
        "back": f"?{back.urlencode()}",
    }
    return page(request, "core/export_purpose.html", context, status=422 if form.errors else 200)
