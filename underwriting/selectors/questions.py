"""Questions in scope."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.workflow.refusals import Hidden
from organisation.public import ScopedActor
from underwriting.models import Question


def questions(actor: ScopedActor) -> QuerySet[Question]:
    """Questions that the actor may see."""
    return Question.objects.visible_to(actor)


def question_for(actor: ScopedActor, pk: int) -> Question:
    """One of them; out of scope reads as not found."""
    found = questions(actor).select_related("unit", "proposal").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found
