"""Who asks for premium after the issue, who allows it, and who chases instalments (domain 5.8, 9.9)."""

from __future__ import annotations

from underwriting.rules import exemption_life, instalment_life
from underwriting.rules.words import gettext_noop as _

SUB_BRANCH = ("SALES", "UW_ISSUE", "UW_REVIEW", "SUB_MGR", "SUB_RP")
DECIDERS = ("UW_UND3", "UW_UND4", "UW_DIR", "PROV_UW", "HO_UW")
READERS = (*SUB_BRANCH, "UW_UND1", "UW_UND2", *DECIDERS, "UW_INFO", "BR_MGR", "FN_AR", "FN_DIR", "OPS_DATA", "IA_AUD")
CHASERS = ("SALES", "SUB_MGR")

LABELS = {
    "underwriting.view_instalments": _("See exemptions and instalments"),
    "underwriting.request_exemption": _("Ask that premium may come after the issue"),
    "underwriting.decide_exemption": _("Decide on premium after the issue"),
    "underwriting.chase_instalment": _("Chase overdue instalments"),
}
POSTS: dict[str, tuple[str, ...]] = {
    "underwriting.view_instalments": READERS,
    "underwriting.request_exemption": ("SALES", "UW_ISSUE"),
    "underwriting.decide_exemption": DECIDERS,
    "underwriting.chase_instalment": CHASERS,
}
QUEUES: dict[str, tuple[str, ...]] = {
    exemption_life.DECIDE_QUEUE: DECIDERS,
    instalment_life.CHASE_QUEUE: CHASERS,
    instalment_life.END_QUEUE: CHASERS,
}
QUEUE_LABELS = {
    exemption_life.DECIDE_QUEUE: _("decide on premium after the issue"),
    instalment_life.CHASE_QUEUE: _("chase an instalment"),
    instalment_life.END_QUEUE: _("look after a notice of arrears"),
}
