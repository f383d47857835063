"""New versions of products and clauses, and new products, by four eyes (PRD-01)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from core.workflow.command import Command
from organisation.models import ControlChange
from organisation.public import ChangeKind, ChangeRefused, ChangeWanted, Difference, propose_change
from underwriting.models import ClauseVersion, ProductVersion, RateTable
from underwriting.rules.catalogue_posts import PRODUCT_QUEUE
from underwriting.rules.product_content import CLAUSE_FIELDS, PRODUCT_FIELDS, shown
from underwriting.rules.table_kinds import is_short_rate, is_tariff
from underwriting.rules.words import gettext_noop
from underwriting.selectors import tables
from underwriting.selectors.products import modules_of
from underwriting.services.versions import day_of, end_version, none_later

PRODUCT_KIND, CLAUSE_KIND = "underwriting.product", "underwriting.clause"


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionWanted:
    """A new version of a product or clause: its fields in plain JSON."""

    code: str
    fields: Mapping[str, Any]
    effective_on: date


def propose_product(command: Command, *, wanted: VersionWanted) -> ControlChange:
    """A product from a day on; a code that is not there yet is a new product."""
    return _propose(command, PRODUCT_KIND, wanted, _("Product %(code)s") % {"code": wanted.code})


def propose_clause(command: Command, *, wanted: VersionWanted) -> ControlChange:
    """The text of a clause from a day on."""
    return _propose(command, CLAUSE_KIND, wanted, _("Clause %(code)s") % {"code": wanted.code})


def _propose(command: Command, kind: str, wanted: VersionWanted, title: str) -> ControlChange:
    change = ChangeWanted(
        kind=kind,
        unit_id=command.actor.unit_id,
        subject=wanted.code,
        title=title,
        proposal={"code": wanted.code, "fields": dict(wanted.fields)},
        effective_on=wanted.effective_on,
    )
    return propose_change(command, wanted=change)


def _check_product(change: ControlChange, _today: date) -> None:
    day, fields = day_of(change), change.proposal["fields"]
    none_later(ProductVersion, change.proposal["code"], day)
    wanted = [*fields["clauses"], *fields["riders"]]
    known = set(ClauseVersion.objects.filter(code__in=wanted, effective__contains=day).values_list("code", flat=True))
    missing = [code for code in wanted if code not in known]
    if missing:
        message = _("These clauses are not in force on that day: %(codes)s.") % {"codes": ", ".join(missing)}
        raise ChangeRefused(message, field="clauses")
    for name, fits in (("tariff", is_tariff), ("short_rate", is_short_rate)):
        code = fields[name]
        if code and not RateTable.objects.filter(code=code, effective__contains=day).exists():
            raise ChangeRefused(_("This table is not in force on that day."), field=name)
        if code and not fits(code):
            raise ChangeRefused(_("This table is of another kind."), field=name)
    made_for = modules_of(fields["tariff"], day) if fields["tariff"] else set()
    if made_for and fields["module"] not in made_for:
        raise ChangeRefused(_("This tariff is made for another kind of business."), field="tariff")
    if fields["module"] != "motor" and not fields["tariff"]:
        raise ChangeRefused(_("A product is sold by a tariff."), field="tariff")


def _check_clause(change: ControlChange, _today: date) -> None:
    none_later(ClauseVersion, change.proposal["code"], day_of(change))
    parts = change.proposal["fields"]["sections"]
    if not any(part["exclusion"] for part in parts):
        raise ChangeRefused(_("A clause says what it does not cover."), field="exclusions")


def _current_of(model: type[Any], names: Sequence[str]) -> Callable[[ControlChange], dict[str, Any]]:
    def current(change: ControlChange) -> dict[str, Any]:
        held = model.objects.filter(code=change.proposal["code"], effective__contains=day_of(change)).first()
        return {name: getattr(held, name) for name in names} if held else {}

    return current


def _apply_to(model: type[Any]) -> Callable[[ControlChange, Command], None]:
    def apply(change: ControlChange, command: Command) -> None:
        code, day = change.proposal["code"], day_of(change)
        end_version(model, code, day)
        model.objects.create(
            code=code,
            version=f"{code} {change.number}",
            effective=DateRange(day, None),
            proposed_by_id=change.proposed_by_id,
            approved_by_id=command.actor.staff_id,
            source=change.number,
            **change.proposal["fields"],
        )
        transaction.on_commit(tables.forget)

    return apply


def _described(labels: Mapping[str, str]) -> Callable[[ControlChange], Sequence[Difference]]:
    def describe(change: ControlChange) -> Sequence[Difference]:
        old, new = change.before, change.proposal["fields"]
        return [
            Difference(_(label), shown(old.get(name), _), shown(new.get(name), _))
            for name, label in labels.items()
            if old.get(name) != new.get(name)
        ]

    return describe


def _kind(kind: str, label: str, model: type[Any], labels: Mapping[str, str], check: Callable[..., None]) -> ChangeKind:
    return ChangeKind(
        kind=kind,
        label=label,
        propose="underwriting.propose_product",
        approve="underwriting.approve_product",
        check=check,
        current=_current_of(model, list(labels)),
        apply=_apply_to(model),
        describe=_described(labels),
        queue=PRODUCT_QUEUE,
        icon="book",
    )


CHANGES = (
    _kind(PRODUCT_KIND, gettext_noop("Products"), ProductVersion, PRODUCT_FIELDS, _check_product),
    _kind(CLAUSE_KIND, gettext_noop("Clauses"), ClauseVersion, CLAUSE_FIELDS, _check_clause),
)
