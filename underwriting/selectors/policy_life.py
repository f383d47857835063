"""The life of a policy as segments, and the tables of the day for changing or ending it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from core.audit import plain
from organisation.models import Unit
from organisation.public import parameter
from underwriting.models import LossExperience, Policy, PolicyVersion
from underwriting.rules.content_terms import content_in, flat
from underwriting.rules.ending import BEFORE_START, HOLDER_ENDS, NOT_REFUNDED, REFUSED, Caution, Clocks, Rule
from underwriting.rules.endorsement_kinds import MOTOR, Kind, KindRule, kind_rule
from underwriting.rules.periods import ShortRates, short_rates
from underwriting.rules.policy_terms import CONTENT, COVER, Segment, Terms, covers_in, level_of
from underwriting.rules.products import ProductFact
from underwriting.rules.refunds import Basis
from underwriting.selectors.catalogue import product
from underwriting.selectors.tables import NoTable, first_table, table

SPECIAL_TERMS, END, SEATS, TRANSFERRED = "special_terms", "end_on", "seats", "transferred"
ADDRESS = "address"
# Entries of a policy that an endorsement may change; kept with each version once one of them changed.
ENTRIES = (
    "holder_id",
    "holder_name",
    "insured_id",
    "insured_name",
    "owner_name",
    ADDRESS,
    "plate",
    "engine_number",
    "vin",
    "model",
    "vehicle_class",
    "special_kind",
    "tonnes",
    "seats",
    "first_registered_on",
    "new_price",
    "tractor_plate",
    TRANSFERRED,
    "list_note",
)
COLUMNS = frozenset(ENTRIES) - {ADDRESS, "list_note", TRANSFERRED}


def segments_of(policy: Policy) -> list[Segment]:
    """What the policy says from when to when, as it stands recorded now."""
    return segments_from(policy, current_versions(policy))


def current_versions(policy: Policy) -> list[PolicyVersion]:
    """The versions that hold, in the order of time."""
    return list(policy.versions.filter(superseded_at=None).order_by("effective"))


def segments_from(policy: Policy, versions: Iterable[PolicyVersion]) -> list[Segment]:
    """``segments_of`` from versions that were read before."""
    return [
        Segment(
            begins=version.effective.lower or policy.start_on,
            ends=version.effective.upper or policy.end_on,
            terms=terms_of(policy, version),
            source=version.source,
        )
        for version in versions
    ]


def terms_of(policy: Policy, version: PolicyVersion) -> dict[str, str]:
    """All that a version says, flat."""
    found = {name: _text(version.particulars.get(name, _own(policy, name))) for name in ENTRIES}
    found[SPECIAL_TERMS] = version.special_terms
    for cover in version.coverages:
        found |= {f"{COVER}{cover['code']}.{name}": _text(value) for name, value in cover.items() if name != "code"}
    if not policy.is_motor:
        found |= flat(version.content)
    return {path: value for path, value in found.items() if value != ""}


def content_from(terms: Terms, known: Mapping[str, Any]) -> Mapping[str, Any]:
    """The content as a version keeps it; it stays as it was typed while nothing in it changed."""
    now = {path: value for path, value in terms.items() if path.startswith(CONTENT)}
    return content_in(now) if now and now != flat(known) else known


def _own(policy: Policy, name: str) -> Any:
    return plain(getattr(policy, name)) if name in COLUMNS else ""


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def coverages_from(terms: Terms, known: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Covers as a version keeps them; what terms do not say about a known cover stays as it was."""
    templates = {cover["code"]: dict(cover) for cover in known}
    codes: dict[str, dict[str, Any]] = {}
    for path, value in terms.items():
        if path.startswith(COVER):
            _start, code, name = path.split(".", 2)
            codes.setdefault(code, templates.get(code, {"sum_insured": None, "limit": None}) | {"code": code})[name] = (
                value
            )
    return list(codes.values())


def exposure_of(terms: Terms) -> Decimal:
    """The sum that authority is measured by: what a cover insures, or its limit where it has no sum; a limit of a
    seat counts for every insured seat."""
    found = Decimal(0)
    for code in covers_in(terms):
        insured = terms.get(f"{COVER}{code}.sum_insured") or terms.get(f"{COVER}{code}.limit") or "0"
        found += Decimal(insured) * int(terms.get(f"{COVER}{code}.{SEATS}", "1"))
    return found


def insured_by(version: PolicyVersion) -> Decimal:
    """What a version insures over all covers: the sum of each, or its limit where it has no sum."""
    return sum((Decimal(one.get("sum_insured") or one.get("limit") or 0) for one in version.coverages), Decimal(0))


