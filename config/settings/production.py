"""Production. Refuses to start with anything that belongs to a demonstration."""

from __future__ import annotations

from config.settings.base import *  # noqa: F403
from config.settings.env import env

SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
FIELD_KEYS = env.str("FIELD_KEYS")
INDEX_KEY = env.str("INDEX_KEY")
PUBLIC_ADDRESS = env.str("PUBLIC_ADDRESS").rstrip("/")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
