"""Routes of the organisation."""

from __future__ import annotations

from django.urls import path

from organisation.views import changes, sign_in

app_name = "organisation"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="login"),
    path("sign-in/demo/", sign_in.demo_sign_in, name="demo_sign_in"),
    path("sign-in/second-factor/", sign_in.second_factor, name="second_factor"),
    path("sign-out/", sign_in.sign_out, name="logout"),
    path("switch-post/", sign_in.switch, name="switch"),
    path("administration/changes/", changes.changes, name="changes"),
    path("administration/changes/<int:pk>/", changes.change, name="change"),
]
