"""Episodes of a pool whose workers are killed at random: faults, time to replace a worker, and leaks.

Each step submits for every environment nothing, a program that does not compile, or the reference. Before
some steps a worker is killed (SIGKILL), or stopped (SIGSTOP) until the pool's timeout passes. The exit status
is 1 if a process, lock, file or control group is left at the end.

    python benchmarks/pool_faults.py --episodes 1000 --kills 0.05
"""

import contextlib
import fcntl
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

import click
import numpy as np
import psutil
from multiprocess.util import get_temp_dir
from rich.console import Console
from series import advancing, circumstances, output_option, spread, write_json

import perfgym
from perfgym.errors import HarnessError
from perfgym.machine.facts import cpu_folder, physical_cores

ENV_ID = "PerfOptimize-matmul-c-v0"
SOURCES = ("", "int main(", perfgym.load_problem("matmul").references["c"])
STEP_TIMEOUT_S = 10.0
HANGS_SHARE = 0.02  # of the kills; few, because each hang takes the whole timeout
SETTLING_S = 5.0


def is_of_others(pid: int) -> bool:
    """Whether a process is alive that this process has not started: somebody else uses the machine, too."""
    ours = {child.pid for child in psutil.Process().children(recursive=True)} | {os.getpid()}
    return pid not in ours and psutil.pid_exists(pid)


def holders(file: TextIO) -> list[int]:
    """Return the processes that hold a lock on an open file, as the kernel lists them."""
    lines = [line.split() for line in Path("/proc/locks").read_text().splitlines() if "->" not in line]
    found = os.fstat(file.fileno())
    place = f"{os.major(found.st_dev):02x}:{os.minor(found.st_dev):02x}:{found.st_ino}"
    return [int(line[4]) for line in lines if line[5] == place]


def held_locks() -> Iterator[str]:
    """Yield the cores that are still leased, without those that others lease."""
    for core in physical_cores():
        with (cpu_folder(core[0]) / "topology" / "core_id").open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if not any(map(is_of_others, holders(file))):
                    yield f"lock of core {core[0]}"


def traces() -> list[str]:
    """Return child processes, temporary files, control groups and core leases that this process has left.

    A control group has the number of the process that made it in its name.
    multiprocess keeps a folder for sockets until the process exits; only files in it count, not the folder.
    """
    found = [f"process {child.pid} {child.name()}" for child in psutil.Process().children(recursive=True)]
    sockets = Path(get_temp_dir())
    found += [f"file {path}" for path in Path(tempfile.gettempdir()).rglob("*") if path != sockets]
    for parent, folders, _ in os.walk("/sys/fs/cgroup"):
        made = [(name, name.split("-")[1]) for name in folders if name.startswith("perfgym-")]
        found += [f"control group {parent}/{name}" for name, pid in made if not is_of_others(int(pid))]
    return found + list(held_locks())


def harm(envs: perfgym.PoolVectorEnv, rng: np.random.Generator) -> None:
    """Kill or stop a random worker."""
    victim = envs.pool.places[rng.integers(envs.num_envs)]["pid"]
    os.kill(victim, signal.SIGSTOP if rng.random() < HANGS_SHARE else signal.SIGKILL)


def replacement_s(envs: perfgym.PoolVectorEnv) -> float:
    """Return the seconds from the death of a worker to the first answer of its replacement."""
    os.kill(envs.pool.places[0]["pid"], signal.SIGKILL)
    died = time.perf_counter()
    with contextlib.suppress(HarnessError):  # reports that the worker died
        envs.get_attr("render_mode")
    envs.get_attr("render_mode")
    took_s = time.perf_counter() - died
    envs.reset()
    # A worker that dies again without having made a step would count as a crash loop.
    envs.step({"code": [""] * envs.num_envs, "submit": [1] * envs.num_envs})
    return took_s


def played(envs: perfgym.PoolVectorEnv, episodes: int, kills: float, seed: int) -> dict[str, Any]:
    """Play this number of episodes; ``kills`` is the share of episodes in which a worker is killed."""
    rng = np.random.default_rng(seed)
    ended = faults = harmed = 0
    envs.reset(seed=seed)
    with advancing(episodes) as advance:
        while ended < episodes:
            if rng.random() < kills * envs.num_envs:
                harm(envs, rng)
                harmed += 1
            codes = [SOURCES[i] for i in rng.integers(len(SOURCES), size=envs.num_envs)]
            submits = np.ones(envs.num_envs, dtype=np.int64)
            *_, terminated, truncated, infos = envs.step({"code": codes, "submit": submits})
            over = terminated | truncated
            ended += int(over.sum())
            faults += int(infos["final_info"]["fault"].sum())
            for _ in range(int(over.sum())):
                advance(f"{faults} faults")
    return {"episodes": ended, "harmed": harmed, "truncated_by_a_fault": faults}


@click.command()
@click.option(
    "--envs",
    "num_envs",
    default=4,
    show_default=True,
    type=click.IntRange(1),
    help="Number of environments of the pool.",
)
@click.option(
    "--episodes", default=1000, show_default=True, type=click.IntRange(1), help="Number of episodes."
)
@click.option(
    "--kills",
    default=0.05,
    show_default=True,
    type=click.FloatRange(0, 1),
    help="Share of episodes in which a worker is killed.",
)
@click.option("--seed", default=0, show_default=True, help="Seed of programs, kills and environments.")
@output_option("pool_faults.json", "JSON file to write.")
def main(num_envs: int, episodes: int, kills: float, seed: int, output: Path) -> None:
    """Play episodes while workers are killed at random."""
    result: dict[str, Any] = circumstances() | {"env": ENV_ID, "num_envs": num_envs, "kills": kills}
    with tempfile.TemporaryDirectory() as folder:  # holds the files of this process alone
        tempfile.tempdir = os.environ["TMPDIR"] = folder
        earlier = traces()  # of processes that were killed together with their sandbox's guards
        started = time.perf_counter()
        with contextlib.closing(
            perfgym.make_vec(
                ENV_ID, num_envs, backend="fake", max_turns=1, autoreset_mode="SameStep",
                step_timeout_s=STEP_TIMEOUT_S,
            )
        ) as envs:  # fmt: skip
            result |= played(envs, episodes, kills, seed)
            result["replacement_s"] = spread([replacement_s(envs) for _ in range(5)])
            result["replaced"] = envs.pool.replaced
        result["wall_s"] = round(time.perf_counter() - started, 1)
        deadline = time.monotonic() + SETTLING_S
        while (left := [one for one in traces() if one not in earlier]) and time.monotonic() < deadline:
            time.sleep(0.05)
    result["left"] = left
    write_json(result, output)
    Console(width=120).print(result)
    sys.exit(bool(left))


if __name__ == "__main__":
    main()
