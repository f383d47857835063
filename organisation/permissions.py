"""Who may see and change the organisation."""

from __future__ import annotations

import csv
from pathlib import Path

from core import permissions
from organisation.rules import filed_plans
from organisation.rules.lifecycles import (
    appraisal,
    assignment,
    conflict_report,
    exchange,
    filed_plan,
    meeting,
    override,
)
from organisation.rules.words import gettext_noop as _

ADMINISTRATORS = ("IT_ADMIN", "SEC_ADMIN")
ABOVE = ("PROV_UW", "PROV_CLAIMS", "PROV_FIN", "HO_UW", "HO_CLAIMS")
DIRECTORS = ("UW_DIR", "CS_DIR", "FN_DIR")
MANAGERS = ("BR_MGR", "UW_DIR", "CS_DIR", "FN_DIR", "OPS_MGR", "IA_AUD", *ADMINISTRATORS)

RULE_KEEPERS = ("UW_UND3", "UW_UND4", "UW_INFO", "UW_RI")  # propose values of automatic underwriting, treaties

# Whoever may propose or decide some kind of change; each kind asks for a permission of its own besides.
# Who proposes changes of single tables: guides of assessment, terms of forms, terms of intermediaries.
OF_A_TABLE = ("UW_RISK", "FN_DOC", "SUB_MGR")
PROPOSERS = ("BR_MGR", *DIRECTORS, *RULE_KEEPERS, "OPS_MGR", "OPS_PROC", "IT_ADMIN", "SEC_ADMIN", *ABOVE, *OF_A_TABLE)
DECIDERS = ("BR_MGR", *DIRECTORS, "SEC_ADMIN", *ABOVE)

# Who may decide on a delegation of a post in the own scope.
RELEASERS = ("BR_MGR", *DIRECTORS, "SUB_MGR", "OPS_MGR", *ABOVE, "HO_FIN")
SYSTEM_CLOCK = "system:delegation-clock"

# Who decides on plans of an area above the branch.
PROVINCE = {filed_plans.GENERAL: "PROV_UW", filed_plans.FINANCE: "PROV_FIN", filed_plans.CLAIMS: "PROV_CLAIMS"}
HEAD_OFFICE = {filed_plans.GENERAL: "HO_UW", filed_plans.FINANCE: "HO_FIN", filed_plans.CLAIMS: "HO_CLAIMS"}
DRAFTERS = ("BR_MGR", "CS_DIR", "FN_DIR", "OPS_MGR")

# Who leads people: gives them work, calls meetings, appraises them.
LEADERS = ("BR_MGR", *DIRECTORS, "CS_SUP", "OPS_MGR", "SUB_MGR")
MEETING_CLERK = "system:meeting-clerk"


def _everybody() -> tuple[str, ...]:
    """Every post that a person can hold."""
    with (Path(__file__).parent / "reference" / "posts.csv").open(encoding="utf-8") as file:
        return tuple(row["code"] for row in csv.DictReader(file) if row["code"] != "ECOM")


