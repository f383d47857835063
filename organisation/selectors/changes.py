"""Changes of rules as people see them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from core.models import StoredFile
from core.workflow.refusals import Hidden
from organisation.models import ControlChange, Staff
from organisation.rules.changes import change_kinds

MOST_EARLIER = 20


def changes(actor: Any) -> QuerySet[ControlChange]:
    """Changes of units in the actor's scope."""
    return ControlChange.objects.visible_to(actor).select_related("unit", "proposed_by", "decided_by")


def change_for(actor: Any, pk: int) -> ControlChange:
    """One change, or not found: out of scope reads the same."""
    found = changes(actor).filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def by_text(rows: QuerySet[ControlChange], text: str) -> QuerySet[ControlChange]:
    """By number, thing or reason."""
    return rows.filter(
        Q(number__iexact=text) | Q(title__icontains=text) | Q(reason__icontains=text) | Q(subject__icontains=text)
    )


def paper_of(change: ControlChange) -> StoredFile | None:
    """The file on which a proposal rests, such as the letter of head office."""
    kind = change_kinds().get(change.kind)
    pk = kind.paper(change) if kind else None
    return StoredFile.objects.filter(pk=pk).first() if pk else None


def earlier_changes(change: ControlChange) -> list[ControlChange]:
    """Other changes of the same thing, the newest first."""
    rows = ControlChange.objects.filter(kind=change.kind, subject=change.subject).exclude(pk=change.pk)
    return list(rows.select_related("proposed_by", "decided_by").order_by("-pk")[:MOST_EARLIER])


def changes_of(kind: str, subject: str) -> list[ControlChange]:
    """What was ever proposed about one thing, the newest first."""
    rows = ControlChange.objects.filter(kind=kind, subject=subject)
    return list(rows.select_related("proposed_by", "decided_by").order_by("-pk")[:MOST_EARLIER])


def open_changes(kind: str) -> dict[str, ControlChange]:
    """What waits for a decision, by thing."""
    return {change.subject: change for change in ControlChange.objects.filter(kind=kind, state="proposed")}


def people_of_changes(actor: Any) -> list[Staff]:
    """Everybody who proposed or decided a change in the scope of the post."""
    column = actor.scope_column
    within = Q() if column is None else Q(unit_id=actor.scope_unit_id) | Q(**{column: actor.scope_unit_id})
    rows = ControlChange.objects.filter(within)
    wanted = Q(pk__in=rows.values("proposed_by_id")) | Q(pk__in=rows.values("decided_by_id"))
    return list(Staff.objects.filter(wanted).order_by("name"))


def changes_about(kind: str, prefix: str, actor: Any) -> list[ControlChange]:
    """What was proposed about things whose name begins so, in the actor's scope, the newest first."""
    return list(changes(actor).filter(kind=kind, subject__startswith=prefix).order_by("-pk")[:MOST_EARLIER])
