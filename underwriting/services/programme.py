"""Treaties, retentions, reinsurers and limits of accumulation, changed by four eyes (domain 5.5, REI-12, REI-14)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Model
from django.utils.translation import gettext as _

from core.workflow.command import Command
from organisation.models import ControlChange, Unit
from organisation.public import ChangeKind, ChangeRefused, ChangeWanted, Difference, propose_change
from parties.public import Role, note_role, parties
from underwriting.models import AccumulationLimit, Reinsurer, RetentionTable, Treaty, TreatyKind, TreatyShare
from underwriting.models.reinsurance import Agreed
from underwriting.rules import change_queues
from underwriting.rules.reinsurance.statute import missing_share
from underwriting.rules.words import gettext_noop
from underwriting.selectors.reinsurance import forget, register_on, strength_of

PROPOSE, APPROVE = "underwriting.propose_programme", "underwriting.approve_programme"
TREATY, RETENTION, REINSURER, ACCUMULATION = (
    "underwriting.treaty",
    "underwriting.retention",
    "underwriting.reinsurer",
    "underwriting.accumulation",
)
PERCENT = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One kind of row of the programme: how it is named, checked and written."""

    kind: str
    label: str
    model: type[Agreed]
    keys: tuple[str, ...]
    check: Callable[[Mapping[str, Any], ControlChange], None]
    labels: Mapping[str, str]


def propose(
    command: Command, *, kind: str, title: str, values: Mapping[str, Any], effective_on: date, ends_on: date | None
) -> ControlChange:
    """Ask for a new version; what is in force until then ends where it begins."""
    part = PARTS[kind]
    unit = Unit.objects.get(pk=command.actor.unit_id)
    wanted = ChangeWanted(
        kind=kind,
        unit_id=unit.branch_id or unit.pk,
        subject="|".join(str(values[key]) for key in part.keys),
        title=title,
        proposal={**values, "ends_on": str(ends_on) if ends_on else ""},
        effective_on=effective_on,
    )
    return propose_change(command, wanted=wanted)


def amount(values: Mapping[str, Any], name: str) -> Decimal | None:
    """A figure of the proposal, refused at its field when it is none."""
    text = str(values.get(name) or "").replace(",", "").strip()
    if not text:
        return None
    try:
        found = Decimal(text)
    except InvalidOperation:
        raise ChangeRefused(_("Enter a number."), field=name) from None
    if not found.is_finite() or found < 0:
        raise ChangeRefused(_("Not below zero."), field=name)
    return found


def _check_treaty(values: Mapping[str, Any], change: ControlChange) -> None:
    kind = values["kind"]
    needed = {
        TreatyKind.QUOTA_SHARE: ("share",),
        TreatyKind.SURPLUS: ("surplus_lines",),
        TreatyKind.EXCESS: ("limit", "attachment"),
    }.get(kind)
    if needed is None:
        raise ChangeRefused(_("Choose the kind of the treaty."), field="kind")
    for name in needed:
        if amount(values, name) in {None, Decimal(0)}:
            raise ChangeRefused(_("This kind of treaty needs this figure."), field=name)
    for name in ("share", "commission_percent"):
        if (amount(values, name) or Decimal(0)) > PERCENT:
            raise ChangeRefused(_("At most 100 %."), field=name)
    if not values["lines"]:
        raise ChangeRefused(_("Choose at least one line."), field="lines")
    unknown = set(values.get("excluded", [])) - set(register_on(change.effective_on or date.max))
    if unknown:
        raise ChangeRefused(_("Choose kinds of the register."), field="excluded")
    _check_lines_signed(values["shares"])


def _check_lines_signed(shares: Sequence[Mapping[str, Any]]) -> None:
    missing = missing_share([amount(one, "signed_percent") or Decimal(0) for one in shares])
    if missing:
        message = _("The signed lines do not make the whole. Missing: %(missing)s.")
        raise ChangeRefused(message % {"missing": f"{missing.normalize():f} %"}, field="shares")
    if len({one["reinsurer_id"] for one in shares}) != len(shares):
        raise ChangeRefused(_("Each reinsurer signs once."), field="shares")


