"""Signing in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SignIn(forms.Form):
    """Login name and password."""

    login_name = forms.CharField(label=_("Login name"), max_length=64)
    password = forms.CharField(label=_("Password"), widget=forms.PasswordInput, strip=False, max_length=200)


class SecondFactor(forms.Form):
    """The six figures of the authenticator."""

    token = forms.RegexField(r"^\d{6}$", label=_("Six figures of your authenticator"), max_length=6)
