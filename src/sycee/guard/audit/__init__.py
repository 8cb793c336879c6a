"""The record: hash-chained by the journal, sealed each minute, and proven unbroken."""

from sycee.guard.audit._seal import seal_heads
from sycee.guard.audit._verify import Broken, Proof, verify

__all__ = ["Broken", "Proof", "seal_heads", "verify"]
