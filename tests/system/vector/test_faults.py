"""Failures of workers, of their pool and of its process: nothing hangs and nothing is left behind."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from perfgym import load_problem, make_vec
from perfgym.redteam.traces import control_groups

ID = "PerfOptimize-matmul-c-v0"
REFERENCE = load_problem("matmul").references["c"]
SOURCES = ("", "int main(", REFERENCE)

POOL = """
import perfgym, psutil
envs = perfgym.make_vec("PerfOptimize-matmul-c-v0", num_envs=2, backend="fake")
envs.reset(seed=1)
print(*[child.pid for child in psutil.Process().children(recursive=True)], flush=True)
while True:
    envs.reset(seed=1)
    envs.step([{"code": perfgym.load_problem("matmul").references["c"], "submit": 1}] * 2)
"""


KILLED_AT_THE_START = """
import os, signal
from perfgym import make_vec
from perfgym.vector.processes import ProcessWorkers
start = ProcessWorkers.start
def start_and_die(self, env_id):
    start(self, env_id)
    os.kill(os.getpid(), signal.SIGKILL)
ProcessWorkers.start = start_and_die
make_vec("PerfOptimize-matmul-c-v0", num_envs=1, backend="fake")
"""


def left(pids: list[int], timeout_s: float) -> list[psutil.Process]:
    """The processes that are still alive after a time."""
    processes = []
    for pid in pids:
        with contextlib.suppress(psutil.NoSuchProcess):
            processes.append(psutil.Process(pid))
    return psutil.wait_procs(processes, timeout=timeout_s)[1]


@contextlib.contextmanager
def stepping(tmp_path: Path) -> Iterator[tuple["subprocess.Popen[str]", list[int]]]:
    """A script that is stepping a pool, and IDs of its processes; its temporary folder is ``tmp_path``."""
    script = subprocess.Popen(
        [sys.executable, "-c", POOL],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"TMPDIR": str(tmp_path)},
    )
    try:
        assert script.stdout is not None
        pids = [int(pid) for pid in script.stdout.readline().split()]
        time.sleep(0.3)
        yield script, pids
    finally:
        script.kill()
        script.communicate()


def test_nothing_survives_a_killed_pool(tmp_path: Path) -> None:
    """No worker, jail, compiler or file is left."""
    with stepping(tmp_path) as (script, pids):
        assert len(pids) > 4
        script.kill()
        script.wait()
        assert left(pids, 30) == []
    assert not any(tmp_path.iterdir())


def test_a_pool_that_is_killed_before_its_first_worker_runs_leaves_no_file(tmp_path: Path) -> None:
    """The path of its temporary folder is longer than that of a socket may be."""
    folder = tmp_path / ("a-folder-with-a-long-path-" * 4)
    folder.mkdir()
    with (tmp_path / "stderr").open("w+") as errors:  # a pipe would keep the killed process until workers end
        script = subprocess.run(
            [sys.executable, "-c", KILLED_AT_THE_START],
            stderr=errors,
            env=os.environ | {"TMPDIR": str(folder)},
            check=False,
        )
        assert script.returncode == -signal.SIGKILL
        assert list(folder.iterdir()) == []
        time.sleep(1)
        errors.seek(0)
        assert errors.read() == ""


@pytest.mark.full
def test_a_pool_killed_with_its_workers_leaves_no_file(tmp_path: Path) -> None:
    """No process is left that could remove one."""
    with stepping(tmp_path) as (script, pids):
        script.send_signal(signal.SIGSTOP)  # otherwise it would replace its workers
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        script.kill()
        script.wait()
        assert left(pids, 30) == []
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize("whole_group", [False, True], ids=["the script alone", "the terminal's group"])
def test_an_interrupt_is_reported_once_and_leaves_nothing(whole_group: bool, tmp_path: Path) -> None:
    """Only the script prints a traceback, which is Python's own; workers print nothing."""
    with stepping(tmp_path) as (script, pids):
        for pid in [script.pid, *(pids if whole_group else [])]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGINT)
        _, said = script.communicate(timeout=60)
        assert said.count("KeyboardInterrupt") == 1
        assert said.count("Traceback") == 1
        assert left(pids, 30) == []
    assert not any(tmp_path.iterdir())


def traces(workers: set[int]) -> set[str]:
    """Files, control groups and processes of this process and its workers."""
    files = {str(path) for path in Path(tempfile.gettempdir()).glob(f"perfgym-*{os.getpid()}*")}
    groups = {str(group) for pid in {os.getpid(), *workers} for group in control_groups(pid)}
    children = {f"process {child.pid}" for child in psutil.Process().children(recursive=True)}
    return files | groups | children


@pytest.mark.full
def test_episodes_among_random_kills_end_and_leave_nothing() -> None:
    """About one episode in eight loses its worker; benchmarks/pool_faults.py plays thousands."""
    rng = np.random.default_rng(5)
    workers: set[int] = set()
    before, descriptors = traces(workers), psutil.Process().num_fds()
    episodes = faults = 0
    with contextlib.closing(make_vec(ID, num_envs=3, backend="fake", max_turns=2)) as envs:
        envs.reset(seed=1)
        while episodes < 60:
            workers |= {place["pid"] for place in envs.pool.places}
            if rng.random() < 0.2:
                os.kill(envs.pool.places[rng.integers(3)]["pid"], signal.SIGKILL)
            codes = [SOURCES[i] for i in rng.integers(len(SOURCES), size=3)]
            *_, terminated, truncated, infos = envs.step({"code": codes, "submit": rng.integers(2, size=3)})
            episodes += int((terminated | truncated).sum())
            faults += int(infos.get("fault", np.zeros(3)).sum())
            assert (truncated == (infos.get("fault", np.zeros(3)) == 1.0)).all()
        assert envs.pool.replaced >= faults > 2
        assert len(workers) > 3
    deadline = time.monotonic() + 30
    while (found := traces(workers) - before) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert found == set()
    assert psutil.Process().num_fds() <= descriptors
