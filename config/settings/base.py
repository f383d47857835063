"""Settings that hold everywhere. Business parameters are effective-dated rows, never settings."""

from __future__ import annotations

from config.settings.env import ROOT, env
from config.settings.parts.api import *
from config.settings.parts.database import *
from config.settings.parts.i18n import *
from config.settings.parts.logs import *
from config.settings.parts.personal_data import *
from config.settings.parts.queue import *
from config.settings.parts.security import *
from config.settings.parts.storage import *

DEBUG = False
DEMO = False
FORBID_QUERIES_WHILE_RENDERING = False
SECRET_KEY = env.str("SECRET_KEY", default="")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
BASE_DIR = ROOT
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

INSTALLED_APPS = [
    "core",
    "organisation",
    "parties",
    "archives",
    "finance",
    "underwriting",
    "claims",
    "customer_service",
    "training",
    "risk",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "django_structlog",
    "drf_spectacular",
    "guardian",
    "pgtrigger",
    "rest_framework",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.web.request_log.RequestLogMiddleware",
    "core.web.measuring.MeasuringMiddleware",
    "core.web.headers.PrivatePagesMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "organisation.middleware.ActingPostMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "core.web.sent_forms.SentFormsMiddleware",
    "core.web.middleware.RefusalMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "core.templatetags.ui"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
