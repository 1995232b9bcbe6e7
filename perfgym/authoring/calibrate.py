"""A problem -> the sizes it is to be measured at, for each language and mode.

The reference is run at a size, the power by which its cost grows is estimated from two runs, and
the size is changed until the cost is right. What a size may not exceed is found out by the
reference failing. Writing sizes into ``problem.toml`` keeps its comments and layout.
"""

import contextlib
import math
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple, Protocol, cast

import numpy as np
import tomlkit
from tomlkit.exceptions import TOMLKitError

from perfgym.bank import LANGUAGE_OF_ENDING, Problem, TestGroup
from perfgym.errors import MachineError, ProblemError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES, Language
from perfgym.machine.leases import lease_core
from perfgym.measure import CpuTimeBackend, MeasurementSetup, SimulatedBackend
from perfgym.programs.judge import trusted_output
from perfgym.programs.program import Program
from perfgym.records import Role
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings

__all__ = [
    "GAUGES",
    "Calibration",
    "CpuGauge",
    "Gauge",
    "Outlook",
    "Traffic",
    "Wanted",
    "calibrate_problem",
    "carrier_source",
    "need_writable",
    "sizes_text",
    "write_sizes",
]

_STEPS = 14
_CLOSE = math.log(1.1)
_MOST_GROWTH = 8.0
_LEAST_POWER, _MOST_POWER = 0.3, 4.0
_TIGHT = 1.01  # factors as close as this are not told apart
_AIM = 4 / 3  # times the least
_HALF_WIDTH = 0.01  # of sizes that are not taken from measured ones
_DIGITS = 3
_LARGEST_TRAFFIC = 0.5  # of the expert's cost


class Wanted(NamedTuple):
    """Milliseconds of CPU time: the least and the most that are right, and what a new size is to take."""

    low_ms: float
    high_ms: float
    aim_ms: float


class Gauge(Protocol):
    """What tells the cost of a run in one mode.

    Attributes:
        mode: Key of the measured sizes in ``problem.toml``.
        inputs: Fresh inputs on which a size is tried.
    """

    mode: str
    inputs: int

    def wanted(self, language: Language) -> Wanted:
        """What the reference of a language is to take."""
        ...

    def refusal(self, bench: MeasurementSetup) -> str:
        """Why programs of this language have no such mode; empty when they have."""
        ...

    def cost_ms(self, bench: MeasurementSetup, program: Program, stdin: bytes) -> float:
        """CPU milliseconds of one run of a trusted program; ``ProblemError`` when it fails."""
        ...


class CpuGauge:
    """Cost of a run as the ``cpu_time`` backend counts it: less the start-up of its language."""

    mode = "cpu_time"
    inputs = 5

    def __init__(self) -> None:
        self._backend = CpuTimeBackend()

    def wanted(self, language: Language) -> Wanted:
        """See :class:`Gauge`."""
        low, high = language.measured_ms
        return Wanted(low, high, _AIM * low)

    def refusal(self, bench: MeasurementSetup) -> str:
        """All languages can be timed."""
        del bench
        return ""

    def cost_ms(self, bench: MeasurementSetup, program: Program, stdin: bytes) -> float:
        """See :class:`Gauge`."""
        return self._backend.cost(bench, program, stdin)[Role.TIME] / 1e6


class _SimulationGauge:
    """CPU time that simulating a run takes: what an agent waits for. See :class:`Gauge`."""

    mode = "simulated"
    inputs = 2

    def __init__(self) -> None:
        self._backend = SimulatedBackend()

    def wanted(self, language: Language) -> Wanted:
        del language
        return Wanted(200.0, 700.0, 500.0)

    def refusal(self, bench: MeasurementSetup) -> str:
        language = bench.reference.language
        return "" if language.simulated_spread is not None else f"{language.name} cannot be simulated"

    def cost_ms(self, bench: MeasurementSetup, program: Program, stdin: bytes) -> float:
        run, counts = self._backend.count(program, stdin, bench)
        trusted_output(run, stdin)
        if not counts:
            raise ProblemError("the simulator left no counts of the reference")
        return run.cpu_ns / 1e6


GAUGES: Mapping[str, Callable[[], Gauge]] = {"cpu_time": CpuGauge, "simulated": _SimulationGauge}
"""Mode to what tells costs in it."""


