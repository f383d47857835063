"""Changes of a policy as a whole: other particulars, void, terminated, ended by a total loss."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate

from core.events import publish
from core.workflow.command import Command
from core.workflow.engine import transition
from finance import public as finance
from underwriting.events import PolicyVoided
from underwriting.models import Policy
from underwriting.rules import lifecycle
from underwriting.services.indexing import index_policy

TYPES = {
    "holder_id": int,
    "insured_id": int,
    "special_kind": lambda text: int(text) if text else None,
    "seats": int,
    "tonnes": Decimal,
    "first_registered_on": date.fromisoformat,
    "new_price": Decimal,
    "end_on": date.fromisoformat,
}


@transition(Policy, lifecycle.AMEND)
def amend(policy: Policy, command: Command, /, *, values: Mapping[str, str]) -> None:
    """The columns by which people know and find the policy follow its newest terms."""
    for name, text in values.items():
        setattr(policy, name, TYPES.get(name, str)(text))  # type: ignore[operator]
    if "end_on" in values:
        policy.period = DateRange(policy.start_on, policy.end_on + timedelta(days=1))
    index_policy(policy, policy.state, command.at)


@transition(Policy, lifecycle.VOID)
def void(policy: Policy, command: Command, /) -> None:
    """The contract never began to insure."""
    index_policy(policy, lifecycle.VOIDED, command.at)
    publish(PolicyVoided(policy_id=policy.pk, number=policy.number))


@transition(Policy, lifecycle.TERMINATE)
def terminate(policy: Policy, command: Command, /) -> None:
    """Cover has ended before the agreed day."""
    index_policy(policy, lifecycle.TERMINATED, command.at)


@transition(Policy, lifecycle.EXHAUST)
def exhaust(policy: Policy, command: Command, /, *, last_day: date) -> None:
    """A total loss was paid: the sum insured is used up, cover ends and no premium goes back (5.0 #21)."""
    end = min(last_day, localdate(command.at)) + timedelta(days=1)
    _cut_versions(policy, end, command)
    finance.end_policy_premium(command, lifecycle.POLICY_KIND, policy.pk, last_day=last_day)
    index_policy(policy, lifecycle.EXHAUSTED, command.at)


def _cut_versions(policy: Policy, end: date, command: Command) -> None:
    """Nothing is insured from ``end`` on; what was recorded stays readable as superseded."""
    running = policy.versions.filter(superseded_at=None, effective__endswith__gt=end)
    latest = policy.versions.count()
    for number, version in enumerate(running.order_by("effective"), start=latest + 1):
        version.superseded_at = command.at
        version.save(update_fields=["superseded_at"])
        begins = version.effective.lower
        if begins is not None and begins < end:
            version.pk, version.superseded_at, version.recorded_at = None, None, command.at
            version.effective, version.number = DateRange(begins, end), number
            version.save(force_insert=True)
