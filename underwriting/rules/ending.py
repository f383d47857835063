"""Ending a policy before its time: on which ground, within which clock, and what goes back (domain 4.3, 5.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from core.explain import Explained, Step
from core.money import to_cents
from underwriting.rules import periods, refunds
from underwriting.rules.grounds import COMPULSORY_HOLDER, COMPULSORY_INSURER, INSURER, Ground
from underwriting.rules.words import gettext_noop as _

COMPULSORY, CARGO, REFUSED = "compulsory", "cargo", "refused"
HOLDER_ENDS, BEFORE_START = "holder", "before_start"
NOT_REFUNDED = "none"  # what a product says of cover that is not given up once it has begun


# Article of law and the days within which the right is used, counted from the day the ground is known.
CLOCKED = frozenset({Ground.INTENT, Ground.NEGLIGENCE, Ground.RISK_INCREASE, Ground.PARTIAL_LOSS})
PARTIAL = frozenset({Ground.PARTIAL_LOSS, Ground.PARTIAL_LOSS_INSURER})
BACKWARDS = frozenset({Ground.INTENT, Ground.NEGLIGENCE, Ground.FRAUD})
FORMED_CLOCK = frozenset({Ground.INTENT, Ground.NEGLIGENCE})


class EndingFault(ValueError):
    """The policy cannot end like this; the message is an English sentence to be translated and filled with ``values``,
    ``field`` says where."""

    def __init__(self, message: str, field: str = "ground", **values: object) -> None:
        super().__init__(message)
        self.field, self.values = field, values


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How much is earned: ``method`` is a basis of ``refunds``, or ``refused``."""

    method: str
    share: Decimal = Decimal(0)
    table: str = ""
    basis: str = ""


