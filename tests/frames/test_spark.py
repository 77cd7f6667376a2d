"""PySpark: on this machine, through Spark Connect's absence told, and on a cluster on loopback."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import warnings
from pathlib import Path

import pytest
from any_world import FAMILY, VISIT, partials, questions, worlds
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from small_world import setting

from kejifupin.frames import FrameData, records_to_frames
from kejifupin.indicators import RecordData

pytestmark = [
    pytest.mark.spark,
    pytest.mark.filterwarnings("ignore"),
]
WHERE = setting(kinds=(FAMILY, VISIT))
few = settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


def _session(master):
    from pyspark.sql import SparkSession

    # A worker runs the Python that is running here.
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        session = (
            SparkSession.builder.master(master)
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.default.parallelism", "2")
            .getOrCreate()
        )
    session.sparkContext.setLogLevel("ERROR")
    return session


def _free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture
def local():
    """A session on this machine."""
    session = _session("local[2]")
    yield session
    session.stop()


@pytest.fixture
def cluster(tmp_path):
    """A session on a master and a worker of their own, both on loopback."""
    import pyspark

    home = Path(pyspark.__file__).parent
    port = _free_port()
    run = [str(home / "bin" / "spark-class")]
    environment = {**os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1"}
    master = "org.apache.spark.deploy.master.Master"
    worker = "org.apache.spark.deploy.worker.Worker"
    address = f"spark://127.0.0.1:{port}"
    commands = (
        [*run, master, "--host", "127.0.0.1", "--port", str(port), "--webui-port", "0"],
        [*run, worker, "--cores", "2", "--memory", "1g", "--webui-port", "0", address],
    )
    processes = []
    try:
        for number, command in enumerate(commands):
            log = (tmp_path / f"{number}.log").open("wb")
            process = subprocess.Popen(
                command, env=environment, cwd=tmp_path, stdout=log, stderr=log
            )
            log.close()
            processes.append(process)
            _wait_for(port)
        session = _session(address)
        yield session
        session.stop()
    finally:
        for process in processes:
            process.terminate()
            process.wait(timeout=30)


def _wait_for(port):
    for _ in range(120):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.5)
    raise TimeoutError(f"nothing listens at {port}")


def _check(records, asked, members):
    data = FrameData.of(records_to_frames(records, "pyspark", kinds=(FAMILY, VISIT)), WHERE)
    oracle = RecordData.of(records, WHERE)
    found, expected = data.tallies(asked, WHERE), oracle.tallies(asked, WHERE)
    heads, judged = data.headcounts(members, WHERE), oracle.headcounts(members, WHERE)

    for partial in asked:
        assert dict(found[partial]) == dict(expected[partial]), partial
    for question in members:
        assert dict(heads[question]) == dict(judged[question]), question


_asked = st.lists(partials(), min_size=1, max_size=3)
_members = st.lists(questions(), max_size=1)


def test_spark_on_one_machine_answers_alike(local):
    """Random questions about random records, as for every other engine."""

    @few
    @given(records=worlds, asked=_asked, members=_members)
    def check(records, asked, members):
        _check(records, asked, members)

    check()


def test_spark_on_a_cluster_answers_alike(cluster):
    """A master and a worker in processes of their own change nothing."""

    @settings(few, max_examples=2)
    @given(records=worlds, asked=_asked, members=_members)
    def check(records, asked, members):
        _check(records, asked, members)

    check()
    assert cluster.sparkContext.master.startswith("spark://")
