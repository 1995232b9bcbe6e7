"""The tool ``perf``: what benchmarks of the workspace cost, and in which lines.

Each figure names its source. Without a source there is a reason, and never an estimate.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from perfgym.envs.repo.action import RepoAction
from perfgym.envs.repo.result import Outcome, Stopped, ToolResult
from perfgym.envs.repo.tools.plan import Plan, planned
from perfgym.envs.repo.workbench import Workbench, failed
from perfgym.evaluation.feedback import quote
from perfgym.languages.go_module import TREE
from perfgym.printable import clean_text
from perfgym.repo.patching import Refused
from perfgym.repo.pprof import Cost, Profile, ProfileError, read_profile
from perfgym.repo.source_path import repository_path
from perfgym.sandbox.request import SCRATCH

__all__ = ["perf_tool"]

_TIMEOUT_S = 60.0
_MOST_LINES = 25
_LONGEST_SOURCE = 100
_PROFILE = f"{SCRATCH}/profile"
_KERNEL, _PROFILER = "kernel", "Go's CPU profiler, 100 samples a second"
_MEMORY_PROFILER = "Go's memory profiler, each allocation"
_NO_COUNTERS = "hardware counters and simulated counts of benchmarks are not built yet"
_NO_CONTENTION = (
    "perf_mode c2c is not built yet: benchmarks run on one core here, where cache lines cannot be contended. "
    "Use stat or mem."
)
_ABSENT = ("cycles", "instructions", "cache_misses", "branch_misses")


@dataclass(frozen=True, slots=True)
class _Mode:
    """How a mode profiles.

    Attributes:
        flags: Arguments of the test binary that make it write a profile.
        kind: The values of the profile that lines are ranked by.
        source: What takes the profile.
        benchtime: How long each benchmark runs.
    """

    flags: tuple[str, ...]
    kind: str
    source: str
    benchtime: str


_MODES: Mapping[str, _Mode] = {
    "stat": _Mode((f"-test.cpuprofile={_PROFILE}",), "cpu", _PROFILER, "200ms"),
    "mem": _Mode(
        (f"-test.memprofile={_PROFILE}", "-test.memprofilerate=1"),
        "alloc_space",
        _MEMORY_PROFILER,
        "50ms",
    ),
}


def perf_tool(bench: Workbench, action: RepoAction) -> ToolResult:
    """Profile benchmarks of the workspace."""
    mode = _MODES.get(action.perf_mode)
    if mode is None:
        raise Refused(_NO_CONTENTION)
    if action.perf_args:
        raise Refused("perf_args are not taken: leave them out.")
    profiles, events = _profiled(bench, mode, planned(bench, action.perf_bench))
    if not profiles:
        return ToolResult(outcome=Outcome.NOTHING_DONE, text="No benchmark ran, or none took any time.")
    shares = _shares(bench, profiles, mode.kind)
    if action.perf_mode == "stat":
        bench.line_shares = shares
    lines = list(_lines(bench, profiles, mode.kind))
    text = _text(mode, events, lines, _sources(bench, shares))
    summary = {
        "mode": action.perf_mode,
        "source": mode.source,
        "events": events,
        "absent": dict.fromkeys(_ABSENT, _NO_COUNTERS),
        "lines": lines,
        "lines_with_calls": [
            {"file": file, "line": line, "share": share, "source": source}
            for file, line, share, source in _sources(bench, shares)
        ],
    }
    parts = (text, bench.keep(action.perf_output_file, text))
    return ToolResult(
        outcome=Outcome.OK,
        text="\n".join(filter(None, parts)),
        stdout=text,
        fields={"perf_summary": summary},
    )


def _profiled(
    bench: Workbench, mode: _Mode, plans: Sequence[Plan]
) -> tuple[list[Profile], dict[str, dict[str, Any]]]:
    """The profile of each run that wrote one, and what the kernel counted of all runs."""
    profiles: list[Profile] = []
    cpu_ns = wall_ns = peak = 0
    packages = tuple(dict.fromkeys(plan.package for plan in plans))
    with bench.leased() as core:
        binaries = bench.test_binaries(packages, core)
        for plan in plans:
            if plan.package not in binaries:
                continue
            arguments = (
                "-test.run=^$",
                f"-test.bench={plan.expression}",
                f"-test.benchtime={mode.benchtime}",
            )
            result = bench.run_tests(
                plan.package,
                binaries[plan.package],
                (*arguments, *mode.flags),
                core,
                timeout_s=_TIMEOUT_S,
                artifact=_PROFILE,
            )
            if not result.succeeded:
                raise Stopped(failed(result, f"Benchmarks in {plan.package}"))
            cpu_ns, wall_ns = cpu_ns + result.cpu_ns, wall_ns + result.wall_ns
            peak = max(peak, result.peak_rss_bytes)
            profiles += _profile(result.artifact, mode.kind)
    figures = {"cpu_time_ns": cpu_ns, "wall_ns": wall_ns, "peak_rss_bytes": peak}
    return profiles, {name: {"value": value, "source": _KERNEL} for name, value in figures.items()}


def _profile(artifact: bytes | None, kind: str) -> list[Profile]:
    try:
        profile = read_profile(artifact or b"")
        return [profile] if profile.totals[profile.index(kind)] else []
    except ProfileError:  # the program is the agent's, and need not write one, or writes another
        return []


def _shares(bench: Workbench, profiles: Sequence[Profile], kind: str) -> dict[tuple[str, int], float]:
    """Path and line -> mean share of the profiles that the line and its calls cost."""
    shares: dict[tuple[str, int], float] = {}
    for profile in profiles:
        for place, share in profile.line_shares(kind, (bench.task.module, TREE)).items():
            shares[place] = shares.get(place, 0.0) + share / len(profiles)
    return shares


def _lines(bench: Workbench, profiles: Sequence[Profile], kind: str) -> Iterator[dict[str, Any]]:
    """The lines of all profiles together that cost most, each without what it calls."""
    costs: dict[tuple[str, int, str], int] = {}
    total = 0
    for profile in profiles:
        total += profile.totals[profile.index(kind)]
        for cost in profile.hottest(kind, 1000):
            place = _place(bench, cost)
            costs[place] = costs.get(place, 0) + cost.value
    ordered = sorted(costs.items(), key=lambda item: -item[1])[:_MOST_LINES]
    for (file, line, function), value in ordered:
        yield {
            "file": file,
            "line": line,
            "function": function,
            "value": value,
            "share": value / max(total, 1),
        }


def _sources(bench: Workbench, shares: Mapping[tuple[str, int], float]) -> list[tuple[str, int, float, str]]:
    """The repository's lines that cost most with what they call: file, line, share and text.

    Lines of tests are left out, because every benchmark costs all that it calls.
    """
    own = [(place, share) for place, share in shares.items() if not place[0].endswith("_test.go")]
    ordered = sorted(own, key=lambda pair: -pair[1])[:_MOST_LINES]
    return [(file, line, share, _source(bench, file, line)) for (file, line), share in ordered]


def _source(bench: Workbench, file: str, line: int) -> str:
    if file not in bench.tree.files:
        return ""
    lines = bench.tree.files[file].content.split(b"\n", line)
    return clean_text(lines[line - 1], _LONGEST_SOURCE) if 0 < line <= len(lines) else ""


def _place(bench: Workbench, cost: Cost) -> tuple[str, int, str]:
    """File, line and function; files outside of the repository keep the name that the profile has."""
    frame = cost.frame
    path = repository_path(frame.file, (bench.task.module, TREE)) or clean_text(frame.file)
    return path, frame.line, clean_text(frame.function)


def _text(
    mode: _Mode,
    events: Mapping[str, Mapping[str, Any]],
    lines: Sequence[Mapping[str, Any]],
    sources: Sequence[tuple[str, int, float, str]],
) -> str:
    rows = [f"  {name}: {event['value']:,} (source: {event['source']})" for name, event in events.items()]
    own = [f"{share:6.1%}  {file}:{line}  {source}" for file, line, share, source in sources]
    hottest = [f"{one['share']:6.1%}  {one['file']}:{one['line']}  {one['function']}" for one in lines]
    return "\n".join(
        (
            "All runs together:",
            *rows,
            f"  {', '.join(_ABSENT)}: absent ({_NO_COUNTERS})",
            f"Your lines by {mode.kind}, with what they call (source: {mode.source}; mean of all runs):",
            quote("\n".join(own)),
            f"All lines by {mode.kind}, without what they call:",
            quote("\n".join(hottest)),
        )
    )