def counts_claims(ground: Ground, *, unaffected_only: bool) -> bool:
    """Whether anything follows from what was paid on claims: otherwise ``Wanted.claims_paid`` may stay nil."""
    return unaffected_only or ground in PARTIAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An ending as it is asked for. ``last_day`` is the last day of cover; for a policy that has not begun it is the
    day before its start. ``levels`` are the premiums for the whole period and the days that each has run; none when
    the premium never changed."""

    ground: Ground
    group: str
    start_on: date
    end_on: date
    last_day: date
    today: date
    known_on: date | None = None
    formed_on: date | None = None
    notified_on: date | None = None
    taken_on: date | None = None  # premium that came in after the ground was known, where that waives the right
    levels: tuple[tuple[Decimal, int], ...] = ()
    contract_end_on: date | None = None  # the end agreed first, before extensions
    voids: bool = False  # asked for as voiding: cover shall never begin
    claims_paid: Decimal = Decimal(0)  # on claims of the policy, where they count
    sum_insured: Decimal = Decimal(0)
    unaffected_only: bool = False  # the clause of the line gives back the premium of the undamaged part only

    @property
    def begun(self) -> bool:
        return self.last_day >= self.start_on

    @property
    def longer_than_a_year(self) -> bool:
        return (self.contract_end_on or self.end_on) > periods.year_end(self.start_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """Days within which the parties may use their right, and that the insurer's notice leaves (LAW-16, 49, 58,
    CT-14)."""

    rescind_days: int
    rescind_years: int
    increase_days: int
    partial_loss_days: int
    cure_days: int
    notice_days: int


def refuse_ending(wanted: Wanted, clocks: Clocks) -> None:
    """Raises ``EndingFault`` when law or clause do not allow this ground here and now."""
    _refuse_time(wanted)
    _refuse_compulsory(wanted)
    if wanted.group == CARGO and wanted.begun:
        raise EndingFault(_("Cargo and voyage cover cannot be cancelled after it has begun."))
    _refuse_short_notice(wanted, clocks)
    if wanted.ground in PARTIAL and not wanted.claims_paid:
        raise EndingFault(_("No claim of this policy was paid: there is no partial loss to cancel for."))
    refuse_lost_right(wanted, clocks)


def refuse_lost_right(wanted: Wanted, clocks: Clocks) -> None:
    """A right that was not used in its time, or that was waived, is gone (LAW-16, 49, 52, 58)."""
    if wanted.ground not in CLOCKED:
        return
    if wanted.known_on is None:
        raise EndingFault(_("Say on which day the ground became known."), "known_on")
    if wanted.ground in FORMED_CLOCK:
        _refuse_waived(wanted)
        _refuse_old_contract(wanted, clocks)
    last = last_day_of_right(wanted, clocks)
    if wanted.today > last:
        raise EndingFault(_TOO_LATE[wanted.ground], "known_on", day=last)


_TOO_LATE = {
    Ground.INTENT: _("Insurance Law, article 16: the right to rescind was to be used until %(day)s. It is gone."),
    Ground.NEGLIGENCE: _("Insurance Law, article 16: the right to rescind was to be used until %(day)s. It is gone."),
    Ground.RISK_INCREASE: _("Insurance Law, articles 49, 52: the insurer answers until %(day)s. The right is gone."),
    Ground.PARTIAL_LOSS: _("Insurance Law, article 58: after a partial loss the right was to be used until %(day)s."),
}


def _refuse_waived(wanted: Wanted) -> None:
    """Who knew and contracted all the same, or took premium afterwards, has waived the right (LAW-16)."""
    known = wanted.known_on
    if known and wanted.formed_on and known < wanted.formed_on:
        raise EndingFault(
            _("Insurance Law, article 16: the insurer knew it before the contract of %(day)s. It is not rescinded."),
            "known_on",
            day=wanted.formed_on,
        )
    if wanted.taken_on is not None:
        raise EndingFault(
            _("Insurance Law, article 16: premium was taken on %(day)s although the ground was known. It is waived."),
            "known_on",
            day=wanted.taken_on,
        )


def _refuse_old_contract(wanted: Wanted, clocks: Clocks) -> None:
    if wanted.formed_on is None:
        return
    last = periods.add_months(wanted.formed_on, 12 * clocks.rescind_years)
    if wanted.today > last:
        raise EndingFault(
            _("Insurance Law, article 16: the contract was formed on %(formed)s and is not rescinded after %(day)s."),
            "known_on",
            formed=wanted.formed_on,
            day=last,
        )


def _refuse_late_void(wanted: Wanted) -> None:
    """Cover never begins: the day lies before its start, and so does the day on which that is decided."""
    if wanted.today >= wanted.start_on:
        raise EndingFault(_("Cover has begun: a policy is voided before its start only. Terminate it instead."))
    if wanted.begun:
        message = _("A policy is void from a day before its cover begins on %(day)s.")
        raise EndingFault(message, "effective_on", day=wanted.start_on)


def _refuse_time(wanted: Wanted) -> None:
    if wanted.voids or wanted.ground is Ground.ERROR:
        _refuse_late_void(wanted)
    if not wanted.begun and wanted.today >= wanted.start_on:
        raise EndingFault(_("Cover has begun; it ends on a day within the period."), "effective_on")
    if wanted.last_day > wanted.end_on:
        raise EndingFault(_("The policy ends earlier than this by itself."), "effective_on")
    if wanted.known_on is not None and wanted.known_on > wanted.today:
        raise EndingFault(_("This day has not come yet."), "known_on")


RETROACTIVE = -1


def days_of_notice(ground: Ground, group: str, clocks: Clocks) -> int:
    """Days of cover that the insurer's letter leaves from its delivery: to make good what was not disclosed, or to find
    other cover; none when cover ends with the letter, ``RETROACTIVE`` when the contract is rescinded for what the
    policyholder did."""
    if group == COMPULSORY and ground in COMPULSORY_INSURER:
        return clocks.cure_days
    if ground is Ground.PARTIAL_LOSS_INSURER:
        return clocks.notice_days
    return RETROACTIVE if ground in BACKWARDS else 0


def earliest_end(ground: Ground, group: str, clocks: Clocks, *, notified_on: date | None) -> date | None:
    """The first day on which cover may end after the insurer's letter; None where the day is not bound to it."""
    days = days_of_notice(ground, group, clocks)
    if days == RETROACTIVE or ground not in INSURER or notified_on is None:
        return None
    return notified_on + timedelta(days=days)


def _refuse_short_notice(wanted: Wanted, clocks: Clocks) -> None:
    """Cover never ends before the insurer's letter has worked."""
    earliest = earliest_end(wanted.ground, wanted.group, clocks, notified_on=wanted.notified_on)
    if earliest is not None and wanted.last_day < earliest:
        raise EndingFault(
            _("The letter leaves the customer time: cover ends on %(day)s at the earliest."),
            "effective_on",
            day=earliest,
        )


def _refuse_compulsory(wanted: Wanted) -> None:
    """Compulsory cover ends on the grounds of the regulation only (CT-14, CT-16)."""
    if wanted.group != COMPULSORY:
        if wanted.ground is Ground.SOLD:
            raise EndingFault(_("A sold vehicle is transferred by an endorsement, or cancelled at the holder's wish."))
        return
    if wanted.ground is Ground.SOLD:
        raise EndingFault(_("Compulsory cover of a sold vehicle goes over to the buyer: enter a transfer instead."))
    allowed = COMPULSORY_HOLDER | COMPULSORY_INSURER | {Ground.ERROR}
    if wanted.voids and wanted.ground is Ground.WISH:  # no liability has begun (A2)
        return
    if wanted.ground not in allowed:
        raise EndingFault(
            _("Compulsory cover ends only when the vehicle is deregistered, laid up or lost, or for non-disclosure.")
        )


