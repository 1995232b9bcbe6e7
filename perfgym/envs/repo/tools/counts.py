"""What one operation of a benchmark costs, by the kernel, by hardware counters, and by a simulator.

Every figure names its source. What cannot be counted is absent with a reason: nothing is estimated, and
nothing that was not counted is 0.
"""

import contextlib
import functools
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from perfgym.envs.repo.result import Stopped
from perfgym.envs.repo.tools.sampling import Case, Side, arguments_for
from perfgym.envs.repo.workbench import Workbench, failed
from perfgym.errors import MachineError
from perfgym.languages.go_module import TREE
from perfgym.measure.backends.cachegrind import (
    MODEL,
    asks_the_simulator,
    cachegrind_request,
    line_counts,
    totals,
)
from perfgym.measure.backends.hardware import profile_here
from perfgym.measure.backends.perf_events import (
    CYCLES,
    SOFTWARE,
    CountingError,
    EventGroup,
    PerfEvent,
    kernel_may_be_counted,
    why_not_counted,
)
from perfgym.records import Role
from perfgym.repo.gotools.kernel_time import LEAST_ITERATIONS
from perfgym.repo.gotools.source_path import repository_path
from perfgym.sandbox.request import ProcessResult

__all__ = ["CACHEGRIND", "EVENTS", "HARDWARE", "KERNEL", "Counted", "Figure", "Simulations", "count_natively"]

KERNEL = "kernel"
HARDWARE = "hardware counters of this processor"
CACHEGRIND = f"cachegrind, a simulated processor ({MODEL})"

SWITCHES, FAULTS = "context_switches", "page_faults"
EVENTS = (
    "cpu_ns", "cycles", "instructions", "d1_misses", "ll_misses", "branch_misses",
    FAULTS, SWITCHES, "peak_rss_bytes",
)  # fmt: skip
"""All events, in the order in which they are shown. The last three are those of a whole process."""

_ROLES = {
    Role.TIME: "cycles",
    Role.INSTRUCTIONS: "instructions",
    Role.L1D_MISSES: "d1_misses",
    Role.LLC_MISSES: "ll_misses",
    Role.BRANCH_MISSES: "branch_misses",
}
_SUMS = {
    "instructions": ("Ir",),
    "d1_misses": ("D1mr", "D1mw"),
    "ll_misses": ("DLmr", "DLmw"),
    "branch_misses": ("Bcm", "Bim"),
}
_SOFTWARE = {SOFTWARE["page-faults"]: FAULTS, SOFTWARE["context-switches"]: SWITCHES}
_SIMULATED_PART = 20  # of the iterations of a sample
_SLOWER = 100  # times, at most, is a simulated program than a native one
_BELOW_START = "the operations have fewer in the simulator than the start of the process varies by"
_START_S = 1.0  # of a simulated process, before its first operation


@dataclass(frozen=True, slots=True)
class Figure:
    """One value and what counted it."""

    value: float
    source: str


@dataclass(slots=True)
class Counted:
    """The figures of one benchmark on one side, by event; and the reasons for those that are absent."""

    figures: dict[str, Figure] = field(default_factory=dict[str, Figure])
    absent: dict[str, str] = field(default_factory=dict[str, str])


# ---- native runs -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Counters:
    """Events that this machine counts, in groups, and why it does not count the others."""

    groups: tuple[Mapping[PerfEvent, str], ...]
    absent: Mapping[str, str]
    kernel: bool


@functools.cache
def _counters() -> _Counters:
    """What this machine counts. It is tried once per process."""
    kernel = kernel_may_be_counted()
    groups, absent = list[Mapping[PerfEvent, str]](), dict[str, str]()
    if why := why_not_counted(_SOFTWARE, kernel=kernel):
        absent |= dict.fromkeys(_SOFTWARE.values(), why)
    else:
        groups.append(_SOFTWARE)
    try:
        profile, missing = profile_here()
    except MachineError:
        why = f"this machine has no hardware counters ({why_not_counted([CYCLES], kernel=kernel)})"
        absent |= dict.fromkeys(_ROLES.values(), why)
    else:
        groups.append({event: _ROLES[role] for role, event in profile.items()})
        absent |= {_ROLES[role]: why for role, why in missing.items()}
    return _Counters(tuple(groups), absent, kernel)


