"""Agreement, payment, close (6.9, B16, PAY-03 … PAY-05): finance pays, the claim follows its news."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from claims.models import Claim, ClaimPayee
from claims.rules import claim_lifecycle as states
from claims.selectors.accident import is_total_loss
from claims.services.data import PayeeShare
from claims.services.indexing import index_claim
from claims.services.loss_experience import tell_underwriting
from claims.services.progress import by_clock
from claims.services.refusals import AdvanceStanding, PayeeUnusable
from claims.services.reports import DOCUMENTS_JOB
from claims.services.reserves import release_reserves
from core import jobs
from core.money import to_cents
from core.workflow.command import Command
from core.workflow.engine import transition
from finance.public import ClaimPayable, advances_on, open_payable
from parties.public import AccountFact, Role, account, note_role, party
from underwriting.public import end_by_total_loss

ZERO = Decimal("0.00")


@transition(Claim, states.AGREE)
def agree(
    claim: Claim, command: Command, /, *, account_token: str = "", others: Sequence[PayeeShare] = ()
) -> str | None:
    """The customer agrees and names the account; ``others`` get their shares first. A claim that pays nothing more is
    closed at once."""
    claim.agreed_at = command.at
    advanced = _to_set_off(claim)
    if claim.payable <= claim.paid:
        return _close_without_payment(claim, command)
    claim.paid += advanced
    shares = _shares(claim, account_token, others)
    first = shares[0][0]
    claim.payee_id, claim.payee_name = party(first.party_id).id, "、".join(one.holder for one, _a, _w in shares)[:120]
    claim.payee_account = f"{first.bank} {first.number_masked}"
    for nth, share in enumerate(shares):
        _pay(claim, command.then(f"payable:{nth}"), share, ZERO if nth else advanced)
    jobs.enqueue(
        DOCUMENTS_JOB, key=f"payment:{claim.pk}:{claim.calculations}", payload={"what": "payment", "id": claim.pk}
    )
    index_claim(claim, state=states.PAYABLE)
    return None


def _shares(claim: Claim, account_token: str, others: Sequence[PayeeShare]) -> list[tuple[AccountFact, Decimal, str]]:
    """Every account once; the account of the customer gets what the others leave, so that the shares add up."""
    due = claim.payable - claim.paid
    shares = [(_usable(one.account_token, field="others"), one.amount, one.why.strip()[:100]) for one in others]
    if any(amount <= ZERO or amount != to_cents(amount) or not why for _one, amount, why in shares):
        raise PayeeUnusable(_("Each further payee needs an amount and a reason."), field="others")
    rest = due - sum((amount for _one, amount, _why in shares), ZERO)
    if rest < ZERO:
        raise PayeeUnusable(_("The shares are above what is due: %(due)s.") % {"due": due}, field="others")
    if rest > ZERO:
        shares.insert(0, (_usable(account_token), rest, ""))
    if len({one.token for one, _amount, _why in shares}) != len(shares):
        raise PayeeUnusable(_("Each account is named once."), field="others")
    return shares


def _pay(claim: Claim, command: Command, share: tuple[AccountFact, Decimal, str], advanced: Decimal) -> None:
    """One share is owed and goes to the finance centre as a payment of its own."""
    chosen, amount, why = share
    payee = party(chosen.party_id)
    open_payable(command, _payable(claim, chosen, amount, advanced))
    note_role(payee.id, Role.PAYEE)
    ClaimPayee.objects.create(
        claim=claim,
        calculation=claim.calculations,
        party_id=payee.id,
        holder=chosen.holder,
        account=f"{chosen.bank} {chosen.number_masked}",
        amount=amount,
        why=why,
        at=command.at,
    )


def _close_without_payment(claim: Claim, command: Command) -> str:
    claim.closed_at = command.at
    release_reserves(claim, command, _("Closed without payment"))
    tell_underwriting(claim, command, closed=True)
    index_claim(claim, state=states.CLOSED)
    return states.CLOSED


def _usable(account_token: str, field: str = "account_token") -> AccountFact:
    try:
        chosen = account(UUID(account_token))
    except (ValueError, ObjectDoesNotExist):
        raise PayeeUnusable(_("Choose an account of the customer."), field=field) from None
    if not chosen.is_active:
        raise PayeeUnusable(_("This account is no longer in use. Choose another one."), field=field)
    return chosen


def _to_set_off(claim: Claim) -> Decimal:
    """What the claim was paid in advance; the payee gets the rest (6.12, JE-18)."""
    advances = advances_on(states.CLAIM_KIND, claim.pk)
    if advances.under_way:
        raise AdvanceStanding(_("An advance on this claim is still being paid. Wait for the bank, or withdraw it."))
    if advances.paid and claim.paid + advances.paid >= claim.payable:
        raise AdvanceStanding(
            _("%(advanced)s was advanced, %(payable)s is approved: nothing remains to be paid. Ask the finance centre.")
            % {"advanced": advances.paid, "payable": claim.payable},
            details={"value": str(advances.paid), "limit": str(claim.payable)},
        )
    return advances.paid


def _payable(claim: Claim, chosen: AccountFact, amount: Decimal, advanced: Decimal) -> ClaimPayable:
    return ClaimPayable(
        claim_kind=states.CLAIM_KIND,
        claim_id=claim.pk,
        claim_number=claim.number,
        case=claim.case(),
        unit_id=claim.unit_id,
        line=claim.line,
        payee_id=chosen.party_id,
        payee_name=chosen.holder,
        bank_name=" ".join(part for part in (chosen.bank, chosen.branch) if part),
        account_token=str(chosen.token),
        amount=amount,
        advanced=advanced,
        reason=f"{claim.policy_number} {claim.number}",
    )


@transition(Claim, states.MARK_PAID)
def mark_paid(claim: Claim, command: Command, /, *, amount: Decimal, settled_at: datetime) -> str | None:
    """The bank paid. When everything is paid nothing stays reserved."""
    claim.paid += amount
    if claim.paid < claim.payable:
        return states.PAYABLE
    claim.paid_at = settled_at
    release_reserves(claim, command, _("Paid"))
    return None


@transition(Claim, states.CLOSE)
def close(claim: Claim, command: Command, /) -> None:
    """Nothing is owed and nothing reserved."""
    claim.closed_at = command.at
    tell_underwriting(claim, command, closed=True)
    index_claim(claim, state=states.CLOSED)


def settle(pk: int, command: Command, *, amount: Decimal, settled_at: datetime) -> Claim:
    """What the news of a payment sets off."""
    claim = mark_paid(pk, command, amount=amount, settled_at=settled_at)
    if claim.state == states.PAID and is_total_loss(claim):
        # Own damage paid the whole value: its policy is used up, without a refund. Compulsory cover of the vehicle
        # goes on until it is deregistered (CT-16).
        end_by_total_loss(command.then("total-loss"), claim.policy_id, last_day=localdate(settled_at))
    return close(pk, by_clock(command, "close")) if claim.state == states.PAID else claim


@transition(Claim, states.CANCEL)
def cancel_claim(claim: Claim, command: Command, /) -> None:
    """Registered by mistake, or withdrawn; the reserve goes. Not while money was or is being advanced on it."""
    advances = advances_on(states.CLAIM_KIND, claim.pk)
    if advances.paid or advances.under_way:
        raise AdvanceStanding(_("Money was advanced on this claim. The finance centre takes it back first."))
    claim.closed_at = command.at
    release_reserves(claim, command, command.reason.strip()[:500])
    tell_underwriting(claim, command, closed=True)
    index_claim(claim, state=states.CANCELLED)
