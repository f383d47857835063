"""Languages, time zone and formats: Chinese first, English complete."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from config.settings.env import ROOT

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