def count_natively(
    bench: Workbench, case: Case, side: Side, iterations: int, core: int, timeout_s: float
) -> Counted:
    """Count a benchmark in two processes, of ``iterations`` and of twice as many.

    The difference is that of the operations alone. Page faults, context switches and memory are those of the
    longer process.

    Raises:
        Stopped: The benchmark failed.
        Refused: The episode's CPU time is used up.
    """
    counters = _counters()
    counted = Counted(absent=dict(counters.absent))
    low, fewer = _counted_run(bench, case, side, iterations, core, timeout_s, counters)
    high, more = _counted_run(bench, case, side, 2 * iterations, core, timeout_s, counters)
    counted.figures["cpu_ns"] = Figure((high.cpu_ns - low.cpu_ns) / iterations, KERNEL)
    counted.figures["peak_rss_bytes"] = Figure(high.peak_rss_bytes, KERNEL)
    for name in (*_ROLES.values(), *_SOFTWARE.values()):
        if name in fewer and name in more:
            is_whole = name in _SOFTWARE.values()
            value = more[name] if is_whole else (more[name] - fewer[name]) / iterations
            counted.figures[name] = Figure(value, KERNEL if is_whole else HARDWARE)
        else:
            counted.absent.setdefault(name, "another program took the counter meanwhile")
    return counted


def _counted_run(
    bench: Workbench,
    case: Case,
    side: Side,
    iterations: int,
    core: int,
    timeout_s: float,
    counters: _Counters,
) -> tuple[ProcessResult, dict[str, int]]:
    """Run a benchmark, with counters attached from outside; the counts by the names of events here."""
    request = bench.tests_request(
        case.package,
        side.binaries[case.package],
        arguments_for(case.expression, f"{iterations}x"),
        timeout_s=timeout_s,
        of_base=side.of_base,
    )
    with contextlib.ExitStack() as stack:
        attached: list[tuple[EventGroup, Mapping[PerfEvent, str]]] = []

        def attach(pid: int) -> None:
            for events in counters.groups:
                group = EventGroup(events, pid, kernel=counters.kernel)
                attached.append((stack.enter_context(contextlib.closing(group)), events))

        try:
            result = bench.run(replace(request, attach=attach), core)
        except CountingError:  # the machine has them, and has none to spare: counts are absent then
            result = bench.run(request, core)
            attached = []
        if not result.succeeded:
            raise Stopped(failed(result, f"{case.shown} of {side.whose}"))
        return result, dict(_read(attached))


def _read(attached: Iterable[tuple[EventGroup, Mapping[PerfEvent, str]]]) -> Iterator[tuple[str, int]]:
    """Counts that were counted all the time: no count is ever scaled up."""
    for group, events in attached:
        counts = group.read()
        for event, name in events.items():
            if event.name in counts and counts[event.name].running_share == 1.0:
                yield name, counts[event.name].value


# ---- simulated runs --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Simulated:
    """Cachegrind's files of a shorter and of a longer run, and the operations between them."""

    fewer: bytes
    more: bytes
    operations: int


