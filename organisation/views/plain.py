"""Pages of things without a lifecycle: facts and panels as on a detail page, and forms that send one command."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from core.web.detail import Crumb, Fact, Panel, ShownPanel
from core.web.pages import page
from core.workflow.refusals import Refusal


class Button(NamedTuple):
    """A link of the rail or of a form's head."""

    label: str
    url: str
    icon: str
    style: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A page as shown: its place, facts, panels and buttons."""

    title: str
    crumbs: Sequence[Crumb]
    heading: str = ""
    facts: Sequence[Fact] = ()
    panels: Sequence[Panel] = ()
    buttons: Sequence[Button] = field(default=())


def plain_page(request: HttpRequest, obj: Any, plain: Plain) -> HttpResponse:
    """Show ``obj``; a panel whose context is None is left out."""
    contents = [(panel, panel.context(request, obj) if panel.context else {}) for panel in plain.panels]
    shown = [ShownPanel(panel, content) for panel, content in contents if content is not None]
    context = {
        "object": obj,
        "plain": plain,
        "main_panels": [one for one in shown if not one.panel.rail],
        "rail_panels": [one for one in shown if one.panel.rail],
    }
    return page(request, "organisation/plain.html", context)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """A page with one form."""

    title: str
    crumbs: Sequence[Crumb]
    back: str
    intro: str = ""
    submit: str = ""
    icon: str = "check"
    groups: Sequence[tuple[Any, Sequence[Any]]] = ()
    notes: str = ""
    content: Mapping[str, Any] = field(default_factory=dict)


def form_page(request: HttpRequest, form: Form, spec: FormPage) -> HttpResponse:
    """The form as typed, with its errors at the fields. ``notes`` is a template shown in the rail."""
    groups = spec.groups or [("", form.visible_fields())]
    context = {"form": form, "spec": spec, "groups": groups, **spec.content}
    status = 422 if request.method == "POST" else 200
    return page(request, "organisation/form.html", context, status=status)


def sent_or_refused(form: Any, send: Callable[[], Any]) -> Any:
    """What the service answers; None when it refused, with the refusal shown on the form."""
    try:
        return send()
    except Refusal as refusal:
        form.refuse(refusal)
        return None


def administration(*crumbs: Crumb) -> tuple[Crumb, ...]:
    """The way to a page of the administration."""
    return (Crumb(_("Administration")), *crumbs)
