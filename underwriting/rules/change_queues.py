"""Where changes of underwriting's rules wait: with those who may release them, and with nobody else."""

from __future__ import annotations

from underwriting.rules.words import gettext_noop as _

MASTER, SUSPENSIONS = "underwriting.master_programmes", "underwriting.suspensions"
REINSURANCE, GUIDES = "underwriting.reinsurance_programme", "underwriting.risk_guides"
ELEMENTS = "underwriting.rule_elements"
# The permission that releases what waits there.
RELEASED_WITH = {
    MASTER: "underwriting.approve_master",
    SUSPENSIONS: "underwriting.approve_moratorium",
    REINSURANCE: "underwriting.approve_programme",
    GUIDES: "underwriting.approve_guide",
    ELEMENTS: "underwriting.release_elements",
}
QUEUE_LABELS = {
    MASTER: _("decide on master programmes"),
    SUSPENSIONS: _("decide on suspensions of business"),
    REINSURANCE: _("decide on the reinsurance programme"),
    GUIDES: _("decide on guides and boards of risk assessment"),
    ELEMENTS: _("release elements of automatic underwriting"),
}
