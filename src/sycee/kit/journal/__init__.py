"""The journal: one record per plan or write, which is idempotency store, audit record and outbox at once."""

from sycee.kit.journal._chain import Broken, broken_chain, counts, heads, link
from sycee.kit.journal._fact import Fact, fact_name, facts_of, on
from sycee.kit.journal._follow import Follower, Reader
from sycee.kit.journal._known import Known, Record, append, known_keys
from sycee.kit.journal._look import Line, Place, index_records, line_of, lines_of, place_of, whole
from sycee.kit.journal._pulse import Beat, beats
from sycee.kit.journal._tail import Tail, Told

__all__ = [
    "Beat",
    "Broken",
    "Fact",
    "Follower",
    "Known",
    "Line",
    "Place",
    "Reader",
    "Record",
    "Tail",
    "Told",
    "append",
    "beats",
    "broken_chain",
    "counts",
    "fact_name",
    "facts_of",
    "heads",
    "index_records",
    "known_keys",
    "line_of",
    "lines_of",
    "link",
    "on",
    "place_of",
    "whole",
]
