"""Queued work: written down in the caller's transaction, done exactly once, whatever dies in between.

Nothing in what a web request uses of this package imports the broker's client.
"""

from core.jobs.enqueueing import JobKeyReused, NewJob, enqueue, enqueue_many
from core.jobs.registry import JobSpec, job, spec_of, specs
from core.jobs.run import GiveUp, JobCancelled, JobRun, LeaseLost, RetryLater

__all__ = [
    "GiveUp",
    "JobCancelled",
    "JobKeyReused",
    "JobRun",
    "JobSpec",
    "LeaseLost",
    "NewJob",
    "RetryLater",
    "enqueue",
    "enqueue_many",
    "job",
    "spec_of",
    "specs",
]
