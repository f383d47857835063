"""What clerk and salesperson hear of a decision, and what a customer is told who is declined (UWR-01, 5.0 #11)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from underwriting.rules.words import gettext_noop as _

DECLINED = frozenset({"declined", "reply_declined"})
TITLES = {
    "approved": _("%(number)s is approved, the premium is due"),
    "approved_with_terms": _("%(number)s is approved with terms: the customer agrees first"),
    "supplement": _("%(number)s: supplements are asked for"),
    "declined": _("%(number)s is declined"),
    "reply_agreed": _("%(number)s: the upper level agrees"),
    "reply_declined": _("%(number)s: the upper level does not agree"),
}
MANY = _("%(count)s proposals were decided: %(first)s and others")
ONE_BY_ONE = 5
"""More decisions for one person at a time are told together."""

REASONS = {
    "HIGH_RISK": _("high risk"),
    "LOSS_RECORD": _("bad loss record"),
    "INFO_MISSING": _("information missing"),
    "LISTED": _("grey or black list"),
    "NO_INTEREST": _("no insurable interest"),
    "RATE": _("rate too low"),
    "CAPACITY": _("above retention"),
    "OTHER": _("other"),
}
LETTER_TEXTS = {
    "HIGH_RISK": "标的的风险状况超出本公司现行承保条件，改善后欢迎再次投保。",
    "LOSS_RECORD": "标的以往年度的出险情况超出本公司现行承保条件。",
    "INFO_MISSING": "投保所需的资料不齐全，无法对风险作出评估；资料补齐后欢迎再次投保。",
    "LISTED": "经综合评估，本次投保不符合本公司现行承保条件。",
    "NO_INTEREST": "现有资料不能证明投保人对保险标的具有法律上承认的利益（《中华人民共和国保险法》第十二条）。",
    "RATE": "双方就承保条件和费率未能达成一致。",
    "CAPACITY": "保险金额超出本公司对同类风险可以承担的限额。",
    "OTHER": "经综合评估，本次投保不符合本公司现行承保条件。",
}
"""Plain words, never the inside of the house: who stands on a list is not told that he does."""


def text_parameter(code: str) -> str:
    """The name of the parameter that holds the sentence for a reason."""
    return f"underwriting.decline_text_{code.lower()}"


class News(NamedTuple):
    """A decision and whom it concerns."""

    decision: int
    proposal: int
    number: str
    outcome: str
    text: str
    people: frozenset[int]


def by_person(news: Iterable[News]) -> dict[int, list[News]]:
    """What each person hears, in the order of the decisions."""
    told: dict[int, list[News]] = {}
    for one in news:
        for person in sorted(one.people):
            told.setdefault(person, []).append(one)
    return told