LABELS = {
    "organisation.view_changes": _("See changes of rules"),
    "organisation.propose_change": _("Propose changes of rules"),
    "organisation.approve_change": _("Decide on changes of rules"),
    "organisation.propose_authority": _("Propose authority"),
    "organisation.approve_authority": _("Decide on authority"),
    "organisation.propose_control": _("Propose parameters, deadlines and calendar days"),
    "organisation.approve_control": _("Decide on parameters, deadlines and calendar days"),
    "organisation.propose_access": _("Propose posts and access"),
    "organisation.approve_access": _("Decide on posts and access"),
    "organisation.view_units": _("See units and posts"),
    "organisation.view_authority": _("See authority"),
    "organisation.view_controls": _("See segregation of duties, parameters and calendar"),
    "organisation.view_sessions": _("See and end sessions"),
    "organisation.give_posts": _("End posts"),
    "organisation.view_staff": _("See people and their posts"),
    "organisation.manage_staff": _("Enter, change and deactivate people"),
    "organisation.reset_access": _("Reset passwords and second factors, unlock"),
    "organisation.propose_same_city": _("Propose same-city decisions"),
    "organisation.approve_same_city": _("Approve same-city decisions"),
    "organisation.propose_unit": _("Propose new units and changes of units"),
    "organisation.approve_unit": _("Approve new units and changes of units"),
    "organisation.view_clients": _("See API clients"),
    "organisation.manage_clients": _("Propose and manage API clients"),
    "organisation.view_grants": _("See exceptional grants"),
    "organisation.end_grants": _("End exceptional grants"),
    "organisation.view_audit": _("See the audit trail"),
    "organisation.request_delegation": _("Request and see delegations"),
    "organisation.approve_delegation": _("Decide on delegations"),
    "organisation.run_delegations": _("Begin and end delegations"),
    override.REQUEST_RIGHT: _("Ask for an emergency override"),
    override.APPROVE_RIGHT: _("Decide on emergency overrides"),
    override.CHECK_RIGHT: _("Check emergency overrides afterwards"),
    override.VIEW_RIGHT: _("See and end emergency overrides"),
    override.CLOCK_RIGHT: _("End emergency overrides whose hours are over"),
    conflict_report.MAKE_RIGHT: _("Draw up reports of incompatible duties"),
    conflict_report.NOTE_RIGHT: _("Note reports of incompatible duties"),
    conflict_report.VIEW_RIGHT: _("See reports of incompatible duties"),
    assignment.GIVE_RIGHT: _("Give work and targets"),
    assignment.DO_RIGHT: _("Do work given to oneself"),
    meeting.CALL_RIGHT: _("Call meetings and write minutes"),
    "organisation.view_meetings": _("See meetings"),
    appraisal.WRITE_RIGHT: _("Appraise people"),
    appraisal.CONFIRM_RIGHT: _("Confirm appraisals"),
    appraisal.READ_RIGHT: _("Read the own appraisal"),
    exchange.VIEW_RIGHT: _("See postings and exchanges"),
    exchange.PROPOSE_RIGHT: _("Propose exchanges of posted people"),
    exchange.APPROVE_RIGHT: _("Decide on exchanges of posted people"),
    exchange.CARRY_RIGHT: _("Carry exchanges out on their day"),
    "organisation.view_structure": _("See the structure of the centres"),
    "organisation.view_plans": _("See filed plans"),
    filed_plan.DRAFT_RIGHT: _("Draft plans of the branch"),
    filed_plan.ENDORSE_RIGHT: _("Decide on plans as the province"),
    filed_plan.ANSWER_RIGHT: _("Answer plans as head office"),
    filed_plan.CLOCK_RIGHT: _("End plans whose period is over"),
    **{f"{filed_plan.ENDORSE_RIGHT}.{area}": _("Decide on plans as the province") for area in PROVINCE},
    **{f"{filed_plan.ANSWER_RIGHT}.{area}": _("Answer plans as head office") for area in HEAD_OFFICE},
}
POSTS: dict[str, tuple[str, ...]] = {
    "organisation.view_changes": (*MANAGERS, *RULE_KEEPERS, "OPS_PROC", *ABOVE),
    "organisation.propose_change": PROPOSERS,
    "organisation.approve_change": DECIDERS,
    "organisation.propose_authority": ("BR_MGR", *DIRECTORS, *ABOVE),
    "organisation.approve_authority": ("BR_MGR", *ABOVE),
    "organisation.propose_control": (*DIRECTORS, "OPS_MGR", "OPS_PROC"),
    "organisation.approve_control": ("BR_MGR",),
    "organisation.propose_access": ("IT_ADMIN",),
    "organisation.approve_access": ("SEC_ADMIN",),
    "organisation.view_units": MANAGERS,
    "organisation.view_authority": (*MANAGERS, *ABOVE),
    "organisation.view_controls": (*MANAGERS, "OPS_PROC", *ABOVE),
    "organisation.view_sessions": ADMINISTRATORS,
    "organisation.give_posts": ("IT_ADMIN",),
    "organisation.view_staff": MANAGERS,
    "organisation.manage_staff": ("IT_ADMIN",),
    "organisation.reset_access": ("SEC_ADMIN",),
    "organisation.propose_same_city": ("CS_DIR", "OPS_MGR"),
    "organisation.approve_same_city": ("BR_MGR",),
    "organisation.propose_unit": ("CS_DIR", "OPS_MGR"),
    "organisation.approve_unit": ("BR_MGR",),
    "organisation.view_clients": ADMINISTRATORS,
    "organisation.manage_clients": ("IT_ADMIN",),
    "organisation.view_grants": ("IA_AUD", "SEC_ADMIN", "BR_MGR"),
    "organisation.end_grants": ("SEC_ADMIN",),
    "organisation.view_audit": ("IA_AUD", "SEC_ADMIN", "BR_MGR"),
    "organisation.request_delegation": _everybody(),
    "organisation.approve_delegation": RELEASERS,
    "organisation.run_delegations": (SYSTEM_CLOCK,),
    override.REQUEST_RIGHT: _everybody(),
    override.APPROVE_RIGHT: ("SUB_MGR", *DIRECTORS),
    override.CHECK_RIGHT: ("IA_AUD",),
    override.VIEW_RIGHT: _everybody(),
    override.CLOCK_RIGHT: (SYSTEM_CLOCK,),
    conflict_report.MAKE_RIGHT: ("system:segregation-clock",),
    conflict_report.NOTE_RIGHT: ("IA_AUD",),
    conflict_report.VIEW_RIGHT: ("IA_AUD", "BR_MGR"),
    assignment.GIVE_RIGHT: (*LEADERS, *ABOVE, "HO_FIN", MEETING_CLERK),
    assignment.DO_RIGHT: _everybody(),
    meeting.CALL_RIGHT: LEADERS,
    "organisation.view_meetings": _everybody(),
    appraisal.WRITE_RIGHT: LEADERS,
    appraisal.CONFIRM_RIGHT: ("BR_MGR", *ABOVE),
    appraisal.READ_RIGHT: _everybody(),
    exchange.VIEW_RIGHT: (*MANAGERS, *ABOVE, "HO_FIN", "CS_SUP", "FN_POSTED", "CS_SURV"),
    exchange.PROPOSE_RIGHT: ("FN_DIR", "CS_DIR"),
    exchange.APPROVE_RIGHT: ("BR_MGR",),
    exchange.CARRY_RIGHT: (SYSTEM_CLOCK,),
    "organisation.view_structure": _everybody(),
    "organisation.view_plans": (*MANAGERS, *ABOVE, "HO_FIN", "SUB_MGR", "OPS_PROC"),
    filed_plan.DRAFT_RIGHT: DRAFTERS,
    filed_plan.ENDORSE_RIGHT: tuple(PROVINCE.values()),
    filed_plan.ANSWER_RIGHT: tuple(HEAD_OFFICE.values()),
    filed_plan.CLOCK_RIGHT: (SYSTEM_CLOCK,),
    **{f"{filed_plan.ENDORSE_RIGHT}.{area}": (post,) for area, post in PROVINCE.items()},
    **{f"{filed_plan.ANSWER_RIGHT}.{area}": (post,) for area, post in HEAD_OFFICE.items()},
}

