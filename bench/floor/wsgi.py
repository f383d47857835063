"""The benchmark's server: the product's settings with the routes of the three ways."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application

get_wsgi_application()
logging.disable(logging.WARNING)
settings.ROOT_URLCONF = "bench.floor.urls"
# The same for all three ways: what a service between machines has, without pages and sessions.
settings.MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
application = WSGIHandler()
