"""Who may do and see what in underwriting (domain 3.2), and which posts serve which queue."""

from __future__ import annotations

from core import permissions
from organisation.public import MeasureName, Operation, name_operations
from underwriting.rules import lifecycle, referral
from underwriting.rules.reinsurance import posts as reinsurance
from underwriting.rules.sampling import SAMPLE_QUEUE
from underwriting.rules.words import gettext_noop as _

UNDERWRITERS = ("UW_UND1", "UW_UND2", "UW_UND3", "UW_UND4", "UW_DIR")
SUB_BRANCH = ("SALES", "UW_ISSUE", "UW_REVIEW", "SUB_MGR")
CLAIMS = (
    "CS_AGENT",
    "CS_DISP",
    "CS_SURV",
    "CS_REG",
    "CS_ADJ",
    "CS_APPR1",
    "CS_APPR2",
    "CS_APPR3",
    "CS_APPR4",
    "CS_DIR",
    "CS_PRICE",
    "CS_ADMIN",
)
UPPER = ("PROV_UW", "HO_UW")
CENTRE = ("UW_INFO", "UW_RISK", "UW_RI", "RI_DEPT")
READERS = (*UNDERWRITERS, *SUB_BRANCH, *CENTRE, *UPPER, "BR_MGR", "OPS_MGR", "OPS_DATA", "IA_AUD")
VALUES_QUEUE = "underwriting.values"
CLOCK, AUTO = "system:policy-clock", "system:auto-underwriting"

