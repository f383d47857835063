"""Invoices and receipts on controlled paper: used by the counter that holds them, bound to the receipt (FRM-02)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from archives.public import Subject, bound_forms, use_form, used_for
from core.workflow.command import Command
from core.workflow.engine import transition
from core.workflow.refusals import RuleRefusal
from finance.models import Receipt
from finance.rules.lifecycles import receipt as lifecycle


class PaperRefused(RuleRefusal):
    """The kind of paper is not used for receipts, or the receipt has such a paper already."""

    code = "paper_refused"


@transition(Receipt, lifecycle.USE_FORM)
def use_receipt_form(receipt: Receipt, command: Command, /, *, kind: str, serial: str) -> None:
    """One invoice and one receipt for each confirmed amount; a spoilt one is reported void before the next is used."""
    if kind not in lifecycle.PAPERS:
        raise PaperRefused(_("Choose the kind of paper."), field="kind")
    if any(one.kind == kind and one.valid for one in bound_forms(lifecycle.RECEIPT.kind, receipt.pk)):
        raise PaperRefused(_("This receipt has such a paper already."), field="kind")
    use_form(command, kind, serial, Subject(kind=lifecycle.RECEIPT.kind, pk=receipt.pk, number=receipt.number))


def papers_of(receipt: Receipt) -> list[Any]:
    """The numbers that were used for a receipt."""
    return list(used_for(lifecycle.RECEIPT.kind, receipt.pk))
