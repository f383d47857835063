"""Keys for encrypted columns, the address that goes into QR codes, and the fonts of documents.

``FIELD_KEYS`` is ``1:<base64>,2:<base64>`` (the last key encrypts, older ones still read); ``INDEX_KEY`` is one base64
key of its own. Both hold 32 random bytes. They never enter the database or a backup of it.
"""

from __future__ import annotations

from config.settings.env import ROOT, env

FIELD_KEYS = env.str("FIELD_KEYS", default="")
INDEX_KEY = env.str("INDEX_KEY", default="")
PUBLIC_ADDRESS = env.str("PUBLIC_ADDRESS", default="http://127.0.0.1:8000").rstrip("/")
DOCUMENT_FONT_DIR = env.path(
    "DOCUMENT_FONT_DIR", default=str(ROOT / "node_modules" / "@expo-google-fonts" / "noto-sans-sc")
)
DOCUMENT_CACHE_DIR = env.path("DOCUMENT_CACHE_DIR", default=str(ROOT / "var" / "documents"))
DOCUMENTS_REQUIRED = False
SIGNING_FILE = env.str("SIGNING_FILE", default=str(ROOT / "var" / "signing" / "demo.p12"))
SIGNING_PASSPHRASE = env.str("SIGNING_PASSPHRASE", default="")
SIGNING_DEMO = True  # a key that signs for itself is made where there is none
SIGNATURES_REQUIRED = False
PUBLIC_REQUESTS_PER_MINUTE = env.int("PUBLIC_REQUESTS_PER_MINUTE", default=30)
