"""`make run` and development: the demo branch, one-click sign-in, no second factor."""

from __future__ import annotations

from config.settings.base import *  # noqa: F403
from config.settings.env import env

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=True)
SECRET_KEY = env.str("SECRET_KEY", default="demo-only-not-secret-" + "0" * 32)
ALLOWED_HOSTS = ["*"]