def levels_until(segments: Sequence[Segment], last_day: date) -> tuple[tuple[Decimal, int], ...]:
    """Premiums for the whole period with the days that each has run until 24:00 of a day."""
    after = last_day + timedelta(days=1)
    found = []
    for one in segments:
        days = (min(one.ends, after) - one.begins).days
        if days > 0:
            found.append((level_of(one.terms), days))
    return tuple(found)


def kinds_on(on: date) -> dict[Kind, KindRule]:
    """What each kind of endorsement may change and needs."""
    return _kinds_in(table("endorsement.kinds", on).data)


def kinds_when_asked(on: date) -> dict[Kind, KindRule]:
    """``kinds_on`` for a request that is already taken in: one from before the first version reads by that version, so
    that it can be seen and withdrawn whatever day it bears."""
    try:
        return kinds_on(on)
    except NoTable:
        return _kinds_in(first_table("endorsement.kinds").data)


def _kinds_in(rows: Mapping[str, Any]) -> dict[Kind, KindRule]:
    return {Kind(code): kind_rule(code, row) for code, row in rows.items()}


def kinds_for(policy: Policy, on: date) -> list[KindRule]:
    """The kinds that fit the line and the state of a policy: void before the start, surrender and changes later."""
    module = module_of(policy)
    fitting = [rule for rule in kinds_on(on).values() if rule.fits(policy.line, module)]
    if policy.start_on > on:
        return fitting
    return [rule for rule in fitting if rule.kind is not Kind.VOID]


def module_of(policy: Policy) -> str:
    """How the product of a policy is entered and rated."""
    return MOTOR if policy.is_motor else product(policy.product, policy.start_on).module


def refund_rule(policy: Policy, case: str, on: date) -> Rule:
    """What goes back when this policy ends in this case."""
    return rule_of(
        policy.line, policy.line if policy.is_motor else policy.product, case, sold_on=policy.start_on, on=on
    )


def rule_of(line: str, code: str, case: str, *, sold_on: date, on: date, sold: ProductFact | None = None) -> Rule:
    """How a policyholder's ending is measured, and the agreed fee before the start, stand in the version of the product
    that was ``sold``; the rest is the same for every product (domain 4.3)."""
    rows = table("refund.rules", on).data["cases"][case]
    row = rows.get(group_of(line, on)) or rows["*"]
    basis = row.get("basis", "")
    if case not in {HOLDER_ENDS, BEFORE_START}:
        return Rule(method=row["method"], basis=basis)
    sold = sold or product(code, sold_on)
    if case == BEFORE_START:
        return Rule(method=Basis.AGREED_FEE, share=sold.cancellation_fee, basis=basis)
    method = REFUSED if sold.refund == NOT_REFUNDED else sold.refund
    return Rule(method=method, table=sold.short_rate if method == Basis.SHORT_RATE else "", basis=basis)


def unaffected_lines(on: date) -> frozenset[str]:
    """Lines of which only the premium of the undamaged part goes back after paid claims."""
    return frozenset(table("refund.rules", on).data.get("unaffected_lines", ()))


def group_of(line: str, on: date) -> str:
    """Lines that end by the same rules."""
    data = table("refund.rules", on).data
    found: str = data["groups"].get(line, data["other_group"])
    return found


def shares_of(rule: Rule, on: date) -> ShortRates | None:
    """The short-rate table of a refund rule, if it needs one."""
    return short_rates(table(rule.table, on).data) if rule.table else None


def clocks_on(unit: Unit, on: date) -> Clocks:
    """Days within which the parties may use their right."""
    names = ("rescind_days", "rescind_years", "increase_days", "partial_loss_days", "cure_days", "notice_days")
    return Clocks(**{name: int(parameter(f"underwriting.{name}", unit, on)) for name in names})


def caution_on(unit: Unit, on: date) -> Caution:
    """From when a refund is looked at twice."""
    return Caution(
        soon_days=int(parameter("underwriting.second_look_days", unit, on)),
        soon_share=Decimal(parameter("underwriting.second_look_share", unit, on)),
        same_account_days=int(parameter("underwriting.same_account_days", unit, on)),
        same_account_times=int(parameter("underwriting.same_account_times", unit, on)),
    )


def open_claims(policy: Policy) -> list[LossExperience]:
    """Claims of the policy that are not closed: a change is warned of, an ending waits."""
    return list(LossExperience.objects.filter(policy=policy, closed=False).order_by("occurred_on"))


def paid_on_claims(policy: Policy) -> Decimal:
    """What was paid on the claims of a policy so far."""
    return LossExperience.objects.filter(policy=policy).aggregate(total=Sum("paid"))["total"] or Decimal(0)


def paid_claims(policy: Policy) -> list[LossExperience]:
    """Claims of the policy that cost something."""
    return list(LossExperience.objects.filter(policy=policy, closed=True, incurred__gt=0).order_by("occurred_on"))