LABELS = {
    "underwriting.view_proposals": _("See proposals"),
    "underwriting.view_policies": _("See policies"),
    "underwriting.view_rules": _("See rates and automatic rules"),
    "underwriting.receive_proposal": _("Receive proposals"),
    "underwriting.edit_proposal": _("Enter proposals"),
    "underwriting.submit_proposal": _("Submit proposals"),
    "underwriting.review_proposal": _("Check entries"),
    "underwriting.decide_automatically": _("Automatic underwriting"),
    "underwriting.decide_proposal": _("Underwrite"),
    "underwriting.escalate_proposal": _("Report upward"),
    "underwriting.reply_province": _("Reply to reported cases"),
    "underwriting.mark_paid": _("Note received premium"),
    "underwriting.issue_policy": _("Issue policies"),
    "underwriting.withdraw_proposal": _("Withdraw proposals"),
    "underwriting.run_clock": _("Run the policy clock"),
    "underwriting.import_fleet": _("Import fleets"),
    "underwriting.use_api": _("Enter proposals through the API"),
    "underwriting.view_moratoria": _("See suspensions of business"),
    "underwriting.propose_moratorium": _("Propose suspensions of business"),
    "underwriting.approve_moratorium": _("Decide on suspensions of business"),
    "underwriting.review_sample": _("Review sampled acceptances"),
    "underwriting.propose_values": _("Propose values of automatic rules"),
    "underwriting.approve_values": _("Release values of automatic rules"),
    "underwriting.view_referrals": _("See reports upward"),
    "underwriting.follow_referral": _("End reports upward with their proposal"),
    "underwriting.file_copy": _("Send copies of policies up"),
    "underwriting.change_terms": _("Open decided terms again"),
}
POSTS: dict[str, tuple[str, ...]] = {
    "underwriting.view_proposals": (*READERS, *CLAIMS, "ECOM"),
    "underwriting.view_policies": (*READERS, *CLAIMS, "FN_ACC", "FN_CHECK", "FN_DIR", "SUB_RP", "ECOM"),
    "underwriting.view_rules": (*UNDERWRITERS, "UW_INFO", *UPPER, "BR_MGR", "IA_AUD"),
    "underwriting.receive_proposal": ("SALES", "UW_ISSUE", "ECOM"),
    "underwriting.edit_proposal": ("SALES", "UW_ISSUE", "ECOM"),
    "underwriting.submit_proposal": ("UW_ISSUE", "ECOM"),
    "underwriting.review_proposal": ("UW_REVIEW",),
    "underwriting.decide_automatically": (AUTO,),
    "underwriting.decide_proposal": UNDERWRITERS,
    "underwriting.escalate_proposal": UNDERWRITERS,
    "underwriting.reply_province": UPPER,
    "underwriting.mark_paid": (CLOCK,),
    "underwriting.issue_policy": ("UW_ISSUE",),
    "underwriting.withdraw_proposal": ("SALES", "UW_ISSUE", "ECOM"),
    "underwriting.run_clock": (CLOCK,),
    "underwriting.import_fleet": ("UW_ISSUE",),
    "underwriting.use_api": ("ECOM",),
    "underwriting.view_moratoria": READERS,
    "underwriting.propose_moratorium": ("UW_DIR", "PROV_UW"),
    "underwriting.approve_moratorium": ("BR_MGR", "HO_UW"),
    "underwriting.review_sample": ("UW_UND2", "UW_UND3", "UW_UND4", "UW_DIR"),
    "underwriting.propose_values": ("UW_UND3", "UW_UND4", "UW_INFO"),
    "underwriting.approve_values": ("UW_DIR",),
    "underwriting.view_referrals": READERS,
    "underwriting.follow_referral": (*UNDERWRITERS, "SALES", "UW_ISSUE", "ECOM", CLOCK),
    "underwriting.file_copy": (*UNDERWRITERS, "UW_INFO"),
    "underwriting.change_terms": ("SALES", "UW_ISSUE"),
}
QUEUES: dict[str, tuple[str, ...]] = {
    lifecycle.ENTRY: ("UW_ISSUE", "SALES"),
    lifecycle.REVIEW_QUEUE: ("UW_REVIEW",),
    lifecycle.DECIDE: UNDERWRITERS,
    SAMPLE_QUEUE: ("UW_UND2", "UW_UND3", "UW_UND4", "UW_DIR"),
    VALUES_QUEUE: ("UW_DIR",),
    lifecycle.PROVINCE: ("PROV_UW",),
    lifecycle.HEAD: ("HO_UW",),
    lifecycle.CUSTOMER: ("SALES", "UW_ISSUE"),
    lifecycle.ISSUE_QUEUE: ("UW_ISSUE",),
    referral.PACK_QUEUE: UNDERWRITERS,
    referral.DELIVER_QUEUE: UNDERWRITERS,
    referral.COPY_QUEUE: (*UNDERWRITERS, "UW_INFO"),
    referral.CLOSE_QUEUE: ("PROV_UW", "HO_UW"),
}
QUEUE_LABELS = {
    lifecycle.ENTRY: _("complete the entry"),
    lifecycle.REVIEW_QUEUE: _("check the entry"),
    lifecycle.DECIDE: _("underwrite"),
    SAMPLE_QUEUE: _("review a sampled acceptance"),
    VALUES_QUEUE: _("release values of automatic rules"),
    lifecycle.PROVINCE: _("reply of the province"),
    lifecycle.HEAD: _("reply of head office"),
    lifecycle.CUSTOMER: _("with the customer"),
    lifecycle.ISSUE_QUEUE: _("issue the policy"),
    referral.PACK_QUEUE: _("prepare a report upward"),
    referral.DELIVER_QUEUE: _("pass a reply on"),
    referral.COPY_QUEUE: _("send the copy of a policy up"),
    referral.CLOSE_QUEUE: _("check a copy that came up"),
}


def register() -> None:
    """Tell the registry what this app guards."""
    permissions.register(
        "underwriting",
        labels=LABELS | reinsurance.LABELS,
        posts=POSTS | reinsurance.POSTS,
        queues=QUEUES | reinsurance.QUEUES,
    )
    name_operations(
        Operation(
            code="underwriting.decide",
            label=_("Underwriting decision"),
            measures={
                "sum_insured": MeasureName(_("Sum insured")),
                "discount": MeasureName(_("Discount"), "%"),
            },
        )
    )
