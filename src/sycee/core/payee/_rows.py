"""A payee as the wire has them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from sycee.kit.capability import Answer
from sycee.kit.money import CNY, Money


class Payee(Answer, frozen=True):
    """Someone to pay, and what was last sent to them."""

    id: int
    name: str
    tail: str
    by: Literal["account", "phone"]
    added_at: datetime
    sent_count: int
    last_sent_at: datetime | None
    last_amount: Money | None


def kept(row: Any) -> Payee:
    """The payee in a row of the table."""
    return Payee(
        id=row["id"],
        name=row["name"],
        tail=row["tail"],
        by=row["by"],
        added_at=row["added_at"],
        sent_count=row["sent_count"],
        last_sent_at=row["sent_at"],
        last_amount=None if row["sent_minor"] is None else Money(row["sent_minor"], CNY),
    )
