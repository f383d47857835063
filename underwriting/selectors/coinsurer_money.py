"""What stands to the credit of each co-insurer of contracts that the company leads (domain 5.7, JE-31, JE-32)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from core.workflow.refusals import Hidden
from finance.public import (
    Collected,
    PayableRef,
    Received,
    accounts_to_choose,
    collected_on,
    payables_among,
    received_on,
)
from organisation.models import ScopedActor
from organisation.public import post_holders_of
from parties.public import parties_named
from underwriting.models import (
    CoinsuranceShare,
    CoinsurerStatement,
    CoinsurerStatementLine,
    Endorsement,
    Policy,
    PolicyVersion,
    Position,
    Proposal,
)
from underwriting.rules.coinsurance import Credit, credits_of
from underwriting.rules.endorsement_kinds import ENDING
from underwriting.rules.endorsement_life import BEFORE_ISSUE
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.selectors.coinsurance import shares_in
from underwriting.selectors.policy_life import insured_by

NIL = Decimal("0.00")
REGISTER, ADD_ACCOUNT = "parties.register_party", "parties.add_account"
STATEMENT_KIND = "underwriting.coinsurer_statement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One co-insurer's part of one policy; ``share_id`` is its line in the table of shares."""

    share_id: int
    insurer: str
    percent: Decimal
    policy_id: int
    policy_number: str
    insured_name: str
    received: Decimal
    given_back: Decimal
    settled: Decimal

    @property
    def left(self) -> Decimal:
        return self.received - self.given_back - self.settled


@dataclass(frozen=True, slots=True, kw_only=True)
class InsurerTotal:
    """All policies with one co-insurer."""

    insurer: str
    share_id: int
    policies: int
    received: Decimal
    given_back: Decimal
    settled: Decimal

    @property
    def left(self) -> Decimal:
        return self.received - self.given_back - self.settled


def standings(policies: QuerySet[Policy], until: date, *, insurer: str = "") -> list[Standing]:
    """Every part of the policies that are led, with the money that came in up to a day; what stands in a statement
    counts as settled from the moment the statement is made, unless its debt was withdrawn."""
    led = policies.filter(proposal__coinsurance__position=Position.LEADER)
    if insurer:
        led = led.filter(proposal__coinsurance__shares__name=insurer, proposal__coinsurance__shares__own=False)
    found = list(led.select_related("proposal__coinsurance").order_by("number"))
    shares = _shares([one.proposal.coinsurance.pk for one in found])
    money = collected_on(POLICY_KIND, [one.pk for one in found], until)
    settled = _settled([one.pk for one in found])
    rows = [
        _standing(policy, share, credit, settled)
        for policy in found
        for share, credit in _parted(shares[policy.proposal.coinsurance.pk], money.get(policy.pk, Collected()))
    ]
    return [row for row in rows if not insurer or row.insurer == insurer]


def ending_of_branch(branch_id: int) -> dict[int, str]:
    """Led policies of which the end is asked for and not issued: nobody knows yet what goes back of their premium."""
    asked = Endorsement.objects.filter(branch_id=branch_id, kind__in=ENDING, state__in=BEFORE_ISSUE)
    led = asked.filter(policy__proposal__coinsurance__position=Position.LEADER)
    return dict(led.values_list("policy_id", "policy__number"))


def _shares(tables: Sequence[int]) -> dict[int, list[CoinsuranceShare]]:
    found: dict[int, list[CoinsuranceShare]] = defaultdict(list)
    for share in CoinsuranceShare.objects.filter(coinsurance__in=tables).order_by("pk"):
        found[share.coinsurance_id].append(share)
    return found


def _parted(shares: Sequence[CoinsuranceShare], money: Collected) -> list[tuple[CoinsuranceShare, Credit]]:
    """The followers with their parts; the own part is nobody's to settle."""
    parts = credits_of(shares_in(shares), first=money.first, more=money.more, back=money.back)
    return [(share, part) for share, part in zip(shares, parts, strict=True) if not share.own]


def _standing(
    policy: Policy, share: CoinsuranceShare, credit: Credit, settled: dict[tuple[int, str], Decimal]
) -> Standing:
    return Standing(
        share_id=share.pk,
        insurer=share.name,
        percent=share.percent,
        policy_id=policy.pk,
        policy_number=policy.number,
        insured_name=policy.insured_name,
        received=credit.received,
        given_back=credit.given_back,
        settled=settled.get((policy.pk, share.name), NIL),
    )


def _settled(policies: Sequence[int]) -> dict[tuple[int, str], Decimal]:
    """By policy and insurer: what stands in statements whose debt was not withdrawn."""
    lines = CoinsurerStatementLine.objects.filter(policy__in=policies)
    rows = list(lines.values_list("policy_id", "statement__insurer", "statement_id", "amount"))
    debts = payables_among(STATEMENT_KIND, {statement for _policy, _insurer, statement, _amount in rows})
    found: dict[tuple[int, str], Decimal] = defaultdict(Decimal)
    for policy, insurer, statement, amount in rows:
        if statement in debts and not debts[statement].withdrawn:
            found[policy, insurer] += amount
    return found


