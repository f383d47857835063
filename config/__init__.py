"""Composition root: settings, routes, queue. It imports every app; no app imports it.

The Celery application is not imported here on purpose: a web process never loads the broker's client.
"""
