"""Start-up check: production makes documents, and makes them fast."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from archives.documents.machinery import machinery, remedy
from archives.documents.signing import can_sign


@register()
def check_documents(app_configs: Any = None, **_kwargs: Any) -> list[CheckMessage]:
    """Where documents are required a missing library refuses the start; elsewhere documents are marked."""
    del app_configs
    if not settings.DOCUMENTS_REQUIRED:
        return []
    return [Error(remedy(fault), id="archives.E101") for fault in machinery().faults]


@register()
def check_signature(app_configs: Any = None, **_kwargs: Any) -> list[CheckMessage]:
    """Where signatures are required a missing key refuses the start; a demonstration makes its own."""
    del app_configs
    if not settings.SIGNATURES_REQUIRED or can_sign():
        return []
    return [Error("SIGNING_FILE and SIGNING_PASSPHRASE name no readable PKCS#12 file", id="archives.E102")]
