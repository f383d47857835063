"""Queued work for Prometheus, read from the tables when it is asked for, so that every process tells the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.utils import timezone
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from core.jobs.pulse import relay_is_away
from core.jobs.selectors import QueueFigures, queue_figures, schedule_lines

_BY_QUEUE: tuple[tuple[str, str, Callable[[QueueFigures], float | None]], ...] = (
    ("jobs_due", "Jobs that could run now", lambda figure: figure.due),
    ("jobs_planned", "Jobs whose time has not come", lambda figure: figure.planned),
    ("jobs_running", "Jobs in work", lambda figure: figure.running),
    ("jobs_dead", "Dead letters that wait for a decision; alert when above 0", lambda figure: figure.dead),
    ("jobs_done_last_hour", "Jobs done in the last hour", lambda figure: figure.done_last_hour),
    (
        "jobs_oldest_due_seconds",
        "Wait of the oldest due job; alert above 300",
        lambda figure: figure.oldest_seconds or 0,
    ),
    ("queue_silent_seconds", "Since the last canary came out; alert above 60", lambda figure: figure.silent_seconds),
    ("queue_restarts", "Workers ended because they consumed nothing", lambda figure: figure.restarts),
)


class JobsCollector(Collector):
    """One reading of the job tables per scrape."""

    def collect(self) -> Iterator[Metric]:
        figures = queue_figures()
        for name, text, value in _BY_QUEUE:
            yield _family(name, text, ((figure.queue, value(figure)) for figure in figures))
        yield GaugeMetricFamily("relay_up", "1 while the relay makes its rounds", value=float(not relay_is_away()))
        yield _schedules()


def _family(name: str, text: str, values: Iterator[tuple[str, float | None]]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, text, labels=["queue"])
    for queue, value in values:
        if value is not None:
            family.add_metric([queue], value)
    return family


def _schedules() -> GaugeMetricFamily:
    family = GaugeMetricFamily("schedule_up_to_date", "1 when the latest slot was started", labels=["schedule"])
    for line in schedule_lines(timezone.now()):
        family.add_metric([line.schedule.name], float(line.up_to_date))
    return family


JOBS = CollectorRegistry(auto_describe=False)
JOBS.register(JobsCollector())
