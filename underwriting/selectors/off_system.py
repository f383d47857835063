"""The register of business outside the system, in scope."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.workflow.refusals import Hidden
from organisation.public import ScopedActor
from underwriting.models import OffSystemBusiness


def register(actor: ScopedActor) -> QuerySet[OffSystemBusiness]:
    """Entries that the actor may see."""
    return OffSystemBusiness.objects.visible_to(actor)


def entry_for(actor: ScopedActor, pk: int) -> OffSystemBusiness:
    """One of them; out of scope reads as not found."""
    found = register(actor).select_related("unit", "proposal").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found
