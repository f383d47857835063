"""New versions of products and clauses, and new products, by four eyes (PRD-01)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from core.workflow.command import Command
from organisation.models import ControlChange
from organisation.public import Affected, ChangeKind, ChangeRefused, ChangeWanted, Difference, propose_change
from underwriting.models import ClauseVersion, ProductVersion, Questionnaire, RateTable
from underwriting.rules.catalogue_posts import PRODUCT_QUEUE
from underwriting.rules.product_content import CLAUSE_FIELDS, PRODUCT_FIELDS, shown
from underwriting.rules.table_kinds import is_short_rate, is_tariff
from underwriting.rules.words import gettext_noop
from underwriting.selectors import tables
from underwriting.selectors.products import modules_of
from underwriting.selectors.refund_trials import refund_terms, try_version
from underwriting.selectors.tariffs import CaseRun
from underwriting.services.case_results import (
    before_of,
    expectations,
    refuse_unchecked,
    refuse_untried,
    renew_cases,
    tried,
)
from underwriting.services.versions import day_of, end_version, none_later, none_yet

PRODUCT_KIND, CLAUSE_KIND = "underwriting.product", "underwriting.clause"


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionWanted:
    """A new version of a product or clause: its fields in plain JSON; of a product also the results of refund cases
    that it means to change, and why. ``new`` says that nothing has the code yet."""

    code: str
    fields: Mapping[str, Any]
    effective_on: date
    expected: Mapping[str, str] = field(default_factory=dict)
    because: Mapping[str, str] = field(default_factory=dict)
    new: bool = False


def propose_product(command: Command, *, wanted: VersionWanted) -> ControlChange:
    """A product from a day on; a code that is not there yet is a new product."""
    return _propose(command, PRODUCT_KIND, wanted, _("Product %(code)s") % {"code": wanted.code})


def propose_clause(command: Command, *, wanted: VersionWanted) -> ControlChange:
    """The text of a clause from a day on."""
    return _propose(command, CLAUSE_KIND, wanted, _("Clause %(code)s") % {"code": wanted.code})


def _propose(command: Command, kind: str, wanted: VersionWanted, title: str) -> ControlChange:
    mark = {"new": True} if wanted.new else {}
    change = ChangeWanted(
        kind=kind,
        unit_id=command.actor.unit_id,
        subject=wanted.code,
        title=title,
        proposal={
            "code": wanted.code,
            "fields": dict(wanted.fields),
            "expected": {case: str(result) for case, result in wanted.expected.items()},
            "because": {case: str(text).strip() for case, text in wanted.because.items()},
            **mark,
        },
        effective_on=wanted.effective_on,
    )
    return propose_change(command, wanted=change)


def _check_code(model: type[Any], change: ControlChange) -> None:
    """A new thing takes no code that is used; a version follows the one before it."""
    if change.proposal.get("new"):
        none_yet(model, change.proposal["code"])
    none_later(model, change.proposal["code"], day_of(change))


def _check_product(change: ControlChange, _today: date) -> None:
    day, fields = day_of(change), change.proposal["fields"]
    _check_code(ProductVersion, change)
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
    asked = fields["questionnaire"]
    if asked and not Questionnaire.objects.filter(product=asked, effective__contains=day).exists():
        raise ChangeRefused(_("This questionnaire is not in force on that day."), field="questionnaire")
    made_for = modules_of(fields["tariff"], day) if fields["tariff"] else set()
    if made_for and fields["module"] not in made_for:
        raise ChangeRefused(_("This tariff is made for another kind of business."), field="tariff")
    if fields["module"] != "motor" and not fields["tariff"]:
        raise ChangeRefused(_("A product is sold by a tariff."), field="tariff")
    _check_refunds(change)


def _check_refunds(change: ControlChange) -> None:
    """What a version says about refunds is tried on the refund cases of the product before anybody releases it: another
    method, fee or table without a case is not known by anybody in figures (PRD-06)."""
    runs, fields = _runs(change), change.proposal["fields"]
    message = _("Refund cases give another result: %(cases)s. Enter it with its reason, or mend the terms.")
    refuse_untried(runs, change.proposal.get("because", {}), message=message)
    code, day = change.proposal["code"], day_of(change)
    held = ProductVersion.objects.filter(code=code, effective__contains=day).first()
    if held is None or runs:
        return
    before = {"rules": held.rules, "short_rate": held.short_rate}
    if refund_terms(before) != refund_terms(fields):
        text = _("No refund case tests this product. Add one to the table of refunds; another person releases it.")
        raise ChangeRefused(text, field="refund")


def _runs(change: ControlChange) -> list[CaseRun]:
    proposal = change.proposal
    return try_version(proposal["code"], proposal["fields"], day_of(change), proposal.get("expected", {}))


def _check_clause(change: ControlChange, _today: date) -> None:
    _check_code(ClauseVersion, change)
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


def _current_product(change: ControlChange) -> dict[str, Any]:
    return _current_of(ProductVersion, list(PRODUCT_FIELDS))(change) | {"cases": before_of(_runs(change))}


def _apply_product(change: ControlChange, command: Command) -> None:
    """With the version its refund cases expect what was proposed for them."""
    refuse_unchecked(change, command)
    _apply_to(ProductVersion)(change, command)
    renew_cases(change, command)


def _describe_product(change: ControlChange) -> Sequence[Difference]:
    return [*_described(PRODUCT_FIELDS)(change), *expectations(change)]


def _affected(change: ControlChange) -> Sequence[Affected]:
    """What goes back in each refund case of the product."""
    return tried(_runs(change))


CHANGES = (
    replace(
        _kind(PRODUCT_KIND, gettext_noop("Products"), ProductVersion, PRODUCT_FIELDS, _check_product),
        current=_current_product,
        apply=_apply_product,
        describe=_describe_product,
        affected=_affected,
    ),
    _kind(CLAUSE_KIND, gettext_noop("Clauses"), ClauseVersion, CLAUSE_FIELDS, _check_clause),
)
