"""What people do with the bank, event by event, what is computed of it, and whether anything may be learned from it:
under all that learns."""

from sycee.brain.feature._archive import archive
from sycee.brain.feature._at import History, compute, features_at
from sycee.brain.feature._choice import choose_learning, may_learn
from sycee.brain.feature._declare import Asked, Declared, Feature, Happening, Ratio
from sycee.brain.feature._evaluate import Columns, evaluate
from sycee.brain.feature._events import Event, Events
from sycee.brain.feature._features import FEATURES, OF_BOTH, OF_CUSTOMERS, OF_ITEMS
from sycee.brain.feature._files import Damaged, EventFiles
from sycee.brain.feature._heard import Calls
from sycee.brain.feature._look import Count, Latest, counts, latest
from sycee.brain.feature._now import features_now
from sycee.brain.feature._on_spark import compute_on_spark
from sycee.brain.feature._purge import purge
from sycee.brain.feature._replay import Day, days, replay
from sycee.brain.feature._used import Opened, days_used, pages_opened
from sycee.brain.feature._vocabulary import EventName, Kind
from sycee.brain.feature._write_table import write_table

__all__ = [
    "FEATURES",
    "OF_BOTH",
    "OF_CUSTOMERS",
    "OF_ITEMS",
    "Asked",
    "Calls",
    "Columns",
    "Count",
    "Damaged",
    "Day",
    "Declared",
    "Event",
    "EventFiles",
    "EventName",
    "Events",
    "Feature",
    "Happening",
    "History",
    "Kind",
    "Latest",
    "Opened",
    "Ratio",
    "archive",
    "choose_learning",
    "compute",
    "compute_on_spark",
    "counts",
    "days",
    "days_used",
    "evaluate",
    "features_at",
    "features_now",
    "latest",
    "may_learn",
    "pages_opened",
    "purge",
    "replay",
    "write_table",
]
