"""A real Spark on this machine: a standalone master, two workers and the Thrift server, each a process of its own.

They listen on loopback, on ports that the system chooses, and are ended by their own pids.
"""

import importlib.util
import os
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

WORKERS = 2
PATIENCE = 240.0  # seconds for one process to be ready, on a busy machine
MASTER = re.compile(r"Starting Spark master at (spark://127\.0\.0\.1:\d+)")
REGISTERED = re.compile(r"Successfully registered with master")
SERVING = re.compile(r"ThriftBinaryCLIService on port (\d+)")

DAEMON = "org.apache.spark.deploy"
THRIFT_SERVER = "org.apache.spark.sql.hive.thriftserver.HiveThriftServer2"
SETTINGS = {
    "spark.driver.host": "127.0.0.1",
    "spark.executor.cores": "1",
    "spark.executor.memory": "512m",
    "spark.cores.max": str(WORKERS),
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": str(WORKERS),
    # A few hundred rows each time: compiling and planning anew costs more than it saves, by half of all the time.
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.hadoop.javax.jdo.option.ConnectionURL": "jdbc:derby:memory:metastore;create=true",
}


@contextmanager
def spark_cluster() -> Iterator[str]:
    """The address of a running Thrift server: `127.0.0.1:port`. Fails where Spark or Java is not installed."""
    found = importlib.util.find_spec("pyspark")
    if found is None or found.origin is None:
        raise RuntimeError("pyspark is not installed: run `make test-spark`, which brings it")
    with tempfile.TemporaryDirectory(prefix="kpi-spark-", ignore_cleanup_errors=True) as folder, ExitStack() as running:
        spark = Spark(Path(found.origin).parent, Path(folder), running)
        master = spark.start("master", MASTER, f"{DAEMON}.master.Master", "--host", "127.0.0.1", "--port", "0")
        for number in range(WORKERS):
            where = ("--host", "127.0.0.1", "--cores", "1", "--memory", "1g", "--work-dir", f"{folder}/work-{number}")
            spark.start(f"worker-{number}", REGISTERED, f"{DAEMON}.worker.Worker", *where, master)
        yield f"127.0.0.1:{spark.start('thrift', SERVING, f'{DAEMON}.SparkSubmit', *_thrift_server(master, folder))}"


def _thrift_server(master: str, folder: str) -> Iterator[str]:
    yield from ("--master", master, "--class", THRIFT_SERVER, "--name", "kpi-tests")
    for name, value in {**SETTINGS, "spark.sql.warehouse.dir": f"{folder}/warehouse"}.items():
        yield from ("--conf", f"{name}={value}")
    yield "spark-internal"
    yield from ("--hiveconf", "hive.server2.thrift.bind.host=127.0.0.1", "--hiveconf", "hive.server2.thrift.port=0")


class Spark:
    """Starts Spark's own programs, and ends each with the stack of what runs."""

    def __init__(self, home: Path, folder: Path, running: ExitStack) -> None:
        self._home, self._folder, self._running = home, folder, running
        own = {"SPARK_HOME": home, "SPARK_CONF_DIR": folder, "SPARK_LOCAL_DIRS": folder, "SPARK_LOCAL_IP": "127.0.0.1"}
        quiet = {"SPARK_DAEMON_MEMORY": "1g", "SPARK_DAEMON_JAVA_OPTS": "-Dspark.master.rest.enabled=false"}
        self._environment = {**os.environ, **{name: str(path) for name, path in own.items()}, **quiet}

    def start(self, name: str, ready: re.Pattern[str], *program: str) -> str:
        """Start a program and wait until its log says that it is ready; what the log told."""
        log = self._folder / f"{name}.log"
        command = [str(self._home / "bin" / "spark-class"), *program]
        with log.open("w") as written:
            process = subprocess.Popen(
                command, cwd=self._folder, env=self._environment, stdout=written, stderr=subprocess.STDOUT
            )
        self._running.callback(_end, process)
        end = time.monotonic() + PATIENCE
        while not (told := ready.search(log.read_text(errors="replace"))):
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"Spark's {name} did not start:\n{log.read_text(errors='replace')[-3000:]}")
            time.sleep(0.2)
        return told[told.lastindex or 0]


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
