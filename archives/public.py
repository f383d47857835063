"""The door of this package for the apps above."""

from __future__ import annotations

from archives.documents.machinery import DocumentUnavailable
from archives.documents.pdf import StandingPages, render_pdf
from archives.documents.production import produce
from archives.documents.qr import qr_svg
from archives.rules.facts import DocumentFact, DocumentRef, VerificationFact
from archives.selectors.documents import documents_of
from archives.selectors.retention import retain_until
from archives.services.deposit import deposit, deposit_upload
from archives.services.verification import register_verifier, verification_address

__all__ = [
    "DocumentFact",
    "DocumentRef",
    "DocumentUnavailable",
    "StandingPages",
    "VerificationFact",
    "deposit",
    "deposit_upload",
    "documents_of",
    "produce",
    "qr_svg",
    "register_verifier",
    "render_pdf",
    "retain_until",
    "verification_address",
]