class Simulations:
    """Simulated runs of benchmarks, which together may take so long and no longer.

    Args:
        bench: The workspace.
        core: Logical CPU to run on.
        limit_s: Wall-clock seconds for all of them together.
    """

    def __init__(self, bench: Workbench, core: int, limit_s: float) -> None:
        self._bench, self._core, self._limit_s = bench, core, limit_s
        self._ends = time.monotonic() + limit_s

    def count(self, case: Case, side: Side, iterations: int, operation_ns: float) -> Counted:
        """Counts of one operation of a benchmark, or why there are none. The base is simulated once.

        Args:
            case: The benchmark.
            side: Whose.
            iterations: Iterations of a native sample; a twentieth and a tenth of them are simulated.
            operation_ns: What an operation takes natively, by which its simulation is foreseen.
        """
        key = ("simulated", case, iterations, self._bench.build_flags)
        known: Counted | None = self._bench.memo.known(key) if side.of_base else None
        if known is not None:
            return known
        counted = self._count(case, side, iterations, operation_ns)
        if side.of_base and counted.figures:
            self._bench.memo.once(key, lambda: counted)
        return counted

    def _count(self, case: Case, side: Side, iterations: int, operation_ns: float) -> Counted:
        ran = self._both(case, side, iterations, operation_ns)
        if isinstance(ran, str):
            return Counted(absent=dict.fromkeys(_SUMS, ran))
        fewer, more = totals(ran.fewer), totals(ran.more)
        counted = Counted()
        for name, parts in _SUMS.items():
            value = sum(more[one] - fewer[one] for one in parts) / ran.operations
            if value < 0:
                counted.absent[name] = _BELOW_START
            else:
                counted.figures[name] = Figure(value, CACHEGRIND)
        return counted

    def lines(
        self, case: Case, side: Side, iterations: int, operation_ns: float
    ) -> Mapping[tuple[str, int], Mapping[str, float]] | str:
        """Path and line of the repository -> misses of one operation, or why there are none."""
        ran = self._both(case, side, iterations, operation_ns)
        if isinstance(ran, str):
            return ran
        path_of: Callable[[str], str] = functools.partial(
            repository_path, roots=(self._bench.task.module, TREE)
        )
        fewer, more = line_counts(ran.fewer, path_of), line_counts(ran.more, path_of)
        return {
            place: {
                name: sum(counts[one] - fewer.get(place, {}).get(one, 0) for one in parts) / ran.operations
                for name, parts in _SUMS.items()
            }
            for place, counts in more.items()
        }

    def _both(self, case: Case, side: Side, iterations: int, operation_ns: float) -> _Simulated | str:
        """A shorter and a longer run, or why there are none."""
        low = max(LEAST_ITERATIONS, iterations // _SIMULATED_PART)
        high = 2 * low if low > LEAST_ITERATIONS else low + 1
        binary, left_s = side.binaries[case.package], self._ends - time.monotonic()
        # Go runs a benchmark once before it runs it several times.
        foreseen_s = 2 * _START_S + (low + high + 2) * operation_ns * 1e-9 * _SLOWER
        if asks_the_simulator(binary):
            return "the program holds a request to the simulator, which is refused"
        if foreseen_s > left_s:
            return (
                f"simulations may take {self._limit_s:.0f} s an action, of which {max(left_s, 0.0):.0f} s "
                f"are left, and this one could take {foreseen_s:.0f} s; name fewer benchmarks in perf_bench"
            )
        files = [self._file(case, side, binary, number) for number in (low, high)]
        if isinstance(files[0], bytes) and isinstance(files[1], bytes):
            return _Simulated(files[0], files[1], high - low)
        return next(file for file in files if isinstance(file, str))

    def _file(self, case: Case, side: Side, binary: bytes, iterations: int) -> bytes | str:
        """Cachegrind's file of one run, or why there is none."""
        left_s = max(self._ends - time.monotonic(), 1.0)
        plain = self._bench.tests_request(
            case.package,
            binary,
            arguments_for(case.expression, f"{iterations}x"),
            timeout_s=left_s,
            of_base=side.of_base,
        )
        try:
            request = cachegrind_request(plain, binary, timeout_s=left_s)
        except MachineError as error:
            return str(error)
        result = self._bench.run(request, self._core)
        if not result.succeeded or result.artifact is None:
            why = f", {result.detail}" if result.detail else ""
            return (
                f"it did not end well in the simulator, where no file can be opened ({result.outcome}{why})"
            )
        try:
            totals(result.artifact)
        except ValueError as error:
            return str(error)
        return result.artifact