class Outlook(StrEnum):
    """What became of the sizes of one language and mode."""

    KEPT = "kept"  # they are right as they are
    CHANGED = "changed"
    FAILED = "failed"
    SKIPPED = "skipped"  # there is no such mode


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """What reading the input and writing the output costs by itself, at a measured size.

    Attributes:
        carrier_ms: CPU time of a program of the language that reads as many bytes and writes as many.
        reference_share: That, as a share of the reference's cost.
        expert_share: As a share of the expert's; None where there is no expert.
    """

    carrier_ms: float
    reference_share: float
    expert_share: float | None

    @property
    def too_much(self) -> bool:
        """Whether an expert's program has too little left to be told by."""
        return self.expert_share is not None and self.expert_share >= _LARGEST_TRAFFIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """The sizes of one language and mode, before and after.

    Attributes:
        language: Language of the programs.
        mode: Key of the measured sizes.
        outlook: What became of them.
        old: What ``problem.toml`` has; None where it has nothing.
        new: What it should have; None where that was not found.
        reference_ms: CPU milliseconds of the reference at ``new``, each on a fresh input.
        traffic: Cost of input and output at ``new``, where that is measured.
        why: What kept it from being right, or what to know of it.
    """

    language: str
    mode: str
    outlook: Outlook
    old: TestGroup | None = None
    new: TestGroup | None = None
    reference_ms: tuple[float, ...] = ()
    traffic: Traffic | None = None
    why: str = ""

    def is_right(self, written: bool) -> bool:
        """Whether ``problem.toml`` has the right sizes, or needs none, once what changed is ``written``."""
        if self.traffic and self.traffic.too_much:
            return False
        return self.outlook in (Outlook.KEPT, Outlook.SKIPPED) or (
            self.outlook is Outlook.CHANGED and written
        )


def _rounded(value: float) -> int:
    """A size that is no range, in few digits."""
    digits = max(0, math.floor(math.log10(max(value, 1.0))) - _DIGITS + 1)
    return max(1, round(value / 10**digits) * 10**digits)


def _times(bounds: tuple[int, int], factor: float) -> tuple[int, int]:
    low, high = bounds
    if low == high:
        return _rounded(low * factor), _rounded(low * factor)
    return max(1, round(low * factor)), max(1, round(high * factor))


def _resized(group: TestGroup, names: tuple[str, ...], factor: float) -> TestGroup:
    """``group`` with the named dimensions multiplied; a range keeps its relative width."""
    if factor == 1.0:
        return group
    return replace(group, size=dict(group.size) | {n: _times(group.size[n], factor) for n in names})


def _like_the_largest_test(problem: Problem, mode: str) -> TestGroup:
    """Sizes from the largest random test, else the largest of all; a narrow range about its upper end."""
    groups = [group for group in problem.tests if group.count > 1] or list(problem.tests)
    largest = max(groups, key=lambda group: math.prod(max(high, 1) for _, high in group.size.values()))
    varied = problem.scaled or problem.grown
    size = {
        name: (max(1, round(high * (1 - _HALF_WIDTH))), max(1, round(high * (1 + _HALF_WIDTH))))
        if name in varied
        else (high, high)
        for name, (_, high) in largest.size.items()
    }
    return TestGroup(name=f"measured-{mode}", size=size, kind=largest.kind)


def _start(problem: Problem, language: str, mode: str) -> TestGroup:
    """Where the search begins: sizes of the same language and mode, else of a like one, else a test's."""
    own = problem.measured.get(language, {})
    others = [modes[mode] for modes in problem.measured.values() if mode in modes]
    likely = [own[mode]] if mode in own else [*own.values(), *others]
    if likely:
        return replace(likely[0], name=f"measured-{mode}")
    return _like_the_largest_test(problem, mode)


