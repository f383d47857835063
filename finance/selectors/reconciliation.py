"""Sub-ledger = general ledger: the invariants of domain 9.5, each as business figure, ledger figure and difference."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import F, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from finance.models import VoucherLine
from finance.rules.accounts import Use
from finance.rules.entries import NIL
from finance.selectors.scope import within
from organisation.models import BRANCHES, Unit

NOTHING = (NIL, NIL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One comparison. ``unposted`` is the part of the ledger figure whose vouchers are still on their way."""

    code: str
    label: Promise | str
    rule: Promise | str
    use: Use
    business: Decimal
    ledger: Decimal
    unposted: Decimal

    @property
    def difference(self) -> Decimal:
        return self.business - self.ledger


@dataclass(frozen=True, slots=True)
class _Rule:
    code: str
    label: Any
    rule: Any
    use: Use
    side: int  # 1 = debit balance, -1 = credit balance


RULES: tuple[_Rule, ...] = (
    _Rule(
        "premium-income",
        _("Premium income"),
        _("net premium of started cover and its endorsements and fees kept, less refunds paid"),
        Use.PREMIUM_INCOME,
        -1,
    ),
    _Rule(
        "output-tax",
        _("Output VAT"),
        _("tax in this premium"),
        Use.OUTPUT_TAX,
        -1,
    ),
    _Rule(
        "premium-advance",
        _("Premiums received in advance"),
        _("premium received for documents whose cover has not started, without the part of co-insurers"),
        Use.PREMIUM_ADVANCE,
        -1,
    ),
    _Rule(
        "premium-receivable",
        _("Premiums receivable"),
        _("premium of started cover less receipts, document by document"),
        Use.PREMIUM_RECEIVABLE,
        1,
    ),
    _Rule(
        "unearned-premium",
        _("Unearned premium reserve"),
        _("unearned premium of the policies"),
        Use.UNEARNED_PREMIUM,
        -1,
    ),
    _Rule(
        "co-insurers",
        _("Co-insurance collected for others"),
        _("the followers' part of issued premium and additions, less what went back or was paid to them"),
        Use.COINSURERS,
        -1,
    ),
    _Rule(
        "vehicle-tax",
        _("Vehicle tax collected"),
        _("vehicle tax in confirmed receipts, less what went back or was paid over"),
        Use.VEHICLE_TAX,
        -1,
    ),
    _Rule(
        "bank-income",
        _("Income account"),
        _("confirmed receipts and unidentified money"),
        Use.BANK_INCOME,
        1,
    ),
    _Rule(
        "unidentified",
        _("Unidentified receipts"),
        _("unidentified money without a receipt"),
        Use.UNIDENTIFIED,
        -1,
    ),
    _Rule(
        "claims-paid",
        _("Claims paid"),
        _("indemnity of approved claims"),
        Use.CLAIMS_PAID,
        1,
    ),
    _Rule(
        "claim-advances",
        _("Advance claim payments"),
        _("advances paid, less what was set off in claims"),
        Use.CLAIM_ADVANCES,
        1,
    ),
    _Rule(
        "claims-payable",
        _("Claims payable"),
        _("approved and not yet paid"),
        Use.CLAIMS_PAYABLE,
        -1,
    ),
    _Rule(
        "commissions-payable",
        _("Commissions payable"),
        _("commissions owed and not yet paid, less what was clawed back"),
        Use.COMMISSION_PAYABLE,
        -1,
    ),
    _Rule(
        "bank-claims",
        _("Claims account"),
        _("claims, advances and refunds paid by the bank"),
        Use.BANK_CLAIMS,
        -1,
    ),
    _Rule(
        "bank-expenses",
        _("Expense account"),
        _("commissions paid by the bank"),
        Use.BANK_EXPENSES,
        -1,
    ),
    _Rule(
        "case-reserve",
        _("Reported claims reserve"),
        _("reserves of the claims"),
        Use.CASE_RESERVE,
        -1,
    ),
)


