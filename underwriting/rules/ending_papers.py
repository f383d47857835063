"""Papers of a change or an ending as files; what follows when the policy's own papers do not come back (5.9)."""

from __future__ import annotations

from underwriting.rules.words import gettext_noop as _

PAPER = "endorsement_paper"
CERTIFICATE, LOSS, DELIVERY, IDENTITY, OTHER = "certificate", "loss_declaration", "delivery", "identity", "other"
# What a clerk brings; the proof of delivery comes with the delivery itself.
BROUGHT = {
    CERTIFICATE: _("Certificate of the vehicle office or the police"),
    LOSS: _("Declaration that policy, mark or forms are lost"),
    IDENTITY: _("Identity or authority of who asks"),
    OTHER: _("Another paper of the case"),
}
PAPER_LABELS = BROUGHT | {DELIVERY: _("Proof of delivery")}

WITHOUT_PAPERS = _("refund without the returned papers")
DIRECTOR_AGREED = _("refund without the returned papers, agreed by the director")
HOLD_CLOCK = "underwriting.refund_hold"
DIRECTOR, TOLD = "underwriting.refund_without_papers", "underwriting.hear_of_refunds"
DIRECTOR_QUEUE = "underwriting.endorsement_without_papers"