@dataclass(slots=True)
class _Scale:
    """The reference as a pair of scales: what it costs at a size.

    Attributes:
        failure: Why it last failed; empty when it never did.
        costs: Median milliseconds by size; infinite where the reference failed.
    """

    problem: Problem
    bench: MeasurementSetup
    gauge: Gauge
    rng: np.random.Generator
    failure: str = ""
    costs: dict[str, float] = field(default_factory=dict[str, float])

    @property
    def wanted(self) -> Wanted:
        """What the reference is to cost."""
        return self.gauge.wanted(self.bench.reference.language)

    def inputs(self, group: TestGroup) -> Iterator[bytes]:
        """Fresh inputs of a size."""
        for _ in range(self.gauge.inputs):
            size = {name: int(self.rng.integers(low, high + 1)) for name, (low, high) in group.size.items()}
            yield self.problem.generate(self.rng, size, group.kind)

    def samples_ms(self, group: TestGroup) -> tuple[float, ...]:
        """The reference on fresh inputs."""
        return tuple(
            self.gauge.cost_ms(self.bench, self.bench.reference, stdin) for stdin in self.inputs(group)
        )

    def cost_ms(self, group: TestGroup) -> float:
        """The reference's median at a size, measured once; infinite where it, or the generator, fails."""
        key = repr((group.size, group.kind))
        if key not in self.costs:
            try:
                self.costs[key] = float(np.median(self.samples_ms(group)))
            except Exception as error:  # noqa: BLE001 - a size too large fails in ways of the author's making
                self.failure = f"at {sizes_text(group)}: {error}"
                self.costs[key] = math.inf
        return self.costs[key]


def sizes_text(group: TestGroup) -> str:
    """A size in one line, e.g. ``n 347-353, steps 20``."""
    bounds = {name: f"{low}" if low == high else f"{low}-{high}" for name, (low, high) in group.size.items()}
    return ", ".join(f"{name} {text}" for name, text in bounds.items())


@dataclass(slots=True)
class _Search:
    """Looks for the factor by which a size costs what is aimed at.

    Attributes:
        low: Largest factor known to be too small, 0 where none is.
        high: Smallest one known to be too large, infinite where none is.
        tried: Factor to cost.
    """

    aim_ms: float
    low: float = 0.0
    high: float = math.inf
    tried: dict[float, float] = field(default_factory=dict[float, float])

    def learn(self, factor: float, cost_ms: float) -> None:
        """Takes a cost in; of two that contradict each other, as noise makes them, the newer holds."""
        self.tried[factor] = cost_ms
        if cost_ms < self.aim_ms:
            self.low = factor
            self.high = self.high if self.high > factor else math.inf
        else:
            self.high = factor
            self.low = self.low if self.low < factor else 0.0

    def _distance(self, factor: float) -> float:
        return abs(math.log(max(self.tried[factor], 1e-6) / self.aim_ms))

    def best(self) -> float | None:
        """The factor whose cost comes closest; None where the reference always failed."""
        worked = [factor for factor, cost_ms in self.tried.items() if math.isfinite(cost_ms)]
        return min(worked, key=self._distance, default=None)

    def is_over(self) -> bool:
        """Whether the best is close enough, or nothing lies between too small and too large."""
        best = self.best()
        found = best is not None and self._distance(best) <= _CLOSE
        return found or self.high <= self.low * _TIGHT

    def _power(self) -> float | None:
        """By what power of the factor the cost grows, from the two best that are clearly apart."""
        worked = sorted((f for f, ms in self.tried.items() if math.isfinite(ms)), key=self._distance)
        for other in worked[1:]:
            apart = math.log(worked[0] / other)
            if abs(apart) > math.log(_TIGHT):
                grown = math.log(max(self.tried[worked[0]], 1e-6) / max(self.tried[other], 1e-6))
                return min(max(grown / apart, _LEAST_POWER), _MOST_POWER)
        return None

    def _guess(self) -> float:
        best, power = self.best(), self._power()
        if best is None:
            return self.high / 4
        wanted = self.aim_ms / max(self.tried[best], 1e-6)
        if power is None:
            return best * (2.0 if wanted > 1 else 0.5)
        return best * min(max(wanted ** (1 / power), 1 / _MOST_GROWTH), _MOST_GROWTH)

    def next_factor(self) -> float:
        """Where to look next: always between what is too small and what is too large."""
        guess = self._guess()
        if self.low * _TIGHT < guess < self.high / _TIGHT:
            return guess
        if self.low > 0.0 and math.isfinite(self.high):
            return math.sqrt(self.low * self.high)
        return self.low * 2 if self.low > 0.0 else self.high / 2


