"""Check a task of PerfRepo: its texts, inputs, tests and workloads, and what patches of its author's gain.

A check that this machine cannot make is reported as advice. It does not make the task wrong.
"""

from collections.abc import Generator, Iterable, Iterator
from dataclasses import replace

import numpy as np

from perfgym.authoring.check import Check
from perfgym.authoring.driver_share import driver_share
from perfgym.authoring.filled_in import check_filled_in
from perfgym.authoring.generator_checks import SEEDS, check_generator, check_scaling, drawn_tests
from perfgym.authoring.input_checks import (
    check_generator_time,
    check_kinds,
    check_variety,
)
from perfgym.authoring.output_checks import check_comparison, check_lazy_outputs, check_outputs
from perfgym.authoring.task_checks import TaskTrees
from perfgym.bank import Problem
from perfgym.errors import MachineError, ProblemError
from perfgym.languages import LANGUAGES
from perfgym.languages.go_module import go_toolchain
from perfgym.measure import CpuTimeBackend, FakeBackend, MeasurementSetup
from perfgym.records import Role
from perfgym.repo.evaluation.evaluate import RepoEvaluator
from perfgym.repo.tasks.debian import base_tree
from perfgym.repo.tasks.task import RepoTask
from perfgym.repo.workspace.git import git_toolchain
from perfgym.repo.workspace.tree import Tree
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings

__all__ = ["validate_task"]

_GO = "go"
_LEAST_BOTTLENECKS = 3
_MOST_DRIVER_SHARE = 0.10
_PROFILED_INPUTS = 40
_TIMED_INPUTS = 5


def validate_task(task: RepoTask, sandbox: Sandbox, settings: Settings) -> Iterator[Check]:
    """Check a task. Its trees are built, tested and measured.

    Args:
        task: The task.
        sandbox: Runs the programs.
        settings: Limits and cores.

    Yields:
        The result of each check.
    """
    yield from _paperwork(task)
    are_usable = True
    for name, workload in task.workloads.items():
        are_usable &= yield from _inputs(name, workload.problem)
    if not are_usable:
        return
    try:
        base = base_tree(task)
        go_toolchain()
        git_toolchain()
    except MachineError as error:
        what = "the task can be played on this machine"
        yield Check(what=what, holds=False, seen=str(error), advice=True)
        return
    evaluator = RepoEvaluator(task, base, sandbox, CpuTimeBackend(), settings)
    grader = RepoEvaluator(task, base, sandbox, FakeBackend(), settings)
    what = "the task's own tree builds, and its workloads run"
    try:
        for one in (evaluator, grader):
            one.start_episode(np.random.default_rng(SEEDS[0]))
    except ProblemError as error:
        yield Check(what=what, holds=False, seen=str(error))
        return
    yield Check(what=what, holds=True)
    yield from _required(task, evaluator)
    with evaluator.leased_workloads() as setups:
        for name, setup in setups.items():
            yield from _workload(task, base, name, setup)
    trees = TaskTrees(evaluator, grader, sandbox)
    yield trees.check_equal()
    yield from trees.check_steps()
    yield from trees.check_expert()
    yield from trees.check_mutations()


def _paperwork(task: RepoTask) -> Iterator[Check]:
    """Check the texts, and that nothing is left open."""
    files = [task.folder / "task.toml"]
    for name in task.workloads:
        files += [
            task.folder / "workloads" / name / file for file in ("problem.toml", "problem.py", "main.go")
        ]
    yield from check_filled_in(task.folder, files)
    yield Check(
        what=f"task.toml names at least {_LEAST_BOTTLENECKS} bottlenecks",
        holds=len(task.bottlenecks) >= _LEAST_BOTTLENECKS,
        seen=f"{len(task.bottlenecks)}",
        advice=True,
    )
    yield Check(what="there are benchmarks for agents", holds=bool(task.benchmarks), advice=True)
    yield Check(what="there are hidden tests", holds=bool(task.hidden.files), advice=True)


def _named(name: str, checks: Iterable[Check]) -> Iterator[Check]:
    for check in checks:
        yield replace(check, what=f"{name}: {check.what}")


def _inputs(name: str, problem: Problem) -> Generator[Check, None, bool]:
    """Check the inputs of a workload; return whether it can be run on them."""
    yield from _named(name, check_variety(problem))
    has_sizes = CpuTimeBackend.mode in problem.measured.get(_GO, {})
    yield Check(what=f"{name}: there are measured sizes, [measured.go] cpu_time", holds=has_sizes)
    checks = list(check_generator(problem, problem.measured))
    yield from _named(name, checks)
    if not (has_sizes and all(check.holds for check in checks)):
        return False
    yield from _named(name, check_scaling(problem))
    yield from _named(name, check_kinds(problem))
    yield from _named(name, check_generator_time(problem))
    return True


def _required(task: RepoTask, evaluator: RepoEvaluator) -> Iterator[Check]:
    """Check that tests pass twice on the task's own tree, and list them."""
    required = evaluator.required_tests()
    listed = {
        package: sorted({name.partition("/")[0] for name in names}) for package, names in required.items()
    }
    count = sum(map(len, listed.values()))
    yield Check(
        what="tests pass twice on the task's own tree, and are required",
        holds=count > 0,
        seen="; ".join(f"{package}: {', '.join(names)}" for package, names in listed.items() if names),
    )
    unknown = [name for name in task.skipped if any(name in names for names in listed.values())]
    what = "[tests] skip names no test that is required"
    yield Check(what=what, holds=not unknown, seen=", ".join(unknown))


def _workload(task: RepoTask, base: Tree, name: str, setup: MeasurementSetup) -> Iterator[Check]:
    """Check the outputs and the cost of a workload on the task's own tree."""
    problem = task.workloads[name].problem
    tests = [test for seed in SEEDS for test in drawn_tests(problem, seed, _GO)]
    made = yield from check_outputs(f"{name}: the task's own tree", setup.reference, tests)
    yield from _named(name, check_comparison(problem, {test.stdin: output for test, output in made}))
    yield from _named(name, check_lazy_outputs(problem, _GO, made))
    rng = np.random.default_rng(SEEDS[0])
    inputs = [problem.draw_measured(rng, _GO, CpuTimeBackend.mode) for _ in range(_PROFILED_INPUTS)]
    backend = CpuTimeBackend()
    try:
        costs = [
            backend.cost(setup, setup.reference, stdin)[Role.TIME] / 1e6 for stdin in inputs[:_TIMED_INPUTS]
        ]
        yield _cost(task, name, float(np.median(costs)))
        share = driver_share(task, base, name, setup, inputs)
    except ProblemError as error:
        yield Check(what=f"{name}: the task's own tree can be measured", holds=False, seen=str(error))
        return
    yield Check(
        what=f"{name}: its own program takes less than {_MOST_DRIVER_SHARE:.0%} of the CPU time",
        holds=share < _MOST_DRIVER_SHARE,
        seen=f"{share:.1%} of the profile is outside of {task.module}",
    )


def _cost(task: RepoTask, name: str, milliseconds: float) -> Check:
    low, high = LANGUAGES[_GO].measured_ms
    holds = low <= milliseconds <= high
    fix = "" if holds else f"; `perfgym calibrate {task.folder} --write` chooses other sizes"
    return Check(
        what=f"{name}: the task's own tree takes {low:g} to {high:g} ms of CPU time",
        holds=holds,
        seen=f"{milliseconds:.0f} ms on this machine{fix}",
        advice=True,
    )
