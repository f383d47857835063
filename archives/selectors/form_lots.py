"""Questions about printed forms: kinds and terms, who holds what, usage, what stands against a new issue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from archives.models import FormLot, FormMovement, FormTerms, FormType
from archives.models.form_lots import STANDINGS
from archives.rules.form_places import Place, Standing, Step
from archives.rules.form_stock import days_held, most_held
from archives.rules.serials import number_of, typed_number
from core.workflow.refusals import RuleRefusal
from organisation.public import ScopedActor, parameter, units_in_scope

SHOWN = 20


class UnknownForm(RuleRefusal):
    """No such kind of form, or no such number of it."""

    code = "unknown_form"


def form_types() -> list[FormType]:
    return list(FormType.objects.order_by("grade", "code"))


def form_type(code: str) -> FormType:
    """A kind of form by its code."""
    found = FormType.objects.filter(code=code).first()
    if found is None:
        raise UnknownForm(_("There is no form “%(code)s”.") % {"code": code})
    return found


def kind_of(kind: str | FormType) -> FormType:
    """A kind of form that was read before, or by its code."""
    return kind if isinstance(kind, FormType) else form_type(kind)


def read_number(kind: FormType, serial: str, *, field: str = "serial") -> int:
    """The number behind a printed serial, as typed or scanned."""
    return _known(number_of(serial, prefix=kind.prefix, length=kind.serial_length), kind, serial, field)


def read_first(kind: FormType, text: str, *, field: str = "first") -> int:
    """The first of the numbers that a paper is about: as printed, or without prefix and zeros. A use is always bound
    to the whole printed serial (PRO-19)."""
    return _known(typed_number(text, prefix=kind.prefix, length=kind.serial_length), kind, text, field)


def _known(number: int | None, kind: FormType, serial: str, field: str) -> int:
    if number is None:
        text = _("“%(serial)s” is no number of “%(form)s”: %(prefix)s and %(digits)s digits.")
        raise UnknownForm(
            text % {"serial": serial, "form": kind, "prefix": kind.prefix, "digits": kind.serial_length}, field=field
        )
    return number


def terms(kind: FormType, on: date) -> FormTerms:
    """How the kind is kept on a day. Raises ``FormTerms.DoesNotExist`` where reference data are missing."""
    return FormTerms.objects.get(form_type=kind, effective__contains=on)


def kind_with_terms(pk: int, on: date) -> tuple[FormType, FormTerms]:
    """A kind of form and how it is kept on a day, read together."""
    found = FormTerms.objects.select_related("form_type").get(form_type_id=pk, effective__contains=on)
    return found.form_type, found


def terms_by_code(code: str, on: date) -> FormTerms:
    """``terms`` of a kind by its code, read together with the kind."""
    found = FormTerms.objects.select_related("form_type").filter(form_type__code=code, effective__contains=on).first()
    return found or terms(form_type(code), on)


def held_by(staff_id: int, kind: FormType | None = None) -> QuerySet[FormLot]:
    """Blank forms in a person's hand, lowest numbers first."""
    rows = FormLot.objects.filter(holder_id=staff_id, standing=Standing.WITH_USER)
    return (rows if kind is None else rows.filter(form_type=kind)).select_related("form_type").order_by("first")


def free_serials(staff_id: int, *, kind: str, most: int = SHOWN) -> list[str]:
    """Serials that a person may use next, lowest first."""
    found: list[str] = []
    for lot in held_by(staff_id).filter(form_type__code=kind):
        numbers = range(lot.first, min(lot.last, lot.first + most - len(found) - 1) + 1)
        found += [lot.form_type.serial(number) for number in numbers]
        if len(found) >= most:
            break
    return found


def next_serial(kind: str, holder_id: int) -> str:
    """The lowest serial of the kind in a person's hand, "" when there is none."""
    return next(iter(free_serials(holder_id, kind=kind, most=1)), "")


