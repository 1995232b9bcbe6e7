"""How right, how sharp and how fast the evaluations and the quick tools of PerfRepo are, task by task.

* A/A: the task's own files behind a comment of another length each time, which makes another binary of equal
  cost. An evaluation whose interval lies above "no difference" is a false alarm: something would be paid.
* Expert: the expert's files, behind such comments. An evaluation has found the expert if its interval lies
  above "no difference". The mean ratio is compared with that of a direct run: both programs as plain
  processes without a sandbox, in turns on one core, on inputs of the same sizes, by the kernel's CPU time.
* CPU time of an evaluation: of all processes in the sandbox, and of this process.
* Wall time of the first `reset` with a warm build cache, of `git status`, and of `escape_analysis`.

    python benchmarks/repo_bars.py --task strings --evaluations 100 --experts 20 -o build/repo_bars.json
"""

import contextlib
import itertools
import math
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import click
import gymnasium as gym
import numpy as np
from scipy.stats import binomtest
from series import advancing, circumstances, output_option, spread, write_json

from perfgym.errors import HarnessError
from perfgym.evaluation.builder import Builder
from perfgym.languages import LANGUAGES
from perfgym.languages.go_command import RUN_ENVIRONMENT
from perfgym.languages.go_module import go_toolchain
from perfgym.machine.facts import pinned
from perfgym.machine.leases import lease_core
from perfgym.measure import CpuTimeBackend
from perfgym.measure.backend import CLOCK_MODE
from perfgym.programs.memo import Memo
from perfgym.records import Evaluation, Role
from perfgym.repo.evaluation.build import build_tree
from perfgym.repo.evaluation.evaluate import RepoEvaluator
from perfgym.repo.evaluation.measured_tree import built_tree, submission_of
from perfgym.repo.tasks.debian import base_tree
from perfgym.repo.tasks.load import load_task, task_folders
from perfgym.repo.tasks.task import RepoTask
from perfgym.repo.workspace.patched import patched
from perfgym.repo.workspace.tree import Tree
from perfgym.sandbox import Sandbox, make_sandbox
from perfgym.sandbox.request import ProcessRequest, ProcessResult
from perfgym.settings import Settings
from perfgym.store import user_size_fits

CONFIDENCE = 0.95
BARS = {
    "false_alarms": "at most 1 % of A/A evaluations",
    "expert": "found in each evaluation, and the mean ratio within 5 % of the direct run's",
    "evaluation": "at most 10 s of CPU time",
    "git status": "at most 80 ms",
    "escape_analysis": "at most 1.5 s",
    "reset": "at most 60 s with a warm build cache",
}
_GO = "go"
_NULL = "null"
_LEAST_NS = 1.0


class CountingSandbox:
    """Passes every request to another sandbox, and adds up the CPU time of its processes."""

    def __init__(self, inner: Sandbox) -> None:
        self.inner = inner
        self.name = inner.name
        self.missing = inner.missing
        self.cpu_s = 0.0

    @property
    def memory_tier(self) -> str:
        """The memory tier of the inner sandbox."""
        return self.inner.memory_tier

    def run(self, request: ProcessRequest) -> ProcessResult:
        """Make the run in the inner sandbox."""
        result = self.inner.run(request)
        self.cpu_s += result.cpu_ns * 1e-9
        return result

    def close(self) -> None:
        """Close the inner sandbox."""
        self.inner.close()


# ---- evaluations -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One evaluation of a tree whose cost is known to be that of another."""

    estimate: float
    low: float
    high: float
    pairs: int
    suspicions: tuple[str, ...]
    seconds: float
    cpu_s: float
    stage_s: Mapping[str, float]


def behind_comment(tree: Tree, task: RepoTask, lines: int) -> Tree:
    """Return the tree with a comment of this many lines before each file that may be changed."""
    for path in submission_of(tree, task).files:
        if path.endswith(".go"):
            tree = tree.with_file(path, b"// A line.\n" * lines + b"\n" + tree.files[path].content)
    return tree


