"""Documents, who read them, how long they are kept, and how strangers verify them."""

from archives.models.document import Document, DocumentAccess
from archives.models.retention import RetentionRule
from archives.models.verification import PublicVisit, VerificationCode

__all__ = ["Document", "DocumentAccess", "PublicVisit", "RetentionRule", "VerificationCode"]
