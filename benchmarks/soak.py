"""Thousands of steps with honest and hostile submissions, to find leaks and faults.

Each step submits at random the reference, the expert's program, a broken program, or an attack from the red
team's catalogue. Memory of this process and of its jails, open descriptors, processes and files are printed
at intervals. The exit status is 1 if one of these figures grew, if a step was a fault of perfgym, or if a
process or file was left at the end.

    python benchmarks/soak.py --steps 10000 -o soak.json
"""

import collections
import contextlib
import gc
import json
import os
import sys
import tempfile
import time
from collections.abc import Generator
from dataclasses import asdict, dataclass
from pathlib import Path

import click
import gymnasium as gym
import numpy as np
import psutil
from rich.console import Console
from rich.progress import Progress

import perfgym
from perfgym.redteam import attacks_for, open_session, quick_settings
from perfgym.sandbox import make_sandbox
from perfgym.settings import Settings

LIMITS = {
    "PERFGYM_COMPILE_TIMEOUT_S": "3",
    "PERFGYM_TEST_TIMEOUT_S": "1",
    "PERFGYM_MEASURE_TIMEOUT_S": "1",
    "PERFGYM_MEMORY_BYTES": str(256 << 20),
    "PERFGYM_MAX_TURNS": "50",
}
HONEST_SHARE = 0.6
TOLERATED_GROWTH = 0.05
WARM_UP_SHARE = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The resources in use after a number of steps."""

    step: int
    wall_s: float
    memory_mb: float
    jails_mb: float
    descriptors: int
    processes: int
    files: int


def measure(step: int, started: float) -> Sample:
    """Sample the resources in use."""
    gc.collect()
    this = psutil.Process()
    children = this.children(recursive=True)
    memory = 0.0
    for child in children:
        with contextlib.suppress(psutil.Error):
            memory += child.memory_info().rss / 2**20
    files = [path for path in Path(tempfile.gettempdir()).rglob("*") if "perfgym-run-" not in str(path)]
    files += Path("/sys/fs/cgroup").rglob(f"perfgym-{os.getpid()}-*")
    return Sample(
        step=step,
        wall_s=time.monotonic() - started,
        memory_mb=this.memory_info().rss / 2**20,
        jails_mb=memory,
        descriptors=this.num_fds(),
        processes=len([c for c in children if c.is_running() and c.status() != psutil.STATUS_ZOMBIE]),
        files=len(files),
    )


def submissions(env_id: str, rng: np.random.Generator) -> Generator[tuple[str, str]]:
    """Yield names and sources of submissions without end."""
    arguments = gym.spec(env_id).kwargs
    problem, language = perfgym.load_problem(arguments["problem"]), arguments["language"]
    honest = [
        ("reference", problem.references[language]),
        ("expert", problem.experts[language]),
        ("broken", "int main(void) { return 1; }"),
        ("not a program", "int main(void) {"),
        ("nothing", ""),
    ]
    sandbox = make_sandbox("auto")
    with (
        contextlib.closing(sandbox),
        open_session(problem, language, sandbox, quick_settings(Settings())) as session,
    ):
        hostile = attacks_for(problem, language)
        while True:
            if rng.random() < HONEST_SHARE:
                yield honest[rng.integers(len(honest))]
            else:
                attack = hostile[rng.integers(len(hostile))]
                yield attack.name, session.source(attack)


def grown(samples: list[Sample]) -> list[str]:
    """Return a line for each figure whose median is larger in the last third than in the first.

    The warm-up is left out.
    """
    warm = samples[max(1, int(len(samples) * WARM_UP_SHARE)) :]
    third = max(1, len(warm) // 3)
    found: list[str] = []
    for name in ("memory_mb", "jails_mb", "descriptors", "processes", "files"):
        first, last = (
            float(np.median([getattr(s, name) for s in part])) for part in (warm[:third], warm[-third:])
        )
        if last > first * (1 + TOLERATED_GROWTH) + 2:
            found.append(f"{name} grew from {first:.1f} to {last:.1f}")
    return found


def soak(env_id: str, steps: int, backend: str, seed: int, output: Path | None) -> list[str]:
    """Make this number of steps; return a line for each fault, growth and leak."""
    rng = np.random.default_rng(seed)
    started = time.monotonic()
    statuses: collections.Counter[str] = collections.Counter()
    problems: list[str] = []
    samples: list[Sample] = []
    console = Console()
    source = submissions(env_id, rng)
    with (
        contextlib.closing(source),
        contextlib.closing(gym.make(env_id, backend=backend)) as env,
        Progress(console=Console(stderr=True), transient=True) as progress,
    ):
        task = progress.add_task("stepping", total=steps)
        ended = True
        for step in range(1, steps + 1):
            if ended:
                env.reset(seed=step)
            name, code = next(source)
            *_, terminated, truncated, info = env.step({"code": code, "submit": 0})
            ended = terminated or truncated
            statuses[info["status"]] += 1
            if info["fault"]:
                problems.append(f"step {step}, {name}: {info['fault_kind']}")
            progress.advance(task)
            if step % max(1, steps // 100) == 0:
                samples.append(measure(step, started))
                if len(samples) % 5 == 0:
                    console.print(samples[-1])
    after = measure(steps, started)
    problems += grown(samples)
    if after.processes or after.files:
        problems.append(f"processes or files left at the end: {after}")
    console.print(f"{env_id}, {steps} steps in {after.wall_s:.0f} s: {dict(statuses)}")
    console.print("\n".join(problems) or "no figure grew, no step failed, and no process or file is left")
    if output:
        result = {
            "samples": [asdict(sample) for sample in samples],
            "statuses": statuses,
            "problems": problems,
        }
        output.write_text(json.dumps(result, indent=2))
    return problems


@click.command()
@click.option(
    "--env", "env_id", default="PerfOptimize-matmul-c-v0", show_default=True, help="A PerfOptimize ID."
)
@click.option("--steps", default=10_000, show_default=True, type=click.IntRange(10), help="Number of steps.")
@click.option(
    "--backend",
    default="fake",
    show_default=True,
    help="Backend; `fake` measures nothing, but builds and tests are real.",
)
@click.option("--seed", default=0, show_default=True, help="Seed of the choice of submissions.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="JSON file to write all samples to.")
def main(env_id: str, steps: int, backend: str, seed: int, output: Path | None) -> None:
    """Step an environment many times, and check that nothing leaks or fails."""
    os.environ.update(LIMITS)
    with tempfile.TemporaryDirectory() as folder:  # holds the files of this process alone
        tempfile.tempdir = os.environ["TMPDIR"] = folder
        problems = soak(env_id, steps, backend, seed, output)
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
