"""Whatever befalls workers, their pool or its process: nothing hangs and nothing is left."""

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


def left(pids: list[int], timeout_s: float) -> list[psutil.Process]:
    """Those of the processes that are still there after so long."""
    processes = []
    for pid in pids:
        with contextlib.suppress(psutil.NoSuchProcess):
            processes.append(psutil.Process(pid))
    return psutil.wait_procs(processes, timeout=timeout_s)[1]


@contextlib.contextmanager
def stepping(tmp_path: Path) -> Iterator[tuple["subprocess.Popen[str]", list[int]]]:
    """A script in the middle of stepping a pool, and all that runs for it; its files are in a folder."""
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
    """No worker, no jail, no compiler, no file."""
    with stepping(tmp_path) as (script, pids):
        assert len(pids) > 4
        assert any(tmp_path.iterdir())
        script.kill()
        script.wait()
        assert left(pids, 5) == []
    assert not any(tmp_path.iterdir())


def test_the_folder_of_a_pool_killed_with_its_workers_goes_with_the_next_pool(tmp_path: Path) -> None:
    """Nobody is left to remove the fork server's socket, and the kernel releases the folder's lock."""
    with stepping(tmp_path) as (script, pids):
        script.send_signal(signal.SIGSTOP)  # else it would replace its workers
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        script.kill()
        script.wait()
        assert left(pids, 5) == []
    (orphan,) = tmp_path.iterdir()
    with stepping(tmp_path):
        assert not orphan.exists()


@pytest.mark.parametrize("whole_group", [False, True], ids=["the script alone", "the terminal's group"])
def test_an_interrupt_is_told_once_and_leaves_nothing(whole_group: bool, tmp_path: Path) -> None:
    """Workers say nothing of it; what the script itself says is Python's own."""
    with stepping(tmp_path) as (script, pids):
        for pid in [script.pid, *(pids if whole_group else [])]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGINT)
        _, said = script.communicate(timeout=20)
        assert said.count("KeyboardInterrupt") == 1
        assert said.count("Traceback") == 1
        assert left(pids, 5) == []
    assert not any(tmp_path.iterdir())


def own_traces() -> set[str]:
    """Files, control groups and processes of this process's."""
    files = {str(path) for path in Path(tempfile.gettempdir()).glob(f"perfgym-*{os.getpid()}*")}
    groups = {
        f"{parent}/{folder}"
        for parent, folders, _ in os.walk("/sys/fs/cgroup")
        for folder in folders
        if folder.startswith("perfgym-")
    }
    children = {f"process {child.pid}" for child in psutil.Process().children(recursive=True)}
    return files | groups | children


def test_episodes_among_random_kills_end_and_leave_nothing() -> None:
    """Sixty, of which about one in eight loses its worker; benchmarks/pool_faults.py plays thousands."""
    rng = np.random.default_rng(5)
    before, descriptors = own_traces(), psutil.Process().num_fds()
    episodes = faults = 0
    with contextlib.closing(make_vec(ID, num_envs=3, backend="fake", max_turns=2)) as envs:
        envs.reset(seed=1)
        while episodes < 60:
            if rng.random() < 0.2:
                os.kill(envs.pool.places[rng.integers(3)]["pid"], signal.SIGKILL)
            codes = [SOURCES[i] for i in rng.integers(len(SOURCES), size=3)]
            *_, terminated, truncated, infos = envs.step({"code": codes, "submit": rng.integers(2, size=3)})
            episodes += int((terminated | truncated).sum())
            faults += int(infos.get("fault", np.zeros(3)).sum())
            assert (truncated == (infos.get("fault", np.zeros(3)) == 1.0)).all()
        assert envs.pool.replaced >= faults > 2
    deadline = time.monotonic() + 5
    while (found := own_traces() - before) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert found == set()
    assert psutil.Process().num_fds() <= descriptors