def evaluated(
    evaluator: RepoEvaluator, sandbox: CountingSandbox, tree: Tree, rng: np.random.Generator
) -> tuple[Sample, Evaluation]:
    """Evaluate a tree that must be accepted.

    Raises:
        HarnessError: It was not accepted, or not measured.
    """
    began, ours, theirs = time.perf_counter(), time.process_time(), sandbox.cpu_s
    found = evaluator.evaluate(submission_of(tree, evaluator.task), rng)
    seconds = time.perf_counter() - began
    if found.measurement is None or "unchanged" in found.facts:
        raise HarnessError(f"a tree of known cost was not measured: {found.status} {found.verdict}")
    interval = found.measurement.intervals[Role.TIME]
    sample = Sample(
        estimate=interval.estimate,
        low=interval.low,
        high=interval.high,
        pairs=found.measurement.timed_pairs,
        suspicions=found.measurement.suspicions,
        seconds=seconds,
        cpu_s=time.process_time() - ours + sandbox.cpu_s - theirs,
        stage_s=found.stage_s,
    )
    return sample, found


def share(hits: int, of: int) -> dict[str, float]:
    """Return a share with its exact interval (Clopper and Pearson)."""
    interval = binomtest(hits, of).proportion_ci(confidence_level=CONFIDENCE)
    return {"hits": hits, "n": of, "share": hits / of, "low": interval.low, "high": interval.high}


def summary(samples: Sequence[Sample]) -> dict[str, Any]:
    """Return the figures of evaluations of one tree."""
    return {
        "found": share(sum(sample.low > 0.0 for sample in samples), len(samples)),
        "lost": share(sum(sample.high < 0.0 for sample in samples), len(samples)),
        "suspicious": [text for sample in samples for text in sample.suspicions],
        "ratio": spread([math.exp(sample.estimate) for sample in samples]),
        "half_width": spread([(sample.high - sample.low) / 2 for sample in samples]),
        "pairs": spread([sample.pairs for sample in samples]),
        "cpu_s": spread([sample.cpu_s for sample in samples]),
        "seconds_without_wait": spread([sample.seconds - sample.stage_s["wait"] for sample in samples]),
        "log_ratios": [sample.estimate for sample in samples],
    }


# ---- direct runs -----------------------------------------------------------------------------------


def cpu_ns(program: Path, stdin: Path) -> float:
    """Run a program as a plain process; return its CPU time in nanoseconds."""
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, str(stdin), os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
    ]
    pid = os.posix_spawn(program, [program.name], dict(RUN_ENVIRONMENT), file_actions=actions)
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise HarnessError(f"{program.name} ended with status {status}")
    return 1e9 * (usage.ru_utime + usage.ru_stime)


def direct_log_ratios(
    programs: Mapping[str, bytes], inputs: Iterator[bytes], pairs: int, core: int
) -> list[float]:
    """Return log ratios of base to expert, one a pair; pairs alternate in their order.

    Args:
        programs: The programs ``"base"``, ``"expert"`` and ``"null"``, which does nothing.
        inputs: A fresh input for each pair.
        pairs: Number of pairs.
        core: Logical CPU to run on.
    """
    ratios: list[float] = []
    with tempfile.TemporaryDirectory() as name, pinned(core):
        folder = Path(name)
        for program, content in programs.items():
            (folder / program).write_bytes(content)
            (folder / program).chmod(0o755)
        stdin = folder / "stdin"
        stdin.write_bytes(b"")
        startup = float(np.median([cpu_ns(folder / _NULL, stdin) for _ in range(15)]))
        for number, content in zip(range(pairs), inputs, strict=False):
            stdin.write_bytes(content)
            order = ("base", "expert") if number % 2 else ("expert", "base")
            took = {side: max(cpu_ns(folder / side, stdin) - startup, _LEAST_NS) for side in order}
            ratios.append(math.log(took["base"] / took["expert"]))
    return ratios


