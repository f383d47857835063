"""Routes of the whole product. Each app brings its own ``urls.py``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from core.web import api_docs, health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", health.figures, name="metrics"),
    path("api/v1/", include("archives.api.urls")),
    path("api/v1/", include("underwriting.api.urls")),
    path("api/docs/", api_docs.read, name="api_docs"),
    path("api/schema/", api_docs.schema, name="api_schema"),
    path("", include("archives.urls")),
    path("", include("claims.urls")),
    path("", include("finance.urls")),
    path("", include("customer_service.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("core.urls")),
    path("", include("organisation.urls")),
    path("", include("parties.urls")),
    path("", include("training.urls")),
    path("", include("underwriting.urls")),
]

handler400 = "core.web.views.errors.bad_request"
handler403 = "core.web.views.errors.forbidden"
handler404 = "core.web.views.errors.not_found"
handler500 = "core.web.views.errors.server_error"
