"""The guiding opinion on automatic underwriting, written from the rules that are in force (AUW-09, domain 5.10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from organisation.models import Unit
from organisation.public import parameter
from underwriting.models import RuleElements, RuleValues
from underwriting.models.rule_file import RuleFile
from underwriting.rules.lines import MOTOR
from underwriting.rules.rule_file import ACTIVE, SCOPES
from underwriting.rules.standing import STANDING
from underwriting.selectors.monitoring import limits_of
from underwriting.selectors.rules import label_of_product, released
from underwriting.selectors.shown import shown_bound, shown_value, signed
from underwriting.selectors.tables import read_elements

OPINION_KIND = "underwriting.guiding_opinion"
PERCENT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductRules:
    """What the opinion says of one product: elements with values, versions, filing, who agreed."""

    code: str
    label: str
    elements_version: str
    values_version: str
    filing: str
    scope: str
    since: date | None
    proposed_by: str
    approved_by: str
    rows: tuple[tuple[str, str, str, str], ...]

    @property
    def in_force(self) -> bool:
        return bool(self.values_version)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """The whole opinion as of a day."""

    branch: Unit
    on: date
    products: tuple[ProductRules, ...]
    standing: tuple[tuple[str, str], ...]
    monitoring: tuple[tuple[str, str], ...]


def guiding_opinion(branch: Unit, on: date) -> Opinion:
    """Every section from the rows that decide: nothing of it is typed."""
    return Opinion(
        branch=branch,
        on=on,
        products=_products(branch, on),
        standing=tuple((_(one.label), one.basis) for one in STANDING),
        monitoring=_monitoring(branch, on),
    )


def _products(branch: Unit, on: date) -> tuple[ProductRules, ...]:
    """All products in three statements, motor first."""
    combinations = {row.product: row for row in RuleElements.objects.filter(effective__contains=on)}
    rows = RuleValues.objects.filter(released(), unit=branch, effective__contains=on)
    values = {row.product: row for row in rows.select_related("proposed_by", "approved_by")}
    files = {file.released_id: file for file in RuleFile.objects.filter(released__in=values.values())}
    codes = sorted(combinations, key=lambda code: (code != MOTOR, code))
    return tuple(
        _product(combinations[code], values.get(code), files.get(values[code].pk) if code in values else None)
        for code in codes
    )


def _product(combination: RuleElements, values: RuleValues | None, file: RuleFile | None) -> ProductRules:
    held = values.values if values else {}
    return ProductRules(
        code=combination.product,
        label=label_of_product(combination.product),
        elements_version=combination.version,
        values_version=values.version if values else "",
        filing=values.filing if values else "",
        scope=_(SCOPES[file.scope]) if file else "",
        since=values.effective.lower if values else None,
        proposed_by=_who(file.proposed_by if file else "", values, "proposed_by"),
        approved_by=_who(file.approved_by if file else "", values, "approved_by"),
        rows=tuple(
            (_(one.label), shown_value(held.get(one.name), one), shown_bound(one), one.basis)
            for one in read_elements(combination)
        ),
    )


def _who(kept: str, values: RuleValues | None, field: str) -> str:
    if kept:
        return signed(kept)
    person = getattr(values, field, None) if values else None
    return person.name if person is not None else ""


def _monitoring(branch: Unit, on: date) -> tuple[tuple[str, str], ...]:
    """How acceptances are looked after once they are made (AUW-08)."""
    limits, days = limits_of(branch, on), _("%(days)s days")
    tested = parameter("underwriting.backtest_days", branch, on)
    share = parameter("underwriting.sample_share", branch, on)
    return (
        (_("Sample reviewed by a person"), f"{share * PERCENT:g}%"),
        (_("Period looked at"), days % {"days": parameter("underwriting.monitor_days", branch, on)}),
        (_("Suspension is proposed above this loss ratio"), f"{limits.highest}%"),
        (_("Suspension is proposed this far above the manual part"), f"{limits.points_above}"),
        (_("Back-test before a release"), days % {"days": tested}),
        (_("Files in force"), str(RuleFile.objects.filter(unit=branch, state=ACTIVE).count())),
    )  # fmt: skip


def may_see_opinion(actor: object, pk: int) -> bool:
    """Whoever may see the rules of the branch."""
    branch = Unit.objects.filter(pk=pk).first()
    allowed = branch is not None and actor.refusal_for("underwriting.view_rules") is None  # type: ignore[attr-defined]
    if not allowed:
        return False
    own = Unit.objects.filter(pk=actor.unit_id).values_list("branch_id", "province_id").first()  # type: ignore[attr-defined]
    return own is None or own[0] in {None, pk}
