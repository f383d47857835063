"""The test suite."""

from __future__ import annotations

from config.settings.base import *

SECRET_KEY = "test-only-" + "0" * 40
ALLOWED_HOSTS = ["*"]
FIELD_KEYS = "1:VBCXLtT9N/H+JCN3tPSszIJ+KffDwGgTYaDVcRk2smQ="
INDEX_KEY = "GCGqcJBQSgrl+Sd3oB8LW4kY09oJ9JvwA6gJOUwIHlg="
PUBLIC_ADDRESS = "https://insurer.test"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MIDDLEWARE = [one for one in MIDDLEWARE if "whitenoise" not in one]  # noqa: F405 - the live server has its own
LANGUAGE_CODE = "en"  # asserted texts do not depend on compiled catalogues; the browser tests ask for Chinese
CELERY_BROKER_URL = "memory://"
LOG_LEVEL = "WARNING"
INSTALLED_APPS = [*INSTALLED_APPS, "tests.sample.apps.SampleConfig"]  # noqa: F405 - a model to test the engine with
CACHES["default"]["OPTIONS"]["VERIFY"] = True  # type: ignore[index]  # noqa: F405 - what is cached is only read
FORBID_QUERIES_WHILE_RENDERING = True
