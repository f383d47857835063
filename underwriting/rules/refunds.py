"""What is earned and what is refunded when a policy ends early, by who ends it and why (domain 4.3)."""

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


class Cause(StrEnum):
    """Who ends the contract, and why."""

    POLICYHOLDER = "policyholder"
    INSURER = "insurer"
    RISK_REDUCED = "risk_reduced"
    INTENT = "intent"
    NEGLIGENCE = "negligence"
    TOTAL_LOSS = "total_loss"


class Basis(StrEnum):
    """How the earned part is found."""

    AGREED_FEE = "agreed_fee"
    SHORT_RATE = "short_rate"
    PRO_RATA = "pro_rata"
    NOTHING = "nothing"
    EVERYTHING = "everything"


class NotCancellable(ValueError):
    """Cargo and voyage cover cannot be ended once it has begun (Insurance Law 50)."""


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


_BY_CAUSE = {
    Cause.INSURER: Basis.PRO_RATA,
    Cause.RISK_REDUCED: Basis.PRO_RATA,
    Cause.INTENT: Basis.NOTHING,
    Cause.NEGLIGENCE: Basis.EVERYTHING,
    Cause.TOTAL_LOSS: Basis.NOTHING,
}


def basis_of(cause: Cause, *, begun: bool, after_start: str) -> Basis:
    """The rule of the cause; ``after_start`` is the product's rule for the policyholder: ``short_rate``, ``pro_rata``
    or ``none``. Before the start the insurer or the law takes no fee."""
    if cause is not Cause.POLICYHOLDER:
        found = _BY_CAUSE[cause]
        return Basis.EVERYTHING if found is Basis.PRO_RATA and not begun else found
    if not begun:
        return Basis.AGREED_FEE
    if after_start == "none":
        raise NotCancellable(_("Cover of a voyage cannot be ended once it has begun."))
    return Basis(after_start)


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
    """By begun months; very short cover by day where the table says so."""
    share = table.share(ending.start_on, ending.ends_on)
    if table.is_by_day(ending.start_on, ending.ends_on):
        days = periods.total_days(ending.start_on, ending.ends_on)
        detail = f"{days} × {table.day_multiple.normalize():f} / {table.day_divisor.normalize():f}"
        return share, _("Very short period, by day"), detail
    months = periods.begun_months(ending.start_on, ending.ends_on)
    return share, _("Earned by begun months"), f"{months} · {(share * 100).normalize():f}%"


def over_insurance(premium: Decimal, *, sum_insured: Decimal, value: Decimal) -> Explained:
    """The sum insured above the value is void; its premium is refunded (Insurance Law 55)."""
    excess = max(sum_insured - value, ZERO)
    return Explained(
        (
            Step(rule=_("Premium"), result=premium),
            Step(
                rule=_("Premium for the sum above the value"),
                detail=f"{excess:,.2f} / {sum_insured:,.2f}",
                result=to_cents(premium * excess / sum_insured),
            ),
        )
    )
