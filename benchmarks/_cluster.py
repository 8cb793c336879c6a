"""A Spark cluster on this machine: a master and two workers, each a process of its own, all on 127.0.0.1."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

WORKERS = 2
_WAIT_S = 60


def no_cluster() -> str:
    """Why there can be none here; empty where there can be one."""
    if find_spec("pyspark") is None:
        return "PySpark is not installed"
    return "" if shutil.which("java") else "there is no Java here: tools/java installs it"


@contextmanager
def cluster() -> Iterator[Any]:
    """A session on a cluster of its own. When this ends, its processes and its folder are gone."""
    from pyspark.sql import SparkSession

    home = Path(tempfile.mkdtemp(prefix="sycee-spark-", dir="/var/tmp"))
    port, running = _free_port(), list[subprocess.Popen[bytes]]()
    address = f"spark://127.0.0.1:{port}"
    # What the driver starts reads these too: nothing of the cluster listens to another machine.
    own = {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_HOSTNAME": "127.0.0.1", "SPARK_LOCAL_DIRS": str(home),
           "SPARK_DAEMON_MEMORY": "256m", "PYSPARK_PYTHON": sys.executable}  # fmt: skip
    before = {name: os.environ.get(name) for name in own}
    os.environ.update(own)
    try:
        here = ("--host", "127.0.0.1", "--webui-port", "0")
        running.append(_started(home, "master.Master", *here, "--port", str(port)))
        _listens(port, running[0])
        for one in range(WORKERS):
            size = ("--cores", "1", "--memory", "512M", "--work-dir", str(home / f"work-{one}"))
            running.append(_started(home, "worker.Worker", *here, *size, address))
        session = (
            SparkSession.builder.master(address)
            .appName("sycee")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.memory", "512m")
            .config("spark.executor.memory", "512m")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", str(WORKERS))
            .config("spark.default.parallelism", str(WORKERS))
            # A job begins when both are there, so that both are tried.
            .config("spark.scheduler.minRegisteredResourcesRatio", "1")
            .config("spark.cores.max", str(WORKERS))
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.warehouse.dir", str(home / "warehouse"))
            .getOrCreate()
        )
        gateway = session.sparkContext._gateway
        try:
            yield session
        finally:
            session.stop()
            _ends_driver(gateway)
    finally:
        for process in reversed(running):
            _ends(process)
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.update({name: value})
        shutil.rmtree(home, ignore_errors=True)


def _started(home: Path, what: str, *given: str) -> subprocess.Popen[bytes]:
    import pyspark

    spark = Path(pyspark.__file__).parent
    with (home / "log").open("ab") as log:
        return subprocess.Popen(  # noqa: S603 words of our own
            [spark / "bin" / "spark-class", f"org.apache.spark.deploy.{what}", *given],
            env={**os.environ, "SPARK_HOME": str(spark)},
            cwd=home,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def _listens(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _WAIT_S
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the master of the Spark cluster did not come up")


def _ends(process: subprocess.Popen[bytes]) -> None:
    """End a process and those it started: a worker's executors are in its group."""
    try:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    except ProcessLookupError:
        process.wait()


def _ends_driver(gateway: Any) -> None:
    """End the driver's JVM, which PySpark leaves running until this process ends."""
    from pyspark import SparkContext

    gateway.shutdown()
    gateway.proc.stdin.close()
    gateway.proc.wait(30)
    SparkContext._gateway = SparkContext._jvm = None


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])
