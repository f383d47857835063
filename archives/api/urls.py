"""Routes of the API of the archive, below /api/v1/."""

from __future__ import annotations

from django.urls import path

from archives.api.views import Verify

app_name = "archives_api"
urlpatterns = [path("verify/<str:token>", Verify.as_view(), name="verify")]
