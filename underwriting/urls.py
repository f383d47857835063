"""Routes of underwriting."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "underwriting"
urlpatterns: list[URLPattern] = []
