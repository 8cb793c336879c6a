"""The record: hash-chained by the journal, sealed each minute, and proven unbroken."""

from sycee.guard.audit._covering import Sealed, covering
from sycee.guard.audit._index import index
from sycee.guard.audit._records import Kept, Seal, kept, kept_of
from sycee.guard.audit._seal import Signer, seal_heads
from sycee.guard.audit._verify import Proof, verify

__all__ = ["Kept", "Proof", "Seal", "Sealed", "Signer", "covering", "index", "kept", "kept_of", "seal_heads", "verify"]
