"""What production refuses: anything that belongs to a demonstration or leaves the door open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.core.exceptions import ImproperlyConfigured

SHORTEST_SECRET = 50
FEWEST_DIFFERENT = 5
DEFAULT_SECRETS = ("demo-only", "test-only", "change", "secret", "django-insecure")


def refuse_unsafe(values: Mapping[str, object]) -> None:
    """Stops the start with every reason at once."""
    reasons = list(_reasons(values))
    if reasons:
        raise ImproperlyConfigured("production does not start: " + "; ".join(reasons))


def _reasons(values: Mapping[str, object]) -> Iterator[str]:
    if values["DEMO"]:
        yield "DEMO is on: demo accounts sign in without a password"
    if values["DEBUG"]:
        yield "DEBUG is on: error pages would show data"
    if not _is_secret(str(values["SECRET_KEY"])):
        yield f"SECRET_KEY is a default or too weak: at least {SHORTEST_SECRET} random characters"
    if "*" in list(values["ALLOWED_HOSTS"]):  # type: ignore[call-overload]
        yield "ALLOWED_HOSTS must name the hosts"
    if not (values["FIELD_KEYS"] and values["INDEX_KEY"]):
        yield "FIELD_KEYS and INDEX_KEY, the keys for personal data, are missing"


def _is_secret(key: str) -> bool:
    return (
        len(key) >= SHORTEST_SECRET
        and len(set(key)) >= FEWEST_DIFFERENT
        and not key.lower().startswith(DEFAULT_SECRETS)
    )
