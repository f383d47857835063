"""Cover as other apps ask for it: facts, never rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.timezone import get_default_timezone, localdate
from django.utils.translation import gettext as _

from archives.public import ChangeFact, VerificationFact
from core.workflow.command import Actor
from parties.public import find_parties
from underwriting.models import COVERS, Endorsement, Policy, PolicyVersion, line_label
from underwriting.rules.endorsement_kinds import ENDING
from underwriting.rules.endorsement_life import MADE
from underwriting.rules.entry.choices import COVER_WORDS
from underwriting.rules.lifecycle import POLICY, TERMINATED, VOIDED
from underwriting.rules.lines import MOTOR
from underwriting.rules.occupants import DRIVER, PASSENGERS
from underwriting.rules.policy_terms import overruled_sources
from underwriting.rules.vehicle import plain_plate
from underwriting.selectors.agreed_end import agreed_end

FOUND = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverQuery:
    """What the caller of the hotline says; any of these."""

    policy_number: str = ""
    plate: str = ""
    vin: str = ""
    party_id: int | None = None
    phone: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleFact:
    """The insured vehicle."""

    plate: str
    vin: str
    engine_number: str
    model: str
    vehicle_class: str
    seats: int
    first_registered_on: date | None
    new_price: Decimal
    owner_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageFact:
    """One cover of a policy."""

    code: str
    premium: Decimal
    sum_insured: Decimal | None = None
    limit: Decimal | None = None
    deductible_amount: Decimal = Decimal(0)
    deductible_rate: Decimal = Decimal(0)
    title: str = ""
    seats: int | None = None

    @property
    def deductible_percent(self) -> str:
        """The share of a loss that the insured bears, as people read it."""
        return f"{(self.deductible_rate * 100).normalize():f}"

    @property
    def name(self) -> str:
        """In the reader's language; what is kept is ``code``, or the clause's own title."""
        return self.title or name_of(self.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverFact:
    """A policy as claims, finance and service see it."""

    policy_id: int
    policy_number: str
    line: str
    unit_id: int
    issuing_sub_branch_id: int | None
    policyholder_id: int
    policyholder_name: str
    insured_id: int
    insured_name: str
    plate: str
    vin: str
    start_at: datetime
    end_at: datetime
    state: str
    paid: bool
    coverages: tuple[CoverageFact, ...]
    vehicle: VehicleFact
    special_terms: str = ""
    product: str = MOTOR
    product_title: str = ""
    subject: str = ""

    @property
    def product_name(self) -> str:
        """In the reader's language; what is kept is ``line``."""
        return self.product_title or line_label(self.line)


def find_cover(query: CoverQuery, actor: Actor) -> list[CoverFact]:
    """Policies of the whole company that fit what the caller says, newest first. The desk's permission is checked by
    the caller; scope does not narrow it, because a loss is taken wherever it is reported (B-05)."""
    condition = _condition(query, actor)
    rows = Policy.objects.filter(condition).select_related("section", "unit").order_by("-start_on", "-pk")
    return facts(rows[:FOUND])


def _condition(query: CoverQuery, actor: Actor) -> Q:
    found = Q(pk=None)
    if query.policy_number:
        told = query.policy_number.strip().upper()
        found |= Q(number=told) | Q(serial=told)
    if query.plate:
        found |= Q(plate=plain_plate(query.plate)) & ~Q(plate="")
    if query.vin:
        found |= Q(vin=query.vin.strip().upper())
    people = {query.party_id} - {None}
    for text in (query.phone, query.name):
        people |= {fact.id for fact in find_parties(text, actor)} if text else set()
    return found | Q(holder_id__in=people) | Q(insured_id__in=people) if people else found


def cover_in_force(policy_id: int, at: datetime) -> CoverFact | None:
    """The policy as it covered at a moment; None outside its period."""
    return covers_in_force([policy_id], at).get(policy_id)


def covers_in_force(policy_ids: Collection[int], at: datetime) -> dict[int, CoverFact]:
    """Those of the policies that covered at a moment, in one statement."""
    day = localdate(at)
    versions = PolicyVersion.objects.filter(policy__period__contains=day, effective__contains=day)
    versions = versions.exclude(policy__state=VOIDED)
    return _facts_of(versions, policy_ids)


def policy_copy(policy_id: int) -> CoverFact:
    """The policy as issued, whatever its state. Raises ``Policy.DoesNotExist``."""
    found = policy_copies([policy_id])
    if policy_id not in found:
        raise Policy.DoesNotExist(policy_id)
    return found[policy_id]


def policy_copies(policy_ids: Collection[int]) -> dict[int, CoverFact]:
    """The policies as issued, in one statement."""
    return _facts_of(PolicyVersion.objects.filter(effective__contains=F("policy__start_on")), policy_ids)


def _facts_of(versions: QuerySet[PolicyVersion], policy_ids: Collection[int]) -> dict[int, CoverFact]:
    found = versions.filter(policy_id__in=policy_ids, superseded_at=None)
    rows = found.select_related("policy__section", "policy__unit")
    return {version.policy_id: _fact(version.policy, version) for version in rows}


