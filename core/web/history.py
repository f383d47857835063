"""What happened to an object, in words: acts as declared, fields under their names, values as people read them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, ForeignKey
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from core.models import AuditEntry, Stateful
from core.web.actors import said, said_of
from core.work import ACT_LABELS
from core.workflow.registry import acts, stateful_models

# As a command signs: the name, and the code of the post or of the part of the system.
A_SIGNATURE = re.compile(r"[^·]+ · (?:[A-Z][A-Z0-9_]+|system:[\w-]+)")
_named = dict(ACT_LABELS) | {
    "core.list.export": gettext_noop("Export of a list"),
    "core.job.replay": gettext_noop("Queued work started again"),
    "core.job.cancel": gettext_noop("Queued work cancelled"),
}


def name_acts(labels: Mapping[str, str]) -> None:
    """Labels of acts that stand in the trail without a lifecycle (called while the app starts)."""
    _named.update(labels)


class Change(NamedTuple):
    """A field with its old and new value."""

    label: str
    old: str
    new: str


Parts = Callable[[Any, Any], Iterable[tuple[str, str, str]]]
_parts: dict[tuple[str, str], Parts] = {}


def tell_parts(kind: str, name: str, parts: Parts) -> None:
    """How a field that holds several things says what changed in it: label, old and new of each (called while the app
    starts)."""
    _parts[kind, name] = parts


class Happening(NamedTuple):
    """One act on an object, accepted or refused."""

    text: str
    who: str
    at: datetime
    reason: str
    tone: str
    changes: list[Change]
    url: str = ""


def timeline(kind: str, pk: int, *, limit: int) -> list[Happening]:
    """What happened to an object, newest first; denials are marked."""
    return told(AuditEntry.objects.filter(subject_kind=kind, subject_id=pk).order_by("-id")[:limit])


def since(obj: Stateful, version: int) -> list[Happening]:
    """What was done to an object since its page was at ``version``: every act of its lifecycle makes one version."""
    lifecycle = obj.lifecycle
    names = [lifecycle.creation.name, *(one.name for one in lifecycle.transitions)]
    entries = AuditEntry.objects.filter(
        subject_kind=lifecycle.kind, subject_id=obj.pk, outcome="done", action__in=names
    ).order_by("-id")
    return told(entries[: max(obj.version - version, 0)])


def told(entries: Iterable[AuditEntry]) -> list[Happening]:
    return [_happening(entry) for entry in entries]


def act_label(action: str) -> str:
    """An act in words, as declared; its code where nothing was declared."""
    act = acts().get(action)
    return _(act.label) if act else _(_named.get(action, action))


def _happening(entry: AuditEntry) -> Happening:
    text = act_label(entry.action)
    refused = entry.outcome != "done"
    return Happening(
        text=_("Refused: %(act)s") % {"act": text} if refused else text,
        who=said(entry.actor_name, entry.post),
        at=entry.at,
        reason=str(entry.after.get("message", "")) if refused else entry.reason,
        tone="warn" if refused else "",
        changes=[] if refused else _changes(entry),
    )


def _changes(entry: AuditEntry) -> list[Change]:
    """Fields that an act changed; nothing for a creation, where everything is new."""
    model = stateful_models().get(entry.subject_kind)
    return [
        change
        for name, old in entry.before.items()
        if name != "state"
        for change in _told_of(entry.subject_kind, model, name, old, entry.after.get(name))
    ]


def _told_of(kind: str, model: type[Stateful] | None, name: str, old: Any, new: Any) -> Iterable[Change]:
    """References to other rows say nothing to people; what they stand for is beside them in the entry."""
    field = _field(model, name)
    if isinstance(field, ForeignKey) or name.endswith("_id"):
        return
    if (kind, name) in _parts:
        for label, before, after in _parts[kind, name](old, new):
            yield Change(capfirst(label), before or "–", after or "–")
        return
    if old and new and isinstance(new, dict | list):
        return  # computed from what is told beside it
    yield Change(capfirst(str(getattr(field, "verbose_name", name))), _said(field, old), _said(field, new))


def _field(model: type[Stateful] | None, name: str) -> Field[Any, Any] | None:
    with suppress(FieldDoesNotExist):
        found = model._meta.get_field(name) if model else None
        return found if isinstance(found, Field) else None
    return None


def _said(field: Field[Any, Any] | None, value: Any) -> str:
    """A stored value as people read it; the trail keeps amounts and moments as text."""
    if value in (None, "", [], {}):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict | list):
        return _("changed")
    kind = field.get_internal_type() if field else ""
    if kind == "DateTimeField" and (moment := parse_datetime(str(value))):
        return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")
    if kind == "DecimalField":
        with suppress(InvalidOperation):
            return f"{Decimal(str(value)):,}"
    shown = str(dict(field.flatchoices).get(value, value)) if field else str(value)
    return said_of(shown) if A_SIGNATURE.fullmatch(shown) else shown
