"""Who enters later, mends and checks data, hands papers over and files them (domain 3.2, 5.3, 5.11, 5.12, A1)."""

from __future__ import annotations

from underwriting.rules import back_entry, ledger_entry, paper_batch
from underwriting.rules import quality_lives as lives
from underwriting.rules import quality_measure as measure
from underwriting.rules.words import gettext_noop as _

UNDERWRITERS = ("UW_UND1", "UW_UND2", "UW_UND3", "UW_UND4", "UW_DIR")
READERS = ("SALES", "UW_ISSUE", "UW_REVIEW", "SUB_MGR", *UNDERWRITERS, "UW_INFO", "BR_MGR", "OPS_DATA", "IA_AUD")
RECEIVERS = ("SUB_RP",)  # who takes the premium of fixed-sum policies in
CLERKS, MENDERS = ("UW_ISSUE",), ("UW_ISSUE", "UW_REVIEW", "SUB_MGR")
FINDER = "system:policy-clock"

LABELS = {
    "underwriting.view_quality": _("See back-entries, papers and data quality"),
    "underwriting.register_back_entry": _("Register and enter policies issued outside"),
    "underwriting.review_back_entry": _("Urge and review back-entries"),
    "underwriting.enter_ledger": _("Enter fixed-sum policies into the ledger"),
    "underwriting.chase_ledger": _("Note what was done for the premium of fixed-sum policies"),
    "underwriting.allow_ledger": _("Approve entries of the ledger that need it"),
    "underwriting.find_defects": _("Find defects by rule"),
    "underwriting.mend_data": _("Mend defects of data"),
    "underwriting.manage_quality": _("Manage data quality"),
    "underwriting.hold_accountable": _("Decide who answers for errors of entry"),
    "underwriting.check_quality": _("Compare sampled policies with their papers"),
    "underwriting.hand_over_papers": _("Hand over papers of policies"),
    "underwriting.file_papers": _("File papers of policies"),
    "underwriting.proof_read": _("Proof-read printed policies"),
}
POSTS: dict[str, tuple[str, ...]] = {
    "underwriting.view_quality": (*READERS, *RECEIVERS),
    "underwriting.register_back_entry": CLERKS,
    "underwriting.review_back_entry": ("UW_INFO", *UNDERWRITERS),
    "underwriting.enter_ledger": CLERKS,
    "underwriting.chase_ledger": (*CLERKS, "SALES"),  # who sold it asks for its premium
    "underwriting.allow_ledger": UNDERWRITERS,
    "underwriting.find_defects": (FINDER,),
    "underwriting.mend_data": MENDERS,
    "underwriting.manage_quality": ("UW_INFO",),
    "underwriting.check_quality": ("UW_INFO", "UW_UND1", "UW_UND2"),
    "underwriting.hand_over_papers": CLERKS,
    "underwriting.file_papers": ("UW_INFO",),
    "underwriting.proof_read": ("UW_REVIEW",),
    "underwriting.hold_accountable": ("UW_DIR",),
}
QUEUES: dict[str, tuple[str, ...]] = {
    back_entry.ENTER_QUEUE: CLERKS,
    back_entry.ASKED_QUEUE: UNDERWRITERS,
    back_entry.REVIEW_QUEUE: ("UW_INFO",),
    ledger_entry.ASKED_QUEUE: UNDERWRITERS,
    ledger_entry.OWED_QUEUE: CLERKS,
    lives.MEND_QUEUE: MENDERS,
    lives.ACCEPT_QUEUE: ("UW_INFO",),
    lives.CHECK_QUEUE: ("UW_INFO", "UW_UND1", "UW_UND2"),
    lives.CORRECT_QUEUE: MENDERS,
    lives.CLOSE_QUEUE: ("UW_INFO",),
    measure.QUEUES_OF[measure.RETRAIN]: ("UW_INFO",),
    measure.QUEUES_OF[measure.ACCOUNT]: ("UW_DIR",),
    measure.QUEUES_OF[measure.PROOF]: ("UW_REVIEW",),
    measure.QUEUES_OF[measure.PAPERS]: CLERKS,
    paper_batch.RECEIVE_QUEUE: ("UW_INFO",),
    paper_batch.FILE_QUEUE: ("UW_INFO",),
}
QUEUE_LABELS = {
    back_entry.ENTER_QUEUE: _("enter a policy issued outside"),
    back_entry.ASKED_QUEUE: _("approve a hand-written policy"),
    back_entry.REVIEW_QUEUE: _("review a back-entry"),
    ledger_entry.ASKED_QUEUE: _("look at an entry of the ledger"),
    ledger_entry.OWED_QUEUE: _("get the premium of a fixed-sum policy settled"),
    lives.MEND_QUEUE: _("mend a data defect"),
    lives.ACCEPT_QUEUE: _("look at a mended defect"),
    lives.CHECK_QUEUE: _("compare a sampled policy"),
    lives.CORRECT_QUEUE: _("correct errors of a sample"),
    lives.CLOSE_QUEUE: _("look at a correction"),
    measure.QUEUES_OF[measure.RETRAIN]: _("arrange retraining"),
    measure.QUEUES_OF[measure.ACCOUNT]: _("decide who answers for an error"),
    measure.QUEUES_OF[measure.PROOF]: _("make up for proof-reading"),
    measure.QUEUES_OF[measure.PAPERS]: _("make up for handing papers over"),
    paper_batch.RECEIVE_QUEUE: _("receive papers of policies"),
    paper_batch.FILE_QUEUE: _("file papers of policies"),
}
