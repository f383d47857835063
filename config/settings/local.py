"""`make run` and development: the demo branch, one-click sign-in, no second factor."""

from __future__ import annotations

from config.settings.base import *
from config.settings.demo_keys import demo_keys
from config.settings.env import ROOT, env

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=True)
SECRET_KEY = env.str("SECRET_KEY", default="demo-only-not-secret-" + "0" * 32)
ALLOWED_HOSTS = ["*"]

FIELD_KEYS = env.str("FIELD_KEYS", default="")
INDEX_KEY = env.str("INDEX_KEY", default="")
if not (FIELD_KEYS and INDEX_KEY):
    FIELD_KEYS, INDEX_KEY = demo_keys(ROOT / "var" / "demo-keys.json")

CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 3  # Ctrl-C is not kept waiting; leases bring interrupted jobs back
