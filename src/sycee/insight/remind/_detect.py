"""All detectors over one customer's entries: pure, and the same in the bank and in its benchmark."""

from __future__ import annotations

from dataclasses import dataclass

from sycee.insight.remind._entries import Entries
from sycee.insight.remind._finding import Finding
from sycee.insight.remind._rise import rises
from sycee.insight.remind._series import Series, series_of
from sycee.insight.remind._twice import twice
from sycee.insight.remind._unusual import unusual


@dataclass(frozen=True, slots=True)
class Detected:
    """What comes again, and what stands out; the newest finding first."""

    series: list[Series]
    findings: list[Finding]


def detect(entries: Entries, today: int, since: int) -> Detected:
    """What there is on a day, from entries up to that day; findings of days from `since` on."""
    known = entries.until(today)
    series = series_of(known, today)
    regular = {ref for one in series for ref in one.rows}
    charged = twice(known, since)
    seconds = {finding.refs[-1] for finding in charged}
    found = rises(known, series, since) + charged + unusual(known, since, regular | seconds)
    return Detected(series, sorted(found, key=lambda f: (f.on, f.mark), reverse=True))
