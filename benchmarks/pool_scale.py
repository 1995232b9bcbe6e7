"""Pools of 1 to 256 environments: seconds to start and close, memory, processes, and evaluations per second.

A pool's memory is the memory available on the machine without the pool (the mean of before and after) minus
the memory available after each environment has made a step. So it includes processes, jails, and the inputs
and programs that they keep in memory files.

    python benchmarks/pool_scale.py --envs 1 --envs 2 --envs 256
"""

import contextlib
import time
from pathlib import Path
from typing import Any

import click
import psutil
from rich.console import Console
from rich.table import Table
from series import advancing, circumstances, output_option, write_json

import perfgym

NUMBERS = (1, 2, 4, 16, 64, 256)
EXPERT = perfgym.load_problem("matmul").experts["c"]
LEAST_STEPS = 32
SETTLING_S = 3.0


def available_mb() -> float:
    """Return the machine's available memory, once the kernel has had time to free that of ended processes."""
    time.sleep(SETTLING_S)
    return psutil.virtual_memory().available / 2**20


def scaled(env_id: str, num_envs: int, backend: str) -> dict[str, Any]:
    """Measure a pool of this number of environments."""
    before_mb = available_mb()
    started = time.perf_counter()
    with contextlib.closing(
        perfgym.make_vec(env_id, num_envs, backend=backend, max_turns=1, autoreset_mode="SameStep")
    ) as envs:
        made_s = time.perf_counter() - started
        envs.reset(seed=0)
        ready_s = time.perf_counter() - started
        actions = {"code": (EXPERT,) * num_envs, "submit": (1,) * num_envs}
        rounds = max(1, LEAST_STEPS // num_envs)
        began = time.perf_counter()
        for _ in range(rounds):
            envs.step(actions)
        stepped_s = time.perf_counter() - began
        meanwhile_mb = available_mb()
        processes = len(psutil.Process().children(recursive=True))
        ending = time.perf_counter()
    closed_s = time.perf_counter() - ending
    held_mb = (before_mb + available_mb()) / 2 - meanwhile_mb
    return {
        "num_envs": num_envs,
        "made_s": round(made_s, 3),
        "first_reset_s": round(ready_s, 3),
        "evaluations": rounds * num_envs,
        "evaluations_per_s": round(rounds * num_envs / stepped_s, 3),
        "memory_mb": round(held_mb, 1),
        "memory_mb_per_env": round(held_mb / num_envs, 1),
        "processes": processes,
        "close_s": round(closed_s, 3),
    }


def table(result: dict[str, Any]) -> Table:
    """Return the table that is printed at the end."""
    shown = Table(title=f"{result['env']}, {result['backend']}", title_justify="left")
    for heading in (
        "envs",
        "made, s",
        "all reset, s",
        "evaluations/s",
        "MB",
        "MB each",
        "processes",
        "close, s",
    ):
        shown.add_column(heading, justify="right")
    for one in result["numbers"]:
        names = ("num_envs", "made_s", "first_reset_s", "evaluations_per_s", "memory_mb", "memory_mb_per_env")
        shown.add_row(*(str(one[name]) for name in (*names, "processes", "close_s")))
    return shown


@click.command()
@click.option(
    "--env", "env_id", default="PerfOptimize-matmul-c-v0", show_default=True, help="A PerfOptimize ID."
)
@click.option(
    "--envs",
    "numbers",
    multiple=True,
    type=click.IntRange(1),
    default=NUMBERS,
    show_default=True,
    help="Number of environments; may be given again.",
)
@click.option(
    "--backend",
    default="fake",
    show_default=True,
    help="Backend; `fake` measures nothing, but builds and tests are real.",
)
@output_option("pool_scale.json", "JSON file to write.")
def main(env_id: str, numbers: tuple[int, ...], backend: str, output: Path) -> None:
    """Measure start, memory and speed of pools of different sizes."""
    result: dict[str, Any] = circumstances() | {"env": env_id, "backend": backend, "numbers": []}
    with advancing(len(numbers)) as advance:
        for num_envs in numbers:
            advance(f"{num_envs} environments")
            result["numbers"].append(scaled(env_id, num_envs, backend))
            write_json(result, output)
    Console(width=120).print(table(result))


if __name__ == "__main__":
    main()
