"""Documents, printed forms, seals: what is kept, who read or moved it, and how strangers verify it."""

from archives.models.document import Document, DocumentAccess
from archives.models.form_custody import FormCount, FormCountLine, Seal, SealUse
from archives.models.form_gaps import FormGap
from archives.models.form_lots import FormLot, FormMovement, FormTerms, FormType
from archives.models.form_papers import FormDestruction, FormIncident, FormOrder, FormRequest, FormSlip
from archives.models.form_shortages import FormShortage
from archives.models.retention import RetentionRule
from archives.models.verification import PublicVisit, VerificationCode

__all__ = [
    "Document",
    "DocumentAccess",
    "FormCount",
    "FormCountLine",
    "FormDestruction",
    "FormGap",
    "FormIncident",
    "FormLot",
    "FormMovement",
    "FormOrder",
    "FormRequest",
    "FormShortage",
    "FormSlip",
    "FormTerms",
    "FormType",
    "PublicVisit",
    "RetentionRule",
    "Seal",
    "SealUse",
    "VerificationCode",
]
