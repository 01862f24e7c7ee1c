"""Real engines for the tests: each gets the same events, and gives the address that the dashboard would be given."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import duckdb
import ibis
import pandas as pd
import pyarrow as pa
import pytest

from dashboard.eventsets.store.rollups import write_companions
from dashboard.eventsets.table import engine_types

POSTGRES_BINARIES = Path("/usr/lib/postgresql/15/bin")
ARROW_TYPES = {"string": pa.string(), "date": pa.date32(), "int32": pa.int32(), "float64": pa.float64()}


def arrow_table(events: pd.DataFrame) -> pa.Table:
    """The events with exactly the types of the event plane."""
    schema = pa.schema([(name, ARROW_TYPES[kind]) for name, kind in engine_types().items()])
    return pa.Table.from_pandas(events, schema=schema, preserve_index=False)


def write_duckdb(folder: Path, events: pd.DataFrame, with_companions: bool = True) -> Path:
    """A store as an import leaves it: ordered by date, perhaps with counts by month beside the events."""
    table, making = arrow_table(events), folder / "making.duckdb"
    with duckdb.connect(str(making)) as store:
        store.register("given", table)
        store.execute("CREATE TABLE events AS FROM given ORDER BY date")
        if with_companions:
            write_companions(store)
    making.replace(folder / "events.duckdb")
    return folder


def write_parquet(folder: Path, events: pd.DataFrame) -> Path:
    """Two files, as a feed that grows by the day writes them."""
    half = len(events) // 2
    for name, part in (("first", events[:half]), ("second", events[half:])):
        with duckdb.connect() as memory:
            memory.register("given", arrow_table(part))
            memory.execute(f"COPY given TO '{folder / name}.parquet'")
    return folder


class Postgres:
    """A real server in a folder of its own, reached by a socket there."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data = folder, folder / "data"
        names = {entry.pw_name for entry in pwd.getpwall()}
        self.user = ("postgres" if "postgres" in names else "nobody") if os.geteuid() == 0 else None
        if self.user:
            shutil.chown(folder, self.user)
        self._run("initdb", "-D", self.data, "-U", "events", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")

    @property
    def url(self) -> str:
        return f"postgres://events@/postgres?host={quote(str(self.folder), safe='')}"

    def start(self) -> None:
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c fsync=off"
        self._run("pg_ctl", "-D", self.data, "-o", options, "-l", self.folder / "log", "-w", "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")

    def _run(self, program: str, *arguments: str | Path) -> None:
        command = [POSTGRES_BINARIES / program, *arguments]
        subprocess.run(command, check=True, user=self.user, cwd=self.folder, stdout=subprocess.DEVNULL)


@contextmanager
def postgres_server() -> Iterator[Postgres]:
    """A running server of PostgreSQL 15; skips where its programs are not installed."""
    if not (POSTGRES_BINARIES / "initdb").exists():
        pytest.skip("PostgreSQL 15 is not installed")
    folder = Path(tempfile.mkdtemp(prefix="events-postgres-"))
    server = Postgres(folder)
    server.start()
    try:
        yield server
    finally:
        if (server.data / "postmaster.pid").exists():
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def fill_postgres(server: Postgres, events: pd.DataFrame) -> str:
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(server.url, autocommit=True) as connection:
        ibis.postgres.from_connection(connection).create_table("events", arrow_table(events))
    return server.url


@contextmanager
def spark_address(folder: Path) -> Iterator[str]:
    """A real Spark with two workers, each a process of its own, over Parquet files; skips without Java or PySpark."""
    sql = pytest.importorskip("pyspark.sql")
    if shutil.which("java") is None:
        pytest.skip("Java is not installed")
    os.environ |= {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_HOSTNAME": "localhost"}
    master = "local-cluster[2,1,1024]"
    quick = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2", "spark.sql.adaptive.enabled": "false"}
    builder = sql.SparkSession.builder.master(master)
    for name, value in quick.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    # Local workers leave their logs in the installed package.
    logs = Path(sql.__file__).parent.parent / "work" / session.sparkContext.applicationId
    try:
        yield f"spark://{master}{folder}"
    finally:
        session.stop()
        shutil.rmtree(logs, ignore_errors=True)