def _grow(scale: _Scale, start: TestGroup, names: tuple[str, ...]) -> TestGroup | None:
    """The size whose cost comes closest to the aim; None where the reference always fails."""
    search, factor = _Search(aim_ms=scale.wanted.aim_ms), 1.0
    for _ in range(_STEPS):
        search.learn(factor, scale.cost_ms(_resized(start, names, factor)))
        if search.is_over() or not names:
            break
        factor = search.next_factor()
    best = search.best()
    return None if best is None else _resized(start, names, best)


def _fits(scale: _Scale, group: TestGroup) -> bool:
    return scale.wanted.low_ms <= scale.cost_ms(group) <= scale.wanted.high_ms


def _choose(scale: _Scale, start: TestGroup) -> TestGroup | None:
    """``start`` where it is right, else one of another size; other dimensions help where the first do not."""
    if _fits(scale, start):
        return start
    problem, chosen = scale.problem, start
    for names in (problem.grown, tuple(name for name in problem.scaled if name not in problem.grown)):
        chosen = _grow(scale, chosen, names) or chosen
        if _fits(scale, chosen):
            break
    return chosen if math.isfinite(scale.cost_ms(chosen)) else None


def _why_not(scale: _Scale, group: TestGroup | None) -> str:
    """Why no size is right."""
    if group is None:
        return f"the reference fails {scale.failure}"
    low, high, _ = scale.wanted
    says = f"the reference takes {scale.cost_ms(group):.3g} ms, not {low:g} to {high:g}"
    if not scale.problem.grown:
        return f'{says}; say in problem.toml which dimensions grow: [calibration] parameters = ["n"]'
    return f"{says}; beyond that it fails {scale.failure}" if scale.failure else says


def carrier_source(language: str) -> str:
    """A program of that language that only reads and writes; empty where there is none."""
    for path in (Path(__file__).parent / "io_baselines").glob("solution.*"):
        if LANGUAGE_OF_ENDING[path.suffix[1:]] == language:
            return path.read_text()
    return ""


def _expert_ms(gauge: Gauge, bench: MeasurementSetup, expert: Program, stdin: bytes) -> float:
    try:
        return gauge.cost_ms(bench, expert, stdin)
    except ProblemError as error:
        raise ProblemError("the expert fails on a measured input; `perfgym validate` says how") from error


def _traffic(scale: _Scale, evaluator: Evaluator, group: TestGroup) -> Traffic | None:
    """What input and output cost; the carrier gets the reference's input behind the number it is to write."""
    if not (source := carrier_source(evaluator.language.name)):
        return None
    carrier, bench, gauge = evaluator.trusted_program(source, "carrier"), scale.bench, scale.gauge
    expert = evaluator.trusted_program(bench.expert, "expert") if bench.expert else None
    costs: list[tuple[float, ...]] = []
    for stdin in scale.inputs(group):
        output = bench.reference.run(stdin, bench.core).stdout
        row = [gauge.cost_ms(bench, carrier, len(output).to_bytes(8, "little") + stdin)]
        row += [gauge.cost_ms(bench, bench.reference, stdin)]
        row += [_expert_ms(gauge, bench, expert, stdin)] if expert else []
        costs.append(tuple(row))
    carried, reference, *experts = (float(np.median(column)) for column in zip(*costs, strict=True))
    return Traffic(
        carrier_ms=carried,
        reference_share=carried / reference,
        expert_share=carried / experts[0] if experts else None,
    )


def _calibrated(problem: Problem, evaluator: Evaluator, bench: MeasurementSetup, gauge: Gauge) -> Calibration:
    """The sizes of one language and mode."""
    name = evaluator.language.name
    old = problem.measured.get(name, {}).get(gauge.mode)
    found = Calibration(language=name, mode=gauge.mode, outlook=Outlook.SKIPPED, old=old)
    if refusal := gauge.refusal(bench):
        return replace(found, why=refusal)
    scale = _Scale(problem, bench, gauge, np.random.default_rng(0))
    chosen = _choose(scale, _start(problem, name, gauge.mode))
    if chosen is None or not _fits(scale, chosen):
        return replace(found, outlook=Outlook.FAILED, why=_why_not(scale, chosen))
    traffic = _traffic(scale, evaluator, chosen) if gauge.mode == CpuGauge.mode else None
    too_much = traffic is not None and traffic.too_much
    return replace(
        found,
        outlook=Outlook.KEPT if chosen == old else Outlook.CHANGED,
        new=chosen,
        reference_ms=scale.samples_ms(chosen),
        traffic=traffic,
        why="input and output are half of the expert's cost or more: let what is computed grow"
        if too_much
        else "",
    )


