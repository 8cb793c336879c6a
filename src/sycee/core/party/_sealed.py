"""What is sealed of a customer: it opens in their own row alone."""

from __future__ import annotations

from sycee.guard.privacy import sealed_column

PHONE = sealed_column("party_person", "phone", "id")
DOCUMENT = sealed_column("party_person", "document", "id")
