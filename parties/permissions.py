"""What may be done with customers, and which posts may by default (domain 3.1, 3.2, 12)."""

from __future__ import annotations

from parties.rules.lifecycle import gettext_noop as _

VIEW = "parties.view_party"
REVEAL = "parties.reveal_party"
VIEW_LISTS = "parties.view_listing"
VIEW_PAPERS = "parties.view_paper"
VIEW_IDENTIFICATIONS = "parties.view_identification"
VIEW_CREDIT = "parties.view_credit"
VIEW_INTERMEDIARIES = "parties.view_intermediary"

CLOCK = "system:party-clock"
_SALES = ("SALES", "UW_ISSUE", "UW_REVIEW", "SUB_MGR", "ECOM")
_UNDERWRITING = ("UW_UND1", "UW_UND2", "UW_UND3", "UW_UND4", "UW_DIR", "UW_INFO", "UW_RISK", "HO_UW", "PROV_UW")
_CLAIMS = (
    "CS_AGENT", "CS_DISP", "CS_SURV", "CS_PRICE", "CS_MED", "CS_REG", "CS_INV", "CS_ADJ", "CS_APPR1", "CS_APPR2",
    "CS_APPR3", "CS_APPR4", "CS_LEGAL", "CS_VISIT", "CS_SUP", "CS_DIR", "CS_ADMIN", "PROV_CLAIMS",
)  # fmt: skip
_FINANCE = ("FN_DIR", "FN_ACC", "FN_CHECK", "FN_POST", "FN_CASH", "FN_AR", "FN_TREAS", "SUB_RP", "SUB_CASH")
_READERS = (*_SALES, *_UNDERWRITING, *_CLAIMS, *_FINANCE, "BR_MGR", "COMPL", "IA_AUD")
_EVERY_HAND = (
    CLOCK, "system:ledger", "system:policy-clock", "system:claims-clock", "system:auto-underwriting",
    *_SALES, *_UNDERWRITING, *_CLAIMS, *_FINANCE, "COMPL",
)  # fmt: skip

LABELS = {
    VIEW: _("See customers (masked)"),
    REVEAL: _("Show protected values with a reason"),
    VIEW_LISTS: _("See grey and black lists"),
    VIEW_INTERMEDIARIES: _("See intermediaries"),
    "parties.register_party": _("Register customers"),
    "parties.edit_party": _("Change customers"),
    "parties.add_account": _("Keep bank accounts of customers"),
    "parties.record_consent": _("Record consents of customers"),
    "parties.close_party": _("Close and reopen customers"),
    "parties.merge_party": _("Merge customers registered twice"),
    "parties.propose_listing": _("Propose list entries and removals"),
    "parties.decide_listing": _("Decide on list entries"),
    "parties.register_intermediary": _("Keep intermediaries"),
    "parties.decide_intermediary": _("Approve, suspend and end intermediaries"),
    VIEW_PAPERS: _("See papers of customers"),
    VIEW_IDENTIFICATIONS: _("See identifications of customers"),
    "parties.receive_paper": _("Receive papers of customers"),
    "parties.check_paper": _("Check papers of customers"),
    "parties.identify_party": _("Identify customers"),
    "parties.require_identification": _("Ask for the identification of customers"),
    VIEW_CREDIT: _("See credit files of customers"),
    "parties.rate_customer": _("Rate the credit of customers"),
    "parties.watch_customer": _("Watch customers and propose credit limits"),
    "parties.decide_credit": _("Approve credit limits and end watches"),
    "parties.watch_dates": _("Watch the dates of lists and papers"),
    "parties.record_appeal": _("Record appeals against list entries"),
    "parties.record_mandate": _("Record mandates of customers to brokers"),
}
POSTS = {
    VIEW: _READERS,
    REVEAL: (*_SALES[:4], *_UNDERWRITING, *_CLAIMS, "FN_CASH", "SUB_RP", "FN_CHECK", "COMPL"),
    VIEW_LISTS: (*_UNDERWRITING, "CS_DIR", "CS_SUP", "CS_INV", "CS_APPR3", "CS_APPR4", "COMPL", "BR_MGR"),
    VIEW_INTERMEDIARIES: (*_SALES, *_UNDERWRITING, *_FINANCE, "BR_MGR"),
    "parties.register_party": ("SALES", "UW_ISSUE", "CS_AGENT", "CS_REG", "CS_ADJ", "ECOM"),
    "parties.edit_party": ("SALES", "UW_ISSUE", "CS_AGENT", "CS_REG", "CS_ADJ", "CS_VISIT"),
    "parties.add_account": ("UW_ISSUE", "CS_REG", "CS_ADJ", "CS_ADMIN", "SUB_RP"),
    "parties.record_consent": ("SALES", "UW_ISSUE", "CS_AGENT", "CS_REG", "CS_VISIT", "ECOM"),
    "parties.close_party": ("UW_INFO", "UW_DIR"),
    "parties.merge_party": ("UW_INFO", "UW_DIR", "CS_ADMIN"),
    "parties.propose_listing": ("UW_INFO", "CS_INV"),
    "parties.decide_listing": ("UW_DIR", "CS_DIR"),
    "parties.register_intermediary": ("UW_INFO", "SUB_MGR"),
    "parties.decide_intermediary": ("UW_DIR", "BR_MGR"),
    VIEW_PAPERS: (*_SALES[:4], *_UNDERWRITING, *_CLAIMS, "SUB_RP", "FN_CHECK", "COMPL", "IA_AUD"),
    VIEW_IDENTIFICATIONS: (*_SALES[:4], *_UNDERWRITING, *_CLAIMS, *_FINANCE, "BR_MGR", "COMPL", "IA_AUD"),
    "parties.receive_paper": ("SALES", "UW_ISSUE", "CS_AGENT", "CS_REG", "CS_ADJ", "SUB_RP"),
    "parties.check_paper": ("UW_REVIEW", "UW_ISSUE", "CS_ADJ", "CS_ADMIN"),
    "parties.identify_party": ("UW_ISSUE", "UW_REVIEW", "CS_ADJ", "CS_REG", "SUB_RP", "COMPL"),
    "parties.require_identification": _EVERY_HAND,
    VIEW_CREDIT: (*_UNDERWRITING, "SUB_MGR", "FN_DIR", "FN_AR", "FN_CHECK", "CS_DIR", "BR_MGR", "COMPL", "IA_AUD"),
    "parties.rate_customer": (CLOCK, "UW_INFO", "UW_DIR", "FN_AR"),
    "parties.watch_customer": ("UW_INFO", "FN_AR"),
    "parties.decide_credit": ("UW_DIR", "BR_MGR"),
    "parties.watch_dates": (CLOCK,),
    "parties.record_appeal": ("UW_INFO", "CS_INV", "CS_VISIT", "COMPL"),
    "parties.record_mandate": ("UW_INFO", "UW_ISSUE", "SUB_MGR"),
}
QUEUES = {
    "parties.list_decision": ("UW_DIR", "CS_DIR"),
    "parties.paper_check": ("UW_REVIEW", "CS_ADJ"),
    "parties.identification": ("UW_ISSUE", "CS_ADJ"),
    "parties.identification_failed": ("COMPL",),
    "parties.credit_warning": ("UW_INFO",),
    "parties.credit_limit": ("UW_DIR", "BR_MGR"),
    "parties.list_review": ("UW_DIR", "CS_DIR"),
    "parties.intermediary_decision": ("UW_DIR", "BR_MGR"),
}
QUEUE_LABELS = {
    "parties.list_decision": _("decide on list entries"),
    "parties.paper_check": _("check papers of customers"),
    "parties.identification": _("identify customers"),
    "parties.identification_failed": _("decide on suspicious customers"),
    "parties.credit_warning": _("answer early warnings"),
    "parties.credit_limit": _("decide on credit limits"),
    "parties.list_review": _("review list entries"),
    "parties.intermediary_decision": _("approve intermediaries"),
}
