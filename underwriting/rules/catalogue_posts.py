"""Who looks after products, tariffs, agreements and the market: permissions, posts and queues (domain 3.2)."""

from __future__ import annotations

from underwriting.rules import state_tables
from underwriting.rules.cargo_agreement import MEND_QUEUE, REVIEW_QUEUE
from underwriting.rules.code_request import DEPARTMENT_QUEUE, IT_QUEUE
from underwriting.rules.market import MARKET_QUEUE
from underwriting.rules.words import gettext_noop as _

UNDERWRITERS = ("UW_UND1", "UW_UND2", "UW_UND3", "UW_UND4", "UW_DIR")
SUB_BRANCH = ("SALES", "UW_ISSUE", "UW_REVIEW", "SUB_MGR")
UPPER = ("PROV_UW", "HO_UW")
READERS = (*UNDERWRITERS, *SUB_BRANCH, *UPPER, "UW_INFO", "UW_RISK", "UW_RI", "BR_MGR", "OPS_MGR", "OPS_DATA", "IA_AUD")
PRODUCT_QUEUE, STATE_QUEUE = "underwriting.products", "underwriting.state_tables"

LABELS = {
    "underwriting.view_products": _("See products and clauses"),
    "underwriting.propose_product": _("Propose products, clauses and tariffs"),
    "underwriting.approve_product": _("Release products, clauses and tariffs"),
    state_tables.PROPOSE: _("Propose tables fixed by the state"),
    state_tables.APPROVE: _("Release tables fixed by the state"),
    "underwriting.view_codes": _("See requests for product codes"),
    "underwriting.request_code": _("Request product codes"),
    "underwriting.forward_code": _("Decide on requests for product codes"),
    "underwriting.assign_code": _("Assign product codes"),
    "underwriting.view_cargo_agreements": _("See cargo agreements"),
    "underwriting.submit_cargo_agreement": _("Submit cargo agreements"),
    "underwriting.review_cargo_agreement": _("Review cargo agreements"),
    "underwriting.view_market": _("See market notes and concentration"),
    "underwriting.note_market": _("Note market events"),
    "underwriting.answer_market": _("Decide on market notes"),
}
POSTS: dict[str, tuple[str, ...]] = {
    "underwriting.view_products": READERS,
    "underwriting.propose_product": ("UW_INFO", "UW_UND3", "UW_UND4"),
    "underwriting.approve_product": ("UW_DIR",),
    state_tables.PROPOSE: ("HO_UW",),
    state_tables.APPROVE: ("HO_UW",),
    "underwriting.view_codes": (*UNDERWRITERS, *SUB_BRANCH, *UPPER, "UW_INFO", "IA_AUD"),
    "underwriting.request_code": ("SALES", "UW_ISSUE", "UW_INFO", "UW_UND3", "UW_UND4"),
    "underwriting.forward_code": ("PROV_UW",),
    "underwriting.assign_code": ("HO_UW",),
    "underwriting.view_cargo_agreements": READERS,
    "underwriting.submit_cargo_agreement": ("SALES", "UW_ISSUE"),
    "underwriting.review_cargo_agreement": UNDERWRITERS,
    "underwriting.view_market": (*UNDERWRITERS, *UPPER, "SALES", "SUB_MGR", "UW_INFO", "BR_MGR", "OPS_MGR", "IA_AUD"),
    "underwriting.note_market": ("SALES", "SUB_MGR", "UW_INFO", *UNDERWRITERS),
    "underwriting.answer_market": ("UW_DIR",),
}
QUEUES: dict[str, tuple[str, ...]] = {
    PRODUCT_QUEUE: ("UW_DIR",),
    STATE_QUEUE: ("HO_UW",),
    DEPARTMENT_QUEUE: ("PROV_UW",),
    IT_QUEUE: ("HO_UW",),
    REVIEW_QUEUE: UNDERWRITERS,
    MEND_QUEUE: ("SALES", "UW_ISSUE"),
    MARKET_QUEUE: ("UW_DIR",),
}
QUEUE_LABELS = {
    PRODUCT_QUEUE: _("release products and tariffs"),
    STATE_QUEUE: _("Release tables fixed by the state"),
    DEPARTMENT_QUEUE: _("apply for product codes"),
    IT_QUEUE: _("assign product codes"),
    REVIEW_QUEUE: _("review cargo agreements"),
    MEND_QUEUE: _("change cargo agreements"),
    MARKET_QUEUE: _("judge market notes"),
}