def _check_retention(values: Mapping[str, Any], change: ControlChange) -> None:
    """No retention above what the law allows for one risk unit (LAW-103)."""
    if not values["rows"]:
        raise ChangeRefused(_("Enter at least one retention."), field="rows")
    most = strength_of(change.unit, change.effective_on or date.max).largest_retention
    seen = set()
    for row in values["rows"]:
        pml, kept = amount(row, "pml_up_to"), amount(row, "retention")
        if pml is None or kept is None or not 0 < pml <= 1:
            raise ChangeRefused(_("A row has an upper PML above 0 and at most 1, and an amount."), field="rows")
        if kept > most:
            message = _("The law allows at most %(most)s for one risk unit.")
            raise ChangeRefused(message % {"most": f"{most:,.2f}"}, field="rows")
        if (row["occupancy"], pml) in seen:
            raise ChangeRefused(_("Two rows hold for the same class and PML."), field="rows")
        seen.add((row["occupancy"], pml))
    classes = {occupancy for occupancy, _pml in seen} | {""}
    if any((occupancy, Decimal(1)) not in seen for occupancy in classes):
        raise ChangeRefused(_("Every class, and all others (*), need a row up to a PML of 1."), field="rows")


def _check_reinsurer(values: Mapping[str, Any], change: ControlChange) -> None:
    for name in ("party_id", "rating", "agency", "rated_on", "registration"):
        if not values.get(name):
            raise ChangeRefused(_("Fill this in."), field=name)
    if not parties([int(values["party_id"])]):
        raise ChangeRefused(_("There is no customer record with this number."), field="party_id")
    if change.effective_on and date.fromisoformat(values["rated_on"]) > change.effective_on:
        raise ChangeRefused(_("The rating is older than the first day."), field="rated_on")


def _check_accumulation(values: Mapping[str, Any], _change: ControlChange) -> None:
    if amount(values, "amount") in {None, Decimal(0)}:
        raise ChangeRefused(_("Enter the limit."), field="amount")
    if not values["lines"]:
        raise ChangeRefused(_("Choose at least one line."), field="lines")


def _row(change: ControlChange, part: Part) -> Agreed | None:
    manager = part.model._default_manager
    wanted = {key: change.proposal[key] for key in part.keys}
    found: Agreed | None = manager.filter(**wanted, effective__contains=_day(change)).first()
    return found


def _day(change: ControlChange) -> date:
    if change.effective_on is None:
        raise ChangeRefused(_("Say from which day."), field="effective_on")
    return change.effective_on


def _plain(row: Agreed | None, part: Part) -> dict[str, Any]:
    """The version in force as the proposal would say it."""
    if row is None:
        return {}
    found = {name: _text(getattr(row, name)) for name in part.labels if name != "shares"}
    if isinstance(row, Treaty):
        found["shares"] = [
            {"reinsurer_id": one.reinsurer_id, "name": one.name, "signed_percent": _text(one.signed_percent)}
            for one in row.shares.order_by("-leads", "-signed_percent", "pk")
        ]
    return found


def _text(value: Any) -> Any:
    if isinstance(value, list):
        return value
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)


def _apply(part: Part) -> Callable[[ControlChange, Command], None]:
    def apply(change: ControlChange, command: Command) -> None:
        """The version in force ends where the new one begins."""
        day, values = _day(change), change.proposal
        held = _row(change, part)
        if held is not None:
            held.effective = DateRange(held.effective.lower, day)
            held.save(update_fields=["effective"])
        ends = date.fromisoformat(values["ends_on"]) if values.get("ends_on") else None
        row = part.model(
            **{name: _stored(part, name, values) for name in part.labels if name != "shares"},
            effective=DateRange(day, ends),
            source=change.number,
            proposed_by_id=change.proposed_by_id,
            approved_by_id=command.actor.staff_id,
        )
        row.save(force_insert=True)
        if isinstance(row, Treaty):
            _sign(row, values["shares"])
        if isinstance(row, Reinsurer):
            note_role(row.party_id, Role.REINSURER)
        transaction.on_commit(forget)

    return apply


def _sign(treaty: Treaty, shares: Sequence[Mapping[str, Any]]) -> None:
    TreatyShare.objects.bulk_create(
        TreatyShare(
            treaty=treaty,
            reinsurer_id=one["reinsurer_id"],
            name=one["name"],
            signed_percent=Decimal(one["signed_percent"]),
            leads=at == 0,
        )
        for at, one in enumerate(shares)
    )