_FIGURES = """
WITH paid AS (
    SELECT document_kind AS kind, document_id AS id, sum(premium) AS total FROM finance_receivable
     WHERE {scope} AND state = 'settled' AND income_id IS NULL GROUP BY 1, 2
), earned AS (
    SELECT premium_kind AS kind, premium_id AS id,
           sum(followers + CASE state WHEN 'recognised' THEN gross + more_net + more_tax
                                      WHEN 'voided' THEN kept_net + kept_tax ELSE 0 END) AS total
      FROM finance_premiumincome
     WHERE {scope} AND (state IN ('recognised', 'voided') OR followers > 0) GROUP BY 1, 2
), returned AS (
    SELECT claim_kind AS kind, claim_id AS id, sum(indemnity) AS total FROM finance_payable
     WHERE {scope} AND state = 'paid' AND purpose = 'advance_return' GROUP BY 1, 2
), gaps AS (
    SELECT coalesce(e.total, 0) - coalesce(p.total, 0) + coalesce(r.total, 0) AS gap
      FROM paid p FULL JOIN earned e USING (kind, id) LEFT JOIN returned r USING (kind, id)
), income AS (
    SELECT sum(CASE state WHEN 'recognised' THEN net + more_net ELSE kept_net END) AS net,
           sum(CASE state WHEN 'recognised' THEN tax + more_tax ELSE kept_tax END) AS tax,
           sum(unearned) FILTER (WHERE state = 'recognised') AS unearned
      FROM finance_premiumincome
     WHERE {scope} AND state IN ('recognised', 'voided')
), shared AS (SELECT sum(followers) AS total FROM finance_premiumincome WHERE {scope}
), due AS (
    SELECT sum(net) FILTER (WHERE income_id IS NOT NULL) AS net, sum(vehicle_tax) AS vehicle_tax,
           sum(premium - followers - net) FILTER (WHERE income_id IS NOT NULL) AS tax,
           sum(followers) FILTER (WHERE income_id IS NOT NULL) AS followers
      FROM finance_receivable WHERE {scope} AND state = 'settled'
), owed AS (
    SELECT sum(indemnity) FILTER (WHERE purpose = 'claim') AS indemnity,
           sum(amount) FILTER (WHERE purpose = 'claim' AND state = 'open') AS claims_open,
           sum("offset") FILTER (WHERE purpose = 'claim') AS set_off,
           sum(amount) FILTER (WHERE purpose = 'claim_advance' AND state = 'paid') AS advanced,
           sum(indemnity) FILTER (WHERE purpose = 'refund' AND state = 'paid') AS refund_net,
           sum(tax) FILTER (WHERE purpose = 'refund' AND state = 'paid') AS refund_tax,
           sum(tax) FILTER (WHERE purpose = 'advance_return' AND state = 'paid') AS tax_returned,
           sum(amount) FILTER (WHERE purpose = 'vehicle_tax' AND state = 'paid') AS remitted,
           sum(amount) FILTER (WHERE purpose = 'commission' AND state = 'paid') AS commission_paid,
           sum(CASE purpose WHEN 'coinsurance' THEN amount ELSE expense END)
               FILTER (WHERE purpose IN ('coinsurance', 'refund', 'advance_return') AND state = 'paid') AS followers,
           sum(indemnity + tax - clawed_back) FILTER (WHERE purpose = 'commission') AS commission,
           sum(amount) FILTER (WHERE purpose IN ('claim', 'claim_advance', 'refund', 'advance_return')
                                 AND state = 'paid') AS from_claims_account
      FROM finance_payable WHERE {scope} AND state <> 'withdrawn'
), credits AS (
    SELECT sum(amount) AS total, sum(amount) FILTER (WHERE receipt_id IS NULL) AS waiting
      FROM finance_bankcredit WHERE {scope}
), desk AS (
    SELECT sum(amount) AS total FROM finance_receipt r WHERE {scope} AND state = 'confirmed'
       AND NOT EXISTS (SELECT FROM finance_bankcredit c WHERE c.receipt_id = r.id)
), reserves AS (SELECT sum(amount) AS total FROM finance_claimreserve WHERE {scope}),
lines AS (
    SELECT a.use, sum(l.debit - l.credit) AS total,
           coalesce(sum(l.debit - l.credit) FILTER (WHERE v.state NOT IN ('posted', 'reversed')), 0) AS waiting
      FROM finance_voucherline l JOIN finance_account a ON a.id = l.account_id
      JOIN (SELECT id, state FROM finance_voucher WHERE {scope} AND origin = 'business') v ON v.id = l.voucher_id
     WHERE a.use <> '' GROUP BY a.use
)
SELECT (SELECT coalesce(jsonb_object_agg(use, jsonb_build_array(total::text, waiting::text)), '{{}}') FROM lines)
           AS ledger,
       coalesce(income.net, 0) + coalesce(due.net, 0) - coalesce(refund_net, 0) AS "premium-income",
       coalesce(income.tax, 0) + coalesce(due.tax, 0) - coalesce(refund_tax, 0) AS "output-tax",
       (SELECT coalesce(sum(-gap), 0) FROM gaps WHERE gap < 0) AS "premium-advance",
       (SELECT coalesce(sum(gap), 0) FROM gaps WHERE gap > 0) AS "premium-receivable",
       coalesce(unearned, 0) AS "unearned-premium",
       coalesce(shared.total, 0) + coalesce(due.followers, 0) - coalesce(owed.followers, 0) AS "co-insurers",
       coalesce(due.vehicle_tax, 0) - coalesce(tax_returned, 0) - coalesce(remitted, 0) AS "vehicle-tax",
       coalesce(desk.total, 0) + coalesce(credits.total, 0) AS "bank-income",
       coalesce(credits.waiting, 0) AS "unidentified",
       coalesce(indemnity, 0) AS "claims-paid",
       coalesce(advanced, 0) - coalesce(set_off, 0) AS "claim-advances",
       coalesce(claims_open, 0) AS "claims-payable",
       coalesce(commission, 0) - coalesce(commission_paid, 0) AS "commissions-payable",
       coalesce(from_claims_account, 0) AS "bank-claims",
       coalesce(commission_paid, 0) AS "bank-expenses",
       coalesce(reserves.total, 0) AS "case-reserve"
  FROM income, shared, due, owed, credits, desk, reserves"""


