"""Which benchmarks to run -> runs of test binaries, and their output -> samples by benchmark."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from perfgym.envs.repo.tools.selection import chosen_packages, split_suite
from perfgym.envs.repo.workbench import Workbench
from perfgym.repo.gotools.benchfmt import parse_benchmarks
from perfgym.repo.tasks.task import RepoTask
from perfgym.repo.workspace.tree import Tree

__all__ = ["Plan", "benchmark_name", "benchmarks_in", "planned", "samples_of", "target_names"]

_PREFIX = "Benchmark"
_DECLARED = re.compile(rb"^func (Benchmark\w{1,100})\(", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Plan:
    """One run of a test binary.

    Attributes:
        package: The package.
        expression: What ``-test.bench`` gets.
        wanted: Names of the benchmarks to keep, without ``Benchmark``; empty for all.
    """

    package: str
    expression: str
    wanted: frozenset[str] = frozenset()


def benchmark_name(package: str, name: str) -> str:
    """The name of a benchmark in tables, e.g. ``"csv.Parse"``; one of the module's own package has no dot."""
    return f"{package[2:]}.{name}" if package != "." else name


def target_names(task: RepoTask) -> tuple[str, ...]:
    """The benchmarks that the agent is pointed to, as tables name them."""
    return tuple(
        benchmark_name(package, name.removeprefix(_PREFIX))
        for package, names in task.benchmarks.items()
        for name in names
    )


def planned(bench: Workbench, suite: str) -> list[Plan]:
    """The runs for what an agent asks for; empty text asks for the task's benchmarks.

    Raises:
        Refused: No package matches.
    """
    packages, expression = split_suite(suite)
    if not suite.strip():
        return [plan for package, names in bench.task.benchmarks.items() for plan in _targets(package, names)]
    known = bench.packages(bench.tree, ())
    found = bench.packages(bench.tree, packages)
    return [Plan(package, expression or ".") for package in chosen_packages(found, known, suite)]


def benchmarks_in(tree: Tree, packages: Iterable[str]) -> tuple[str, ...]:
    """The benchmarks that the source of packages names, as ``bench_suite`` takes them, sorted."""
    wanted = set(packages)
    return tuple(
        sorted(
            f"{package} {name.decode(errors='replace')}"
            for path, file in tree.files.items()
            if path.endswith("_test.go") and (package := f"./{path}".rpartition("/")[0]) in wanted
            for name in _DECLARED.findall(file.content)
        )
    )


def _targets(package: str, names: Sequence[str]) -> list[Plan]:
    """A run for the names of each depth: Go takes one expression for each level of sub-benchmarks."""
    depths: dict[int, list[list[str]]] = {}
    for name in names:
        parts = name.split("/")
        depths.setdefault(len(parts), []).append(parts)
    plans: list[Plan] = []
    for same in depths.values():
        levels = ["|".join(dict.fromkeys(level)) for level in zip(*same, strict=True)]
        wanted = frozenset("/".join(parts).removeprefix(_PREFIX) for parts in same)
        plans.append(Plan(package, "/".join(f"^({level})$" for level in levels), wanted))
    return plans


def samples_of(plan: Plan, output: bytes) -> Mapping[str, Mapping[str, Sequence[float]]]:
    """The samples that a run printed, by the names of tables."""
    return {
        benchmark_name(plan.package, name): units
        for name, units in parse_benchmarks(output).items()
        if not plan.wanted or name in plan.wanted
    }
