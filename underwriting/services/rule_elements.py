"""The combination of elements that head office fixes for a product: a new version by four eyes (AUW-04, 5.10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from core.workflow.command import Command
from organisation.models import ControlChange
from organisation.public import Affected, ChangeKind, ChangeRefused, ChangeWanted, Difference, propose_change
from underwriting.models import RuleElements, RuleValues
from underwriting.rules import change_queues
from underwriting.rules.auto_underwriting import CHOICES, NUMERIC, Element
from underwriting.rules.words import gettext_noop
from underwriting.selectors import tables
from underwriting.selectors.rules import elements_version, known_elements, label_of_product
from underwriting.selectors.shown import shown_bound

KIND = "underwriting.rule_elements"
PROPOSE, APPROVE = "underwriting.propose_elements", "underwriting.release_elements"
Row = Mapping[str, Any]


def combination(product: str, rows: Sequence[Row], on: date) -> list[Element]:
    """The elements as wanted: label, operator and unit are the system's, bound and choices are head office's."""
    known = known_elements(product, on)
    found = []
    for row in rows:
        name = str(row["name"])
        if name not in known:
            raise ChangeRefused(_("The system knows no such element for this product."), field=f"in_{name}")
        found.append(_with_scope(known[name], row))
    if not found:
        raise ChangeRefused(_("A combination has at least one element."), field="reason")
    return found


def _with_scope(element: Element, row: Row) -> Element:
    bound, allowed = str(row.get("bound") or ""), tuple(row.get("allowed") or ())
    if element.operator in NUMERIC and bound:
        _refuse_no_number(element, bound)
    return Element(
        **{
            **asdict(element),
            "bound": bound if element.operator in NUMERIC else element.bound,
            "allowed": allowed if element.operator in CHOICES else element.allowed,
        }
    )


def _refuse_no_number(element: Element, bound: str) -> None:
    try:
        figure = Decimal(bound)
    except InvalidOperation:
        figure = Decimal(-1)
    if not figure.is_finite() or figure < 0:
        raise ChangeRefused(_("Enter a number that is not below zero."), field=f"bound_{element.name}")


def propose_elements(command: Command, *, product: str, rows: Sequence[Row], effective_on: date) -> ControlChange:
    """Put a combination forward; another person of head office releases it."""
    elements = combination(product, rows, effective_on)
    wanted = ChangeWanted(
        kind=KIND,
        unit_id=command.actor.unit_id,
        subject=product,
        title=f"{_('Elements of automatic underwriting')} · {label_of_product(product)}",
        proposal={"product": product, "elements": [plain(one) for one in elements]},
        effective_on=effective_on,
    )
    return propose_change(command, wanted=wanted)


def plain(element: Element) -> dict[str, Any]:
    """An element as the version keeps it."""
    kept = asdict(element) | {"operator": element.operator.value, "allowed": list(element.allowed)}
    return {name: value for name, value in kept.items() if value not in ("", [])}


def _day(change: ControlChange) -> date:
    if change.effective_on is None:
        raise ChangeRefused(_("Say from which day."), field="effective_on")
    return change.effective_on


def _check(change: ControlChange, _today: date) -> None:
    product, day = change.proposal["product"], _day(change)
    combination(product, change.proposal["elements"], day)
    if RuleElements.objects.filter(product=product, effective__startswith__gte=day).exists():
        raise ChangeRefused(_("A version from that day or later is released already. Choose a later day."))


def _current(change: ControlChange) -> dict[str, Any]:
    product, day = change.proposal["product"], _day(change)
    return {
        "version": elements_version(product, day),
        "elements": [plain(one) for one in tables.elements_of(product, day)],
    }


def _apply(change: ControlChange, _command: Command) -> None:
    """The version before ends where the new one begins; decided cases keep theirs."""
    product, day = change.proposal["product"], _day(change)
    for held in RuleElements.objects.select_for_update().filter(product=product, effective__contains=day):
        held.effective = DateRange(held.effective.lower, day)
        held.save(update_fields=["effective"])
    RuleElements.objects.create(
        product=product,
        version=f"HO-{product}-{day.year}-{change.number[-6:]}",
        elements=change.proposal["elements"],
        effective=DateRange(day, None),
    )
    transaction.on_commit(tables.forget)


def _describe(change: ControlChange) -> list[Difference]:
    before = {row["name"]: row for row in change.before.get("elements", ())}
    after = {row["name"]: row for row in change.proposal["elements"]}
    names = [*after, *(name for name in before if name not in after)]
    labels = {name: _((after.get(name) or before[name])["label"]) for name in names}
    return [Difference(labels[name], _sentence(before.get(name)), _sentence(after.get(name))) for name in names]


def _sentence(row: Row | None) -> str:
    if row is None:
        return _("not in the combination")
    return shown_bound(tables.element_of(row)) or _("in the combination")


def _affected(change: ControlChange) -> list[Affected]:
    """Branches whose values do not answer the new combination: a person decides there until they file anew."""
    product, day = change.proposal["product"], _day(change)
    valued = {row["name"] for row in change.proposal["elements"] if tables.element_of(row).valued}
    rows = RuleValues.objects.filter(product=product, effective__contains=day).select_related("unit")
    text = _("files values anew; until then a person decides")
    return [Affected(row.unit.name, text if valued - set(row.values) else "") for row in rows]


CHANGE = ChangeKind(
    kind=KIND,
    label=gettext_noop("Elements of automatic underwriting"),
    propose=PROPOSE,
    approve=APPROVE,
    check=_check,
    current=_current,
    apply=_apply,
    describe=_describe,
    affected=_affected,
    icon="shield-check",
    queue=change_queues.ELEMENTS,
)
