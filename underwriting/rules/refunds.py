"""What is earned and what is refunded when a policy ends early (domain 4.3); ``ending`` finds the method."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from core.explain import Explained, Step
from core.money import to_cents
from underwriting.rules import periods
from underwriting.rules.words import gettext_noop as _

ZERO, ONE = Decimal(0), Decimal(1)


class Basis(StrEnum):
    """How the earned part is found."""

    AGREED_FEE = "agreed_fee"
    SHORT_RATE = "short_rate"
    PRO_RATA = "pro_rata"
    NOTHING = "nothing"
    EVERYTHING = "everything"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """A premium with its period and the last day of cover; ``ends_on`` before the start is an end before cover began.

    ``unaffected`` is the part of the sum insured that no paid claim has used (Insurance Law 58)."""

    premium: Decimal
    start_on: date
    end_on: date
    ends_on: date
    unaffected: Decimal = ONE

    @property
    def begun(self) -> bool:
        return self.ends_on >= self.start_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """Both parts of the premium; they add up to it."""

    earned: Decimal
    refund: Decimal
    basis: Basis
    explained: Explained


def refund(
    ending: Ending,
    basis: Basis,
    *,
    fee_rate: Decimal = ZERO,
    table: periods.ShortRates | None = None,
    version: str = "",
) -> Refund:
    """Earned part and refund. ``fee_rate`` is the agreed share before the start, ``table`` the short rates."""
    share, rule, detail = _share(ending, basis, fee_rate, table)
    earned = to_cents(ending.premium * share)
    back = to_cents((ending.premium - earned) * ending.unaffected)
    steps = [
        Step(rule=_("Premium"), result=ending.premium),
        Step(rule=rule, detail=detail, result=earned, basis=version),
    ]
    if ending.unaffected != ONE:
        shown = f"× {ending.unaffected.normalize():f}"
        steps.append(Step(rule=_("Part that no claim has used"), factor=shown, result=back))
    steps.append(Step(rule=_("Refund"), result=back))
    return Refund(earned=ending.premium - back, refund=back, basis=basis, explained=Explained(tuple(steps)))


def _share(
    ending: Ending, basis: Basis, fee_rate: Decimal, table: periods.ShortRates | None
) -> tuple[Decimal, str, str]:
    if basis is Basis.AGREED_FEE:
        return fee_rate, _("Agreed fee before the start"), f"{(fee_rate * 100).normalize():f}%"
    if basis is Basis.EVERYTHING:
        return ZERO, _("Nothing is earned"), ""
    if basis is Basis.NOTHING:
        return ONE, _("The whole premium is earned"), ""
    if basis is Basis.SHORT_RATE and table is not None:
        return _by_table(ending, table)
    elapsed = periods.total_days(ending.start_on, ending.ends_on)
    total = periods.total_days(ending.start_on, ending.end_on)
    return Decimal(elapsed) / total, _("Earned by day"), f"{elapsed} / {total}"


def _by_table(ending: Ending, table: periods.ShortRates) -> tuple[Decimal, str, str]:
    """By begun months, of what the table charges for the whole period; very short cover by day where it says so."""
    share = table.share(ending.start_on, ending.ends_on)
    short = ending.end_on < periods.year_end(ending.start_on)
    whole = table.share(ending.start_on, ending.end_on) if short else ONE
    of_whole = "" if whole == ONE else f" / {_percent(whole)}"
    if table.is_by_day(ending.start_on, ending.ends_on):
        days = periods.total_days(ending.start_on, ending.ends_on)
        detail = f"{days} × {table.day_multiple.normalize():f} / {table.day_divisor.normalize():f}{of_whole}"
        return min(share / whole, ONE), _("Very short period, by day"), detail
    months = periods.begun_months(ending.start_on, ending.ends_on)
    return min(share / whole, ONE), _("Earned by begun months"), f"{months} · {_percent(share)}{of_whole}"


def _percent(share: Decimal) -> str:
    return f"{(share * 100).normalize():f}%"
