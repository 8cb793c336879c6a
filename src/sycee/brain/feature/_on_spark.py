"""The same features on Apache Spark, where one machine is not enough: the same text, in its dialect."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from sycee.brain.feature._at import History, tables
from sycee.brain.feature._declare import Asked, Declared
from sycee.brain.feature._evaluate import Columns
from sycee.brain.feature._text import SPARK, features_text, history_text

_FILED = "alias BINARY, kind STRING, name STRING, channel STRING, `at` TIMESTAMP, came_at TIMESTAMP, props STRING"


def compute_on_spark(session: Any, history: History, asked: Sequence[Asked], features: Sequence[Declared]) -> Columns:
    """Features of rows from a history, equal to what `compute` says of them; `session`: a SparkSession of the
    caller's, whose workers see the history's files under the same paths. Replaces its views of the same names."""
    for name, table in tables(history, asked).items():
        session.createDataFrame(table).createOrReplaceTempView(name)
    paths = [str(path) for path in history.files]
    filed = session.read.schema(_FILED).parquet(*paths) if paths else session.createDataFrame([], _FILED)
    filed.withColumnRenamed("at", "moment").createOrReplaceTempView("filed")
    # Every group of features reads it: once is enough.
    happened = session.sql(history_text(SPARK)).cache()
    happened.createOrReplaceTempView("happened")
    try:
        found = session.sql(features_text(features, SPARK)).toArrow()
    finally:
        happened.unpersist()
    return {one.name: np.array(found.column(f"f_{one.name}").to_pylist(), float) for one in features}
