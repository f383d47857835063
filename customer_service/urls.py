"""Routes of customer service."""

from __future__ import annotations

from django.urls import path

from customer_service.views import desk

app_name = "customer_service"
urlpatterns = [path("95518/", desk.desk, name="desk")]
