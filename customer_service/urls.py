"""Routes of customer service."""

from __future__ import annotations

from django.urls import path

from customer_service.views import calls, desk

app_name = "customer_service"
urlpatterns = [
    path("95518/", desk.desk, name="desk"),
    path("95518/take/", calls.take, name="take_call"),
    path("95518/reports/<int:pk>/add/", calls.supplement, name="supplement"),
    path("95518/calls/", calls.calls, name="calls"),
    path("95518/calls/<int:pk>/", calls.call, name="call"),
]