def direct(
    task: RepoTask, trees: Mapping[str, Tree], sandbox: Sandbox, factors: Mapping[str, float], pairs: int
) -> dict[str, Any]:
    """Return the speed-up of the expert by direct runs, over all workloads and of each."""
    built = {
        side: build_tree(built_tree(tree, task), task, sandbox, timeout_s=120.0).programs
        for side, tree in trees.items()
    }
    rng = np.random.default_rng()
    each: dict[str, float] = {}
    with lease_core(()) as lease:
        null = _null_program(task, sandbox, lease.cpu)
        for name, workload in task.workloads.items():
            problem = workload.problem.multiplied(_GO, CLOCK_MODE, factors.get(name, 1.0))
            inputs = (problem.draw_measured(rng, _GO, CLOCK_MODE) for _ in itertools.count())
            programs = {side: programs[name] for side, programs in built.items()} | {_NULL: null}
            each[name] = float(np.mean(direct_log_ratios(programs, inputs, pairs, lease.cpu)))
    mean = math.fsum(each.values()) / len(each)
    return {"ratio": math.exp(mean), "pairs": pairs, "each": {k: math.exp(v) for k, v in each.items()}}


def _null_program(task: RepoTask, sandbox: Sandbox, core: int) -> bytes:
    """Build Go's plain program that does nothing."""
    problem = next(iter(task.workloads.values())).problem
    return Builder(problem, LANGUAGES[_GO], sandbox, Settings(), Memo()).null_programs(core)[0].artifact


# ---- tools -----------------------------------------------------------------------------------------


def tools(task: str, repeats: int) -> dict[str, Any]:
    """Return the wall-clock seconds of the first reset and of the quick tools of an environment."""
    actions = {
        "git status": {"action_type": "git", "git_op": "status"},
        "escape_analysis": {"action_type": "escape_analysis"},
    }
    found: dict[str, Any] = {}
    with contextlib.closing(gym.make(f"PerfRepo-{task}-go-v0", backend="cpu_time", max_steps=100)) as env:
        began = time.perf_counter()
        env.reset(seed=1)
        found["reset"] = spread([time.perf_counter() - began])
        for name, action in actions.items():
            found[name] = spread([_step_s(env, action) for _ in range(repeats + 1)][1:])
    return found


def _step_s(env: gym.Env[Any, Any], action: Mapping[str, Any]) -> float:
    began = time.perf_counter()
    *_, info = env.step(action)
    seconds = time.perf_counter() - began
    if info["outcome"] != "OK":
        raise HarnessError(f"{action} was not done: {info['outcome']} {info['result']}")
    return seconds


# ---- all of a task ---------------------------------------------------------------------------------


def taken(
    evaluator: RepoEvaluator,
    sandbox: CountingSandbox,
    trees: Iterable[Tree],
    rng: np.random.Generator,
    keep: Callable[[Mapping[str, Any]], None],
) -> Mapping[str, float]:
    """Evaluate trees of equal cost, and keep the figures of those so far; return the factors of sizes."""
    samples: list[Sample] = []
    factors: Mapping[str, float] = {}
    for tree in trees:
        sample, found = evaluated(evaluator, sandbox, tree, rng)
        samples.append(sample)
        keep(summary(samples))
        each = found.facts["workloads"]
        factors = {workload: one.get("size_factor", 1.0) for workload, one in each.items()}
    return factors


