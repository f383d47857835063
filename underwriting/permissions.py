"""Who may do and see what in underwriting (domain 3.2), and which posts serve which queue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from core import permissions
from organisation.public import MeasureName, Operation, name_operations
from underwriting.rules import catalogue_posts as catalogue
from underwriting.rules import (
    change_queues,
    daily_report,
    delivery,
    demand,
    discrepancy,
    ending_notice,
    ending_papers,
    endorsement_life,
    endorsement_upward,
    exemption_life,
    lifecycle,
    monthly_pack,
    off_system,
    question,
    referral,
    renewing,
    rule_file,
    sheets,
)
from underwriting.rules import money_posts as premium
from underwriting.rules import quality_posts as quality
from underwriting.rules import reprint_posts as reprints
from underwriting.rules import risk_posts as risk
from underwriting.rules.proposal_papers import WAIVER_QUEUE
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
    "underwriting.inspect": _("Inspect what is to be insured"),
    "underwriting.attach_paper": _("Attach papers to proposals"),
    "underwriting.withdraw_proposal": _("Withdraw proposals"),
    "underwriting.hand_over_business": _("Hand proposals over to another salesperson"),
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
    "underwriting.view_reports": _("See daily underwriting reports"),
    "underwriting.publish_report": _("Publish daily underwriting reports"),
    "underwriting.answer_report": _("Check daily underwriting reports"),
    "underwriting.resolve_discrepancy": _("Clear differences in daily reports"),
    "underwriting.view_questions": _("See questions to the underwriting centre"),
    "underwriting.ask_question": _("Ask the underwriting centre"),
    "underwriting.answer_question": _("Answer questions of the sub-branches"),
    "underwriting.view_statistics": _("See underwriting statistics"),
    "underwriting.propose_elements": _("Propose elements of automatic underwriting"),
    "underwriting.release_elements": _("Release elements of automatic underwriting"),
    "underwriting.approve_beyond": _("Approve values beyond the scope of a branch"),
    "underwriting.approve_local": _("Approve values of local products"),
    "underwriting.activate_values": _("Put values of automatic rules into force"),
    "underwriting.view_off_system": _("See business outside the system"),
    "underwriting.report_off_system": _("Report business outside the system"),
    "underwriting.view_attempts": _("See attempts to issue before approval"),
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
    "underwriting.inspect": ("SALES", "UW_ISSUE", "UW_RISK", *UNDERWRITERS),
    "underwriting.attach_paper": ("SALES", "UW_ISSUE", "ECOM"),
    "underwriting.withdraw_proposal": ("SALES", "UW_ISSUE", "ECOM"),
    "underwriting.hand_over_business": ("SUB_MGR",),
    "underwriting.run_clock": (CLOCK,),
    "underwriting.import_fleet": ("UW_ISSUE",),
    "underwriting.use_api": ("ECOM",),
    "underwriting.view_moratoria": READERS,
    "underwriting.propose_moratorium": ("UW_DIR", "PROV_UW"),
    "underwriting.approve_moratorium": ("BR_MGR", "HO_UW"),
    "underwriting.review_sample": ("UW_UND2", "UW_UND3", "UW_UND4", "UW_DIR"),
    "underwriting.propose_elements": ("HO_UW",),
    "underwriting.release_elements": ("HO_UW",),
    "underwriting.propose_values": ("UW_UND3", "UW_UND4"),
    "underwriting.approve_values": ("UW_DIR",),
    "underwriting.view_referrals": READERS,
    "underwriting.follow_referral": (*UNDERWRITERS, "SALES", "UW_ISSUE", "ECOM", CLOCK),
    "underwriting.file_copy": (*UNDERWRITERS, "UW_INFO"),
    "underwriting.change_terms": ("SALES", "UW_ISSUE"),
    "underwriting.view_reports": READERS,
    "underwriting.publish_report": (CLOCK,),
    "underwriting.answer_report": ("UW_REVIEW", "SUB_MGR"),
    "underwriting.resolve_discrepancy": ("UW_INFO", "UW_DIR"),
    "underwriting.view_questions": READERS,
    "underwriting.ask_question": SUB_BRANCH,
    "underwriting.answer_question": (*UNDERWRITERS, "UW_INFO"),
    "underwriting.view_statistics": (*UNDERWRITERS, *CENTRE, *UPPER, "SUB_MGR", "BR_MGR", "OPS_MGR", "OPS_DATA"),
    "underwriting.approve_beyond": ("HO_UW",),
    "underwriting.approve_local": ("PROV_UW",),
    "underwriting.activate_values": ("UW_DIR", "UW_INFO"),
    "underwriting.view_off_system": READERS,
    "underwriting.report_off_system": ("SALES", "UW_ISSUE", "SUB_MGR"),
    "underwriting.view_attempts": ("UW_DIR", "UW_INFO", "BR_MGR", "IA_AUD", *UPPER),
}
QUEUES: dict[str, tuple[str, ...]] = {
    lifecycle.ENTRY: ("UW_ISSUE", "SALES"),
    lifecycle.REVIEW_QUEUE: ("UW_REVIEW",),
    WAIVER_QUEUE: ("UW_REVIEW",),
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
    daily_report.CHECK_QUEUE: ("UW_REVIEW", "SUB_MGR"),
    daily_report.UNANSWERED_QUEUE: ("UW_DIR", "SUB_MGR"),
    discrepancy.SOLVE_QUEUE: ("UW_INFO",),
    discrepancy.CONFIRM_QUEUE: ("UW_REVIEW", "SUB_MGR"),
    question.ANSWER_QUEUE: UNDERWRITERS,
    question.READ_QUEUE: SUB_BRANCH,
    rule_file.FILE_QUEUE: ("UW_DIR",),
    off_system.DECIDE_QUEUE: UNDERWRITERS,
    off_system.ENTER_QUEUE: ("UW_ISSUE", "SUB_MGR"),
    off_system.AMEND_QUEUE: ("UW_ISSUE", "SUB_MGR"),
    rule_file.HEAD_QUEUE: ("HO_UW",),
    rule_file.PROVINCE_QUEUE: ("PROV_UW",),
    rule_file.ACTIVATE_QUEUE: ("UW_DIR", "UW_INFO"),
}
QUEUE_LABELS = {
    lifecycle.ENTRY: _("complete the entry"),
    lifecycle.REVIEW_QUEUE: _("check the entry"),
    WAIVER_QUEUE: _("say whether a paper may be missing"),
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
    daily_report.CHECK_QUEUE: _("check the daily report"),
    daily_report.UNANSWERED_QUEUE: _("daily report without an answer"),
    discrepancy.SOLVE_QUEUE: _("clear a difference"),
    discrepancy.CONFIRM_QUEUE: _("confirm a cleared difference"),
    question.ANSWER_QUEUE: _("answer a sub-branch"),
    off_system.DECIDE_QUEUE: _("underwrite business outside the system"),
    off_system.ENTER_QUEUE: _("enter business from outside the system"),
    off_system.AMEND_QUEUE: _("complete what the centre asked of business outside the system"),
    rule_file.FILE_QUEUE: _("file values of automatic rules"),
    rule_file.HEAD_QUEUE: _("approve values beyond the scope"),
    rule_file.PROVINCE_QUEUE: _("approve values of local products"),
    rule_file.ACTIVATE_QUEUE: _("put values of automatic rules into force"),
    question.READ_QUEUE: _("read the answer of the centre"),
}

# What happens to a policy after it was issued.
FINANCE = ("FN_AR", "FN_CHECK", "FN_DIR", "SUB_RP")
LABELS |= {
    "underwriting.view_endorsements": _("See endorsements and renewals"),
    "underwriting.request_endorsement": _("Request endorsements"),
    "underwriting.enter_endorsement": _("Enter endorsements"),
    "underwriting.inspect_endorsement": _("Report inspections for endorsements"),
    "underwriting.decide_endorsement": _("Underwrite endorsements"),
    "underwriting.approve_refund": _("Check refunds of endorsements"),
    "underwriting.release_refund": _("Release refunds to another than the payer"),
    ending_papers.DIRECTOR: _("Agree to refunds without the returned papers"),
    ending_papers.TOLD: _("Be told of refunds without the returned papers"),
    "underwriting.endorse_many": _("Endorse many policies at once"),
    "underwriting.approve_many": _("Decide on mass endorsements"),
    "underwriting.renew": _("Look after renewals"),
}
POSTS |= {
    "underwriting.view_endorsements": (*READERS, *CLAIMS, *FINANCE),
    "underwriting.request_endorsement": ("SALES", "UW_ISSUE", "SUB_MGR"),
    "underwriting.enter_endorsement": ("UW_ISSUE",),
    "underwriting.inspect_endorsement": ("SALES", "UW_ISSUE", "UW_RISK"),
    "underwriting.decide_endorsement": (*UNDERWRITERS, "PROV_UW", "HO_UW"),
    "underwriting.approve_refund": ("FN_AR",),
    "underwriting.release_refund": ("FN_DIR",),
    ending_papers.DIRECTOR: ("UW_DIR",),
    ending_papers.TOLD: ("IA_AUD",),
    "underwriting.endorse_many": ("UW_INFO",),
    "underwriting.approve_many": ("UW_DIR",),
    "underwriting.renew": ("SALES", "UW_ISSUE", "SUB_MGR"),
}
QUEUES |= {
    endorsement_life.ENTER_QUEUE: ("UW_ISSUE",),
    endorsement_life.REVIEW_QUEUE: ("UW_REVIEW",),
    endorsement_life.INSPECT_QUEUE: ("SALES", "UW_ISSUE", "UW_RISK"),
    endorsement_life.DECIDE_QUEUE: (*UNDERWRITERS, "PROV_UW", "HO_UW"),
    endorsement_upward.PROVINCE_QUEUE: ("PROV_UW",),
    endorsement_upward.HEAD_QUEUE: ("HO_UW",),
    ending_papers.DIRECTOR_QUEUE: ("UW_DIR",),
    ending_notice.NOTICE_QUEUE: ("UW_ISSUE",),
    endorsement_life.REFUND_QUEUE: ("FN_AR",),
    endorsement_life.RELEASE_QUEUE: ("FN_DIR",),
    endorsement_life.ISSUE_QUEUE: ("UW_ISSUE",),
    endorsement_life.MASS_QUEUE: ("UW_DIR",),
    renewing.RENEWAL_QUEUE: ("SALES",),
}
QUEUE_LABELS |= {
    endorsement_life.ENTER_QUEUE: _("enter an endorsement"),
    endorsement_life.REVIEW_QUEUE: _("check an endorsement"),
    endorsement_life.INSPECT_QUEUE: _("inspect for an endorsement"),
    endorsement_life.DECIDE_QUEUE: _("underwrite an endorsement"),
    endorsement_upward.PROVINCE_QUEUE: _("reply of the province to an endorsement"),
    endorsement_upward.HEAD_QUEUE: _("reply of head office to an endorsement"),
    ending_papers.DIRECTOR_QUEUE: _("decide on a refund without the returned papers"),
    ending_notice.NOTICE_QUEUE: _("deliver the letter of an ending"),
    endorsement_life.REFUND_QUEUE: _("check a refund"),
    endorsement_life.RELEASE_QUEUE: _("release a refund to another than the payer"),
    endorsement_life.ISSUE_QUEUE: _("issue an endorsement"),
    endorsement_life.MASS_QUEUE: _("release a mass endorsement"),
    renewing.RENEWAL_QUEUE: _("renew a policy"),
}

ENDORSE = Operation(
    code="underwriting.endorse",
    label=_("Decision on an endorsement"),
    measures={
        "sum_insured": MeasureName(_("Sum insured")),
        "discount": MeasureName(_("Discount"), "%"),
        "manuscript": MeasureName(_("Wording of one's own (1 = may)"), "1/0"),
        "listed": MeasureName(_("On the black list (1 = may)"), "1/0"),
    },
)
REFUND = Operation(
    code="underwriting.refund", label=_("Refund of premium"), measures={"refund": MeasureName(_("Refund"))}
)

EXEMPT = Operation(
    code=exemption_life.OPERATION,
    label=_("Premium after the issue"),
    measures={"premium": MeasureName(_("Premium after the issue"))},
)


ISSUE_ENDORSEMENT = Operation(
    code=endorsement_life.ISSUE_OPERATION,
    label=_("Issue of endorsements that move money"),
    measures={"amount": MeasureName(_("Amount"))},
)


T = TypeVar("T")
PARTS: tuple[Any, ...] = (
    reinsurance,
    risk,
    catalogue,
    quality,
    premium,
    demand,
    delivery,
    reprints,
    sheets,
    monthly_pack,
)


def _merged(*parts: Mapping[str, T]) -> dict[str, T]:
    """What every part of the app declares, each name once."""
    return {name: value for part in parts for name, value in part.items()}


def _queues_of_changes() -> dict[str, tuple[str, ...]]:
    """Changes of rules wait for the posts that may release them."""
    posts = _merged(POSTS, *(one.POSTS for one in PARTS))
    return {queue: posts[permission] for queue, permission in change_queues.RELEASED_WITH.items()}


def register() -> None:
    """Tell the registry what this app guards."""
    permissions.register(
        "underwriting",
        labels=_merged(LABELS, *(one.LABELS for one in PARTS)),
        posts=_merged(POSTS, *(one.POSTS for one in PARTS)),
        queues=_merged(QUEUES, _queues_of_changes(), *(one.QUEUES for one in PARTS)),
    )
    name_operations(ENDORSE, REFUND, EXEMPT, ISSUE_ENDORSEMENT)
    name_operations(
        Operation(
            code="underwriting.decide",
            label=_("Underwriting decision"),
            measures={
                "sum_insured": MeasureName(_("Sum insured")),
                "discount": MeasureName(_("Discount"), "%"),
                "manuscript": MeasureName(_("Wording of one's own (1 = may)"), "1/0"),
                "against_report": MeasureName(_("Against the report on the risk (1 = may)"), "1/0"),
                "listed": MeasureName(_("On the black list (1 = may)"), "1/0"),
            },
        )
    )
