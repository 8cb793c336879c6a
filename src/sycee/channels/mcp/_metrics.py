"""What is counted of assistants' calls. Verbs and codes only: no label ever names a person."""

from __future__ import annotations

from prometheus_client import Counter, Histogram

SAID = Counter("sycee_mcp_calls", "Tool calls by verb and outcome", ["verb", "said"])
SECONDS = Histogram("sycee_mcp_call_seconds", "Time of a tool call", ["verb"], buckets=(0.005, 0.025, 0.1, 0.5, 2.5))
