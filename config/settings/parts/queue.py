"""Celery on Redis. The broker carries hints only, so a lost message costs time, never work (see core.jobs)."""

from __future__ import annotations

from config.settings.env import env

QUEUES = ("underwriting", "dispatch", "documents", "default")
VISIBILITY_TIMEOUT = 3600
CELERY_APP = "config.celery.app"
SCHEDULE = "config.schedule.SCHEDULE"
CHAOS_DIRECTORY = ""  # set by the chaos test only: there marked points of the code kill their process
JOBS_KEPT_DAYS = env.int("JOBS_KEPT_DAYS", default=90)

REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")

CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": VISIBILITY_TIMEOUT,
    "socket_timeout": 5,
    "socket_connect_timeout": 5,
    "socket_keepalive": True,
    "health_check_interval": 10,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
}
CELERY_VISIBILITY_TIMEOUT = VISIBILITY_TIMEOUT
CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS = {"visibility_timeout": VISIBILITY_TIMEOUT}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 330
CELERY_TASK_SOFT_TIME_LIMIT = 300
CELERY_TASK_DEFAULT_QUEUE = "default"
# Plain names, no objects of the transport: a web process loads this file and never the transport.
CELERY_TASK_QUEUES: dict[str, dict[str, str]] = {name: {} for name in QUEUES}
CELERY_TASK_CREATE_MISSING_QUEUES = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Asia/Shanghai"
