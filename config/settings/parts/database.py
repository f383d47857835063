"""PostgreSQL: two roles (owner for migrations, application for everything else) and the cache.

``tools/sql/roles.sql`` creates the roles. Migrations take rights away from ``APPLICATION_ROLE`` by name.
"""

from __future__ import annotations

from typing import Any

from config.settings.env import env

OWNER_ROLE = "tc_owner"
APPLICATION_ROLE = "tc_app"
SESSION = "-c timezone=UTC -c idle_in_transaction_session_timeout=60s"


def _connection(variable: str, **default: str) -> dict[str, Any]:
    found: dict[str, Any] = env.db_url(variable, **default)
    found["OPTIONS"] = found.get("OPTIONS", {}) | {
        "application_name": env.str("SERVICE_NAME", default="three-centres"),
        "options": SESSION,
    }
    return found | {"CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60), "CONN_HEALTH_CHECKS": True}


DATABASES = {"default": _connection("DATABASE_URL", default="postgresql:///three_centres")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "core.memory.UnpackedCache",
        "LOCATION": "three-centres",
        "OPTIONS": {"MAX_ENTRIES": 3_000},
    }
}
