"""What is counted of calls. Verbs and codes only: no label ever names a person."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

from prometheus_client import Counter, Histogram

SAID = Counter("sycee_calls", "Calls by verb and outcome", ["verb", "said"])
SECONDS = Histogram(
    "sycee_call_seconds",
    "Time from the request's head to its answer",
    ["verb"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)


@cache
def _said(verb: str, said: str) -> Counter:
    return SAID.labels(verb, said)


def said_of(verb: str) -> Callable[[str], Counter]:
    """The counter of each outcome of a verb. Looking one up by its labels costs more than counting."""
    return partial(_said, verb)
