"""Profiles that test binaries write -> the lines that cost most, with and without what they call."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from perfgym.envs.repo.result import Stopped
from perfgym.envs.repo.tools.plan import Plan
from perfgym.envs.repo.tools.sampling import Side, arguments_for
from perfgym.envs.repo.workbench import Workbench, failed
from perfgym.languages.go_module import TREE
from perfgym.printable import clean_text, replace_unshown
from perfgym.repo.gotools.pprof import Cost, Profile, ProfileError, read_profile
from perfgym.repo.gotools.source_path import repository_path
from perfgym.sandbox.request import SCRATCH

__all__ = ["MOST_LINES", "ProfileKind", "line_shares", "own_lines", "profiles_of", "source_line", "top_lines"]

MOST_LINES = 25
"""Lines of a profile that are shown."""

_PROFILE = f"{SCRATCH}/profile"
_LONGEST_SOURCE = 100
_LEAST_SHARE = 0.001


@dataclass(frozen=True, slots=True)
class ProfileKind:
    """A profile that Go takes.

    Attributes:
        option: The test binary's option that names its file.
        further: Further options.
        value: The values of the profile that lines are ranked by.
        benchtime: How long each benchmark runs.
        source: What takes it, in words.
    """

    option: str
    value: str
    benchtime: str
    source: str
    further: tuple[str, ...] = ()


def profiles_of(
    bench: Workbench,
    kind: ProfileKind,
    plans: Sequence[Plan],
    side: Side,
    core: int | None,
    timeout_s: float,
) -> list[Profile]:
    """The profile of each run that wrote one.

    Raises:
        Stopped: The benchmarks failed.
        Refused: The episode's CPU time is used up.
    """
    profiles: list[Profile] = []
    for plan in plans:
        if plan.package in side.binaries:
            options = (f"-test.{kind.option}={_PROFILE}", *kind.further)
            result = bench.run_tests(
                plan.package,
                side.binaries[plan.package],
                (*arguments_for(plan.expression, kind.benchtime), *options),
                core,
                timeout_s=timeout_s,
                artifact=_PROFILE,
            )
            if not result.succeeded:
                raise Stopped(failed(result, f"Benchmarks in {plan.package}"))
            profiles += _profile(result.artifact, kind.value)
    return profiles


def _profile(artifact: bytes | None, value: str) -> list[Profile]:
    """The profile, if there is one: the program is the agent's, and need not write any."""
    try:
        profile = read_profile(artifact or b"")
        return [profile] if profile.totals[profile.index(value)] > 0 else []
    except ProfileError:
        return []


def line_shares(bench: Workbench, profiles: Sequence[Profile], value: str) -> dict[tuple[str, int], float]:
    """Path and line -> mean share of the profiles that the line and its calls cost."""
    shares: dict[tuple[str, int], float] = {}
    for profile in profiles:
        for place, share in profile.line_shares(value, (bench.task.module, TREE)).items():
            shares[place] = shares.get(place, 0.0) + share / len(profiles)
    return shares


def top_lines(bench: Workbench, profiles: Sequence[Profile], value: str) -> Iterator[dict[str, Any]]:
    """The lines of all profiles together that cost most, each without what it calls."""
    costs: dict[tuple[str, int, str], int] = {}
    total = 0
    for profile in profiles:
        total += profile.totals[profile.index(value)]
        for cost in profile.hottest(value, 1000):
            place = _place(bench, cost)
            costs[place] = costs.get(place, 0) + cost.value
    ordered = sorted(costs.items(), key=lambda item: -item[1])[:MOST_LINES]
    for (file, line, function), cost in ordered:
        yield {
            "file": file,
            "line": line,
            "function": function,
            "value": cost,
            "share": cost / max(total, 1),
        }


def own_lines(bench: Workbench, shares: Mapping[tuple[str, int], float]) -> list[dict[str, Any]]:
    """The repository's lines that cost most with what they call, with their source.

    Lines of tests are left out, because every benchmark costs all that it calls.
    """
    own = [
        (place, share)
        for place, share in shares.items()
        if not place[0].endswith("_test.go") and share >= _LEAST_SHARE
    ]
    ordered = sorted(own, key=lambda pair: -pair[1])[:MOST_LINES]
    return [
        {"file": file, "line": line, "share": share, "source": source_line(bench, file, line)}
        for (file, line), share in ordered
    ]


def source_line(bench: Workbench, file: str, line: int) -> str:
    """A line of the workspace's source, safe to show and cut; empty where there is none."""
    if file not in bench.tree.files:
        return ""
    lines = bench.tree.files[file].content.split(b"\n", line)
    text = lines[line - 1].decode(errors="replace").strip() if 0 < line <= len(lines) else ""
    return replace_unshown(text if len(text) <= _LONGEST_SOURCE else f"{text[:_LONGEST_SOURCE]}...")


def _place(bench: Workbench, cost: Cost) -> tuple[str, int, str]:
    """File, line and function; files outside of the repository keep the name that the profile has."""
    frame = cost.frame
    path = repository_path(frame.file, (bench.task.module, TREE)) or clean_text(frame.file)
    return path, frame.line, clean_text(frame.function)
