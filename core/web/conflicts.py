"""A page that is out of date: what changed since it was opened, and sending the same again on the new state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import uuid4

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.models import Stateful
from core.templatetags.ui import full_moment
from core.web.history import Happening, since
from core.workflow.refusals import Stale
from core.workflow.registry import stateful_models


class Conflict(NamedTuple):
    """What was done meanwhile, the state now, and the version on which the same can be sent again."""

    happenings: list[Happening]
    state: Any
    version: int


def conflict_of(refusal: Stale) -> Conflict | None:
    """None when the refusal does not say which object is meant, or when it is gone."""
    model = stateful_models().get(str(refusal.details.get("kind", "")))
    obj = model._default_manager.filter(pk=refusal.details.get("pk")).first() if model else None
    return conflict(obj, int(refusal.details["value"])) if obj else None


def conflict(obj: Stateful, version: int) -> Conflict:
    return Conflict(since(obj, version), obj.lifecycle.state(obj.state), obj.version)


def again(data: Mapping[str, Any], version: int) -> Any:
    """What was typed, as a new command on the new version."""
    copy: Any = data.copy()  # type: ignore[attr-defined]
    copy["version"], copy["command_key"] = str(version), str(uuid4())
    return copy


def sentence(found: Conflict, *, marked: bool = False) -> SafeString:
    """What changed, for the head of a form that was refused."""
    lines = format_html_join(
        "",
        "<li>{} · {} · {}{}</li>",
        ((full_moment(one.at), one.who, one.text, _changed(one)) for one in found.happenings),
    )
    lead = _("The page was out of date. What you typed is kept; meanwhile this was done:")
    tail = _("Compare, then send again to apply yours on the new state.")
    if marked:
        tail = _("Look at the marked fields, then send again: what the fields show now is what will be kept.")
    return format_html("{}<ul>{}</ul>{}", lead, lines, tail)


def _changed(one: Happening) -> SafeString:
    return format_html_join("", "<br>{}：{} → {}", one.changes)
