"""``perf`` in mode ``c2c``: where threads of the workspace wait for each other or share a line of the cache.

No counter tells here which lines of the cache move between cores, so this is called contention. Go's own
profiles show where threads wait, the kernel what an operation costs one thread and two, and debugging data
which fields of structs lie together.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from perfgym.envs.repo.result import Outcome, ToolResult
from perfgym.envs.repo.tools.layouts import LAYOUT_SOURCE, shared_lines
from perfgym.envs.repo.tools.plan import Plan
from perfgym.envs.repo.tools.profiles import ProfileKind, line_shares, own_lines, profiles_of
from perfgym.envs.repo.tools.sampling import Budget, Case, Side, arguments_for, find_cases
from perfgym.envs.repo.workbench import Workbench
from perfgym.evaluation.feedback import quote
from perfgym.repo.gotools.kernel_time import Run, per_operation_ns

__all__ = ["contention"]

_RUN_S = 60.0
_SAMPLE = Budget("50ms", 0, 0.05)
_KERNEL = "kernel"
_TWO = ("-test.cpu=2",)
_KINDS = (
    ProfileKind(
        "mutexprofile", "delay", "200ms", "Go's mutex profiler", ("-test.mutexprofilefraction=1", *_TWO)
    ),
    ProfileKind("blockprofile", "delay", "200ms", "Go's block profiler", ("-test.blockprofilerate=1", *_TWO)),
)
_PARALLEL = re.compile(
    rb"^func (Benchmark\w{1,100})\((?:(?!^func ).)*?\bRunParallel\(", re.MULTILINE | re.DOTALL
)
_MOST_CASES = 8
_NO_COUNTERS = (
    "which lines of the cache move between cores needs perf c2c, which no process in the sandbox can use"
)
_NONE_PARALLEL = "none of these benchmarks calls b.RunParallel; write one in a _test.go of your own"


def contention(bench: Workbench, plans: Sequence[Plan]) -> ToolResult:
    """Profile parallel benchmarks, and look for structs whose locks and atomics share a line."""
    absent = {"cache_lines_between_cores": _NO_COUNTERS}
    parallel = list(_parallel(bench, plans))
    profiles: list[dict[str, Any]] = []
    scaling: list[dict[str, Any]] = []
    with bench.leased() as core, bench.another_leased() as why:
        packages = tuple(dict.fromkeys(plan.package for plan in plans))
        side = Side(bench.test_binaries(packages, core, symbols=True))
        reason = why if parallel else _NONE_PARALLEL
        if reason:
            absent |= dict.fromkeys(("mutex_profile", "block_profile", "cpu_ns_by_threads"), reason)
        else:
            profiles = [_profiled(bench, kind, parallel, side) for kind in _KINDS]
            cases, _ = find_cases(bench, parallel, [side], _SAMPLE, core, _RUN_S)
            chosen = dict(list(cases.items())[:_MOST_CASES])
            scaling = [_scaled(bench, case, side, number) for case, number in chosen.items()]
        structs, no_layout = shared_lines(bench, side, core)
    if no_layout:
        absent["struct_layout"] = no_layout
    summary = {
        "mode": "contention",
        "source": f"{', '.join(kind.source for kind in _KINDS)}; {_KERNEL}; {LAYOUT_SOURCE}",
        "profiles": profiles,
        "cpu_ns_by_threads": scaling,
        "structs": structs,
        "absent": absent,
    }
    text = "\n".join(_text(profiles, scaling, structs, absent))
    return ToolResult(outcome=Outcome.OK, text=text, fields={"perf_summary": summary})


def _parallel(bench: Workbench, plans: Sequence[Plan]) -> Iterator[Plan]:
    """Runs for the benchmarks whose own source calls RunParallel."""
    for package in dict.fromkeys(plan.package for plan in plans):
        names = [
            name.decode()
            for path, file in bench.tree.files.items()
            if path.endswith("_test.go") and f"./{path}".rpartition("/")[0] == package
            for name in _PARALLEL.findall(file.content)
        ]
        if names:
            yield Plan(package, f"^({'|'.join(sorted(set(names)))})$")


def _profiled(bench: Workbench, kind: ProfileKind, plans: Sequence[Plan], side: Side) -> dict[str, Any]:
    found = profiles_of(bench, kind, plans, side, None, _RUN_S)
    own = own_lines(bench, line_shares(bench, found, kind.value))
    return {"source": kind.source, "lines_with_calls": own}


def _scaled(bench: Workbench, case: Case, side: Side, iterations: int) -> dict[str, Any]:
    """CPU nanoseconds of an operation with one thread that runs Go code, and with two."""
    times = {str(threads): _cpu_ns(bench, case, side, iterations, threads) for threads in (1, 2)}
    return {"name": case.shown, "cpu_ns": times, "source": _KERNEL}


def _cpu_ns(bench: Workbench, case: Case, side: Side, iterations: int, threads: int) -> float | None:
    runs: list[Run] = []
    for number in (iterations, 2 * iterations, iterations, 2 * iterations):
        arguments = (*arguments_for(case.expression, f"{number}x"), f"-test.cpu={threads}")
        result = bench.run_tests(case.package, side.binaries[case.package], arguments, None, timeout_s=_RUN_S)
        if result.succeeded:
            runs.append(Run(number, result.cpu_ns, result.wall_ns))
    return per_operation_ns(runs)


def _text(
    profiles: Sequence[Mapping[str, Any]],
    scaling: Sequence[Mapping[str, Any]],
    structs: Sequence[Mapping[str, Any]],
    absent: Mapping[str, str],
) -> Iterator[str]:
    yield "Contention between threads (not perf c2c):"
    for profile in profiles:
        lines = [
            f"{one['share']:6.1%}  {one['file']}:{one['line']}  {one['source']}"
            for one in profile["lines_with_calls"]
        ]
        yield f"Your lines by time waited, with what they call (source: {profile['source']}):"
        yield quote("\n".join(lines)) if lines else "  no thread waited"
    if scaling:
        yield "CPU time of one operation with one thread and with two (source: kernel):"
        for one in scaling:
            shown = ["absent" if ns is None else f"{ns:,.1f} ns" for ns in one["cpu_ns"].values()]
            yield f"  {one['name']}: {', '.join(shown)}"
    if structs:
        yield f"Structs of which locks or atomics share 64 bytes with each other (source: {LAYOUT_SOURCE}):"
        for one in structs:
            fields = ", ".join(f"{name} at {offset}" for name, offset in one["fields"].items())
            yield f"  {one['struct']} ({one['bytes']} bytes): {fields}"
    elif "struct_layout" not in absent:
        yield f"No struct has two locks or atomics within 64 bytes (source: {LAYOUT_SOURCE})."
    for name, why in absent.items():
        yield f"Absent: {name}: {why}."
