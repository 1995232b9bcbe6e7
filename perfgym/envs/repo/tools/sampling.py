"""Benchmarks of workspace and base -> samples, each from a process of its own, both sides in turn.

Both sides run the same number of iterations, which is chosen once on the base. The order of the sides is
drawn for two rounds and turned round in the next two, so that a slow drift of the machine meets both alike.
Every second round runs twice as many iterations, from which the kernel's CPU time of one operation follows.
"""

import re
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from perfgym.envs.repo.result import Stopped, ToolResult
from perfgym.envs.repo.tools.plan import Plan, benchmark_name
from perfgym.envs.repo.workbench import Workbench, failed
from perfgym.evaluation.feedback import quote
from perfgym.printable import clean_text
from perfgym.repo.gotools.benchfmt import parse_benchmarks
from perfgym.repo.gotools.kernel_time import LEAST_ITERATIONS, Run
from perfgym.sandbox.request import ProcessResult

__all__ = [
    "BASE",
    "YOURS",
    "Budget",
    "Case",
    "Samples",
    "Side",
    "arguments_for",
    "find_cases",
    "take_samples",
]

BASE, YOURS = "base", "yours"

_MOST_CASES = 64
_MOST_ITERATIONS = 10**9  # Go's own limit
_UNITS_S = {"us": 1e-6, "ms": 1e-3, "s": 1.0}
_COUNTED = re.compile(r"([0-9]{1,9})x", re.ASCII)
_TIMED = re.compile(r"([0-9]{1,6})(us|ms|s)", re.ASCII)
_ONCE = "1x"


@dataclass(frozen=True, slots=True, order=True)
class Case:
    """One benchmark.

    Attributes:
        package: Its package.
        name: Its name as the process prints it, without ``Benchmark``, e.g. ``"Parse/small"``.
    """

    package: str
    name: str

    @property
    def shown(self) -> str:
        """Its name in tables."""
        return benchmark_name(self.package, self.name)

    @property
    def expression(self) -> str:
        """What ``-test.bench`` gets to run it alone."""
        levels = f"Benchmark{self.name}".split("/")
        return "/".join(f"^{re.escape(level)}$" for level in levels)


@dataclass(frozen=True, slots=True)
class Budget:
    """How long one sample is.

    Attributes:
        text: What an agent gave, e.g. ``"50ms"`` or ``"100x"``.
        iterations: The number of iterations that it names; 0 if it names a time.
        seconds: The time that it names; 0 if it names a number of iterations.
    """

    text: str
    iterations: int
    seconds: float

    @classmethod
    def read(cls, text: str) -> "Budget | None":
        """Read it as Go's ``-test.benchtime`` does, in part; None if it is something else, or nothing."""
        if counted := _COUNTED.fullmatch(text):
            return cls(text, int(counted[1]), 0.0) if int(counted[1]) else None
        timed = _TIMED.fullmatch(text)
        seconds = int(timed[1]) * _UNITS_S[timed[2]] if timed else 0.0
        return cls(text, 0, seconds) if seconds else None

    def iterations_for(self, said_s: float) -> int:
        """Iterations of a benchmark that says that one takes ``said_s`` seconds."""
        if self.iterations:
            return self.iterations
        wanted = self.seconds / max(said_s, self.seconds / _MOST_ITERATIONS)
        return max(LEAST_ITERATIONS, round(wanted))


@dataclass(frozen=True, slots=True)
class Side:
    """The test binaries of one side.

    Attributes:
        binaries: Package to test binary.
        of_base: Whether they are the task's own, with the task's own test data.
    """

    binaries: Mapping[str, bytes] = field(repr=False)
    of_base: bool = False

    @property
    def whose(self) -> str:
        """Whose benchmarks these are, for people."""
        return "the base" if self.of_base else "your workspace"


@dataclass(slots=True)
class Samples:
    """What was sampled.

    Attributes:
        units: Side -> name of a benchmark -> unit -> values, in the order taken.
        runs: Side -> name of a benchmark -> its processes.
        rounds: Rounds in which every benchmark was run on every side.
    """

    units: dict[str, dict[str, dict[str, list[float]]]]
    runs: dict[str, dict[str, list[Run]]]
    rounds: int = 0


def arguments_for(expression: str, benchtime: str, *, memory: bool = False) -> list[str]:
    """Arguments of a test binary that run benchmarks and no tests."""
    counted = ["-test.benchmem"] if memory else []
    return ["-test.run=^$", f"-test.bench={expression}", f"-test.benchtime={benchtime}", *counted]


# ---- which benchmarks there are --------------------------------------------------------------------------


