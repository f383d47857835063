"""The leader settles with its co-insurers: their part of the premium received, gross (domain 5.7, CO-1, JE-32)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core import audit
from core.locks import hold
from core.numbering import number_of_year, reserved_id
from core.workflow.command import Command
from finance.public import CoinsurerDue, owe_coinsurer
from organisation.models import Unit
from parties.public import Role, note_role, parties_named
from underwriting.models import CoinsurerStatement, CoinsurerStatementLine, Policy
from underwriting.selectors.coinsurer_money import STATEMENT_KIND, Standing, ending_of_branch, standings
from underwriting.services.refusals import InvalidEntry
from underwriting.services.reinsurance_refusals import NothingToAccount

PERMISSION, MADE = "underwriting.keep_accounts", "underwriting.coinsurer_statement.make"


@transaction.atomic
def settle_coinsurer(
    command: Command, *, branch_id: int, insurer: str, until: date, account_token: str
) -> CoinsurerStatement:
    """Put everything that stands to the credit of a co-insurer up to a day into a statement, and owe it: other people
    pay it. What was not received, or goes back, is never paid out; what stands in a statement is not paid again. A
    policy of which the end is asked for waits until it is known what goes back."""
    branch = Unit.objects.get(pk=branch_id)
    statement = CoinsurerStatement(key=command.key, insurer=insurer, until=until, made_at=command.at)
    statement.set_unit(branch)
    _refuse_stranger(command, statement)
    hold(f"underwriting.coinsurer:{branch_id}:{insurer}")  # two people would settle the same money
    made = CoinsurerStatement.objects.filter(key=command.key).first()
    if made is not None:
        return made  # the same click again
    waiting = ending_of_branch(branch_id)
    known = Policy.objects.filter(branch_id=branch_id).exclude(pk__in=waiting)
    rows = [one for one in standings(known, until, insurer=insurer) if one.left]
    statement.amount = sum((one.left for one in rows), Decimal("0.00"))
    if statement.amount <= 0:
        raise NothingToAccount(_nothing(insurer, sorted(waiting.values())), field="until")
    payees = parties_named(insurer, branch_id=branch_id)
    if not payees:
        raise InvalidEntry(_("Register the co-insurer as a customer under this name first."), field="account_token")
    statement.pk, statement.number = reserved_id(CoinsurerStatement), number_of_year("GB", command.at)
    statement.insurer_id = owe_coinsurer(command, _due(statement, account_token, payees)).payee_id
    _keep(statement, command, rows)
    note_role(statement.insurer_id, Role.PAYEE)
    audit.record(
        command,
        MADE,
        subject=(STATEMENT_KIND, statement.pk, statement.number),
        after={"insurer": insurer, "until": str(until), "amount": str(statement.amount)},
    )
    return statement


def _refuse_stranger(command: Command, statement: CoinsurerStatement) -> None:
    refusal = command.actor.refusal_for(PERMISSION, statement)
    if refusal is not None:
        raise refusal
    if statement.until > localdate(command.at):
        raise InvalidEntry(_("The day is not after today."), field="until")


def _nothing(insurer: str, waiting: Sequence[str]) -> str:
    said = _("Nothing stands to the credit of %(name)s.") % {"name": insurer}
    if not waiting:
        return said
    listed = _(", ").join(waiting)
    return said + _("These policies wait until their end is decided: %(numbers)s.") % {"numbers": listed}


def _keep(statement: CoinsurerStatement, command: Command, rows: Sequence[Standing]) -> None:
    statement.made_by_id = command.actor.staff_id
    statement.save(force_insert=True)
    CoinsurerStatementLine.objects.bulk_create(
        CoinsurerStatementLine(
            statement=statement,
            policy_id=one.policy_id,
            received=one.received,
            given_back=one.given_back,
            settled_before=one.settled,
            amount=one.left,
        )
        for one in rows
    )


def _due(statement: CoinsurerStatement, account_token: str, payees: Sequence[int]) -> CoinsurerDue:
    return CoinsurerDue(
        document_kind=STATEMENT_KIND,
        document_id=statement.pk,
        document_number=statement.number,
        unit_id=statement.unit_id,
        amount=statement.amount,
        account_token=account_token,
        payees=payees,
        reason=f"{statement.insurer} {statement.until:%Y-%m-%d}",
    )
