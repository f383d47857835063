"""Duties of posted accountants and of the posts of the finance centre, each with the pages where it is done."""

from __future__ import annotations

from core.responsibilities import Responsibility
from finance.rules.words import gettext_noop as _

POSTED = ("FN_POSTED",)


def _duty(clause: str, label: str, posts: tuple[str, ...], *places: str) -> Responsibility:
    routes = tuple(place if ":" in place else f"finance:{place}" for place in places)
    return Responsibility(clause=clause, label=label, posts=posts, places=routes)


RESPONSIBILITIES = (
    _duty("一·四(二)1", _("Review the original vouchers of the sub-branch for legality"), POSTED, "vouchers"),
    _duty("一·四(二)2", _("Prepare the entries of the sub-branch's income and expense"), POSTED, "vouchers"),
    _duty("一·四(二)3", _("Review bank reconciliations and watch what is outstanding"), POSTED, "bank_statements"),
    _duty(
        "一·四(二)4",
        _("Check and collect receivables and payables regularly"),
        POSTED,
        "receivables",
        "payables",
    ),
    _duty("一·四(二)5", _("Keep the finance seal of the sub-branch"), POSTED, "archives:seals"),
    _duty("四·二(二) 制单", _("Prepare vouchers"), ("FN_ACC",), "vouchers", "bank_statements"),
    _duty("四·二(二) 复核", _("Review vouchers and payments"), ("FN_CHECK",), "vouchers", "payments"),
    _duty("四·二(二) 记账", _("Post vouchers and close periods"), ("FN_POST",), "vouchers", "periods"),
    _duty("四·二(二) 制表", _("Trial balance and statements"), ("FN_RPT",), "trial_balance"),
    _duty("四·二(二) 出纳", _("Receive and pay"), ("FN_CASH",), "receipts", "payments"),
    _duty("四·二(二) 资金", _("Release payments; plan of funds"), ("FN_TREAS",), "payments"),
    _duty("四·二(二) 应收", _("Watch and collect premium due"), ("FN_AR",), "receivables"),
    _duty(
        "四·二(二) 单证",
        _("Keep invoices, receipts and priced forms"),
        ("FN_DOC",),
        "archives:forms",
        "archives:form_uses",
    ),
)
