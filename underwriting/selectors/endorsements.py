"""Reading endorsements in the actor's scope, and their terms in words."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from core.templatetags.ui import money
from core.workflow.command import Actor
from core.workflow.refusals import Hidden
from organisation.public import ScopedActor
from underwriting.models import Endorsement, MassEndorsement, Policy
from underwriting.rules.policy_terms import COVER, Conflict, Terms
from underwriting.rules.words import gettext_noop
from underwriting.selectors.cover import name_of

ENTRY_LABELS = {
    "holder_name": gettext_noop("policyholder"),
    "insured_name": gettext_noop("insured"),
    "owner_name": gettext_noop("owner"),
    "address": gettext_noop("address"),
    "plate": gettext_noop("plate"),
    "engine_number": gettext_noop("engine number"),
    "vin": gettext_noop("VIN"),
    "model": gettext_noop("make and model"),
    "seats": gettext_noop("seats"),
    "first_registered_on": gettext_noop("first registered"),
    "new_price": gettext_noop("new price"),
    "list_note": gettext_noop("insured persons or items"),
    "special_terms": gettext_noop("special terms"),
    "end_on": gettext_noop("cover ends"),
}
FIGURE_LABELS = {
    "sum_insured": gettext_noop("sum insured"),
    "limit": gettext_noop("limit of indemnity"),
    "premium": gettext_noop("premium for the whole period"),
    "deductible_amount": gettext_noop("deductible"),
    "deductible_rate": gettext_noop("deductible share"),
    "title": gettext_noop("name of the cover"),
}


class Difference(NamedTuple):
    """One line of old beside new."""

    label: str
    old: str
    new: str


def endorsements(actor: ScopedActor) -> QuerySet[Endorsement]:
    """Endorsements the actor may see."""
    return Endorsement.objects.visible_to(actor)


def endorsement_for(actor: ScopedActor, pk: int) -> Endorsement:
    """One endorsement; out of scope reads as not found."""
    found = endorsements(actor).select_related("unit", "policy__proposal", "policy__unit").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def sees_endorsement(actor: Actor, pk: int) -> bool:
    """Whether an endorsement, and with it its papers, may be seen."""
    model = Endorsement.objects.filter(pk=pk).first()
    return model is not None and actor.refusal_for("underwriting.view_endorsements", model) is None


def endorsements_of(policy: Policy) -> list[Endorsement]:
    """All endorsements of a policy, the newest first."""
    return list(policy.endorsements.order_by("-created_at", "-pk"))


def mass_endorsements(actor: ScopedActor) -> QuerySet[MassEndorsement]:
    """Mass endorsements in scope."""
    return MassEndorsement.objects.visible_to(actor)


def mass_for(actor: ScopedActor, pk: int) -> MassEndorsement:
    """One mass endorsement; out of scope reads as not found."""
    found = mass_endorsements(actor).select_related("unit").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def by_text(text: str) -> Q:
    """Number of the request, of the endorsement, of the policy, or who asked."""
    plain = text.replace(" ", "").upper()
    found = Q(number__startswith=plain) | Q(printed_number__startswith=plain) | Q(policy__number__startswith=plain)
    return found | Q(requested_by__contains=text) if len(text) > 1 else found


def path_label(path: str) -> str:
    """An entry of a policy in the reader's language."""
    if not path.startswith(COVER):
        return _(ENTRY_LABELS.get(path, path))
    _start, code, name = path.split(".", 2)
    return f"{name_of(code)} · {_(FIGURE_LABELS.get(name, name))}"


def shown(path: str, value: str) -> str:
    """A value as people read it."""
    if not value:
        return "–"
    if (path.startswith(COVER) and not path.endswith((".title", ".deductible_rate"))) or path == "new_price":
        try:
            return str(money(Decimal(value)))
        except InvalidOperation:
            return value
    return value


def differences(before: Terms, after: Terms) -> list[Difference]:
    """Old beside new, line by line."""
    return [
        Difference(path_label(path), shown(path, before.get(path, "")), shown(path, new)) for path, new in after.items()
    ]


def conflict_rows(found: Iterable[Conflict | dict[str, Any]]) -> list[dict[str, Any]]:
    """What later endorsements say about the same, as a table shows it."""
    rows = []
    for one in found:
        values = {name: getattr(one, name) for name in Conflict.__slots__} if isinstance(one, Conflict) else dict(one)
        path = values["path"]
        rows.append(
            {
                "subject": values["subject"],
                "label": path_label(path),
                "since": values["since"],
                "source": values["source"],
                "before": shown(path, values["before"]),
                "this": shown(path, values["this"]),
                "later": shown(path, values["later"]),
            }
        )
    return rows
