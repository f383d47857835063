"""Every version a proposal has had, read from the audit trail, and the cover of the year before (UWR-21)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.audit import plain
from core.models import AuditEntry
from organisation.public import ScopedActor
from underwriting.models import COMPULSORY, Policy, Proposal
from underwriting.rules.comparison import CONTENT, PREMIUMS, VEHICLE
from underwriting.rules.lifecycle import PROPOSAL_KIND

LAST_YEAR = "last"
KEPT = (*CONTENT, *PREMIUMS, "content", "product")
LIMITS = ("third_party_limit", "driver_limit", "passenger_limit")
COMMERCIAL_PREMIUMS = ("damage_premium", "third_party_premium", "driver_premium", "passenger_premium")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What the entry said after one act. ``key`` names it in an address."""

    key: str
    values: dict[str, Any]
    act: str = ""
    who: str = ""
    at: datetime | None = None
    number: str = ""


def versions_of(proposal: Proposal) -> list[Version]:
    """One version for each act that changed the entry, the oldest first; changes of state alone make none."""
    entries = AuditEntry.objects.filter(subject_kind=PROPOSAL_KIND, subject_id=proposal.pk, outcome="done")
    found: list[Version] = []
    values: dict[str, Any] = {}
    for entry in entries.order_by("pk"):
        changed = {name: value for name, value in entry.after.items() if name in KEPT}
        if not changed:
            continue
        values = values | changed
        key = str(len(found) + 1)
        found.append(Version(key=key, values=values, act=entry.action, who=entry.actor_name, at=entry.at))
    return found


def last_year(proposal: Proposal, actor: ScopedActor) -> Version | None:
    """The latest policies of the same vehicle from before, compulsory and commercial together, in the actor's scope."""
    if not proposal.vin:
        return None
    if not proposal.is_motor:
        return _earlier_contract(proposal, actor)
    before = Policy.objects.visible_to(actor).filter(vin=proposal.vin, start_on__lt=proposal.start_on)
    earlier = before.exclude(proposal=proposal).order_by("line", "-start_on", "-pk").distinct("line")
    policies = list(earlier.select_related("proposal"))
    if not policies:
        return None
    values = _covers(policies)
    number = ", ".join(policy.number for policy in policies)
    return Version(key=LAST_YEAR, values=values, number=number, at=max(p.created_at for p in policies))


def _earlier_contract(proposal: Proposal, actor: ScopedActor) -> Version | None:
    """The policy that a contract of another line renews, as it was proposed."""
    if not proposal.renewal_of:
        return None
    rows = Policy.objects.visible_to(actor).filter(number=proposal.renewal_of.strip().upper())
    policy = rows.select_related("proposal").first()
    if policy is None:
        return None
    source = policy.proposal
    values = {name: plain(getattr(source, name)) for name in KEPT if hasattr(source, name)}
    return Version(key=LAST_YEAR, values=values, number=policy.number, at=policy.created_at)


def _covers(policies: list[Policy]) -> dict[str, Any]:
    """What the policies said at their issue, in the words of an entry."""
    newest = max(policies, key=lambda policy: policy.start_on)
    source = newest.proposal
    values = {name: plain(getattr(newest, name)) for name in VEHICLE}
    values |= {name: plain(getattr(source, name)) for name in CONTENT if name not in (*VEHICLE, "disclosures")}
    values |= {"disclosures": source.disclosures}
    lines = {policy.line: policy.proposal for policy in policies}
    compulsory, commercial = lines.get(COMPULSORY), next((p for n, p in lines.items() if n != COMPULSORY), None)
    return values | {
        "compulsory": compulsory is not None,
        "own_damage": bool(commercial and commercial.own_damage),
        "sum_insured": plain(commercial.sum_insured) if commercial else None,
        **{name: plain(getattr(commercial, name)) if commercial else None for name in LIMITS},
        "compulsory_premium": plain(compulsory.compulsory_premium) if compulsory else "0",
        "vehicle_tax": plain(compulsory.vehicle_tax) if compulsory else "0",
        **{name: plain(getattr(commercial, name)) if commercial else "0" for name in COMMERCIAL_PREMIUMS},
    }
