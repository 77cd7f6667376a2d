"""PySpark: on this machine, through Spark Connect's absence told, and on a cluster on loopback."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import warnings
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from any_world import FAMILY, VISIT, families, partials, questions, visits
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from small_world import GREEN, LAKE, RED, WHITE, place, setting

from kejifupin.frames import FrameData, records_to_frames
from kejifupin.indicators import MemberQuestion, RecordData
from kejifupin.indicators.finishing import Finish
from kejifupin.indicators.partials import Partial, PartialKind
from kejifupin.records import Condition, Operand, Silence, make_record
from kejifupin.terms.bounds import Bound
from kejifupin.terms.intervals import Interval
from kejifupin.terms.quantities import NONE_OF_ITEM, Vague

pytestmark = [
    pytest.mark.spark,
    pytest.mark.filterwarnings("ignore"),
]
WHERE = setting(kinds=(FAMILY, VISIT))
# The first example is the smallest that there is.
few = settings(
    max_examples=2,
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
            .config("spark.sql.shuffle.partitions", "1")
            .config("spark.default.parallelism", "2")
            .config("spark.sql.adaptive.enabled", "false")
            # To compile Java for a dozen rows takes far longer than to interpret the plan.
            .config("spark.sql.codegen.wholeStage", "false")
            .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
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


_rich = st.lists(st.one_of(families(), visits), min_size=8, max_size=14)
_asked = st.lists(partials(), min_size=2, max_size=3)
_members = st.lists(questions(), min_size=1, max_size=1)
HEADS = ("张三", "张 三", "李四", None)
RECORDS = tuple(
    record
    for number, home in enumerate((GREEN, WHITE, RED, WHITE, GREEN, LAKE))
    for record in (
        make_record(
            FAMILY,
            {
                "division": place(home),
                "head": HEADS[number % 4],
                "workers": (2, None, Vague(1, 3, "1至3"), NONE_OF_ITEM)[number % 4],
                "income": Decimal(number * 125) / 100,
            },
        ),
        make_record(
            VISIT,
            {
                "division": place(home),
                "head": HEADS[number % 4],
                "events": number % 3,
                "day": date(2018, 2, 1 + number),
                "helper": HEADS[number % 3],
            },
        ),
    )
)
SOME_WORK = Condition(field="workers", at_least=Operand(constant=1))
ASKED = (
    Partial(PartialKind.COUNT, "family", where=SOME_WORK),
    Partial(PartialKind.SUM, "family", "income"),
    Partial(PartialKind.SUM, "family", "workers"),
    Partial(PartialKind.DISTINCT, "visit", distinct=("helper",)),
    Partial(PartialKind.DISTINCT, "family", None, SOME_WORK, ("head",)),
)
VISITED = MemberQuestion(
    "family",
    SOME_WORK,
    Finish((Partial(PartialKind.SUM, "visit", "events"),), (Silence.ZERO,)),
    Bound(at_least=1),
)


def test_spark_on_one_machine_answers_alike(local):
    """Random questions about random records, as for every other engine."""
    _check(RECORDS, ASKED, (VISITED,))

    @few
    @given(records=_rich, asked=_asked, members=_members)
    def check(records, asked, members):
        _check(records, asked, members)

    check()


def test_spark_adds_up_beyond_64_bits(local):
    """Where it stops at a sum that is too large, it is asked again with wide numbers."""
    people = [2**62] * 4
    rows = [(GREEN, each) for each in people]
    table = local.createDataFrame(rows, "division string, workers bigint")
    data = FrameData.of({"family": table}, WHERE)
    asked = Partial(PartialKind.SUM, "family", "workers")

    for _ in range(2):
        assert data.tallies([asked], WHERE)[asked][GREEN].total == Interval.exact(sum(people))


def test_spark_on_a_cluster_answers_alike(cluster):
    """A master and a worker in processes of their own change nothing."""
    _check(RECORDS, ASKED[2:4], (VISITED,))
    assert cluster.sparkContext.master.startswith("spark://")
