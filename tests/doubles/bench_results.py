"""Results of benchmarks that were never played."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from perfgym.bench.result import (
    FORMAT,
    BenchResult,
    BenchTask,
    Machine,
    Played,
    Player,
    Protocol,
    Speedup,
    source_digest,
)
from perfgym.records import Status

EXPERT = 4.0
_PRECISION = 1.02


def speedup(ratio: float) -> Speedup:
    """A speed-up whose interval is 2 % wide on each side."""
    return Speedup(estimate=ratio, low=ratio / _PRECISION, high=ratio * _PRECISION, confidence=0.99)


def bench_task(problem: str, language: str = "c", **more: Any) -> BenchTask:
    """A task whose expert's program is four times as fast as the reference."""
    usual: dict[str, Any] = {
        "env_id": f"PerfOptimize-{problem}-{language}-v0",
        "problem": problem,
        "language": language,
        "title": problem.title(),
        "classes": ("hashing",),
        "problem_sha256": f"digest of {problem}",
        "toolchain": "gcc 12",
        "backend": "cpu_time",
        "sandbox": "supervisor",
        "sandbox_missing": (),
        "size_factor": 1.0,
        "event": "cpu_time_ns in ns",
        "expert_status": Status.ACCEPTED,
        "expert": speedup(EXPERT),
    }
    return BenchTask(**usual | more)


def episode(task: BenchTask, number: int, ratio: float | None, **more: Any) -> Played:
    """An episode with a program that is so many times as fast as the reference; None for a wrong one."""
    source = f"// {number}\n"
    usual: dict[str, Any] = {
        "env_id": task.env_id,
        "number": number,
        "seed": 7,
        "status": Status.WRONG_OUTPUT if ratio is None else Status.ACCEPTED,
        "accepted": ratio is not None,
        "speedup": None if ratio is None else speedup(ratio),
        "reward": -0.5 if ratio is None else 1 - 1 / ratio,
        "turns": ("WRONG_OUTPUT", "ACCEPTED"),
        "source": source,
        "sha256": source_digest(source),
        "usage": {"prompt_tokens": 100.0, "completion_tokens": 10.0},
    }
    return Played(**usual | more)


def failed_episode(task: BenchTask, number: int, owner: str) -> Played:
    """An episode that ended in a fault."""
    nothing = {"status": None, "reward": None, "turns": (), "source": "", "sha256": ""}
    return episode(task, number, None, **nothing, fault_owner=owner, fault="it is gone")


def bench_result(
    ratios: Mapping[str, Sequence[float | None]], *, languages: Sequence[str] = ("c",), **more: Any
) -> BenchResult:
    """A result: name of a problem -> the speed-up of each sample, the same in every language."""
    tasks = [bench_task(problem, language) for problem in ratios for language in languages]
    episodes: list[Played] = []
    for task in tasks:
        for ratio in ratios[task.problem]:
            episodes.append(episode(task, len(episodes) + 1, ratio))
    usual: dict[str, Any] = {
        "format": FORMAT,
        "run_id": "20261129-080000-abcd",
        "started": "2026-11-29T08:00:00.000+00:00",
        "ended": "2026-11-29T09:00:00.000+00:00",
        "protocol": Protocol(
            split="test",
            languages=tuple(languages),
            samples=max(map(len, ratios.values())),
            turns=5,
            seed=0,
            backend="auto",
            reward="improvement",
            feedback="full",
        ),
        "player": Player(name="somebody", is_model=False),
        "machine": Machine(host="abc", cpu="A CPU", cpus=2, kernel="Linux 6", is_virtual=False),
        "versions": {"perfgym": "0.1.0"},
        "variables": {},
        "input_key": "0123",
        "tasks": tuple(tasks),
        "episodes": tuple(episodes),
    }
    return BenchResult(**usual | more)


def hostile_result(text: str) -> BenchResult:
    """A result every text of which is the given one, as far as the records allow it."""
    result = bench_result({"sort": [2.0]})
    task = bench_task(
        "sort", title=text, classes=(text,), toolchain=text, sandbox=text, sandbox_missing=(text,), event=text
    )
    task = replace(task, env_id=text, problem=text, language=text, problem_sha256=text, backend=text)
    return replace(
        result,
        run_id=text,
        started=text,
        ended=text,
        protocol=replace(result.protocol, split=text, languages=(text,), backend=text, reward=text),
        player=Player(name=text, is_model=True, system=text, request={text: text}),
        machine=Machine(host=text, cpu=text, cpus=1, kernel=text, is_virtual=True),
        versions={text: text},
        variables={text: text},
        input_key=text,
        tasks=(task,),
        episodes=(
            episode(task, 1, 2.0, source=text, sha256=source_digest(text), turns=(text,), usage={text: 1.0}),
        ),
        notes=(text,),
    )
