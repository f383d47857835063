"""``premium = Σ (amount × rate) × Π factors × period``, not below the minimum premium; explained step by step (4.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from math import prod

from core.explain import Explained, Step
from core.money import to_cents
from underwriting.rules.entry.choices import COVER_WORDS, RIDER_WORDS, TARIFF_WORDS
from underwriting.rules.rating.basis import (
    ONE,
    ZERO,
    Coverage,
    Period,
    Rated,
    RatingFault,
    Tariff,
    figure,
    rate_in,
)
from underwriting.rules.rating.factors import Applied, applied, label_of
from underwriting.rules.rating.share import Share, share_of
from underwriting.rules.words import gettext_noop as _

PER_MILLE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An amount and its rate; ``heads`` persons each; ``insured`` where the sum insured is not what is charged on;
    ``technical`` is the premium at the filed rate where another rate was agreed."""

    name: str
    amount: Decimal
    rate: Decimal
    heads: int = 1
    insured: Decimal | None = None
    technical: Decimal | None = None

    @property
    def premium(self) -> Decimal:
        return self.amount * self.heads * self.rate

    @property
    def technical_premium(self) -> Decimal:
        return self.premium if self.technical is None else self.technical

    @property
    def sum_insured(self) -> Decimal:
        return (self.amount if self.insured is None else self.insured) * self.heads


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One cover and what is charged for it. ``counts`` is False where the amount lies within another cover's."""

    code: str
    items: tuple[Item, ...]
    deductible_amount: Decimal = ZERO
    deductible_rate: Decimal = ZERO
    counts: bool = True
    annual_rate: bool = False
    factored: bool = True
    insured: Decimal | None = None
    limit: Decimal | None = None

    @property
    def base(self) -> Decimal:
        return sum((item.premium for item in self.items), ZERO)

    @property
    def technical(self) -> Decimal:
        """The basic premium at the filed rates."""
        return sum((item.technical_premium for item in self.items), ZERO)

    @property
    def sum_insured(self) -> Decimal:
        if self.insured is not None:
            return self.insured
        return sum((item.sum_insured for item in self.items), ZERO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What applies to all covers of an entry."""

    period: Period
    factors: Mapping[str, str] = field(default_factory=dict)
    riders: Sequence[str] = ()


def compose(sections: Sequence[Section], terms: Terms, tariff: Tariff) -> Rated:
    """Price the sections and riders and add them up. Raises ``RatingFault`` with the field at fault."""
    if not sections:
        raise RatingFault("items", _("Enter what is to be insured."))
    factors = applied(terms.factors, tariff)
    wanted = (*sections, *_riders(sections, terms.riders, tariff))
    priced = [_priced(section, factors, terms, tariff) for section in wanted]
    coverages = [coverage for coverage, _steps in priced]
    steps = [step for _coverage, own in priced for step in own]
    total = sum((coverage.premium for coverage in coverages), ZERO)
    if len(coverages) > 1:
        steps.append(Step(rule=_("Premium of all covers"), result=total))
    coverages, more = _at_least(coverages, total, tariff)
    insured = sum((section.sum_insured for section in sections if section.counts), ZERO)
    charged, technical = _compared(wanted, factors)
    return Rated(
        premium=sum((coverage.premium for coverage in coverages), ZERO),
        annual=sum((coverage.annual for coverage in coverages), ZERO),
        sum_insured=insured,
        coverages=tuple(coverages),
        explained=Explained((*steps, *more)),
        charged=charged,
        technical=technical,
    )


def _compared(sections: Iterable[Section], factors: Sequence[Applied]) -> tuple[Decimal, Decimal]:
    """What is charged for a year, and what the filed rates give. A factor that the tariff gives by a fact of the risk
    (an option of a table) belongs to the filed rate; one chosen within a range, and an agreed rate, do not (4.2)."""
    charged = technical = ZERO
    for section in sections:
        own = [one for one in factors if section.factored and one.touches(section.code)]
        charged += section.base * prod((one.value for one in own), start=ONE)
        technical += section.technical * prod((one.value for one in own if one.by_table), start=ONE)
    return charged, technical


def _priced(section: Section, factors: Iterable[Applied], terms: Terms, tariff: Tariff) -> tuple[Coverage, list[Step]]:
    """A cover through its factors and the period; rounded once, at its end (0.2)."""
    version = str(tariff.get("version", ""))
    steps = [_item_step(section, item, version) for item in section.items]
    running = section.base
    if len(section.items) > 1:
        steps.append(Step(rule=_("Basic premium"), detail=_in_words(section.code), result=to_cents(running)))
    for one in factors:
        if section.factored and one.touches(section.code):
            running *= one.value
            steps.append(_factor_step(one, running, version))
    annual = to_cents(running)
    share = share_of(terms.period, tariff, annual_rate=section.annual_rate)
    premium = to_cents(running * share.value)
    if share.rule:
        steps.append(_share_step(share, premium))
    coverage = Coverage(
        code=section.code,
        sum_insured=section.sum_insured,
        annual=annual,
        premium=premium,
        rate=section.items[0].rate if len(section.items) == 1 else None,
        limit=section.limit,
        deductible_amount=section.deductible_amount,
        deductible_rate=section.deductible_rate,
    )
    return coverage, steps


def _riders(sections: Sequence[Section], riders: Sequence[str], tariff: Tariff) -> list[Section]:
    """A rider costs a rate on the sum insured, or a loading on the premium, of the covers that it extends: those its
    tariff names with ``of``, or all."""
    found = []
    for code in riders:
        filed = tariff.get("riders", {}).get(code, {})
        extended = [section for section in sections if section.code in filed.get("of", (section.code,))]
        if not extended:
            raise RatingFault("riders", _("A rider extends a cover that is not insured."))
        base = sum((section.base for section in extended), ZERO)
        insured = sum((section.sum_insured for section in extended if section.counts), ZERO)
        by_loading = "loading" in filed
        kind, amount = ("loading", base) if by_loading else ("rate", insured)
        rate = rate_in(tariff, "riders", code, kind, field="riders")
        filed_base = sum((section.technical for section in extended), ZERO)
        technical = filed_base * rate if by_loading else None
        item = Item(name=code, amount=amount, rate=rate, insured=insured, technical=technical)
        found.append(Section(code=code, items=(item,), counts=False))
    return found


def _at_least(coverages: list[Coverage], total: Decimal, tariff: Tariff) -> tuple[list[Coverage], list[Step]]:
    """What is missing to the minimum premium is charged on the first cover."""
    least = figure(tariff.get("minimum_premium") or ZERO, "minimum_premium")
    if total >= least:
        return coverages, []
    first = replace(coverages[0], premium=coverages[0].premium + least - total)
    step = Step(rule=_("Minimum premium"), result=to_cents(least), basis=str(tariff.get("version", "")))
    return [first, *coverages[1:]], [step]


def _in_words(code: str) -> str:
    """The English word of a cover or class, translated where the step is shown; names stay as they were typed."""
    return next((words[code] for words in (COVER_WORDS, RIDER_WORDS, TARIFF_WORDS) if code in words), code)


def _item_step(section: Section, item: Item, version: str) -> Step:
    heads = f"{item.heads} × " if item.heads > 1 else ""
    charge = f"× {shown_rate(item.rate)}" if item.rate != ONE else ""
    return Step(
        rule=_("Amount by rate"),
        detail=" · ".join((*dict.fromkeys(map(_in_words, (section.code, item.name))), f"{heads}{item.amount:,.2f}")),
        factor=charge,
        result=to_cents(item.premium),
        basis=version,
    )


def _factor_step(one: Applied, running: Decimal, version: str) -> Step:
    return Step(
        rule=label_of(one.name),
        detail=one.chosen,
        factor=f"× {one.value.normalize():f}",
        result=to_cents(running),
        basis=version,
    )


def _share_step(share: Share, premium: Decimal) -> Step:
    exact = share.value == share.value.quantize(Decimal("0.0001"))
    shown = f"× {share.value.normalize():f}" if exact else f"× {share.detail}"
    return Step(rule=share.rule, detail=share.detail, factor=shown, result=premium, basis=share.basis)


def shown_rate(rate: Decimal) -> str:
    """As underwriters read it: per mille."""
    return f"{(rate * PER_MILLE).normalize():f} ‰"
