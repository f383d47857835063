"""Figures of printed forms: stock by unit, balances by period, gaps, rates (domain 8.3, 8.4, FRM-08)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum

from archives.models import FormLot, FormMovement, FormTerms, FormType
from archives.rules.form_places import Standing, Step
from archives.rules.form_stock import HolderBalance, Moved, Rates, StoreBalance, holder_balance, store_balance
from organisation.models import Staff, Unit
from organisation.public import ScopedActor, parameter, units_in_scope

QUANTITY = F("last") - F("first") + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """One kind of form in one unit."""

    unit: Unit
    kind: FormType
    in_store: int
    on_the_way: int
    with_users: int
    per_day: Decimal
    reorder_point: int
    order: int

    @property
    def low(self) -> bool:
        return self.order > 0


def stock(actor: ScopedActor, on: date) -> list[Stock]:
    """Every kind in every store of the actor's scope, with what should be ordered (DC-5)."""
    return stock_of_lots(FormLot.objects.visible_to(actor), on)


def stock_of_lots(lots: QuerySet[FormLot], on: date) -> list[Stock]:
    """Every kind in every store where these numbers lie."""
    counted: dict[tuple[int, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = lots.values("unit_id", "form_type_id", "standing")
    for row in rows.annotate(all=Sum(QUANTITY)):
        counted[row["unit_id"], row["form_type_id"]][row["standing"]] += row["all"]
    units = Unit.objects.in_bulk({unit for unit, _kind in counted})
    kinds = FormType.objects.in_bulk()
    rules = {rule.form_type_id: rule for rule in FormTerms.objects.filter(effective__contains=on)}
    used = _usage(units, on)
    found = []
    for (unit_id, kind_id), places in sorted(counted.items(), key=lambda one: (units[one[0][0]].code, one[0][1])):
        per_day, supply = used.get((unit_id, kind_id), Decimal(0)), rules[kind_id].supply
        lying = places[Standing.IN_STORE] + places[Standing.IN_TRANSIT]
        found.append(
            Stock(
                unit=units[unit_id],
                kind=kinds[kind_id],
                in_store=places[Standing.IN_STORE],
                on_the_way=places[Standing.IN_TRANSIT],
                with_users=places[Standing.WITH_USER] + places[Standing.OFFERED],
                per_day=per_day,
                reorder_point=supply.reorder_point(per_day),
                order=supply.order(per_day, lying),
            )
        )
    return found


def _usage(units: Iterable[int], on: date) -> dict[tuple[int, int], Decimal]:
    days = int(parameter("archives.usage_days", on=on))
    used = FormMovement.objects.filter(unit_id__in=units, step=Step.USE, on__gt=on - timedelta(days=days), on__lte=on)
    sums = used.values("unit_id", "form_type_id").annotate(all=Sum("quantity"))
    return {(row["unit_id"], row["form_type_id"]): Decimal(row["all"]) / days for row in sums}


@dataclass(frozen=True, slots=True, kw_only=True)
class Balanced:
    """A balance of one kind, of a store or of a person."""

    kind: FormType
    where: str
    figures: StoreBalance | HolderBalance
    lying: int | None = None

    @property
    def agrees(self) -> bool | None:
        """The identity holds: what should be there is there (DC-2); None for a period that does not end today, of
        which nobody knows any more what lay there."""
        return None if self.lying is None else self.figures.closing == self.lying


def store_balances(actor: ScopedActor, first: date, last: date, *, now: bool = False) -> list[Balanced]:
    """Every kind in every store of the scope over a period; with ``now`` also what lies there at this moment."""
    units = {unit.pk: unit for unit in units_in_scope(actor)}
    rows = FormMovement.objects.filter(on__lte=last)
    moves = _sums(rows, ("to_store_id", "from_store_id"), units, first)
    for key, (_before, within) in _sums(rows.filter(step=Step.DRAW), ("unit_id",), units, first).items():
        moves.setdefault(key, ([], []))[1].extend(within)
    there = FormLot.objects.filter(unit_id__in=units, standing=Standing.IN_STORE)
    kinds, lying = FormType.objects.in_bulk(), _lying(there, "unit_id") if now else {}
    found = []
    for (kind, store), (before, within) in sorted(moves.items(), key=lambda one: (units[one[0][1]].code, one[0][0])):
        opening = sum(m.quantity * ((m.to_store == store) - (m.from_store == store)) for m in before)
        figures = store_balance(opening, within, store)
        counted = lying.get((kind, store), 0) if now else None
        found.append(Balanced(kind=kinds[kind], where=units[store].name, figures=figures, lying=counted))
    return found


def _lying(lots: QuerySet[FormLot], place: str) -> dict[tuple[int, int], int]:
    rows = lots.values("form_type_id", place)
    return {(row["form_type_id"], row[place]): row["all"] for row in rows.annotate(all=Sum(QUANTITY))}


def holder_balances(actor: ScopedActor, first: date, last: date, *, now: bool = False) -> list[Balanced]:
    """Every kind in every hand of the scope over a period; with ``now`` also what is there at this moment."""
    units = [unit.pk for unit in units_in_scope(actor)]
    rows = FormMovement.objects.filter(on__lte=last, unit_id__in=units)
    people = {
        *rows.exclude(to_holder=None).values_list("to_holder_id", flat=True).distinct(),
    }
    names = dict(Staff.objects.filter(pk__in=people).values_list("pk", "name"))
    moves = _sums(rows, ("to_holder_id", "from_holder_id"), names, first)
    there = FormLot.objects.filter(unit_id__in=units, holder_id__in=names, standing=Standing.WITH_USER)
    kinds, lying = FormType.objects.in_bulk(), _lying(there, "holder_id") if now else {}
    found = []
    for (kind, holder), (before, within) in sorted(moves.items(), key=lambda one: (names[one[0][1]], one[0][0])):
        opening = sum(m.quantity * ((m.to_holder == holder) - (m.from_holder == holder)) for m in before)
        figures = holder_balance(opening, within, holder)
        counted = lying.get((kind, holder), 0) if now else None
        found.append(Balanced(kind=kinds[kind], where=names[holder], figures=figures, lying=counted))
    return found


Sums = dict[tuple[int, int], tuple[list[Moved], list[Moved]]]


def _sums(rows: QuerySet[FormMovement], ends: tuple[str, ...], known: Iterable[int], first: date) -> Sums:
    """Movements into and out of each place, summed by step: those before the period and those in it."""
    wanted = set(known)
    found: dict[tuple[int, int], tuple[list[Moved], list[Moved]]] = defaultdict(lambda: ([], []))
    names = {"to_store_id": "to_store", "from_store_id": "from_store", "unit_id": "slip_of"}
    names |= {"to_holder_id": "to_holder", "from_holder_id": "from_holder"}
    for end in ends:
        sums = (
            rows.exclude(**{end: None})
            .values("form_type_id", "step", end)
            .annotate(before=Sum("quantity", filter=Q(on__lt=first)), within=Sum("quantity", filter=Q(on__gte=first)))
        )
        for row in sums:
            for place, part in enumerate(("before", "within")):
                if row[part] and row[end] in wanted:
                    move = Moved(step=Step(row["step"]), quantity=row[part], **{names[end]: row[end]})
                    found[row["form_type_id"], row[end]][place].append(move)
    return dict(found)


def gaps(actor: ScopedActor) -> QuerySet[FormLot]:
    """Blank numbers in a hand although a higher one of the same kind was used there: each wants an explanation."""
    higher = FormMovement.objects.filter(
        step=Step.USE, form_type=OuterRef("form_type"), from_holder=OuterRef("holder"), first__gt=OuterRef("last")
    )
    held = FormLot.objects.visible_to(actor).filter(standing=Standing.WITH_USER)
    return held.filter(Exists(higher)).select_related("form_type", "unit", "holder").order_by("form_type", "first")


def overdue(actor: ScopedActor, on: date) -> list[FormLot]:
    """Numbers that are in a hand for longer than their kind allows."""
    rules = {rule.form_type_id: rule.explain_days for rule in FormTerms.objects.filter(effective__contains=on)}
    held = FormLot.objects.visible_to(actor).filter(standing=Standing.WITH_USER)
    rows = held.select_related("form_type", "unit", "holder").order_by("since", "first")
    return [row for row in rows if (on - row.since).days > rules[row.form_type_id]]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRates:
    """The rates of one unit over a period."""

    unit: Unit
    rates: Rates


def unit_rates(actor: ScopedActor, first: date, last: date) -> Sequence[UnitRates]:
    """Accounted for, void and lost, by unit (8.4)."""
    units = {unit.pk: unit for unit in units_in_scope(actor)}
    found = form_rates(units, first, last)
    return [UnitRates(unit=units[pk], rates=found[pk]) for pk in sorted(found, key=lambda one: units[one].code)]


VOID_AFTER_USE, VOID_AFTER_ALL = "void after use", "void after it was accounted for"


def form_rates(units: Iterable[int], first: date, last: date) -> dict[int, Rates]:
    """The rates of the units in which something was used, spoilt or lost. A form that was used first and void later is
    one form."""
    sums: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = FormMovement.objects.filter(on__range=(first, last), unit_id__in=list(units))
    before = rows.filter(form_type=OuterRef("form_type"), first__lte=OuterRef("first"), last__gte=OuterRef("last"))
    counted = rows.values("unit_id", "step").annotate(
        all=Sum("quantity"),
        used=Sum("quantity", filter=Q(Exists(before.filter(step=Step.USE)))),
        accounted=Sum("quantity", filter=Q(Exists(before.filter(step=Step.RECONCILE)))),
    )
    for row in counted:
        sums[row["unit_id"]][row["step"]] = row["all"]
        if row["step"] == Step.VOID:
            sums[row["unit_id"]] |= {VOID_AFTER_USE: row["used"] or 0, VOID_AFTER_ALL: row["accounted"] or 0}
    return {
        pk: Rates(
            due=done[Step.USE] + done[Step.VOID] - done[VOID_AFTER_USE],
            reconciled=done[Step.RECONCILE] + done[Step.VOID] - done[VOID_AFTER_ALL],
            used=done[Step.USE],
            void=done[Step.VOID],
            void_after_use=done[VOID_AFTER_USE],
            lost=done[Step.LOSE],
        )
        for pk, done in sums.items()
        if done[Step.USE] or done[Step.VOID] or done[Step.LOSE]
    }