def _stored(part: Part, name: str, values: Mapping[str, Any]) -> Any:
    field = part.model._meta.get_field(name)
    if field.get_internal_type() == "DecimalField":
        found = amount(values, name)
        return Decimal(0) if found is None and not field.null else found
    return values.get(name, [] if field.get_internal_type() == "ArrayField" else "")


def _describe(part: Part) -> Callable[[ControlChange], Sequence[Difference]]:
    def describe(change: ControlChange) -> Sequence[Difference]:
        return tuple(
            Difference(_(label), _shown(change.before.get(name)), _shown(change.proposal.get(name)))
            for name, label in part.labels.items()
        )

    return describe


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(_entry(one) for one in value)
    return str(value or "")


def _entry(one: Any) -> str:
    if not isinstance(one, dict):
        return str(one)
    if "signed_percent" in one:
        return f"{one['name']} {Decimal(one['signed_percent']).normalize():f} %"
    return f"{one['occupancy'] or '*'} · PML ≤ {one['pml_up_to']} · {Decimal(one['retention']):,.2f}"


PARTS: dict[str, Part] = {
    TREATY: Part(
        kind=TREATY,
        label=gettext_noop("Treaty"),
        model=Treaty,
        keys=("code",),
        check=_check_treaty,
        labels={
            "code": gettext_noop("Code"),
            "name": gettext_noop("Name"),
            "kind": gettext_noop("Kind"),
            "lines": gettext_noop("Lines"),
            "share": gettext_noop("Ceded share (%)"),
            "surplus_lines": gettext_noop("Lines of the retention"),
            "limit": gettext_noop("Limit"),
            "attachment": gettext_noop("Excess of"),
            "aggregate": gettext_noop("Limit of the year"),
            "commission_percent": gettext_noop("Commission (%)"),
            "confirm_above": gettext_noop("Prior confirmation above"),
            "exclusions": gettext_noop("Exclusions"),
            "excluded": gettext_noop("Kinds of risks not taken"),
            "profit_commission": gettext_noop("Profit commission"),
            "shares": gettext_noop("Signed lines"),
        },
    ),
    RETENTION: Part(
        kind=RETENTION,
        label=gettext_noop("Retentions of a line"),
        model=RetentionTable,
        keys=("line",),
        check=_check_retention,
        labels={"line": gettext_noop("Line"), "rows": gettext_noop("Retentions")},
    ),
    REINSURER: Part(
        kind=REINSURER,
        label=gettext_noop("Reinsurer"),
        model=Reinsurer,
        keys=("party_id",),
        check=_check_reinsurer,
        labels={
            "party_id": gettext_noop("Customer record"),
            "name": gettext_noop("Name"),
            "name_en": gettext_noop("English name"),
            "rating": gettext_noop("Rating"),
            "agency": gettext_noop("Rating agency"),
            "rated_on": gettext_noop("Rated on"),
            "registration": gettext_noop("Registration"),
        },
    ),
    ACCUMULATION: Part(
        kind=ACCUMULATION,
        label=gettext_noop("Limit of accumulation"),
        model=AccumulationLimit,
        keys=("event", "area"),
        check=_check_accumulation,
        labels={
            "event": gettext_noop("Event"),
            "area": gettext_noop("Area"),
            "lines": gettext_noop("Lines"),
            "amount": gettext_noop("Limit"),
        },
    ),
}


def _checked(part: Part) -> Callable[[ControlChange, date], None]:
    def check(change: ControlChange, _today: date) -> None:
        ends = change.proposal.get("ends_on")
        if ends and date.fromisoformat(ends) <= _day(change):
            raise ChangeRefused(_("It ends after it begins."), field="ends_on")
        part.check(change.proposal, change)
        later: type[Model] = part.model
        wanted = {key: change.proposal[key] for key in part.keys}
        if later._default_manager.filter(**wanted, effective__startswith__gte=_day(change)).exists():
            message = _("A version from that day or later is released already. Choose a later day.")
            raise ChangeRefused(message, field="effective_on")

    return check


def _kind(part: Part) -> ChangeKind:
    return ChangeKind(
        kind=part.kind,
        label=part.label,
        propose=PROPOSE,
        approve=APPROVE,
        check=_checked(part),
        current=lambda change: _plain(_row(change, part), part),
        apply=_apply(part),
        describe=_describe(part),
        icon="arrows-split",
        queue=change_queues.REINSURANCE,
    )


CHANGES = tuple(_kind(part) for part in PARTS.values())