CHANGES_QUEUE, ACCESS_QUEUE = "organisation.changes", "organisation.access_changes"
AUTHORITY_QUEUE, DELEGATIONS_QUEUE = "organisation.authority_changes", "organisation.delegations"
PLAN_QUEUES = {
    filed_plan.DRAFT_QUEUE: DRAFTERS,
    **{f"{filed_plan.PROVINCE_QUEUE}.{area}": (post,) for area, post in PROVINCE.items()},
    **{f"{filed_plan.HEAD_OFFICE_QUEUE}.{area}": (post,) for area, post in HEAD_OFFICE.items()},
}
QUEUES: dict[str, tuple[str, ...]] = {
    **PLAN_QUEUES,
    exchange.QUEUE: ("BR_MGR",),
    override.QUEUE: ("SUB_MGR", *DIRECTORS),
    override.CHECK_QUEUE: ("IA_AUD",),
    conflict_report.QUEUE: ("IA_AUD",),
    assignment.DO_QUEUE: _everybody(),
    assignment.CONFIRM_QUEUE: (*LEADERS, *ABOVE, "HO_FIN"),
    meeting.QUEUE: LEADERS,
    appraisal.WRITE_QUEUE: LEADERS,
    appraisal.CONFIRM_QUEUE: ("BR_MGR", *ABOVE),
    appraisal.READ_QUEUE: _everybody(),
    DELEGATIONS_QUEUE: RELEASERS,
    CHANGES_QUEUE: ("BR_MGR",),
    AUTHORITY_QUEUE: ("BR_MGR", *ABOVE),
    ACCESS_QUEUE: ("SEC_ADMIN",),
}


def register() -> None:
    """Tell the registry what this app guards."""
    permissions.register("organisation", labels=LABELS, posts=POSTS, queues=QUEUES)
