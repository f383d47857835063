"""The register of business outside the system, in scope."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.workflow.command import Actor
from core.workflow.refusals import Hidden
from organisation.public import ScopedActor
from parties.public import ListKind, hits_on_case, listed_names
from underwriting.models import OffSystemBusiness
from underwriting.selectors.catalogue import products
from underwriting.selectors.risk_facts import centre_authority, occupancy_in, rules_on

SEE = "underwriting.view_off_system"


def central_grounds(business: Mapping[str, str], total: Decimal, branch_id: int | None, on: date) -> tuple[str, ...]:
    """Why business outside the system is underwritten by the centre before it begins: its product, what is done there
    (B-29), or a sum above what the centre decides itself (AUW-02)."""
    limit = centre_authority(branch_id, "", on)
    found = (
        (_is_high_risk(business["product"], on), _("a high-risk product")),
        (_is_listed(business, on), _("on the list of major risks")),
        (limit is not None and total > limit, _("a sum above the authority of the centre")),
    )
    return tuple(text for holds, text in found if holds)


def _is_high_risk(named: str, on: date) -> bool:
    """A product of the catalogue, by its code or as it is called."""
    text = named.strip()
    with override("zh-hans"):
        return any(fact.high_risk and (fact.code == text.upper() or fact.name in text) for fact in products(on))


def _is_listed(business: Mapping[str, str], on: date) -> bool:
    listed = rules_on(on).occupancies
    return any(occupancy_in({"industry": business[name]}, listed) for name in ("product", "subject"))


def lists_of_reported(found: OffSystemBusiness, on: date) -> tuple[str, ...]:
    """The lists on which the policyholder stands; a name alone is a suspicion, whatever the list (CUS-04, 5.19)."""
    kinds = {str(hit.kind) for hit in hits_on_case({found.holder_id}, (), on)} if found.holder_id else set()
    named = listed_names([found.holder_name], on)
    return tuple(sorted(kinds | {str(ListKind.GREY)} if named and not kinds else kinds))


def register(actor: ScopedActor) -> QuerySet[OffSystemBusiness]:
    """Entries that the actor may see."""
    return OffSystemBusiness.objects.visible_to(actor)


def entry_for(actor: ScopedActor, pk: int) -> OffSystemBusiness:
    """One of them; out of scope reads as not found."""
    found = register(actor).select_related("unit", "proposal").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def sees_off_system(actor: Actor, pk: int) -> bool:
    """Whoever may open the case may read its papers."""
    found = OffSystemBusiness.objects.filter(pk=pk).first()
    return found is not None and actor.refusal_for(SEE, found) is None