def last_day_of_right(wanted: Wanted, clocks: Clocks) -> date:
    """The last day on which the right may be used; a barred right has its last day in the past."""
    known = wanted.known_on or wanted.today
    days = {Ground.RISK_INCREASE: clocks.increase_days, Ground.PARTIAL_LOSS: clocks.partial_loss_days}
    last = known + timedelta(days=days.get(wanted.ground, clocks.rescind_days))
    if wanted.ground in FORMED_CLOCK and wanted.formed_on is not None:
        return min(last, periods.add_months(wanted.formed_on, 12 * clocks.rescind_years))
    return last


def case_of(wanted: Wanted) -> str:
    """The row of the refund table that applies."""
    if wanted.ground is Ground.ERROR:
        return "void"
    if wanted.ground in {Ground.INTENT, Ground.FRAUD}:
        return "intent"
    if wanted.ground is Ground.NEGLIGENCE:
        return "negligence"
    if wanted.ground in PARTIAL:
        return "partial_loss"
    if wanted.ground in INSURER:
        return "insurer"
    return HOLDER_ENDS if wanted.begun else BEFORE_START


def refund(rule: Rule, *, premium: Decimal, wanted: Wanted, shares: periods.ShortRates | None = None) -> Explained:
    """What goes back of ``premium``, step by step. Raises ``EndingFault`` where nothing may be cancelled."""
    found = _refund(rule, premium, wanted, shares)
    affected = wanted.begun and wanted.unaffected_only and wanted.claims_paid
    return _of_undamaged(found, wanted) if affected else found


def _of_undamaged(found: Explained, wanted: Wanted) -> Explained:
    """After a partial loss only the premium of the undamaged part goes back, less what is earned of it (LAW-58)."""
    damaged = min(wanted.claims_paid, wanted.sum_insured)
    whole = wanted.sum_insured or Decimal(1)
    left = to_cents(found.result * (whole - damaged) / whole)
    step = Step(
        rule=_("Undamaged part"),
        factor=f"× ({whole:,.2f} − {damaged:,.2f}) / {whole:,.2f}",
        result=left,
        basis=_PARTIAL_LOSS,
    )
    return Explained((*found.steps, step))


_PARTIAL_LOSS = _("Insurance Law, article 58")


def _refund(rule: Rule, premium: Decimal, wanted: Wanted, shares: periods.ShortRates | None) -> Explained:
    if rule.method == REFUSED:
        raise EndingFault(_("This cover cannot be cancelled."))
    basis = refunds.Basis(rule.method)
    if basis is refunds.Basis.SHORT_RATE and wanted.longer_than_a_year:
        basis = refunds.Basis.PRO_RATA  # the table ends with the year
    if basis is refunds.Basis.PRO_RATA and wanted.levels and [level for level, _days in wanted.levels] != [premium]:
        return _by_levels(rule, premium, wanted)
    ending = refunds.Ending(premium=premium, start_on=wanted.start_on, end_on=wanted.end_on, ends_on=wanted.last_day)
    if basis is refunds.Basis.PRO_RATA and not wanted.begun:
        basis = refunds.Basis.EVERYTHING
    version = rule.table or rule.basis
    return refunds.refund(ending, basis, fee_rate=rule.share, table=shares, version=version).explained


def _by_levels(rule: Rule, premium: Decimal, wanted: Wanted) -> Explained:
    """By the day, when endorsements changed the premium on the way: each level earns its own days of the period that
    was agreed first, for which it is the premium."""
    total = periods.total_days(wanted.start_on, wanted.contract_end_on or wanted.end_on)
    earned = to_cents(sum((level * days for level, days in wanted.levels), Decimal(0)) / total)
    detail = " + ".join(f"{level:,.2f} × {days}" for level, days in wanted.levels)
    return Explained(
        (
            Step(rule=_("Premium with all endorsements"), result=premium),
            Step(rule=_("Earned by day"), detail=detail, factor=f"/ {total}", result=earned, basis=rule.basis),
            Step(rule=_("Refund"), result=max(premium - earned, Decimal("0.00"))),
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """What must be looked at twice before money goes back (LAW-116: invented surrenders)."""

    soon_days: int
    soon_share: Decimal
    same_account_days: int
    same_account_times: int


def cautions(
    caution: Caution, *, refund: Decimal, premium: Decimal, issued_on: date, today: date, same_account: int
) -> list[str]:
    """Why a second person looks; empty when nothing stands out."""
    found = []
    soon = (today - issued_on).days <= caution.soon_days
    if soon and premium > 0 and refund > premium * caution.soon_share:
        found.append(_("large refund shortly after issue"))
    if same_account + 1 >= caution.same_account_times:
        found.append(_("several refunds to the same account"))
    return found
