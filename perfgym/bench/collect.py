"""The runs of a benchmark in the store -> its result."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from perfgym.bank import load_problem
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
from perfgym.bench.tasks import FAMILY
from perfgym.envs.registration import find_id
from perfgym.errors import SettingsError
from perfgym.machine.input_key import input_key
from perfgym.records import Conditions, Evaluation, Interval, Role
from perfgym.store import Episode, Run, Store, Turn, best_turn

__all__ = ["EXPERT_RUN", "KIND", "MACHINE", "collect_result", "finished_turns"]

KIND = "bench"
"""Kind of the run that holds the agent's episodes."""
EXPERT_RUN = "expert_run"
"""Argument of such a run: ID of the run in which the expert's programs were measured; empty if there are
none."""
MACHINE = "machine"
"""Argument of such a run: the machine on which it began."""

Finished = tuple[Episode, list[Turn]]


def finished_turns(store: Store, run_id: str) -> list[Finished]:
    """The episodes of a run that have ended, with their turns, by number."""
    return [(episode, store.turns(episode.episode_id)) for episode in store.episodes(run_id, finished=True)]


def _speedup(time: Interval | None) -> Speedup | None:
    """The speed-up that a log ratio of time stands for; None if no finite one was measured."""
    if time is None or not all(map(math.isfinite, (time.low, time.high))):
        return None
    low, estimate, high = (math.exp(log) for log in (time.low, time.estimate, time.high))
    return Speedup(estimate=estimate, low=low, high=high, confidence=time.confidence)


def _status(turn: Turn | None) -> str:
    return str(turn.evaluation.status) if turn and turn.evaluation else ""


def _played(episode: Episode, turns: Sequence[Turn], usage: Mapping[str, float]) -> Played:
    """One episode of the result. A fault has no program, because the episode did not come to its end."""
    best = None if episode.fault else best_turn(turns)
    shown = None if episode.fault else best or next((turn for turn in reversed(turns) if turn.source), None)
    evaluation = shown.evaluation if shown else None
    reward = episode.reward
    source = shown.source if shown else ""
    return Played(
        env_id=episode.env_id,
        number=episode.number,
        seed=episode.seed,
        status=evaluation.status if evaluation else None,
        accepted=best is not None,
        speedup=_speedup(best.evaluation.time) if best and best.evaluation else None,
        reward=None if episode.fault or reward is None or not math.isfinite(reward) else reward,
        turns=tuple(map(_status, turns)),
        source=source,
        sha256=source_digest(source),
        usage=dict(usage),
        fault_owner=str(episode.fault.owner) if episode.fault else "",
        fault=episode.fault.cause if episode.fault else "",
    )


def _evaluations(finished: Iterable[Finished], env_id: str) -> Iterator[Evaluation]:
    for episode, turns in finished:
        if episode.env_id == env_id:
            yield from (turn.evaluation for turn in turns if turn.evaluation)


def _task(env_id: str, experts: Sequence[Finished], played: Sequence[Finished]) -> BenchTask:
    """A task, with the circumstances of its first evaluation."""
    found = find_id(env_id, FAMILY)
    problem = load_problem(found.kwargs["problem"])
    seen = [*_evaluations(experts, env_id), *_evaluations(played, env_id)]
    conditions = seen[0].conditions if seen else Conditions(problem_sha256=problem.digest)
    if conditions.problem_sha256 != problem.digest:
        raise SettingsError(
            f"the problem {problem.name} has changed since the run began, so its result would mix two "
            "versions; bring the files back, or begin another run"
        )
    event = conditions.events.get(Role.TIME)
    expert = next(
        (_played(episode, turns, {}) for episode, turns in experts if episode.env_id == env_id), None
    )
    return BenchTask(
        env_id=env_id,
        problem=problem.name,
        language=found.language,
        title=problem.title,
        classes=problem.classes,
        problem_sha256=conditions.problem_sha256,
        toolchain=conditions.toolchain,
        backend=conditions.backend,
        sandbox=conditions.sandbox,
        sandbox_missing=conditions.sandbox_missing,
        size_factor=conditions.size_factor,
        event=f"{event} in {event.unit}" if event else "",
        expert_status=expert.status if expert else None,
        expert=expert.speedup if expert else None,
    )


def _changes(all_seen: Sequence[Evaluation]) -> Iterator[str]:
    """Name each condition that differs between the evaluations of one benchmark and should not."""
    for what, values in (
        ("the machine, or it was rebooted", {one.conditions.host for one in all_seen}),
        ("the secret key of inputs", {one.conditions.input_key for one in all_seen}),
        ("the sandbox", {one.conditions.sandbox for one in all_seen}),
    ):
        if len(values - {""}) > 1:
            yield f"While the benchmark was played, {what} changed: its episodes may not compare."


def _lost_experts(experts: Iterable[Finished]) -> Iterator[str]:
    if lost := sum(episode.fault is not None for episode, _ in experts):
        yield (
            f"The expert's program could not be measured in {lost} tasks, which have no part in the share "
            "of the expert's gain; resume the run to measure it."
        )


def _disturbances(all_seen: Sequence[Evaluation]) -> Iterator[str]:
    measured = [one.measurement for one in all_seen if one.measurement]
    if busy := sum(bool(one.disturbance) for one in measured):
        yield (
            f"The machine was busy during {busy} of {len(measured)} measurements; their intervals are wider "
            "than they should be."
        )


def _player(arguments: Mapping[str, Any], name: str) -> Player:
    if "model" not in arguments:
        return Player(name=name, is_model=False)
    return Player(
        name=name,
        is_model=True,
        temperature=arguments["temperature"],
        system=arguments["system"],
        request=arguments["request"],
    )


def collect_result(store: Store, run: Run) -> BenchResult:
    """The result of a benchmark's run, finished or not.

    Args:
        store: The store that holds it.
        run: The run; see `KIND`.

    Raises:
        SettingsError: A problem has changed since, or is gone.
    """
    arguments = run.arguments
    played = finished_turns(store, run.run_id)
    experts = finished_turns(store, arguments[EXPERT_RUN]) if arguments[EXPERT_RUN] else []
    usages = store.usages(run.run_id)
    seen = [turn.evaluation for _, turns in (*experts, *played) for turn in turns if turn.evaluation]
    keys = [one.conditions.input_key for one in seen if one.conditions.input_key]
    return BenchResult(
        format=FORMAT,
        run_id=run.run_id,
        started=run.started,
        ended=run.ended,
        protocol=msgspec.convert(arguments["protocol"], Protocol),
        player=_player(arguments, run.agent),
        machine=msgspec.convert(arguments[MACHINE], Machine),
        versions=run.versions,
        variables=arguments["variables"],
        input_key=keys[0] if keys else input_key().digest,
        tasks=tuple(_task(env_id, experts, played) for env_id in arguments["env_ids"]),
        episodes=tuple(_played(episode, turns, usages[episode.number]) for episode, turns in played),
        notes=(*_changes(seen), *_lost_experts(experts), *_disturbances(seen)),
    )
