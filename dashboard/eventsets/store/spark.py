"""Apache Spark: for events that more than one machine holds."""

from __future__ import annotations

from typing import Final

import ibis
from ibis.backends.sql import SQLBackend
from py4j.protocol import Py4JError
from pyspark.sql import SparkSession

from dashboard.eventsets.store.engine import Engine
from dashboard.eventsets.table import ImportedEvents

SETTINGS: Final = {"spark.ui.enabled": "false", "spark.sql.session.timeZone": "UTC"}
STOPPED: Final = ("SparkContext was shut down", "stopped SparkContext", "Cannot call methods on a stopped")


def open_engine(url: str) -> Engine:
    """Spark at ``spark://host:port`` or ``spark://local[2]``; a path after it names Parquet files, else the catalog
    has a table ``events``."""
    place, slash, path = url.removeprefix("spark://").partition("/")
    master = place if place.startswith("local") else f"spark://{place}"

    def open_backend() -> SQLBackend:
        builder = SparkSession.builder.master(master).appName("events")
        for name, value in SETTINGS.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
        if path:
            session.read.parquet(slash + path).createOrReplaceTempView(ImportedEvents.file)
        return ibis.pyspark.connect(session)

    def is_lost(error: Exception) -> bool:
        if isinstance(error, ConnectionError | Py4JError) and not hasattr(error, "java_exception"):
            return True
        return any(words in str(error) for words in STOPPED)

    return Engine(f"spark://{place}", open_backend, is_lost, skips_rows=False)
