"""Why a member of staff does what is not done without a reason: one of a closed list, and words of their own."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from sycee.kit.errors import BadInput
from sycee.kit.words import END, VISIBLE

NOTE_MIN = 8
Reason = Literal["customer_asked", "identity_check", "complaint", "fraud", "authority"]
Note = Annotated[str, Meta(min_length=NOTE_MIN, max_length=200, pattern=VISIBLE, description="why, in words")]
Case = Annotated[str, Meta(max_length=40, pattern=rf"^[A-Za-z0-9-]*{END}", description="number of the case")]


def real(note: str) -> str:
    """The note without what stands around it; refuses one that says nothing."""
    if len(note.strip()) < NOTE_MIN:
        raise BadInput(field="note", reason=f"at least {NOTE_MIN} characters")
    return note.strip()
