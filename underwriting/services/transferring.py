"""Transfer of what is insured: another customer stands in the contract from a day on (LAW-49, domain 5.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from core.workflow.command import Command
from finance import public as finance
from parties.public import Role, note_roles, party
from underwriting.models import Instalment, Policy
from underwriting.rules import instalment_life
from underwriting.rules.endorsement_kinds import KindRule
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.selectors.policy_life import ADDRESS, TRANSFERRED
from underwriting.services.entry import refuse_closed
from underwriting.services.refusals import InvalidEntry

if TYPE_CHECKING:
    from underwriting.services.endorsement_entry import EndorsementEntry


def go_over(policy_id: int, command: Command) -> None:
    """The day has come: the books, open instalments and the customers' pages know the new holder."""
    policy = Policy.objects.get(pk=policy_id)
    to, name = policy.holder_id, policy.holder_name
    finance.pass_policy_premium(command, POLICY_KIND, policy.pk, payer_id=to, payer_name=name)
    note_roles([(policy.holder_id, Role.POLICYHOLDER), (policy.insured_id, Role.INSURED)])
    Instalment.objects.filter(policy=policy, state__in=instalment_life.OPEN).update(
        holder_id=policy.holder_id, holder_name=policy.holder_name
    )


def priced_anew(policy: Policy, rule: KindRule) -> dict[str, str]:
    """Where the table says so a transferred contract is priced without the record of its old holder (4.6, 4.7)."""
    return {TRANSFERRED: "1"} if policy.line in rule.prices_anew else {}


def new_people(policy: Policy, entry: EndorsementEntry) -> dict[str, str]:
    """Holder, insured and owner as terms of the policy; both are registered customers that may be dealt with."""
    if entry.holder_id is None:
        raise InvalidEntry(_("Name the new policyholder."), field="name")
    holder = party(entry.holder_id)
    insured = party(entry.insured_id) if entry.insured_id else holder
    refuse_closed(holder, insured)
    if (holder.id, insured.id) == (policy.holder_id, policy.insured_id):
        raise InvalidEntry(_("This customer holds the policy already."), field="name")
    found = {
        ADDRESS: "",  # an address that was endorsed was that of the old holder
        "holder_id": str(holder.id),
        "holder_name": holder.name,
        "insured_id": str(insured.id),
        "insured_name": insured.name,
    }
    return found | ({"owner_name": insured.name} if policy.is_motor else {})
