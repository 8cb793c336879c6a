"""What people do with the bank, event by event, and whether anything may be learned from it: under all that learns."""

from sycee.brain.feature._archive import archive
from sycee.brain.feature._choice import choose_learning, may_learn
from sycee.brain.feature._events import Event, Events
from sycee.brain.feature._files import Damaged, EventFiles
from sycee.brain.feature._heard import Calls
from sycee.brain.feature._look import Count, Latest, counts, latest
from sycee.brain.feature._purge import purge
from sycee.brain.feature._replay import Day, days, replay
from sycee.brain.feature._used import Opened, days_used, pages_opened
from sycee.brain.feature._vocabulary import EventName, Kind

__all__ = [
    "Calls",
    "Count",
    "Damaged",
    "Day",
    "Event",
    "EventFiles",
    "EventName",
    "Events",
    "Kind",
    "Latest",
    "Opened",
    "archive",
    "choose_learning",
    "counts",
    "days",
    "days_used",
    "latest",
    "may_learn",
    "pages_opened",
    "purge",
    "replay",
]