def find_cases(
    bench: Workbench,
    plans: Sequence[Plan],
    sides: Iterable[Side],
    budget: Budget,
    core: int,
    timeout_s: float,
) -> tuple[dict[Case, int], int]:
    """Each benchmark of any side -> its iterations, by the first side that has it; and how many are too many.

    What the base has is found once for all episodes.

    Raises:
        Stopped: Benchmarks of a side failed.
        Refused: The episode's CPU time is used up.
    """
    found: dict[Case, int] = {}
    for at, side in enumerate(sides):
        for plan in plans:
            if plan.package in side.binaries:
                length = budget.text if at == 0 else _ONCE  # a later side only adds names
                said = _said(bench, plan, side, length, core, timeout_s)
                for case, seconds in said.items():
                    found.setdefault(case, budget.iterations_for(seconds))
    cases = dict(list(found.items())[:_MOST_CASES])
    return cases, len(found) - len(cases)


def _said(
    bench: Workbench, plan: Plan, side: Side, length: str, core: int, timeout_s: float
) -> Mapping[Case, float]:
    """Each benchmark of a plan, and how many seconds it says that an operation takes."""

    def found() -> dict[Case, float]:
        result = _run(bench, plan.package, side, plan.expression, length, core, timeout_s)
        return {
            Case(plan.package, name): units["sec/op"][0]
            for name, units in parse_benchmarks(result.stdout).items()
            if "sec/op" in units and (not plan.wanted or name in plan.wanted)
        }

    return bench.memo.once(("cases", plan, length, bench.build_flags), found) if side.of_base else found()


def _run(
    bench: Workbench,
    package: str,
    side: Side,
    expression: str,
    benchtime: str,
    core: int,
    timeout_s: float,
    *,
    memory: bool = False,
) -> ProcessResult:
    result = bench.run_tests(
        package,
        side.binaries[package],
        arguments_for(expression, benchtime, memory=memory),
        core,
        timeout_s=timeout_s,
        of_base=side.of_base,
    )
    if not result.succeeded:
        raise Stopped(_told(result, f"Benchmarks of {side.whose} in {package}"))
    return result


def _told(result: ProcessResult, what: str) -> ToolResult:
    stopped, said = failed(result, what), clean_text(result.stdout)
    return ToolResult(
        outcome=stopped.outcome,
        text="\n".join(filter(None, (stopped.text, quote(said)))),
        stdout=said,
        stderr=stopped.stderr,
        exit_code=stopped.exit_code,
    )


# ---- samples ---------------------------------------------------------------------------------------------


def take_samples(
    bench: Workbench,
    cases: Mapping[Case, int],
    sides: Mapping[str, Side],
    rng: np.random.Generator,
    core: int,
    *,
    count: int,
    memory: bool,
    timeout_s: float,
) -> Samples:
    """Run each benchmark on each side ``count`` times, and stop between two benchmarks when time is up.

    Args:
        bench: The workspace.
        cases: Benchmark -> its iterations.
        sides: Name of each side -> its binaries.
        rng: Draws the order of the sides.
        core: Logical CPU to run on.
        count: Samples a side.
        memory: Whether bytes and allocations are counted.
        timeout_s: Seconds after which no further sample is begun, and that one process may take.

    Raises:
        Stopped: A benchmark failed.
        Refused: The episode's CPU time is used up.
    """
    samples = Samples({name: {} for name in sides}, {name: {} for name in sides})
    started, order = time.monotonic(), list(sides)
    for at in range(count):
        if at % 4 == 0:
            order = [str(name) for name in rng.permutation(list(sides))]
        elif at % 4 == 2:
            order.reverse()
        for case, iterations in cases.items():
            if time.monotonic() - started > timeout_s:
                return samples
            for name in order:
                if case.package in sides[name].binaries:
                    number = iterations * (1 + at % 2)
                    result = _run(
                        bench,
                        case.package,
                        sides[name],
                        case.expression,
                        f"{number}x",
                        core,
                        timeout_s,
                        memory=memory,
                    )
                    _add(samples, name, case, number, result)
        samples.rounds = at + 1
    return samples


def _add(samples: Samples, side: str, case: Case, iterations: int, result: ProcessResult) -> None:
    """Keep what a process printed of its benchmark, and what the kernel counted of it."""
    printed = parse_benchmarks(result.stdout).get(case.name)
    if not printed:  # this side has no such benchmark
        return
    samples.runs[side].setdefault(case.shown, []).append(Run(iterations, result.cpu_ns, result.wall_ns))
    units = samples.units[side].setdefault(case.shown, {})
    for unit, values in printed.items():
        units.setdefault(unit, []).append(values[0])
