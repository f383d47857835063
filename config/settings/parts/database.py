"""PostgreSQL: two roles (owner for migrations, application for everything else) and the cache."""

from __future__ import annotations

from typing import Any

from config.settings.env import env

APPLICATION_ROLE = env.str("APPLICATION_ROLE", default="tc_app")
OWNER_ROLE = env.str("OWNER_ROLE", default="tc_owner")


def _connection() -> dict[str, Any]:
    found: dict[str, Any] = env.db_url("DATABASE_URL", default="postgresql:///three_centres")
    return found | {
        "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60),
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {
            "application_name": env.str("SERVICE_NAME", default="three-centres"),
            "options": "-c timezone=UTC -c idle_in_transaction_session_timeout=60s",
        },
    }


DATABASES = {"default": _connection()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "three-centres"}}
