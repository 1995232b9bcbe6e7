"""The time of `env.step` beyond that of the compiler and program runs it contains.

Each round steps the environment once with the expert's program and records every request to the sandbox.
Then it makes the same runs bare: the same compiler with the same arguments, and the same programs on the
same inputs, by `subprocess.run` without sandbox, limits and checks. Steps and bare runs alternate. Medians
with quartiles, the ratio, and the overhead per step and per run are printed, by default for matmul and for
sort in C. The JSON file holds them with all series, the machine, its load and the commit.

    python benchmarks/step_overhead.py --rounds 20 -o benchmarks/results/step_overhead.json
"""

import contextlib
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import gymnasium as gym
from series import advancing, circumstances, machine, output_option, quartiles, spread, write_json

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


def overhead(
    env_id: str, rounds: int, sandbox: RecordingSandbox, advance: Callable[[str], None]
) -> dict[str, Any]:
    """Take ``rounds`` rounds of one environment; return their seconds and number of runs."""
    arguments = gym.spec(env_id).kwargs
    code = perfgym.load_problem(arguments["problem"]).experts[arguments["language"]]
    taken: dict[str, Any] = {"runs": [], "step_s": [], "bare_s": []}
    with contextlib.closing(gym.make(env_id, sandbox=sandbox, backend=BACKEND)) as env:
        for seed in range(rounds + 1):
            advance(env_id)
            step, bare, runs = one_round(env, sandbox, code, seed)
            if seed:  # the first round warms up
                taken["runs"].append(runs)
                taken["step_s"].append(step)
                taken["bare_s"].append(bare)
    return taken


def summary(taken: dict[str, Any]) -> dict[str, Any]:
    """Return the series of an environment with their spreads."""
    steps, bare, runs = taken["step_s"], taken["bare_s"], taken["runs"]
    over = [s - b for s, b in zip(steps, bare, strict=True)]
    return {
        "runs_in_a_step": spread(runs),
        "step_s": spread(steps),
        "bare_s": spread(bare),
        "step_over_bare": spread([s / b for s, b in zip(steps, bare, strict=True)]),
        "overhead_per_step_s": spread(over),
        "overhead_per_run_s": spread([o / n for o, n in zip(over, runs, strict=True)]),
        "series": taken,
    }


def print_summary(env_id: str, found: dict[str, Any]) -> None:
    """Print the medians and quartiles of one environment."""
    taken = found["series"]
    steps, bare = taken["step_s"], taken["bare_s"]
    over = [s - b for s, b in zip(steps, bare, strict=True)]
    print(f"{env_id}, n = {len(steps)} steps, {machine()}")
    print(f"runs in a step:        {found['runs_in_a_step']['median']:.0f}")
    print(f"env.step:              {quartiles(steps)}")
    print(f"the same runs, bare:   {quartiles(bare)}")
    print(f"step / bare:           {quartiles([s / b for s, b in zip(steps, bare, strict=True)], '', 1.0)}")
    print(f"overhead per step:     {quartiles(over)}")
    print(f"overhead per run:      {quartiles([o / n for o, n in zip(over, taken['runs'], strict=True)])}")


@click.command()
@click.option(
    "--env",
    "env_ids",
    multiple=True,
    default=("PerfOptimize-matmul-c-v0", "PerfOptimize-sort-c-v0"),
    show_default=True,
    help="A PerfOptimize ID; may be given again.",
)
@click.option("--rounds", default=20, show_default=True, type=click.IntRange(2), help="Number of rounds.")
@output_option("step_overhead.json", "JSON file to write.")
def main(env_ids: tuple[str, ...], rounds: int, output: Path) -> None:
    """Measure the overhead of env.step."""
    result = circumstances() | {"backend": BACKEND, "environments": {}}
    with (
        contextlib.closing(RecordingSandbox(make_sandbox("auto"))) as sandbox,
        advancing(len(env_ids) * (rounds + 1)) as advance,
    ):
        for env_id in env_ids:
            result["environments"][env_id] = summary(overhead(env_id, rounds, sandbox, advance))
    for env_id, found in result["environments"].items():
        print_summary(env_id, found)
    write_json(result, output)


if __name__ == "__main__":
    main()