def fill_bars(
    name: str,
    counts: Mapping[str, int],
    keep: Callable[[str, Any], None],
    advance: Callable[[str], None],
) -> None:
    """Measure everything of one task.

    Args:
        name: The task.
        counts: Number of A/A evaluations (``"base"``), of evaluations of the expert (``"expert"``), of direct
            pairs (``"pairs"``) and of uses of each tool (``"repeats"``).
        keep: Keeps a figure under a name, and writes the result.
        advance: Is told of each evaluation that begins.
    """
    task = load_task(name)
    base = base_tree(task)
    rng = np.random.default_rng()
    keep("tools_s", tools(name, counts["repeats"]))
    with contextlib.closing(CountingSandbox(make_sandbox("auto"))) as sandbox:
        trees = {"base": base, "expert": patched(base, task.expert, sandbox)}
        evaluator = RepoEvaluator(task, base, sandbox, CpuTimeBackend(), Settings(), user_size_fits())
        evaluator.start_episode(rng)

        def behind_comments(side: str) -> Iterator[Tree]:
            for number in range(counts[side]):
                advance(f"{name}, {side}")
                yield behind_comment(trees[side], task, number + 1)

        for side in ("expert", "base"):
            factors = taken(evaluator, sandbox, behind_comments(side), rng, partial(keep, side))
            if side == "expert":
                keep("size_factors", dict(factors))
                keep("direct", direct(task, trees, sandbox, factors, counts["pairs"]))


def measured_over_direct(found: Mapping[str, Any]) -> float:
    """Return the mean ratio of evaluations of the expert divided by that of direct runs."""
    return math.exp(float(np.mean(found["expert"]["log_ratios"]))) / found["direct"]["ratio"]


def print_bars(name: str, found: Mapping[str, Any]) -> None:
    """Print the figures of one task."""
    alarms, expert, cpu = found["base"]["found"], found["expert"]["found"], found["base"]["cpu_s"]
    print(f"{name}:")
    print(
        f"  A/A: {alarms['hits']} false alarms of {alarms['n']}, median half-width "
        f"{100 * found['base']['half_width']['median']:.2f} %, CPU time {cpu['median']:.1f} s "
        f"(most {cpu['most']:.1f} s)"
    )
    ratio, over = found["expert"]["ratio"], measured_over_direct(found)
    print(
        f"  expert: found in {expert['hits']} of {expert['n']}, {ratio['median']:.3f} times "
        f"({ratio['least']:.3f} to {ratio['most']:.3f}), {100 * (over - 1):+.1f} % of the direct "
        f"{found['direct']['ratio']:.3f}, CPU time {found['expert']['cpu_s']['median']:.1f} s"
    )
    for tool, seconds in found["tools_s"].items():
        print(f"  {tool}: median {1e3 * seconds['median']:.0f} ms of {seconds['n']}")


@click.command()
@click.option(
    "--task", "tasks", multiple=True, default=("strings", "logpipe", "uniseg"), show_default=True,
    help="Name of a task; may be given again.",
)  # fmt: skip
@click.option("--evaluations", default=100, show_default=True, type=click.IntRange(1), help="A/A, a task.")
@click.option("--experts", default=20, show_default=True, type=click.IntRange(1), help="Experts, a task.")
@click.option("--pairs", default=20, show_default=True, type=click.IntRange(1), help="Direct, a workload.")
@click.option("--repeats", default=10, show_default=True, type=click.IntRange(1), help="Uses of each tool.")
@output_option("repo_bars.json", "JSON file to write.")
def main(
    tasks: tuple[str, ...], evaluations: int, experts: int, pairs: int, repeats: int, output: Path
) -> None:
    """Measure what evaluations and tools of PerfRepo promise."""
    known = task_folders()
    if wrong := sorted(set(tasks) - known.keys()):
        raise click.BadParameter(f"no repository is called {wrong[0]!r}; there are: {', '.join(known)}")
    counts = {"base": evaluations, "expert": experts, "pairs": pairs, "repeats": repeats}
    result = circumstances() | {"go": go_toolchain().identity, "bars": BARS, "tasks": {}}
    with advancing(len(tasks) * (evaluations + experts)) as advance:
        for name in tasks:
            found = result["tasks"].setdefault(name, {})

            def keep(what: str, figure: Any, found: dict[str, Any] = found) -> None:
                found[what] = figure
                write_json(result, output)

            fill_bars(name, counts, keep, advance)
            keep("measured_over_direct", measured_over_direct(found))
    print(result["machine"])
    for name, found in result["tasks"].items():
        print_bars(name, found)


if __name__ == "__main__":
    main()