def calibrate_problem(
    problem: Problem,
    languages: tuple[str, ...],
    sandbox: Sandbox,
    settings: Settings,
    gauges: Mapping[str, Callable[[], Gauge]] = GAUGES,
) -> Iterator[Calibration]:
    """Chooses the measured sizes of a problem on this machine, language by language and mode by mode.

    Args:
        problem: The problem.
        languages: Languages to do it for; each has a reference.
        sandbox: What the programs run in.
        settings: Limits and cores.
        gauges: Modes to do it for, with what tells costs in each.

    Yields:
        What became of the sizes. What the machine lacks is told there, and the others go on.
    """
    for name in languages:
        evaluator = Evaluator(problem, LANGUAGES[name], sandbox, CpuTimeBackend(), settings)
        for mode, make in gauges.items():
            try:
                gauge = make()
                with lease_core(settings.cores) as lease:
                    bench = replace(evaluator.bench, core=lease.cpu)
                    yield _calibrated(problem, evaluator, bench, gauge)
            except (MachineError, ProblemError) as error:
                old = problem.measured.get(name, {}).get(mode)
                yield Calibration(
                    language=name,
                    mode=mode,
                    outlook=Outlook.FAILED,
                    old=old,
                    why=" ".join(str(error).split()),
                )


def need_writable(problem: Problem) -> Path:
    """The problem's ``problem.toml``, which may be written.

    Raises:
        ProblemError: It may not.
    """
    path = problem.folder / "problem.toml"
    advice = "copy the folder under another name to one of your own, and register that (docs/problems.md)"
    if Path(__file__).parents[1] in path.parents:
        raise ProblemError(f"{path} is part of the installed perfgym and is not written; {advice}")
    for place in (path, path.parent):  # root could write what is marked read-only
        if not (place.stat().st_mode & 0o222 and os.access(place, os.W_OK)):
            raise ProblemError(f"{place} is read-only; make it writable, or {advice}")
    return path


def _value(bounds: tuple[int, int], single: bool) -> str:
    low, high = bounds
    return f"{low}" if single and low == high else f"[{low}, {high}]"


def _item(toml: str) -> Any:
    """A value that keeps the layout it is given in."""
    return cast("Any", tomlkit.parse(f"item = {toml}"))["item"]


def _mode_table(group: TestGroup) -> Any:
    size = ", ".join(f"{name} = {_value(bounds, single=False)}" for name, bounds in group.size.items())
    kind = f'kind = "{group.kind}", ' if group.kind != "random" else ""
    return _item(f"{{ {kind}size = {{ {size} }} }}")


def _put(document: Any, found: Calibration) -> None:
    """One language's and mode's sizes into the document, where they were or behind the others."""
    assert found.new is not None
    if "measured" not in document:
        document["measured"] = tomlkit.table(is_super_table=True)
    measured = document["measured"]
    if found.language not in measured:
        measured[found.language] = tomlkit.table()
    modes = measured[found.language]
    if found.mode not in modes:
        modes[found.mode] = _mode_table(found.new)
        return
    size = modes[found.mode]["size"]
    for name, bounds in found.new.size.items():
        if found.old is None or found.old.size.get(name) != bounds:
            size[name] = _item(_value(bounds, single=isinstance(size.get(name), int)))


def write_sizes(problem: Problem, found: list[Calibration]) -> bool:
    """Writes all sizes that changed into ``problem.toml``, at once or not at all; whether there were any.

    Raises:
        ProblemError: The file cannot be written.
    """
    path = need_writable(problem)
    changed = [one for one in found if one.outlook is Outlook.CHANGED]
    if not changed:
        return False
    try:
        document = cast("Any", tomlkit.parse(path.read_text(encoding="utf-8")))
        for one in changed:
            _put(document, one)
        _replace_file(path, document.as_string().rstrip("\n") + "\n")
    except (OSError, TOMLKitError) as error:
        raise ProblemError(f"{path} cannot be written: {error}") from error
    return True


def _replace_file(path: Path, text: str) -> None:
    """Puts a new file in the old one's place: a reader sees the one or the other, whole."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".problem-", suffix=".toml")
    try:
        with open(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text)
        Path(name).chmod(path.stat().st_mode & 0o777)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise
