"""Reading the archive; printed forms and seals by post. Whether a document may be read is decided by what it belongs
to."""

from __future__ import annotations

from archives.rules import (
    form_count,
    form_destruction,
    form_gap,
    form_incident,
    form_order,
    form_request,
    form_shortage,
    form_slip,
)

READ = "archives.read_document"
READ_CONFIDENTIAL = "archives.read_confidential"
VIEW_FORMS, VIEW_SEALS = "archives.view_forms", "archives.view_seals"
CLOCK = "system:form-clock"


def gettext_noop(message: str) -> str:
    return message


_ = gettext_noop

_CENTRES = (
    "SALES", "UW_ISSUE", "UW_REVIEW", "SUB_MGR", "UW_UND1", "UW_UND2", "UW_UND3", "UW_UND4", "UW_DIR", "UW_INFO",
    "UW_RISK", "UW_RI", "CS_AGENT", "CS_DISP", "CS_SURV", "CS_PRICE", "CS_MED", "CS_REG", "CS_INV", "CS_ADJ",
    "CS_APPR1", "CS_APPR2", "CS_APPR3", "CS_APPR4", "CS_LEGAL", "CS_VISIT", "CS_SUP", "CS_DIR", "CS_ADMIN",
    "FN_DIR", "FN_ACC", "FN_CHECK", "FN_POST", "FN_CASH", "FN_AR", "FN_TREAS", "SUB_RP", "SUB_CASH", "HO_UW",
    "PROV_UW", "PROV_CLAIMS", "BR_MGR", "COMPL", "IA_AUD", "SUB_DOC", "FN_DOC",
)  # fmt: skip
_KEEPERS, _USERS = ("SUB_DOC", "FN_DOC"), ("UW_ISSUE", "SALES", "SUB_RP", "FN_CASH")
_HEADS = ("SUB_MGR", "FN_DIR")
_SEALS = ("SUB_MGR", "FN_POSTED", "FN_SEAL_A", "FN_SEAL_B", "UW_DIR", "UW_REVIEW")
LABELS = {
    READ: _("Read documents of visible cases"),
    READ_CONFIDENTIAL: _("Read confidential documents"),
    VIEW_FORMS: _("See printed forms"),
    VIEW_SEALS: _("See the register of seals"),
    "archives.order_forms": _("Order the printing of forms"),
    "archives.accept_forms": _("Accept printed forms"),
    "archives.request_forms": _("Request and receive forms"),
    "archives.approve_request": _("Approve requests for forms"),
    "archives.dispatch_forms": _("Dispatch forms"),
    "archives.make_slip": _("Make out slips of forms"),
    "archives.sign_slip": _("Sign slips of forms"),
    "archives.issue_forms": _("Keep the store of forms"),
    "archives.hold_forms": _("Hold and use forms"),
    "archives.report_forms": _("Report void and lost forms"),
    "archives.witness_forms": _("Supervise the custody of forms and seals"),
    "archives.confirm_destruction": _("Confirm lists of destruction"),
    "archives.supervise_destruction": _("Supervise destruction"),
    "archives.count_forms": _("Begin counts of forms"),
    "archives.count_stock": _("Count the store"),
    "archives.check_count": _("Check counts of forms"),
    form_count.CHECK_QUARTER: _("Check quarterly counts of forms"),
    "archives.accept_difference": _("End differences of forms"),
    "archives.keep_seal": _("Keep a seal"),
    "archives.run_form_clock": _("Account for used forms and take old ones out of use"),
    "archives.propose_form_terms": _("Propose terms of forms"),
    "archives.approve_form_terms": _("Release terms of forms"),
}
POSTS: dict[str, tuple[str, ...]] = {
    READ: _CENTRES,
    READ_CONFIDENTIAL: ("UW_RISK", "UW_UND3", "UW_UND4", "UW_DIR", "UW_INFO", "CS_INV", "CS_DIR", "COMPL", "IA_AUD"),
    VIEW_FORMS: (
        *_KEEPERS, *_USERS, *_HEADS, "UW_REVIEW", "UW_INFO", "UW_DIR", "FN_CHECK", "IA_AUD", "BR_MGR", "COMPL",
    ),
    VIEW_SEALS: (*_SEALS, "FN_DIR", "IA_AUD", "BR_MGR", "COMPL"),
    "archives.order_forms": ("FN_DOC",),
    "archives.accept_forms": ("FN_DIR", "FN_CHECK"),
    "archives.request_forms": ("SUB_DOC",),
    "archives.approve_request": ("SUB_MGR",),
    "archives.dispatch_forms": ("FN_DOC",),
    "archives.make_slip": (*_KEEPERS, *_USERS),
    "archives.sign_slip": (*_KEEPERS, *_USERS),
    "archives.issue_forms": _KEEPERS,
    "archives.hold_forms": _USERS,
    "archives.report_forms": (*_KEEPERS, *_USERS, *_HEADS),
    "archives.witness_forms": _HEADS,
    "archives.confirm_destruction": ("FN_CHECK", "SUB_MGR"),
    "archives.supervise_destruction": ("FN_DIR", "IA_AUD"),
    "archives.count_forms": (*_KEEPERS, *_HEADS, "UW_INFO", "IA_AUD", CLOCK),
    "archives.count_stock": _KEEPERS,
    "archives.check_count": (*_HEADS, "UW_INFO", "FN_CHECK", "IA_AUD"),
    form_count.CHECK_QUARTER: ("UW_INFO", "FN_CHECK", "IA_AUD"),
    "archives.accept_difference": ("UW_INFO", "FN_CHECK", "IA_AUD"),
    "archives.keep_seal": _SEALS,
    "archives.run_form_clock": (CLOCK,),
    "archives.propose_form_terms": ("FN_DOC", "UW_INFO"),
    "archives.approve_form_terms": ("FN_DIR", "BR_MGR"),
}  # fmt: skip
QUEUES: dict[str, tuple[str, ...]] = {
    form_order.PROOF_QUEUE: ("FN_DIR", "FN_CHECK"),
    form_order.COUNT_QUEUE: ("FN_DOC",),
    form_order.ACCEPT_QUEUE: ("FN_DIR", "FN_CHECK"),
    form_request.APPROVE_QUEUE: ("SUB_MGR",),
    form_request.DISPATCH_QUEUE: ("FN_DOC",),
    form_request.RECEIVE_QUEUE: ("SUB_DOC",),
    form_request.SETTLE_QUEUE: ("FN_DOC",),
    form_slip.SIGN_QUEUE: _USERS,
    form_slip.RETURN_QUEUE: _KEEPERS,
    form_slip.WITNESS_QUEUE: _HEADS,
    form_incident.COPIES_QUEUE: _KEEPERS,
    form_incident.NOTICE_QUEUE: _HEADS,
    form_incident.LOSS_QUEUE: _HEADS,
    form_destruction.CONFIRM_QUEUE: ("FN_CHECK", "SUB_MGR"),
    form_destruction.SUPERVISE_QUEUE: ("FN_DIR",),
    form_count.COUNT_QUEUE: _KEEPERS,
    form_count.CHECK_QUEUE: (*_HEADS, "UW_INFO"),
    form_count.QUARTER_QUEUE: ("UW_INFO", "FN_CHECK"),
    form_count.MEND_QUEUE: _HEADS,
    form_count.ACCEPT_QUEUE: ("UW_INFO", "FN_CHECK"),
    "archives.form_terms": ("FN_DIR", "BR_MGR"),
    form_gap.ACCEPT_QUEUE: _KEEPERS,
    form_shortage.LOW_QUEUE: _KEEPERS,
}
QUEUE_LABELS = {
    "archives.form_terms": _("decide on terms of forms"),
    form_order.PROOF_QUEUE: _("check a proof of forms"),
    form_order.COUNT_QUEUE: _("count a delivery of forms"),
    form_order.ACCEPT_QUEUE: _("accept a delivery of forms"),
    form_request.APPROVE_QUEUE: _("approve a request for forms"),
    form_request.DISPATCH_QUEUE: _("dispatch forms"),
    form_request.RECEIVE_QUEUE: _("receive forms"),
    form_request.SETTLE_QUEUE: _("settle a difference of forms"),
    form_slip.SIGN_QUEUE: _("sign for forms"),
    form_slip.RETURN_QUEUE: _("take returned forms"),
    form_slip.WITNESS_QUEUE: _("confirm a hand-over of forms"),
    form_incident.COPIES_QUEUE: _("take the copies of void forms"),
    form_incident.NOTICE_QUEUE: _("publish a notice of loss"),
    form_incident.LOSS_QUEUE: _("close a loss of forms"),
    form_destruction.CONFIRM_QUEUE: _("confirm a list of destruction"),
    form_destruction.SUPERVISE_QUEUE: _("supervise a destruction"),
    form_count.COUNT_QUEUE: _("count the store of forms"),
    form_shortage.LOW_QUEUE: _("ask for forms that run low"),
    form_gap.ACCEPT_QUEUE: _("look at an explanation of numbers"),
    form_count.CHECK_QUEUE: _("check a count of forms"),
    form_count.QUARTER_QUEUE: _("check the quarterly count of a unit"),
    form_count.MEND_QUEUE: _("deal with a difference of forms"),
    form_count.ACCEPT_QUEUE: _("look at the answer for a difference of forms"),
}
