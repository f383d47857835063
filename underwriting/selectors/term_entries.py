"""Entries that an underwriter's terms may change, as they stand (5.0 no. 9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from underwriting.models import Proposal, label_of
from underwriting.rules.entry import Field, Kind
from underwriting.rules.stricter import LOWERED, MOTOR_TERMS, RAISED
from underwriting.selectors.lines import entry_of_product, product_of


@dataclass(frozen=True, slots=True, kw_only=True)
class TermEntry:
    """One entry: its value is a plain number, a share as a fraction; None where nothing was entered."""

    name: str
    label: str
    value: Decimal | None
    share: bool = False

    def shown(self, value: Decimal | None) -> str:
        """The value as people read it."""
        if value is None:
            return "–"
        return f"{(value * 100).normalize():f} %" if self.share else f"{value:,f}"


def term_entries(proposal: Proposal) -> list[TermEntry]:
    """In the order of the entry page; of motor the sum, the limit and the factor of covers that are asked for."""
    if proposal.is_motor:
        return [_of_motor(proposal, name) for name in MOTOR_TERMS if getattr(proposal, name) is not None]
    fields = entry_of_product(product_of(proposal)).fields
    return [_of_line(proposal.content, field) for field in fields if field.name in RAISED | LOWERED]


def _of_motor(proposal: Proposal, name: str) -> TermEntry:
    return TermEntry(name=name, label=label_of(name), value=getattr(proposal, name))


def _of_line(content: Mapping[str, object], field: Field) -> TermEntry:
    kept = content.get(field.name)
    value = Decimal(str(kept)) if kept not in (None, "") else None
    return TermEntry(name=field.name, label=_(field.label), value=value, share=field.kind is Kind.PERCENT)
