"""Until when the papers of a contract are kept (LAW-87)."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from archives.public import retain_until
from underwriting.rules.kept import retention


class Contract(Protocol):
    """Anything with a period: a proposal or a policy."""

    @property
    def start_on(self) -> date: ...

    @property
    def end_on(self) -> date: ...


def kept_until(contract: Contract, on: date) -> date:
    """From the end of the contract, by the periods that hold on a day."""
    return retain_until(retention(contract.start_on, contract.end_on), end=contract.end_on, on=on)