def _figures(unit: Unit) -> dict[str, Any]:
    """What the business says, and under ``ledger`` what the books say by use (balance, and its unposted part). Lines of
    business events only: what people book by hand has no business figure to agree with."""
    column = unit.scope_column()
    scope = "true" if column is None else f"(unit_id = %(unit)s OR {column} = %(unit)s)"
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES.format(scope=scope), {"unit": unit.pk})
        names = [str(one.name) for one in cursor.description]
        found = dict(zip(names, cursor.fetchone(), strict=True))
    ledger = found["ledger"] if isinstance(found["ledger"], dict) else json.loads(found["ledger"])
    return found | {"ledger": {use: (Decimal(total), Decimal(waiting)) for use, (total, waiting) in ledger.items()}}


def reconciliation(unit: Unit) -> list[Check]:
    """Every check for a unit and the units below it, in one statement, so that both sides are of one moment."""
    found = _figures(unit)
    ledger = found["ledger"]
    return [
        Check(
            code=rule.code,
            label=rule.label,
            rule=rule.rule,
            use=rule.use,
            business=found[rule.code],
            ledger=ledger.get(rule.use, NOTHING)[0] * rule.side,
            unposted=ledger.get(rule.use, NOTHING)[1] * rule.side,
        )
        for rule in RULES
    ]


def negative_advances(unit: Unit) -> list[tuple[str, int, str, Decimal]]:
    """Documents whose advance premium (2203) is below nil: none, ever."""
    lines = VoucherLine.objects.filter(
        within(unit, "voucher__"), voucher__origin="business", account__use=Use.PREMIUM_ADVANCE
    )
    rows = lines.values("document_kind", "document_id", "document_number").annotate(left=Sum(F("credit") - F("debit")))
    return [
        (row["document_kind"], row["document_id"] or 0, row["document_number"], row["left"])
        for row in rows.filter(left__lt=0).order_by("document_number")
    ]


def differences_of_branches() -> list[tuple[Unit, Check]]:
    """Every check that does not hold, branch by branch: what the nightly run reports."""
    branches = Unit.objects.filter(kind__in=BRANCHES, active=True).order_by("code")
    return [(unit, check) for unit in branches for check in reconciliation(unit) if check.difference]
