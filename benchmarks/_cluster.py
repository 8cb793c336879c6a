"""A Spark cluster on this machine: a master and two workers, each a process of its own, all on 127.0.0.1."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

WORKERS = 2
_WAIT_S = 120
_JAVA_MIN = 17

# Reads the groups of processes that were started, and when nothing more can come, ends them and removes the folder.
# That is so when the cluster is given up, and when the process that has it is killed, whoever killed it.
_KEEPER = 'while read -r group; do all="$all -$group"; done; kill -s KILL -- $all; rm -rf "$0"'

# Small and soon there: none of these processes lives long enough for the second compiler to be worth its while.
_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto"
_ROOM = "-Xms384m -Xmn200m"
_SETTINGS = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "512m",
    "spark.executor.memory": "512m",
    # Room from the start: a heap that grows step by step is swept at each of them.
    "spark.driver.extraJavaOptions": _ROOM,
    "spark.executor.extraJavaOptions": _ROOM,
    "spark.cores.max": str(WORKERS),
    # A job begins when both are there, so that both are tried.
    "spark.scheduler.minRegisteredResourcesRatio": "1",
    "spark.scheduler.maxRegisteredResourcesWaitingTime": f"{_WAIT_S}s",
    "spark.default.parallelism": str(WORKERS),
    "spark.sql.shuffle.partitions": str(WORKERS),
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.catalogImplementation": "in-memory",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


def no_cluster() -> str:
    """Why there can be none here; empty where there can be one."""
    if find_spec("pyspark") is None:
        return "PySpark is not installed"
    java = shutil.which("java")
    told = subprocess.run([java, "-version"], check=False, capture_output=True, text=True).stderr if java else ""  # noqa: S603
    found = re.search(r'version "(\d+)', told)
    return "" if found and int(found[1]) >= _JAVA_MIN else f"there is no Java {_JAVA_MIN} here: tools/java installs it"


@contextmanager
def cluster() -> Iterator[Any]:
    """A session on a cluster of its own, whose processes and folder are gone when this or our own process ends."""
    from pyspark.sql import SparkSession

    home = Path(tempfile.mkdtemp(prefix="sycee-spark-", dir="/var/tmp"))
    with ExitStack() as ends:
        keep = ends.enter_context(kept(home))
        port = _free_port()
        address = f"spark://127.0.0.1:{port}"
        # What the driver starts reads these too: nothing of the cluster listens to another machine.
        own = {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_HOSTNAME": "127.0.0.1", "SPARK_LOCAL_DIRS": str(home),
               "SPARK_DAEMON_MEMORY": "256m", "PYSPARK_PYTHON": sys.executable, "JDK_JAVA_OPTIONS": _JAVA}  # fmt: skip
        ends.enter_context(_environment(own))
        here = ("--host", "127.0.0.1", "--webui-port", "0")
        master = keep(_started(home, "master.Master", *here, "--port", str(port)))
        _listens(port, master)
        for one in range(WORKERS):
            size = ("--cores", "1", "--memory", "512M", "--work-dir", str(home / f"work-{one}"))
            keep(_started(home, "worker.Worker", *here, *size, address))
        ends.callback(_ends_driver)
        builder = SparkSession.builder.master(address).appName("sycee")
        session = builder.config(map={**_SETTINGS, "spark.sql.warehouse.dir": str(home / "warehouse")}).getOrCreate()
        ends.callback(session.stop)
        yield session


@contextmanager
def kept(home: Path) -> Iterator[Any]:
    """Processes handed to the answer are ended with their groups, and the folder removed, when this or our own ends."""
    started: list[subprocess.Popen[bytes]] = []
    keeper = subprocess.Popen(  # noqa: S603 words of our own
        ["/bin/sh", "-c", _KEEPER, str(home)], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    )

    def keep(process: subprocess.Popen[bytes]) -> subprocess.Popen[bytes]:
        assert keeper.stdin
        keeper.stdin.write(b"%d\n" % process.pid)
        keeper.stdin.flush()
        started.append(process)
        return process

    try:
        yield keep
    finally:
        keeper.communicate()
        for process in started:
            process.wait()


@contextmanager
def _environment(own: dict[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in own}
    os.environ.update(own)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.update({name: value})


def _started(home: Path, what: str, *given: str) -> subprocess.Popen[bytes]:
    import pyspark

    spark = Path(pyspark.__file__).parent
    with (home / "log").open("ab") as log:
        return subprocess.Popen(  # noqa: S603 words of our own
            [spark / "bin" / "spark-class", f"org.apache.spark.deploy.{what}", *given],
            env={**os.environ, "SPARK_HOME": str(spark)},
            cwd=home,
            stdin=subprocess.DEVNULL,
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


def _ends_driver() -> None:
    """End the driver's JVM, which PySpark leaves running until this process ends, and have PySpark forget it."""
    from pyspark import SparkContext

    gateway: Any = SparkContext._gateway
    SparkContext._gateway = SparkContext._jvm = None
    if gateway is None:
        return
    gateway.shutdown()
    gateway.proc.stdin.close()
    try:
        gateway.proc.wait(30)
    except subprocess.TimeoutExpired:
        gateway.proc.kill()
        gateway.proc.wait()


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])
