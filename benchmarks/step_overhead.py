"""The time of `env.step` beyond that of the compiler and program runs it contains.

Each round steps the environment once with the expert's program and records every request to the sandbox.
Then it makes the same runs bare: the same compiler with the same arguments, and the same programs on the
same inputs, by `subprocess.run` without sandbox, limits and checks. Steps and bare runs alternate. Medians
with quartiles, the ratio, and the overhead per step and per run are printed.

    python benchmarks/step_overhead.py --env PerfOptimize-matmul-c-v0 --rounds 20 -o result.json

The JSON file holds both series in pyperf's format (`python -m pyperf show result.json`).
"""

import contextlib
import subprocess
import tempfile
import time
from pathlib import Path

import click
import gymnasium as gym
import numpy as np
from series import dump, machine, quartiles

import perfgym
from perfgym.machine.facts import pinned
from perfgym.sandbox import Sandbox, make_sandbox
from perfgym.sandbox.request import ProcessRequest, ProcessResult

BACKEND = "cpu_time"  # simulated runs cannot be made bare: their arguments are paths in the jail


class RecordingSandbox:
    """Passes every request to another sandbox, and records it."""

    def __init__(self, inner: Sandbox) -> None:
        self.inner = inner
        self.name = inner.name
        self.missing = inner.missing
        self.requests: list[ProcessRequest] = []

    @property
    def memory_tier(self) -> str:
        """The memory tier of the inner sandbox."""
        return self.inner.memory_tier

    def run(self, request: ProcessRequest) -> ProcessResult:
        """Record a request, and make the run in the inner sandbox."""
        self.requests.append(request)
        return self.inner.run(request)

    def close(self) -> None:
        """Close the inner sandbox."""
        self.inner.close()


def prepare_bare(request: ProcessRequest, folder: Path) -> tuple[list[str], Path]:
    """Write the files of a run outside the sandbox; return its arguments and the file of its input."""
    for name, content in request.files.items():
        (folder / name).write_bytes(content)
    (folder / "stdin").write_bytes(request.stdin)
    if not request.executable:
        return [str(folder / "out") if a == request.artifact else a for a in request.argv], folder / "stdin"
    program = folder / "program"
    program.write_bytes(request.executable)
    program.chmod(0o755)
    return [str(program), *request.argv[1:]], folder / "stdin"


def bare_seconds(requests: list[ProcessRequest]) -> float:
    """Make all runs one after the other without a sandbox; return their wall-clock seconds in total."""
    total = 0.0
    for request in requests:
        there = contextlib.nullcontext() if request.core is None else pinned(request.core)
        with tempfile.TemporaryDirectory() as name, there:
            folder = Path(name)
            argv, stdin = prepare_bare(request, folder)
            environment = dict(request.environment) | {"TMPDIR": name}
            with stdin.open("rb") as source, (folder / "stdout").open("wb") as sink:
                started = time.perf_counter()
                done = subprocess.run(argv, stdin=source, stdout=sink, stderr=subprocess.DEVNULL,
                                      cwd=folder, env=environment, check=False)  # fmt: skip
                total += time.perf_counter() - started
            if done.returncode:
                raise SystemExit(f"{' '.join(argv)} failed with {done.returncode}")
    return total


def one_round(env: gym.Env, sandbox: RecordingSandbox, code: str, seed: int) -> tuple[float, float, int]:
    """Return the seconds of one step, the seconds of its runs made bare, and the number of runs."""
    env.reset(seed=seed)
    sandbox.requests.clear()
    started = time.perf_counter()
    _, _, _, _, info = env.step({"code": code, "submit": 1})
    step = time.perf_counter() - started
    if info["status"] != "ACCEPTED":
        raise SystemExit(f"the program was not accepted: {info['status']}")
    return step, bare_seconds(sandbox.requests), len(sandbox.requests)


@click.command()
@click.option(
    "--env", "env_id", default="PerfOptimize-matmul-c-v0", show_default=True, help="A PerfOptimize ID."
)
@click.option("--rounds", default=20, show_default=True, type=click.IntRange(2), help="Number of rounds.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="pyperf JSON file to write both series to."
)
def main(env_id: str, rounds: int, output: Path | None) -> None:
    """Measure the overhead of env.step."""
    sandbox = RecordingSandbox(make_sandbox("auto"))
    problem = perfgym.load_problem(gym.spec(env_id).kwargs["problem"])
    code = problem.experts[gym.spec(env_id).kwargs["language"]]
    steps, bare, runs = [], [], []
    with (
        contextlib.closing(sandbox),
        contextlib.closing(gym.make(env_id, sandbox=sandbox, backend=BACKEND)) as env,
    ):
        for seed in range(rounds + 1):
            step, alone, count = one_round(env, sandbox, code, seed)
            if seed:  # the first round warms up
                steps.append(step)
                bare.append(alone)
                runs.append(count)
    over = [s - b for s, b in zip(steps, bare, strict=True)]
    print(f"{env_id}, n = {rounds} steps, {machine()}")
    print(f"runs in a step:        {np.median(runs):.0f}")
    print(f"env.step:              {quartiles(steps)}")
    print(f"the same runs, bare:   {quartiles(bare)}")
    print(f"step / bare:           {quartiles([s / b for s, b in zip(steps, bare, strict=True)], '', 1.0)}")
    print(f"overhead per step:     {quartiles(over)}")
    print(f"overhead per run:      {quartiles([o / n for o, n in zip(over, runs, strict=True)])}")
    if output:
        dump({"env.step": steps, "bare runs": bare}, output)


if __name__ == "__main__":
    main()
