"""What a tool that would change something answers: that it waits for the customer, or that they have had it done."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

from sycee.kit.till import ShownLine, StepUp
from sycee.kit.words import Locale, words

_WAITS = words(
    zh="还没有办理，钱一分没动。这一项在等客户本人确认：请客户打开 App 的“等您确认”，核对后确认，或者取消。",
    en="Nothing has been done and nothing has moved. This waits for the customer: ask them to open “Waiting for you” "
    "in their app, check it, and confirm or drop it.",
)
_DONE = words(
    zh="客户已经确认，这一项办理过了；以下是当时的结果。", en="The customer has confirmed this, and it was done."
)


class Waits(msgspec.Struct, frozen=True):
    """`state` "waiting": nothing has been done; `proposal` is what the customer sees until `expires_at`, and the tool
    `proposal_show` tells what became of it. "done": the same call was confirmed before; `answer` is what it gave."""

    state: Literal["waiting", "done"]
    say: str
    proposal: UUID | None = None
    shown: list[ShownLine] = []
    why: str = ""
    expires_at: datetime | None = None
    answer: dict[str, Any] | None = None


def waits(facts: dict[str, Any], locale: Locale) -> Waits:
    """From the facts of the refusal that asks for a proof."""
    step = msgspec.convert(facts, StepUp, strict=False)
    return Waits(
        state="waiting",
        say=_WAITS.say(locale),
        proposal=step.proposal,
        shown=step.shown,
        why=step.why,
        expires_at=step.expires_at,
    )


def was_done(answer: dict[str, Any], locale: Locale) -> Waits:
    """The answer of what was proposed under the same key and confirmed since."""
    return Waits(state="done", say=_DONE.say(locale), answer=answer)