def facts(rows: QuerySet[Policy]) -> list[CoverFact]:
    """Facts of several policies in two statements."""
    found = list(rows)
    versions = PolicyVersion.objects.filter(policy__in=found, superseded_at=None).order_by("policy", "-number")
    latest: dict[int, PolicyVersion] = {}
    for version in versions:
        latest.setdefault(version.policy_id, version)
    return [_fact(row, latest[row.pk]) for row in found if row.pk in latest]


def _version(policy: Policy, day: date) -> PolicyVersion:
    return policy.versions.get(effective__contains=day, superseded_at=None)


def _fact(policy: Policy, version: PolicyVersion) -> CoverFact:
    zone, held = get_default_timezone(), version.particulars
    return CoverFact(
        policy_id=policy.pk,
        policy_number=policy.number,
        line=policy.line,
        unit_id=policy.unit_id,
        issuing_sub_branch_id=policy.sub_branch_id,
        policyholder_id=int(held.get("holder_id") or policy.holder_id),
        policyholder_name=held.get("holder_name") or policy.holder_name,
        insured_id=int(held.get("insured_id") or policy.insured_id),
        insured_name=held.get("insured_name") or policy.insured_name,
        plate=policy.plate,
        vin=policy.vin,
        start_at=datetime.combine(policy.start_on, time(), zone),
        end_at=datetime.combine(policy.end_on + timedelta(days=1), time(), zone),
        state=policy.state,
        paid=(policy.section.paid_at or policy.section.exempted_at) is not None,
        coverages=tuple(_coverage(cover) for cover in version.coverages),
        vehicle=_vehicle(policy, held),
        special_terms=version.special_terms,
        product=policy.product,
        product_title=policy.product_name,
        subject=policy.insured_subject,
    )


def name_of(cover: str) -> str:
    """A cover in the reader's language."""
    if cover in COVERS:
        return str(COVERS[cover])
    return _(COVER_WORDS[cover]) if cover in COVER_WORDS else line_label(cover)


# As the papers call them, which are always Chinese.
NAMES = {
    "MCI": "机动车交通事故责任强制保险",
    "MOD": "机动车损失保险",
    "MTP": "机动车第三者责任保险",
    DRIVER: "机动车车上人员责任保险（司机）",
    PASSENGERS: "机动车车上人员责任保险（乘客）",
}


def _coverage(cover: dict[str, Any]) -> CoverageFact:
    return CoverageFact(
        code=cover["code"],
        premium=Decimal(cover["premium"]),
        sum_insured=_amount(cover.get("sum_insured")),
        limit=_amount(cover.get("limit")),
        deductible_amount=Decimal(cover.get("deductible_amount", "0")),
        deductible_rate=Decimal(cover.get("deductible_rate", "0")),
        title=cover.get("title", ""),
        seats=int(cover["seats"]) if cover.get("seats") else None,
    )


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _vehicle(policy: Policy, held: Mapping[str, str]) -> VehicleFact:
    """A loss is measured by the use that was insured on its day."""
    return VehicleFact(
        plate=policy.plate,
        vin=policy.vin,
        engine_number=policy.engine_number,
        model=policy.model,
        vehicle_class=held.get("vehicle_class") or policy.vehicle_class,
        seats=policy.seats,
        first_registered_on=policy.first_registered_on,
        new_price=policy.new_price,
        owner_name=policy.owner_name,
    )


def verification_of(policy_id: int) -> VerificationFact | None:
    """What anyone with the paper in hand may know of a policy: an ending that was issued is told from its issue on, and
    cover is over after its last day although the state follows in the night."""
    policy = Policy.objects.select_related("unit", "section").filter(pk=policy_id).first()
    if policy is None:
        return None
    made = list(policy.endorsements.filter(state__in=MADE).order_by("effective_on", "pk"))
    until = agreed_end(policy, policy.endorsements.filter(kind__in=ENDING))
    over = until is not None and until < localdate()
    cover = _fact(policy, _version(policy, policy.start_on))
    state = POLICY.state(TERMINATED if over else policy.state)
    return VerificationFact(
        number=policy.number,
        product=cover.product_name,
        state=_(state.label),
        tone=state.tone.value,
        unit=policy.unit.name,
        starts_at=cover.start_at,
        ends_at=cover.end_at,
        plate=policy.plate,
        issued_on=localdate(policy.created_at),
        cover_until=until,
        changes=_changes_told(made),
    )


def _changes_told(made: Sequence[Endorsement]) -> tuple[ChangeFact, ...]:
    """The issued changes by number, kind and day, so that the paper of an endorsement can be compared too; one that
    gave way to another is told as such (END-10)."""
    gave_way = {source for one in made for source in overruled_sources(one.conflicts, one.overruled)}
    return tuple(
        ChangeFact(
            number=str(one),
            kind=one.get_kind_display(),
            holds_from=one.effective_on,
            note=_("not carried out, or in part only") if one.number in gave_way else "",
        )
        for one in made
    )
