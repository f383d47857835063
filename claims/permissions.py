"""Who may do and see what in claims (domain 3.2), and which posts serve which queue."""

from __future__ import annotations

from claims.rules import claim_lifecycle as claim
from claims.rules import lifecycle
from claims.rules.words import gettext_noop as _
from core import permissions
from organisation.public import Bound, MeasureName, Operation, name_operations, never_above

APPROVERS = ("CS_APPR1", "CS_APPR2", "CS_APPR3", "CS_APPR4", "CS_DIR")
CENTRE = ("CS_DISP", "CS_PRICE", "CS_REG", "CS_ADJ", "CS_ADMIN", "CS_SUP", "CS_VISIT", "CS_STAT", *APPROVERS)
UPPER = ("PROV_CLAIMS", "HO_CLAIMS")
READERS = (*CENTRE, *UPPER, "BR_MGR", "SUB_MGR", "OPS_MGR", "IA_AUD")
FINANCE = ("FN_ACC", "FN_CHECK", "FN_DIR", "FN_TREAS")
UNDERWRITERS = ("UW_UND1", "UW_UND2", "UW_UND3", "UW_UND4", "UW_DIR")
CLOCK, DISPATCHER = "system:claims-clock", "system:dispatcher"

LABELS = {
    "claims.view_calibration": _("See the authority of sub-branches beside last year's claims"),
    "claims.view_reports": _("See loss reports"),
    "claims.view_tasks": _("See survey tasks"),
    "claims.view_claims": _("See claims"),
    "claims.view_own_tasks": _("Work on own survey tasks"),
    "claims.view_shares": _("See requests to share claims"),
    "claims.receive_report": _("Take loss reports"),
    "claims.cancel_report": _("Cancel loss reports"),
    "claims.merge_report": _("Merge loss reports"),
    "claims.manage_event": _("Manage major events"),
    "claims.create_task": _("Create survey tasks"),
    "claims.assign_task": _("Assign surveyors automatically"),
    "claims.redispatch_task": _("Dispatch by hand"),
    "claims.cancel_task": _("Cancel survey tasks"),
    "claims.plan_duty": _("Plan duty shifts"),
    "claims.survey": _("Survey and assess"),
    "claims.review_price": _("Review prices"),
    "claims.register_claim": _("Register claims"),
    "claims.note_progress": _("Note progress of a case"),
    "claims.handle_papers": _("Check claim documents"),
    "claims.revise_reserve": _("Revise reserves"),
    "claims.calculate_claim": _("Calculate claims"),
    "claims.approve_claim": _("Approve claims"),
    "claims.settle_claim": _("Agree on payment"),
    "claims.cancel_claim": _("Cancel claims"),
    "claims.ask_reopening": _("Ask to reopen closed claims"),
    "claims.reopen_claim": _("Approve the reopening of claims"),
    "claims.run_clock": _("Run the claims clock"),
    "claims.request_share": _("Ask to read a claim"),
    "claims.grant_share": _("Grant reading of a claim"),
}
POSTS: dict[str, tuple[str, ...]] = {
    "claims.view_calibration": ("CS_DIR", "CS_STAT", "BR_MGR", "OPS_MGR", "IA_AUD", "PROV_CLAIMS", "HO_CLAIMS"),
    "claims.view_reports": (*READERS, "CS_AGENT", "CS_SURV"),
    "claims.view_tasks": (*READERS, "CS_AGENT", "CS_SURV"),
    "claims.view_claims": (*READERS, *FINANCE, *UNDERWRITERS, "UW_INFO", "CS_AGENT"),
    "claims.view_own_tasks": ("CS_SURV",),
    "claims.view_shares": (*READERS, *FINANCE, *UNDERWRITERS),
    "claims.receive_report": ("CS_AGENT",),
    "claims.cancel_report": ("CS_AGENT", "CS_DISP"),
    "claims.merge_report": ("CS_AGENT", "CS_DISP"),
    "claims.manage_event": ("CS_DIR", "CS_DISP"),
    "claims.create_task": (DISPATCHER, "CS_DISP"),
    "claims.assign_task": (DISPATCHER,),
    "claims.redispatch_task": ("CS_DISP",),
    "claims.cancel_task": ("CS_DISP", DISPATCHER),
    "claims.plan_duty": ("CS_DISP", "CS_SUP"),
    "claims.survey": ("CS_SURV",),
    "claims.review_price": ("CS_PRICE", "PROV_CLAIMS"),
    "claims.register_claim": ("CS_REG", CLOCK),
    "claims.note_progress": (CLOCK,),
    "claims.handle_papers": ("CS_ADMIN",),
    "claims.revise_reserve": ("CS_REG",),
    "claims.calculate_claim": ("CS_ADJ",),
    "claims.approve_claim": (*APPROVERS, "PROV_CLAIMS"),
    "claims.settle_claim": ("CS_ADMIN",),
    "claims.cancel_claim": ("CS_DIR",),
    "claims.ask_reopening": ("CS_ADMIN", "CS_REG"),
    "claims.reopen_claim": ("CS_DIR",),
    "claims.run_clock": (CLOCK,),
    "claims.request_share": (*READERS, *FINANCE, *UNDERWRITERS),
    "claims.grant_share": ("CS_DIR", "PROV_CLAIMS", CLOCK),
}
QUEUES: dict[str, tuple[str, ...]] = {
    lifecycle.DISPATCH_QUEUE: ("CS_DISP",),
    lifecycle.ACCEPT_QUEUE: ("CS_SURV",),
    lifecycle.SURVEY_QUEUE: ("CS_SURV",),
    lifecycle.PRICE_QUEUE: ("CS_PRICE",),
    lifecycle.REGISTER_QUEUE: ("CS_REG",),
    claim.PAPERS_QUEUE: ("CS_ADMIN",),
    claim.CUSTOMER_QUEUE: ("CS_ADMIN",),
    claim.CALCULATE_QUEUE: ("CS_ADJ",),
    claim.APPROVE_QUEUE: APPROVERS,
    claim.ABOVE_QUEUE: ("CS_APPR2", "CS_APPR3", "CS_APPR4", "CS_DIR"),
    claim.PROVINCE_QUEUE: ("PROV_CLAIMS",),
    claim.SETTLE_QUEUE: ("CS_ADMIN",),
    claim.REOPEN_QUEUE: ("CS_DIR",),
    claim.SHARE_QUEUE: ("CS_DIR",),
}
QUEUE_LABELS = {
    lifecycle.DISPATCH_QUEUE: _("dispatch a surveyor"),
    lifecycle.ACCEPT_QUEUE: _("accept the task"),
    lifecycle.SURVEY_QUEUE: _("survey"),
    lifecycle.PRICE_QUEUE: _("review the price"),
    lifecycle.REGISTER_QUEUE: _("register claims"),
    claim.PAPERS_QUEUE: _("check documents"),
    claim.CUSTOMER_QUEUE: _("documents of the customer"),
    claim.CALCULATE_QUEUE: _("calculate"),
    claim.APPROVE_QUEUE: _("approve"),
    claim.ABOVE_QUEUE: _("approve above grade"),
    claim.PROVINCE_QUEUE: _("approval of the province"),
    claim.SETTLE_QUEUE: _("agree and pay"),
    claim.REOPEN_QUEUE: _("decide on reopening"),
    claim.SHARE_QUEUE: _("decide on sharing"),
}


def register() -> None:
    """Tell the registry what this app guards."""
    permissions.register("claims", labels=LABELS, posts=POSTS, queues=QUEUES)
    name_operations(
        Operation(
            code="claims.assess", label=_("Loss assessment"), measures={"assessed": MeasureName(_("Assessed loss"))}
        ),
        Operation(
            code="claims.approve", label=_("Claim approval"), measures={"payable": MeasureName(_("Claim payable"))}
        ),
    )
    never_above(Bound("claims.approve", "payable", "claims.assess", "assessed"))
