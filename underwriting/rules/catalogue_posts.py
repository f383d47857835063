"""Who looks after products, tariffs, agreements and the market: permissions, posts and queues (domain 3.2)."""

from __future__ import annotations

from underwriting.rules.words import gettext_noop as _

UNDERWRITERS = ("UW_UND1", "UW_UND2", "UW_UND3", "UW_UND4", "UW_DIR")
SUB_BRANCH = ("SALES", "UW_ISSUE", "UW_REVIEW", "SUB_MGR")
UPPER = ("PROV_UW", "HO_UW")
READERS = (*UNDERWRITERS, *SUB_BRANCH, *UPPER, "UW_INFO", "UW_RISK", "UW_RI", "BR_MGR", "OPS_MGR", "OPS_DATA", "IA_AUD")
PRODUCT_QUEUE = "underwriting.products"

LABELS = {
    "underwriting.view_products": _("See products and clauses"),
    "underwriting.propose_product": _("Propose products, clauses and tariffs"),
    "underwriting.approve_product": _("Release products, clauses and tariffs"),
}
POSTS: dict[str, tuple[str, ...]] = {
    "underwriting.view_products": READERS,
    "underwriting.propose_product": ("UW_INFO", "UW_UND3", "UW_UND4"),
    "underwriting.approve_product": ("UW_DIR",),
}
QUEUES: dict[str, tuple[str, ...]] = {PRODUCT_QUEUE: ("UW_DIR",)}
QUEUE_LABELS = {PRODUCT_QUEUE: _("release products and tariffs")}
