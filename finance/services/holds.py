"""Premium that may not be taken now, as the business that asked for it says: the money would be there and no cover."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from core.workflow.refusals import RuleRefusal
from finance.models import Receivable

# Ids of documents and a moment; the answer names those that may not be paid, each with its reason in words.
Check = Callable[[Sequence[int], datetime], Mapping[int, str]]
_CHECKS: dict[str, Check] = {}


class PremiumHeld(RuleRefusal):
    """The premium is not taken: nothing could be issued on it."""

    code = "premium_held"


def hold_premium(document_kind: str, check: Check) -> None:
    """The owner of a kind of document says when its premium may not be taken; called from ``ready()``."""
    if _CHECKS.get(document_kind, check) is not check:
        raise ValueError(f"{document_kind} has its check already")
    _CHECKS[document_kind] = check


def holds_on(items: Sequence[Receivable], at: datetime) -> dict[int, str]:
    """Items of premium due that may not be paid now, by their keys, with the reason."""
    by_kind: dict[str, list[Receivable]] = {}
    for item in items:
        by_kind.setdefault(item.document_kind, []).append(item)
    found: dict[int, str] = {}
    for kind, own in by_kind.items():
        check = _CHECKS.get(kind)
        reasons = check(sorted({one.document_id for one in own}), at) if check else {}
        found |= {one.pk: reasons[one.document_id] for one in own if one.document_id in reasons}
    return found


def refuse_held(items: Sequence[Receivable], at: datetime) -> None:
    """Nothing is taken for what cannot be issued."""
    held = holds_on(items, at)
    for item in items:
        if item.pk in held:
            raise PremiumHeld(
                _("The premium of %(number)s is not taken: %(why)s")
                % {"number": item.document_number, "why": held[item.pk]},
                details={"document": item.document_number},
                field="amount",
            )
