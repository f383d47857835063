"""Why something cannot be done with a customer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.workflow.refusals import RuleRefusal
from parties.models import Party
from parties.rules.identity import IdentityFault
from parties.selectors.duplicates import Likeness


class InvalidEntry(RuleRefusal):
    """A typed value cannot be right."""

    code = "invalid_entry"


class DuplicateParty(RuleRefusal):
    """The identity number belongs to an existing customer, named in ``details``."""

    code = "duplicate_party"


class ProbableDuplicate(RuleRefusal):
    """Existing customers look like the new one; confirm with a reason that it is somebody else."""

    code = "probable_duplicate"


class TooManyReveals(RuleRefusal):
    """The person looked at as many protected values today as a day allows."""

    code = "too_many_reveals"


class OwnProposal(RuleRefusal):
    """Nobody decides his own proposal."""

    code = "own_proposal"


def invalid(fault: IdentityFault, field: str) -> InvalidEntry:
    return InvalidEntry(_(str(fault)), field=field)


def duplicate(existing: Party) -> DuplicateParty:
    existing = existing.merged_into or existing
    message = _("This identity number belongs to customer %(number)s %(name)s. Use the existing record.") % {
        "number": existing.number,
        "name": existing.name,
    }
    return DuplicateParty(message, details={"existing": described(existing)}, field="id_number")


def probable(found: list[Likeness]) -> ProbableDuplicate:
    people = [described(likeness.party) | {"why": likeness.why} for likeness in found]
    message = _("%(count)s existing customers look the same. Use one of them, or say why this is somebody else.")
    return ProbableDuplicate(message % {"count": len(people)}, details={"candidates": people}, field="name")


def described(party: Party) -> dict[str, object]:
    """An existing customer as a refusal names it: masked."""
    return {
        "id": party.pk,
        "number": party.number,
        "name": party.name,
        "id_masked": party.id_masked,
        "phone_masked": party.phone_masked,
    }
