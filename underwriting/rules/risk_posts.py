"""Who assesses risks, sits on committees and goes to the sub-branches (domain 3.1, 3.2, B-27)."""

from __future__ import annotations

from underwriting.rules import risk_advice, risk_assessment, risk_committee, risk_visit
from underwriting.rules.words import gettext_noop as _

UNDERWRITERS = ("UW_UND1", "UW_UND2", "UW_UND3", "UW_UND4", "UW_DIR")
CENTRE = ("UW_RISK", *UNDERWRITERS)
SUB_ASSESSORS = ("SUB_MGR", "UW_REVIEW")
MEMBERS = ("RISKCOM", "PANEL", "BR_MGR", "UW_DIR", "UW_RI", "UW_UND2", "UW_UND3", "UW_UND4", "CS_DIR", "FN_DIR")
MORE_MEMBERS = ("OPS_MGR", "COMPL", "CS_LEGAL", "WG")
ABOVE = ("PROV_UW", "HO_UW", "BR_MGR", "OPS_MGR", "IA_AUD")
AUTO = "system:auto-underwriting"
READERS = (*CENTRE, *SUB_ASSESSORS, "SALES", "UW_ISSUE", "UW_RI", "UW_INFO", "WG", *ABOVE)

READ_REPORT = "underwriting.read_report"

LABELS = {
    "underwriting.view_assessments": _("See risk assessments"),
    READ_REPORT: _("Read what confidential assessment reports say"),
    risk_assessment.ORDER: _("Order risk assessments"),
    risk_assessment.ASSESS: _("Assess risks"),
    risk_assessment.CONFIRM_RIGHT: _("Confirm assessment reports"),
    "underwriting.propose_risk_terms": _("Propose conditions from an assessment"),
    "underwriting.deliver_letter": _("Deliver letters of improvements"),
    "underwriting.view_committee": _("See committee cases"),
    risk_committee.RUN: _("Prepare and record committee cases"),
    risk_committee.VOTE_RIGHT: _("Vote on committee cases"),
    "underwriting.apply_resolution": _("Apply resolutions"),
    "underwriting.release_assessed": _("Hand assessed proposals to underwriting"),
    "underwriting.view_visit_days": _("See underwriting days"),
    risk_visit.PLAN_DAYS: _("Plan underwriting days"),
    risk_visit.RECORD_DAY: _("Record underwriting days"),
    risk_visit.FOLLOW_ISSUES: _("Hand in and settle issues of underwriting days"),
    risk_advice.ASK_RIGHT: _("Ask the risk assessors"),
    risk_advice.ANSWER_RIGHT: _("Advise on risks"),
    "underwriting.view_risk_library": _("See the risk library"),
    "underwriting.propose_guide": _("Propose guides and boards of risk assessment"),
    "underwriting.approve_guide": _("Release guides and boards of risk assessment"),
}
POSTS: dict[str, tuple[str, ...]] = {
    "underwriting.view_assessments": READERS,
    READ_REPORT: tuple(post for post in READERS if post not in {"SALES", "UW_ISSUE"}),
    risk_assessment.ORDER: (*CENTRE, *SUB_ASSESSORS, AUTO),
    risk_assessment.ASSESS: ("UW_RISK", *SUB_ASSESSORS),
    risk_assessment.CONFIRM_RIGHT: ("UW_RISK", "UW_DIR"),
    "underwriting.propose_risk_terms": ("SALES", *SUB_ASSESSORS),
    "underwriting.deliver_letter": ("SALES", "UW_RISK", *SUB_ASSESSORS),
    "underwriting.view_committee": (
        *CENTRE,
        "WG",
        *MEMBERS[:2],
        "UW_RI",
        "CS_DIR",
        "FN_DIR",
        *MORE_MEMBERS[1:3],
        *ABOVE,
    ),
    risk_committee.RUN: ("UW_RISK", "WG", AUTO),
    risk_committee.VOTE_RIGHT: (*MEMBERS, *MORE_MEMBERS[:3]),
    "underwriting.apply_resolution": (*UNDERWRITERS, AUTO),
    "underwriting.release_assessed": (AUTO,),
    "underwriting.view_visit_days": (*CENTRE, "UW_INFO", *SUB_ASSESSORS, "SALES", "UW_ISSUE", *ABOVE),
    risk_visit.PLAN_DAYS: ("UW_DIR", "UW_INFO", AUTO),
    risk_visit.RECORD_DAY: CENTRE,
    risk_visit.FOLLOW_ISSUES: (*SUB_ASSESSORS, "UW_DIR", "UW_RISK"),
    risk_advice.ASK_RIGHT: ("SALES", "UW_ISSUE", *SUB_ASSESSORS),
    risk_advice.ANSWER_RIGHT: CENTRE,
    "underwriting.view_risk_library": (*CENTRE, *SUB_ASSESSORS, "SALES", "UW_RI", "UW_INFO", *ABOVE),
    "underwriting.propose_guide": ("UW_RISK", "UW_UND3", "UW_UND4"),
    "underwriting.approve_guide": ("UW_DIR", "BR_MGR"),
}
QUEUES: dict[str, tuple[str, ...]] = {
    risk_assessment.SUB_QUEUE: SUB_ASSESSORS,
    risk_assessment.CENTRE_QUEUE: ("UW_RISK",),
    risk_assessment.CONFIRM_QUEUE: ("UW_RISK", "UW_DIR"),
    risk_assessment.DIRECTOR_QUEUE: ("UW_DIR",),
    risk_committee.GROUP_QUEUE: ("UW_RISK", "WG"),
    risk_committee.VOTE_QUEUE: (*MEMBERS, *MORE_MEMBERS[:3]),
    risk_committee.LOOK_BACK_QUEUE: ("UW_RISK",),
    risk_visit.DAY_QUEUE: ("UW_DIR", "UW_RISK"),
    risk_visit.ISSUE_QUEUE: ("SUB_MGR",),
    risk_visit.LETTER_QUEUE: ("SALES", "SUB_MGR"),
    risk_visit.CHECK_QUEUE: ("UW_RISK", *SUB_ASSESSORS),
    risk_visit.SAFETY_QUEUE: UNDERWRITERS,
    risk_advice.ADVICE_QUEUE: ("UW_RISK",),
}
QUEUE_LABELS = {
    risk_assessment.SUB_QUEUE: _("assess a risk (sub-branch)"),
    risk_assessment.CENTRE_QUEUE: _("assess a risk (centre)"),
    risk_assessment.CONFIRM_QUEUE: _("confirm an assessment report"),
    risk_assessment.DIRECTOR_QUEUE: _("confirm an assessment report of the centre"),
    risk_committee.GROUP_QUEUE: _("prepare a committee case"),
    risk_committee.VOTE_QUEUE: _("vote on a committee case"),
    risk_committee.LOOK_BACK_QUEUE: _("look back on a resolution"),
    risk_visit.DAY_QUEUE: _("hold an underwriting day"),
    risk_visit.ISSUE_QUEUE: _("settle issues of an underwriting day"),
    risk_visit.LETTER_QUEUE: _("deliver a letter of improvements"),
    risk_visit.CHECK_QUEUE: _("check improvements"),
    risk_visit.SAFETY_QUEUE: _("decide on a contract that is not safe"),
    risk_advice.ADVICE_QUEUE: _("answer a question on a risk"),
}
