"""Is the process alive, is the product ready, and its figures for Prometheus."""

from __future__ import annotations

import hmac
import os
from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from core.jobs.metrics import JOBS
from core.jobs.pulse import unproven

OK = "ok"


class Check(NamedTuple):
    """A question about the product's health. Pages can be served while a check that is not ``vital`` fails."""

    ask: Callable[[], str]
    vital: bool


_checks: dict[str, Check] = {}
_migrated = False


def register(name: str, ask: Callable[[], str], *, vital: bool = False) -> None:
    """``ask`` answers ``"ok"`` or what is wrong. The relay and the queues register theirs."""
    _checks[name] = Check(ask, vital)


@login_not_required
@never_cache
@require_safe
def alive(_request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked, so that a slow database never gets it killed."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def ready(_request: HttpRequest) -> JsonResponse:
    """200 when pages can be served; the body tells of every check, the background services included."""
    answers = {name: _answer(check) for name, check in _checks.items()}
    unfit = any(check.vital and answers[name] != OK for name, check in _checks.items())
    return JsonResponse({"status": "unavailable" if unfit else OK, "checks": answers}, status=503 if unfit else 200)


@login_not_required
@never_cache
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus: with the token of METRICS_TOKEN, or from this machine when none is set."""
    if not _may_read_figures(request):
        return HttpResponseForbidden(content_type="text/plain")
    return HttpResponse(generate_latest(_registry()) + generate_latest(JOBS), content_type=CONTENT_TYPE_LATEST)


def _answer(check: Check) -> str:
    try:
        return check.ask()
    except DatabaseError:
        return "database does not answer"


def _may_read_figures(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode())
    return request.META.get("REMOTE_ADDR") in {"127.0.0.1", "::1"} and "X-Forwarded-For" not in request.headers


def _registry() -> CollectorRegistry:
    """With several web processes their figures are added up."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return OK


def _migrations() -> str:
    """The good answer is kept, because looking costs more than a page."""
    global _migrated  # noqa: PLW0603 - one fact of the process
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return OK if _migrated else "migrations are missing"


def _queues() -> str:
    """Canaries come out of every queue, and the relay makes its rounds."""
    missing = unproven(["relay", *settings.QUEUES])
    return f"silent: {', '.join(missing)}" if missing else OK


register("database", _database, vital=True)
register("migrations", _migrations, vital=True)
register("queues", _queues)