def totals_of(rows: Sequence[Standing]) -> list[InsurerTotal]:
    """By insurer, the largest debt first."""
    by_name: dict[str, list[Standing]] = defaultdict(list)
    for row in rows:
        by_name[row.insurer].append(row)
    totals = [
        InsurerTotal(
            insurer=name,
            share_id=parts[-1].share_id,
            policies=len(parts),
            received=sum((one.received for one in parts), NIL),
            given_back=sum((one.given_back for one in parts), NIL),
            settled=sum((one.settled for one in parts), NIL),
        )
        for name, parts in by_name.items()
    ]
    return sorted(totals, key=lambda one: (-one.left, one.insurer))


def standings_seen_by(actor: ScopedActor, until: date) -> list[Standing]:
    return standings(Policy.objects.visible_to(actor), until)


def insurer_of_share(actor: ScopedActor, pk: int) -> str:
    """The name behind a line of a table that the actor may see."""
    share = CoinsuranceShare.objects.filter(
        pk=pk, own=False, coinsurance__proposal__in=Proposal.objects.visible_to(actor)
    ).first()
    if share is None:
        raise Hidden(_("Not found."))
    return share.name


def accounts_of_insurer(name: str, branch_id: int) -> list[tuple[str, str]]:
    """A co-insurer is paid to an account of the customer that is registered under its very name."""
    return accounts_to_choose(parties_named(name, branch_id=branch_id))


def registering_posts() -> list[str]:
    """The posts that can register a co-insurer as a customer together with its account."""
    registering, keeping = ([one["post"] for one in post_holders_of(right)] for right in (REGISTER, ADD_ACCOUNT))
    return [post for post in registering if post in keeping]


def statements_seen_by(actor: ScopedActor) -> QuerySet[CoinsurerStatement]:
    return CoinsurerStatement.objects.visible_to(actor).order_by("-made_at", "-pk")


def statement_seen_by(actor: ScopedActor, pk: int) -> CoinsurerStatement:
    found = statements_seen_by(actor).select_related("unit", "made_by").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def lines_of(statement: CoinsurerStatement) -> list[CoinsurerStatementLine]:
    return list(statement.lines.select_related("policy").order_by("policy__number"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkable:
    """A line of a statement with what the co-insurer needs to check it: the whole contract as it stood when the
    statement was made, its share, and the days on which premium came in."""

    line: CoinsurerStatementLine
    percent: Decimal
    sum_insured: Decimal
    premium: Decimal
    received: Sequence[Received]


def checkable_lines_of(statement: CoinsurerStatement) -> list[Checkable]:
    """Everything that the paper for the co-insurer says of each policy (domain 5.7)."""
    lines = list(statement.lines.select_related("policy__proposal").order_by("policy__number"))
    policies = [one.policy_id for one in lines]
    shares = CoinsuranceShare.objects.filter(coinsurance__proposal__policies__in=policies, name=statement.insurer)
    percents = dict(shares.values_list("coinsurance__proposal_id", "percent"))
    received = received_on(POLICY_KIND, policies, statement.until)
    changed = _premium_changes(policies, statement.made_at)
    sums = _sums_changed(policies, statement.made_at)
    return [
        Checkable(
            line=one,
            percent=percents[one.policy.proposal_id],
            sum_insured=one.policy.proposal.exposure + sums.get(one.policy_id, NIL),
            premium=one.policy.premium + changed.get(one.policy_id, NIL),
            received=received.get(one.policy_id, []),
        )
        for one in lines
    ]


def _premium_changes(policies: Sequence[int], until: datetime) -> dict[int, Decimal]:
    """What endorsements made more or less of the premium of each policy."""
    issued = Endorsement.objects.filter(policy__in=policies, issued_at__lte=until)
    return dict(issued.order_by().values_list("policy_id").annotate(Sum("delta")))


def _sums_changed(policies: Sequence[int], until: datetime) -> dict[int, Decimal]:
    """What endorsements made more or less of the sum insured of each policy."""
    versions: dict[int, list[Decimal]] = defaultdict(list)
    for one in PolicyVersion.objects.filter(policy__in=policies, recorded_at__lte=until).order_by("number"):
        versions[one.policy_id].append(insured_by(one))
    return {policy: found[-1] - found[0] for policy, found in versions.items()}


def debts_of(statements: Sequence[CoinsurerStatement]) -> dict[int, PayableRef]:
    """What became of each statement at the bank."""
    return payables_among(STATEMENT_KIND, [one.pk for one in statements])
