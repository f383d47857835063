"""Who does what in reinsurance (domain 3.2, DUT-39 … DUT-44): permissions, the posts that hold them, their queues."""

from __future__ import annotations

from underwriting.rules.book_reconciliation import CLOSE_QUEUE, EXPLAIN_QUEUE
from underwriting.rules.reinsurance.account import CONFIRM_QUEUE, SETTLE_QUEUE
from underwriting.rules.reinsurance.advice import ADVICE_QUEUE
from underwriting.rules.reinsurance.agreement import REVIEW_QUEUE
from underwriting.rules.reinsurance.facultative import CESSION_QUEUE, PLACE_QUEUE
from underwriting.rules.reinsurance.treaty_report import FILL_QUEUE, REPORT_QUEUE, SEND_QUEUE
from underwriting.rules.words import gettext_noop as _

UNDERWRITERS = ("UW_UND1", "UW_UND2", "UW_UND3", "UW_UND4", "UW_DIR")
DESK, DEPARTMENT, UPPER = ("UW_RI",), ("RI_DEPT",), ("PROV_UW", "HO_UW")
FINANCE = ("FN_ACC", "FN_CHECK", "FN_DIR", "FN_TREAS")
READERS = (*UNDERWRITERS, *DESK, *DEPARTMENT, *UPPER, "UW_INFO", "UW_RISK", "BR_MGR", "IA_AUD")
SUB_BRANCH = ("UW_ISSUE", "UW_REVIEW", "SUB_MGR")  # they ask for a cession; how it is shared is not for them

LABELS = {
    "underwriting.view_reinsurance": _("See treaties, retentions and cessions"),
    "underwriting.view_cession_cases": _("See cessions to be confirmed"),
    "underwriting.view_accounts": _("See reinsurance accounts"),
    "underwriting.open_cession": _("Ask for a cession"),
    "underwriting.decide_cession": _("Decide conditions and share of a cession"),
    "underwriting.submit_cession": _("Report cessions to the upper department"),
    "underwriting.submit_cession_directly": _("Send cessions to the own department"),
    "underwriting.place_cession": _("Place cessions with reinsurers"),
    "underwriting.bind_cession": _("Flag business as ceded"),
    "underwriting.bear_difference": _("Let the branch bear a difference"),
    "underwriting.pass_on_loss": _("Pass losses on to reinsurers"),
    "underwriting.keep_accounts": _("Keep reinsurance accounts"),
    "underwriting.open_reinsurance_work": _("Begin reinsurance accounts and treaty reports"),
    "underwriting.settle_account": _("Settle reinsurance accounts"),
    "underwriting.propose_programme": _("Propose treaties, retentions and reinsurers"),
    "underwriting.approve_programme": _("Decide on treaties, retentions and reinsurers"),
    "underwriting.record_coinsurance": _("Enter co-insurance"),
    "underwriting.confirm_treaty_report": _("Confirm treaty business reports"),
    "underwriting.view_reconciliation": _("See reconciliations of the books"),
    "underwriting.draw_reconciliation": _("Begin the reconciliation of a month"),
    "underwriting.reconcile_books": _("Reconcile underwriting, finance and reinsurance"),
    "underwriting.close_reconciliation": _("Close reconciliations of the books"),
    "underwriting.view_programmes": _("See master programmes"),
    "underwriting.propose_master": _("Propose master programmes"),
    "underwriting.approve_master": _("Decide on master programmes"),
}
POSTS: dict[str, tuple[str, ...]] = {
    "core.operate_jobs": ("system:policy-clock",),
    "underwriting.view_reinsurance": READERS,
    "underwriting.view_cession_cases": (*READERS, *SUB_BRANCH),
    "underwriting.view_accounts": (*DESK, *DEPARTMENT, *UPPER, "UW_DIR", "UW_INFO", "BR_MGR", "IA_AUD", *FINANCE),
    "underwriting.open_cession": ("UW_ISSUE", "SUB_MGR", *UNDERWRITERS, *DESK),
    "underwriting.decide_cession": (*UNDERWRITERS, *DESK),
    "underwriting.submit_cession": DESK,
    "underwriting.submit_cession_directly": (*UNDERWRITERS, *DESK),
    "underwriting.place_cession": DEPARTMENT,
    "underwriting.bind_cession": (*DESK, *UNDERWRITERS),
    "underwriting.bear_difference": ("UW_DIR", "BR_MGR"),
    "underwriting.pass_on_loss": DESK,
    "underwriting.keep_accounts": DESK,
    "underwriting.open_reinsurance_work": (*DESK, "system:policy-clock"),
    "underwriting.settle_account": ("FN_TREAS", "FN_DIR"),
    "underwriting.propose_programme": (*DESK, "PROV_UW"),
    "underwriting.approve_programme": UPPER,
    "underwriting.confirm_treaty_report": UNDERWRITERS,
    "underwriting.view_reconciliation": (*DESK, *UPPER, *FINANCE, "UW_INFO", "UW_DIR", "BR_MGR", "OPS_DATA", "IA_AUD"),
    "underwriting.draw_reconciliation": (*DESK, "UW_INFO", "FN_ACC", "system:policy-clock"),
    "underwriting.reconcile_books": (*DESK, "UW_INFO", "FN_ACC"),
    "underwriting.close_reconciliation": ("UW_DIR", "FN_CHECK", "FN_DIR"),
    "underwriting.view_programmes": (*READERS, "SALES", *SUB_BRANCH),
    "underwriting.propose_master": ("UW_UND3", "UW_UND4", "UW_DIR"),
    "underwriting.approve_master": ("BR_MGR", "PROV_UW"),
    "underwriting.record_coinsurance": ("UW_ISSUE", "SALES", *UNDERWRITERS),
}
QUEUES: dict[str, tuple[str, ...]] = {
    CESSION_QUEUE: (*DESK, *UNDERWRITERS),
    PLACE_QUEUE: DEPARTMENT,
    REVIEW_QUEUE: UNDERWRITERS,
    ADVICE_QUEUE: DESK,
    CONFIRM_QUEUE: DESK,
    SETTLE_QUEUE: ("FN_TREAS", "FN_DIR"),
    FILL_QUEUE: DESK,
    REPORT_QUEUE: UNDERWRITERS,
    SEND_QUEUE: DESK,
    EXPLAIN_QUEUE: (*DESK, "UW_INFO", "FN_ACC"),
    CLOSE_QUEUE: ("UW_DIR", "FN_CHECK", "FN_DIR"),
}
QUEUE_LABELS = {
    CESSION_QUEUE: _("decide, report or flag a cession"),
    PLACE_QUEUE: _("place a cession"),
    REVIEW_QUEUE: _("review an endorsement of ceded business"),
    ADVICE_QUEUE: _("pass a loss on to the reinsurers"),
    CONFIRM_QUEUE: _("reinsurance account to be sent or confirmed"),
    SETTLE_QUEUE: _("settle a reinsurance account"),
    FILL_QUEUE: _("fill in a treaty business report"),
    REPORT_QUEUE: _("confirm a treaty business report"),
    SEND_QUEUE: _("send a treaty business report"),
    EXPLAIN_QUEUE: _("explain differences between business and books"),
    CLOSE_QUEUE: _("close a reconciliation of the books"),
}
