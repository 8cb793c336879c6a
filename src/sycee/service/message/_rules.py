"""What goes by which way, and when: pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from sycee.kit.time import BANK_ZONE
from sycee.kit.words import Locale

Kind = Literal["service", "security", "marketing"]
Way = Literal["inbox", "push", "sms", "mail"]
KINDS: tuple[Kind, ...] = ("service", "security", "marketing")
WAYS: tuple[Way, ...] = ("inbox", "push", "sms", "mail")
OUTWARD: tuple[Way, ...] = ("push", "sms", "mail")

# What holds until a customer chooses otherwise. Marketing is opt-in, its place in the inbox included.
_UNLESS_CHOSEN = {("service", "push"), ("security", "push"), ("security", "sms")}
DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Quiet:
    """Minutes of the bank's day: quiet from `since`, over at `until`, which is the next day's where it is smaller."""

    since: int = 22 * 60
    until: int = 7 * 60


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a customer wants of their messages. `mail`: a sealed address. `hours`: kept even while `quiet` is off."""

    choices: Mapping[tuple[str, str], bool] = field(default_factory=dict)
    quiet: bool = False
    hours: Quiet = Quiet()
    language: Locale = "zh"
    mail: bytes | None = None

    def want(self, kind: Kind, way: Way) -> bool:
        """Whether messages of this kind go this way."""
        if fixed(kind, way):
            return True
        return self.choices.get((kind, way), (kind, way) in _UNLESS_CHOSEN)

    def quiet_ends(self, kind: Kind, at: datetime) -> datetime | None:
        """When the quiet hours end that this instant lies in; None outside them. Security knows none."""
        return _ends(self.hours, at) if self.quiet and kind != "security" else None


def fixed(kind: Kind, way: Way) -> bool:
    """Whether it is not for the customer to choose: what concerns their money and safety is in the inbox."""
    return way == "inbox" and kind != "marketing"


def _ends(hours: Quiet, at: datetime) -> datetime | None:
    here = at.astimezone(BANK_ZONE)
    minute = here.hour * 60 + here.minute
    # Minutes since it became quiet, around midnight; the edge where it begins is quiet, the one where it ends is not.
    gone = (minute - hours.since) % DAY_MINUTES
    length = (hours.until - hours.since) % DAY_MINUTES
    if gone >= length:
        return None
    started = here.replace(second=0, microsecond=0)
    return (started + timedelta(minutes=length - gone)).astimezone(at.tzinfo)
