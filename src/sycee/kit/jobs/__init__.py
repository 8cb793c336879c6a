"""Work for later: enqueued in the business transaction, retried, scheduled, its effect exactly once."""

from sycee.kit.jobs._job import Job, job, jobs_declared, later
from sycee.kit.jobs._purge import purge
from sycee.kit.jobs._worker import FALLS_MAX, Worker

__all__ = ["FALLS_MAX", "Job", "Worker", "job", "jobs_declared", "later", "purge"]
