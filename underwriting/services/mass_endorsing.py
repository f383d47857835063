"""One change of many policies: proposed by one, released by another, carried out one by one as queued work (END-11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction as database
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core import audit
from core.jobs import enqueue
from core.numbering import business_number
from core.workflow.command import Command
from core.workflow.engine import creation
from core.workflow.refusals import NotPossible
from organisation.models import ControlChange, Unit
from organisation.public import Affected, ChangeKind, ChangeRefused, ChangeWanted, Difference, propose_change
from underwriting.models import Endorsement, MassEndorsement, Policy, PolicyVersion
from underwriting.rules import endorsement_life as life
from underwriting.rules import policy_terms
from underwriting.rules.endorsement_kinds import Kind
from underwriting.rules.lifecycle import IN_FORCE, ISSUED
from underwriting.rules.lines import MOTOR
from underwriting.rules.reinsurance.following import NIL, concerns_reinsurers
from underwriting.rules.words import gettext_noop
from underwriting.selectors.cession import policy_is_ceded
from underwriting.selectors.endorsements import path_label
from underwriting.selectors.mass import jobs_of_mass, left_to_do
from underwriting.selectors.policy_life import ENTRIES, SPECIAL_TERMS, kinds_on, module_of, segments_from, segments_of
from underwriting.services.endorsement_entry import EndorsementEntry, work_out
from underwriting.services.endorsement_issue import issue_endorsement_terms, take_effect, takes_effect
from underwriting.services.name_checks import checked_names
from underwriting.services.refusals import InvalidEntry, PolicyNotChangeable

KIND, MASS_JOB = "underwriting.mass_endorsement", life.MASS_JOB
REPEATED = "underwriting.repeat_mass_endorsement"
PROPOSE, APPROVE = "underwriting.endorse_many", "underwriting.approve_many"
# Entries that cost nothing; what changes premium is endorsed policy by policy.
FREE = {SPECIAL_TERMS: Kind.TERMS, "holder_name": Kind.NAMES, "insured_name": Kind.NAMES, "address": Kind.NAMES}
SHOWN = 20
# Whose name it is: one new name fits the policies of one customer.
NAMED = {"holder_name": "holder_id", "insured_name": "insured_id"}


@dataclass(frozen=True, slots=True, kw_only=True)
class MassData:
    """One change of many policies as it is asked for."""

    title: str
    entry: str
    value: str
    effective_on: date
    numbers: tuple[str, ...]


def propose_mass(command: Command, *, data: MassData) -> ControlChange:
    """Ask for a mass endorsement; the reason of the command is its grounds."""
    branch_id = Unit.objects.values_list("branch_id", flat=True).get(pk=command.actor.unit_id)
    wanted = ChangeWanted(
        kind=KIND,
        unit_id=branch_id or command.actor.unit_id,
        subject=f"{data.title}|{data.effective_on}",
        title=f"{_('Mass endorsement')} · {data.title}",
        proposal={
            "title": data.title.strip(),
            "entry": data.entry,
            "value": data.value.strip(),
            "effective_on": data.effective_on.isoformat(),
            "numbers": sorted({number.strip().upper() for number in data.numbers if number.strip()}),
        },
    )
    return propose_change(command, wanted=wanted)


def _policies(change: ControlChange) -> list[Policy]:
    rows = Policy.objects.filter(number__in=change.proposal["numbers"], branch_id=change.branch_id)
    return list(rows.order_by("pk"))


def _check(change: ControlChange, today: date) -> None:
    values = change.proposal
    if values["entry"] not in FREE:
        raise ChangeRefused(_("This entry is not changed for many policies at once."), field="entry")
    if not values["value"]:
        raise ChangeRefused(_("Enter the new value."), field="value")
    try:
        checked_names({values["entry"]: values["value"]})
    except InvalidEntry as fault:
        raise ChangeRefused(fault.message, field="value") from None
    if not values["numbers"]:
        raise ChangeRefused(_("Enter the numbers of the policies."), field="numbers")
    found = {policy.number: policy for policy in _policies(change)}
    missing = [number for number in values["numbers"] if number not in found]
    closed = [policy.number for policy in found.values() if policy.state not in {ISSUED, IN_FORCE}]
    for numbers, message in (
        (missing, _("There is no policy %(numbers)s in the branch.")),
        (closed, _("These policies are not in force any more: %(numbers)s.")),
    ):
        if numbers:
            raise ChangeRefused(message % {"numbers": _(", ").join(numbers[:10])}, field="numbers")
    _refuse_several_customers(values["entry"], list(found.values()))
    _refuse_day(change, list(found.values()), today)


def _refuse_several_customers(entry: str, policies: Sequence[Policy]) -> None:
    """Another name is the name of somebody: policies of several customers do not get the same one (END-11)."""
    if entry in NAMED and len({getattr(policy, NAMED[entry]) for policy in policies}) > 1:
        message = _("One name is changed for policies of one customer only. These policies belong to several.")
        raise ChangeRefused(message, field="numbers")


def _refuse_day(change: ControlChange, policies: Sequence[Policy], today: date) -> None:
    """The change holds from a day to come on which every policy covers (END-11). Whoever releases it later finds the
    day as it was when it was asked for."""
    on = date.fromisoformat(change.proposal["effective_on"])
    if on < (localdate(change.created_at) if change.pk else today):
        raise ChangeRefused(_("The change holds from today or later."), field="effective_on")
    for numbers, message in (
        ([one.number for one in policies if on < one.start_on], _("These policies begin later: %(numbers)s.")),
        ([one.number for one in policies if on > one.end_on], _("These policies end before that day: %(numbers)s.")),
    ):
        if numbers:
            raise ChangeRefused(message % {"numbers": _(", ").join(numbers[:10])}, field="effective_on")


def _current(_change: ControlChange) -> dict[str, Any]:
    return {}


def _apply(change: ControlChange, command: Command) -> None:
    """Kept with its policies; the work itself is queued."""
    values, policies = change.proposal, _policies(change)
    mass = MassEndorsement(
        number=change.number,
        title=values["title"],
        changes={values["entry"]: values["value"]},
        effective_on=date.fromisoformat(values["effective_on"]),
        reason=change.reason,
        made_at=command.at,
        made_by_id=change.proposed_by_id,
        made_by=change.proposed_by.name,
        total=len(policies),
        policy_ids=[policy.pk for policy in policies],
    )
    mass.set_unit(change.unit)
    mass.save(force_insert=True)
    enqueue(MASS_JOB, key=mass.number, payload={"mass": mass.pk}, requested_by=change.proposed_by_id)


def _describe(change: ControlChange) -> Sequence[Difference]:
    values = change.proposal
    return (
        Difference(_("Occasion"), "", values["title"]),
        Difference(path_label(values["entry"]), "", values["value"]),
        Difference(_("From"), "", values["effective_on"]),
        Difference(_("Policies"), "", str(len(values["numbers"]))),
    )


def _affected(change: ControlChange) -> Sequence[Affected]:
    found = _policies(change)
    entry = change.proposal["entry"]
    old = _said_before(entry, found[:SHOWN])
    return [
        Affected(policy.number, f"{policy.holder_name} · {path_label(entry)}: {old[policy.pk] or '–'}")
        for policy in found[:SHOWN]
    ]


def _said_before(entry: str, policies: Sequence[Policy]) -> dict[int, str]:
    """What each policy says of the entry now, so that whoever releases the change sees what it replaces."""
    versions: dict[int, list[PolicyVersion]] = {policy.pk: [] for policy in policies}
    for version in PolicyVersion.objects.filter(policy__in=policies, superseded_at=None).order_by("effective"):
        versions[version.policy_id].append(version)
    return {
        policy.pk: segments_from(policy, versions[policy.pk])[-1].terms.get(entry, "")
        for policy in policies
        if versions[policy.pk]
    }


CHANGE = ChangeKind(
    kind=KIND,
    label=gettext_noop("Mass endorsement"),
    propose=PROPOSE,
    approve=APPROVE,
    check=_check,
    current=_current,
    apply=_apply,
    describe=_describe,
    affected=_affected,
    lead=None,
    queue=life.MASS_QUEUE,
    icon="list-details",
)


@creation(Endorsement, life.ISSUE_TOGETHER)
def endorse_one(command: Command, /, *, mass_id: int, policy_id: int) -> Endorsement:
    """One policy of a mass endorsement: worked out, refused where it would cost something or meets later changes."""
    mass = MassEndorsement.objects.get(pk=mass_id)
    policy = Policy.objects.select_related("unit").select_for_update(of=("self",)).get(pk=policy_id)
    _refuse_item(policy, mass)
    entry = next(iter(mass.changes))
    today = localdate(command.at)
    made = Endorsement(
        policy=policy,
        kind=FREE[entry],
        line=policy.line,
        requested_on=today,
        requested_by=mass.made_by,
        effective_on=max(mass.effective_on, policy.start_on),
        entered_by_id=mass.made_by_id,
        opinion=mass.reason,
        mass=mass,
        issued_at=command.at,
    )
    made.set_unit(policy.unit)
    made.number = business_number("Q", policy.line, today.year, policy.unit.code, gap_free=False)
    work_out(made, EndorsementEntry(changes=_changes_for(policy, mass, made.effective_on)), today)
    if made.delta:
        raise PolicyNotChangeable(_("The premium would change: endorse this policy by itself."))
    issue_endorsement_terms(made, policy, command)
    made.printed_number = business_number("E", policy.line, today.year, policy.unit.code, gap_free=True)
    return made


def _changes_for(policy: Policy, mass: MassEndorsement, on: date) -> dict[str, str]:
    """The same for every policy; terms that were agreed with one customer stay, the new ones are added to them."""
    changes: dict[str, str] = dict(mass.changes)
    if SPECIAL_TERMS in changes:
        agreed = policy_terms.terms_on(segments_of(policy), on).get(SPECIAL_TERMS, "").strip()
        changes[SPECIAL_TERMS] = "\n".join(filter(None, (agreed, changes[SPECIAL_TERMS].strip())))
    return changes


def _refuse_item(policy: Policy, mass: MassEndorsement) -> None:
    kind = Kind(FREE[next(iter(mass.changes))])
    if not kinds_on(mass.effective_on)[kind].fits(policy.line, module_of(policy)):
        raise PolicyNotChangeable(_("This kind does not fit the product."))
    if policy.state not in {ISSUED, IN_FORCE} or mass.effective_on > policy.end_on:
        raise PolicyNotChangeable(_("The policy is not in force on the day of the change."))
    if policy.endorsements.filter(state__in=life.BEFORE_ISSUE).exists():
        raise PolicyNotChangeable(_("Another endorsement of this policy is not issued yet. Finish it first."))
    if policy.product != MOTOR and concerns_reinsurers(NIL, mass.changes) and policy_is_ceded(policy):
        message = _(
            "Part of this policy is placed facultatively: the reinsurers are asked first. Endorse it by itself."
        )
        raise PolicyNotChangeable(message)


def carry_out(made: Endorsement, command: Command) -> None:
    """What holds already shows on the policy at once."""
    if takes_effect(made, localdate(command.at)):
        take_effect(made.pk, command)


def repeat_mass(command: Command, pk: int) -> MassEndorsement:
    """Carry out anew what was not: policies that have the change already are left alone (END-11). Refused while the
    work goes on and when nothing is left to do."""
    with database.atomic():
        mass = MassEndorsement.objects.select_related("unit").select_for_update(of=("self",)).get(pk=pk)
        refusal = command.actor.refusal_for(PROPOSE, mass)
        if refusal is not None:
            raise refusal
        if not left_to_do(mass):
            raise NotPossible(_("It is being carried out, or is done for all policies."))
        audit.record(command, REPEATED, subject=(KIND, mass.pk, mass.number), before={"failures": len(mass.failures)})
        mass.done_at = None
        mass.save(update_fields=["done_at"])
        enqueue(
            MASS_JOB,
            key=f"{mass.number}/{jobs_of_mass(mass.pk).count()}",
            payload={"mass": mass.pk},
            requested_by=command.actor.staff_id,
        )
        return mass


def known_entries() -> list[tuple[str, str]]:
    """Entries that may be changed for many policies, as choices."""
    return [(name, path_label(name)) for name in FREE if name in {*ENTRIES, SPECIAL_TERMS}]
