"""Routes of the archive."""

from __future__ import annotations

from django.urls import path

from archives.views import verify

app_name = "archives"

urlpatterns = [path("verify/<str:token>/", verify.verify_page, name="verify")]