def used_per_day(kind: FormType, on: date, *, holder_id: int | None = None, unit_id: int | None = None) -> Decimal:
    """Average usage of the last days, of one person or of one unit."""
    days = int(parameter("archives.usage_days", on=on))
    rows = FormMovement.objects.filter(form_type=kind, step=Step.USE, on__gt=on - timedelta(days=days), on__lte=on)
    if holder_id is not None:
        rows = rows.filter(from_holder_id=holder_id)
    if unit_id is not None:
        rows = rows.filter(unit_id=unit_id)
    used = rows.aggregate(all=Sum("quantity"))["all"] or 0
    return Decimal(used) / days


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What a person holds of a kind, what is the most, and what stands against a new issue."""

    held: int
    most: int
    oldest: date | None
    blocked_since: int

    @property
    def blocked(self) -> bool:
        return self.blocked_since > 0


def holding(kind: FormType, staff_id: int, on: date, rules: FormTerms | None = None) -> Holding:
    """Limits of one person: the usage of some days, and nothing new while old numbers are unexplained (8.2). What is
    set aside for the person and not signed for yet counts with what is held."""
    rules = rules or terms(kind, on)
    near = (Standing.WITH_USER, Standing.OFFERED)
    lots = list(FormLot.objects.filter(holder_id=staff_id, form_type=kind, standing__in=near))
    oldest = min((lot.since for lot in lots if lot.standing == Standing.WITH_USER), default=None)
    over = days_held(oldest, on) - rules.explain_days if oldest else 0
    return Holding(
        held=sum(lot.quantity for lot in lots),
        most=most_held(used_per_day(kind, on, holder_id=staff_id), rules.holding_days, rules.least_held),
        oldest=oldest,
        blocked_since=max(0, over),
    )


def in_store(unit_id: int, kind: FormType) -> list[FormLot]:
    """What lies in the store of a unit, lowest numbers first."""
    rows = FormLot.objects.filter(unit_id=unit_id, form_type=kind, standing=Standing.IN_STORE)
    return list(rows.order_by("first"))


def lowest_here(kind: FormType, *, store: int | None = None, hand: int | None = None) -> int:
    """The lowest number in a store, or in the hand of a person. Raises ``UnknownForm`` where there is none."""
    lots = in_store(store, kind) if store is not None else list(held_by(hand or 0, kind))
    if not lots:
        raise UnknownForm(_("There is no “%(form)s” here to take numbers from.") % {"form": kind}, field="first")
    return lots[0].first


def stock_of(unit_id: int) -> dict[int, int]:
    """How many forms of each kind lie in a store."""
    rows = FormLot.objects.filter(unit_id=unit_id, standing=Standing.IN_STORE).values("form_type_id")
    return {row["form_type_id"]: row["all"] for row in rows.annotate(all=Sum(F("last") - F("first") + 1))}


def lots(actor: ScopedActor) -> QuerySet[FormLot]:
    """Where forms lie, in the actor's scope."""
    return FormLot.objects.visible_to(actor).select_related("form_type", "unit", "holder")


def by_serial(rows: QuerySet[FormLot], text: str) -> QuerySet[FormLot]:
    """The lot in which a printed number lies, or the lots of a user."""
    found = rows.filter(holder__name__icontains=text.strip())
    for kind in form_types():
        number = number_of(text, prefix=kind.prefix, length=kind.serial_length)
        if number is not None:
            found |= rows.filter(form_type=kind, first__lte=number, last__gte=number)
    return found


VALID = frozenset({Standing.USED, Standing.RECONCILED})


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundForm:
    """A printed form that was used for a policy, and where it is now; ``valid`` while it is neither void nor lost."""

    kind: str
    serial: str
    place: Place | None
    form_type: FormType
    number: int
    used_at: datetime
    used_by: str

    @property
    def standing(self) -> str:
        return self.place.standing if self.place else ""

    @property
    def valid(self) -> bool:
        return self.standing in VALID

    @property
    def label(self) -> str:
        return str(STANDINGS.get(self.standing, self.standing))


def bound_forms(subject_kind: str, subject_id: int) -> list[BoundForm]:
    """The forms of a policy in the order of their use, with what became of each."""
    here = FormLot.objects.filter(
        form_type=OuterRef("form_type"), first__lte=OuterRef("first"), last__gte=OuterRef("first")
    )
    lies = here.values(lies=JSONObject(standing="standing", unit_id="unit_id", holder_id="holder_id"))
    rows = FormMovement.objects.filter(subject_kind=subject_kind, subject_id=subject_id, step=Step.USE)
    found = rows.annotate(lies=Subquery(lies[:1])).select_related("form_type").order_by("pk")
    return [
        BoundForm(
            kind=row.form_type.code,
            serial=row.form_type.serial(row.first),
            place=_place(row.lies),
            form_type=row.form_type,
            number=row.first,
            used_at=row.at,
            used_by=row.actor_name,
        )
        for row in found
    ]


def _place(lies: dict[str, Any] | None) -> Place | None:
    return Place(Standing(lies["standing"]), lies["unit_id"], lies["holder_id"]) if lies else None


def used_for(subject_kind: str, subject_id: int) -> list[FormMovement]:
    """Forms that were used for a policy or an endorsement."""
    rows = FormMovement.objects.filter(subject_kind=subject_kind, subject_id=subject_id, step=Step.USE)
    return list(rows.select_related("form_type").order_by("pk"))


def out_of_turn(subject_kind: str, subject_ids: Iterable[int], at: datetime) -> list[FormMovement]:
    """Uses of that moment for these policies that skipped lower numbers in the hand: who skips is warned (8.2)."""
    rows = FormMovement.objects.filter(subject_kind=subject_kind, subject_id__in=subject_ids, step=Step.USE)
    return list(rows.filter(at=at, skipped__gt=0).select_related("form_type").order_by("pk"))


def uses(actor: ScopedActor) -> QuerySet[FormMovement]:
    """Every form that was used in the actor's scope, with what it was used for (FRM-04)."""
    units = [unit.pk for unit in units_in_scope(actor)]
    rows = FormMovement.objects.filter(step=Step.USE, unit__in=units)
    return rows.select_related("form_type", "unit", "from_holder")


def uses_by_text(rows: QuerySet[FormMovement], text: str) -> QuerySet[FormMovement]:
    """By printed number, by what it was used for, or by the user."""
    found = rows.filter(Q(subject_number__iexact=text.strip()) | Q(from_holder__name__contains=text.strip()))
    for kind in form_types():
        number = number_of(text, prefix=kind.prefix, length=kind.serial_length)
        if number is not None:
            found |= rows.filter(form_type=kind, first=number)
    return found
