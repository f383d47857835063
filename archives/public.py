"""The door of this package for the apps above."""

from __future__ import annotations

from archives.documents.machinery import DocumentUnavailable
from archives.documents.pdf import StandingPages, joined, page_count, render_pdf
from archives.documents.production import produce
from archives.documents.qr import qr_svg
from archives.documents.sheets import Choice, Photo, Sheet, Table, Text, produce_sheet, sheet_kind
from archives.models import FormType as FormKind
from archives.rules.facts import ChangeFact, DocumentFact, DocumentRef, VerificationFact
from archives.selectors.confidants import register_parties
from archives.selectors.documents import Parts, documents_of
from archives.selectors.form_blocks import register_form_block
from archives.selectors.form_figures import form_rates
from archives.selectors.form_lots import (
    BoundForm,
    UnknownForm,
    bound_forms,
    form_types,
    free_serials,
    next_serial,
    out_of_turn,
    used_for,
)
from archives.selectors.form_lots import terms_by_code as form_terms
from archives.selectors.retention import retain_until
from archives.services.bundling import Bundle, bundle_of
from archives.services.deposit import deposit, deposit_upload
from archives.services.form_moves import FormsNotThere, Subject
from archives.services.form_refusals import NotHeld
from archives.services.form_use import FormUsed, replace_form, retire_form, use_form
from archives.services.printing import newest_papers, note_printed
from archives.services.verification import register_verifier, verification_address

__all__ = [
    "BoundForm",
    "Bundle",
    "ChangeFact",
    "Choice",
    "DocumentFact",
    "DocumentRef",
    "DocumentUnavailable",
    "FormKind",
    "FormUsed",
    "FormsNotThere",
    "NotHeld",
    "Parts",
    "Photo",
    "Sheet",
    "StandingPages",
    "Subject",
    "Table",
    "Text",
    "UnknownForm",
    "VerificationFact",
    "bound_forms",
    "bundle_of",
    "deposit",
    "deposit_upload",
    "documents_of",
    "form_rates",
    "form_terms",
    "form_types",
    "free_serials",
    "joined",
    "newest_papers",
    "next_serial",
    "note_printed",
    "out_of_turn",
    "page_count",
    "produce",
    "produce_sheet",
    "qr_svg",
    "register_form_block",
    "register_parties",
    "register_verifier",
    "render_pdf",
    "replace_form",
    "retain_until",
    "retire_form",
    "sheet_kind",
    "use_form",
    "used_for",
    "verification_address",
]
