"""Files that come in from people or are made by the product: checked, cleaned, stored, and read by permission."""

from core.files.guards import guard, may_read, may_see
from core.files.intake import attach, read, store
from core.files.purposes import DOCUMENT, GENERATED, PHOTO, SHEET, Purpose, limit_by
from core.files.refusals import FileRefused

__all__ = [
    "DOCUMENT",
    "GENERATED",
    "PHOTO",
    "SHEET",
    "FileRefused",
    "Purpose",
    "attach",
    "guard",
    "limit_by",
    "may_read",
    "may_see",
    "read",
    "store",
]
