"""Production. Refuses to start with anything that belongs to a demonstration."""

from __future__ import annotations

from config.settings.base import *
from config.settings.env import env
from config.settings.guard import refuse_unsafe

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
FIELD_KEYS = env.str("FIELD_KEYS")
INDEX_KEY = env.str("INDEX_KEY")
PUBLIC_ADDRESS = env.str("PUBLIC_ADDRESS").rstrip("/")
refuse_unsafe(globals())

CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
ALLOWED_HOSTS += ["127.0.0.1"]  # health checks inside the container
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=True) else None
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
DOCUMENTS_REQUIRED = True  # without Pango and HarfBuzz subsetting the start is refused
SIGNING_FILE = env.str("SIGNING_FILE", default="")
SIGNING_DEMO = False
SIGNATURES_REQUIRED = True  # a policy without the insurer's signature is not issued
