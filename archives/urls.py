"""Routes of the archive."""

from __future__ import annotations

from django.urls import path

from archives.views import documents, letters, verify

app_name = "archives"

urlpatterns = [
    path("documents/<int:pk>/", documents.document, name="document"),
    path("documents/authority-letters/<int:pk>/", letters.letter, name="authority_letter"),
    path("verify/<str:token>/", verify.verify_page, name="verify"),
]
