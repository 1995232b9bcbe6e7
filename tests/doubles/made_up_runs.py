"""Runs that were never played: with noise, faults, hostile text and knobs."""

import math
from dataclasses import replace

import numpy as np

from perfgym.records import (
    ROLES,
    Build,
    Conditions,
    Evaluation,
    Event,
    Fault,
    FaultOwner,
    Interval,
    Measurement,
    Pair,
    Role,
    Status,
    Submission,
    TestResult,
    Unit,
    Verdict,
)
from perfgym.store import Store
from tests.doubles.played import begin_run, score_of, submission, turn

SCRIPT = "</code></pre></script><script>alert(1)</script><img src=x onerror=alert(1)>"
HOSTILE = f'{SCRIPT} \'" onload="alert(1) & $x^$ \x1b[2J \u202e \ud800 \r é {{{{ 7 * 7 }}}}'
LOST = Fault(owner=FaultOwner.ENVIRONMENT, cause="the sandbox's supervisor ended with status 7")

_IDS = ("PerfOptimize-matmul-c-v0", "PerfOptimize-hash_table-typescript-v0", "PerfOptimize-sort-rust-v0")
_FAILURES = (
    Status.NO_CODE,
    Status.COMPILE_ERROR,
    Status.WRONG_OUTPUT,
    Status.CRASHED,
    Status.TIMED_OUT,
)
_LINES = [f"    total += a[{k}] * b[{k}];  // step {k}" for k in range(30)]
_COUNTS = (61e6, 62e6, 60.5e6)
_TESTS = 19


def _event(role: Role) -> Event:
    if role is Role.TIME:
        return Event(name="cpu_time_ns", unit=Unit.NANOSECONDS, backend="cpu_time")
    return Event(name=str(role), unit=Unit.OCCURRENCES, backend="simulated")


def accepted(speedup: float) -> Evaluation:
    """The evaluation of an accepted program that is so many times as fast as the reference."""
    shares = dict(zip(ROLES, (np.linspace(1.0, 0.6, len(ROLES)) / speedup).tolist(), strict=True))
    pairs = [
        Pair(
            reference=dict.fromkeys(ROLES, count),
            candidate={role: count * share for role, share in shares.items()},
        )
        for count in _COUNTS
    ]
    ratios = {role: -math.log(share) for role, share in shares.items()}
    intervals = {
        role: Interval(
            estimate=ratio, low=ratio + math.log(0.97), high=ratio + math.log(1.04), confidence=0.99
        )
        for role, ratio in ratios.items()
    }
    passed = tuple(TestResult(name=f"test {k}", status=Status.ACCEPTED) for k in range(_TESTS))
    return Evaluation(
        status=Status.ACCEPTED,
        verdict=Verdict(results=passed, total=_TESTS),
        measurement=Measurement(
            backend="auto",
            events={role: _event(role) for role in ROLES},
            pairs=tuple(pairs),
            intervals=intervals,
        ),
    )


def measured(evaluation: Evaluation) -> Measurement:
    """The measurement of an accepted program."""
    assert evaluation.measurement is not None
    return evaluation.measurement


def failed(status: Status) -> Evaluation:
    """The evaluation of a program that was not accepted."""
    return Evaluation(status=status)


def _source(rng: np.random.Generator) -> str:
    lines = [line for line in _LINES if rng.random() < 0.8]
    return "\n".join(["#include <stdio.h>", "", "int main(void) {", *lines, "    return 0;", "}", ""])


def learning_run(store: Store, episodes: int = 60, **more: object) -> str:
    """A rollout that gets better; one episode in eleven ends in a fault, and the last is open. Its ID."""
    rng = np.random.default_rng(7)
    run_id = begin_run(store, **more)
    for number in range(1, episodes + 1):
        env_id = _IDS[number % len(_IDS)]
        episode_id = store.begin_episode(run_id, number, seed=number, env_id=env_id, prompt="Go.")
        skill = number / episodes
        best = 0.0
        for count in range(1, 4):
            if rng.random() < 0.3 + 0.6 * skill:
                evaluation = accepted(1.0 + 5 * skill * float(rng.random()))
            else:
                evaluation = failed(_FAILURES[int(rng.integers(len(_FAILURES)))])
            best = max(best, score_of(evaluation))
            source = "" if evaluation.status is Status.NO_CODE else _source(rng)
            store.add_turn(
                turn(
                    episode_id,
                    count,
                    reply=f"<code>{source}</code>" if source else "I do not know.",
                    source=source,
                    feedback=f"Status: {evaluation.status}\nFurther feedback.",
                    evaluation=evaluation,
                    usage={"prompt_tokens": 812, "completion_tokens": 93},
                )
            )
        if number == episodes:
            break
        fault = LOST if number % 11 == 0 else None
        if fault:
            ended = Fault(owner=FaultOwner.ENVIRONMENT, cause="the supervisor ended")
            store.add_turn(turn(episode_id, 4, source=_source(rng), fault=ended))
        store.end_episode(
            episode_id,
            reward=0.0 if fault else best,
            terminated=not fault,
            truncated=bool(fault),
            fault=fault,
        )
    return run_id


def tuning_run(store: Store) -> str:
    """A run of knobs and compiler flags; its ID."""
    env_id = "PerfTune-matmul-c-v0"
    run_id = begin_run(store, env_id=env_id, agent="random")
    for number in range(1, 4):
        episode_id = store.begin_episode(run_id, number, seed=number, env_id=env_id, prompt="")
        for count, tile in enumerate((1, 16, 16, 64), 1):
            source = f"enum {{ TILE = {tile} }};\nint main(void) {{ return 0; }}\n"
            store.add_turn(
                turn(
                    episode_id,
                    count,
                    action={"knobs": {"optimise": "-O3", "TILE": str(tile)}},
                    submission=submission(source, "-O3", "-funroll-loops"),
                    evaluation=accepted(1.0 + tile / 16 * number / 3),
                )
            )
        store.end_episode(episode_id, reward=1.5, terminated=True, truncated=False)
    return run_id


def _hostile_evaluation() -> Evaluation:
    """An accepted program every text of whose evaluation is hostile."""
    good = accepted(2.0)
    return Evaluation(
        status=Status.ACCEPTED,
        conditions=Conditions(
            toolchain=HOSTILE,
            backend=HOSTILE,
            sandbox=HOSTILE,
            sandbox_missing=(HOSTILE,),
            host=HOSTILE,
            absent={Role.TIME: HOSTILE},
        ),
        build=Build(status=Status.ACCEPTED, digest=HOSTILE, diagnostics=HOSTILE, toolchain=HOSTILE),
        verdict=Verdict(results=(TestResult(name=HOSTILE, status=Status.ACCEPTED, detail=HOSTILE),), total=1),
        measurement=replace(
            measured(good),
            backend=HOSTILE,
            events={role: Event(name=HOSTILE, unit=Unit.CYCLES, backend=HOSTILE) for role in ROLES},
            suspicions=(HOSTILE,),
            rejected=(HOSTILE,),
        ),
        facts={HOSTILE: HOSTILE},
    )


def hostile_run(store: Store) -> str:
    """A run in which every text that an agent or a program can write is hostile; its ID."""
    more = {"kind": HOSTILE, "env_id": HOSTILE, "agent": HOSTILE, "arguments": {HOSTILE: [HOSTILE, math.nan]}}
    run_id = begin_run(store, **more)
    fault = Fault(owner=FaultOwner.AGENT, cause=HOSTILE)
    good = _hostile_evaluation()
    odd = HOSTILE.encode("utf-8", "surrogatepass")
    files = (
        {HOSTILE: odd},
        {HOSTILE: odd, f"{HOSTILE}+": b"+" + odd + b"\n\n@@ " + odd},
        {},
        {"solution.c": odd},
    )
    for number, ended in enumerate((None, fault), 1):
        episode_id = store.begin_episode(run_id, number, seed=number, env_id=HOSTILE, prompt=HOSTILE)
        for count, contents in enumerate(files, 1):
            store.add_turn(
                turn(
                    episode_id,
                    count,
                    reply=HOSTILE,
                    action={HOSTILE: {HOSTILE: HOSTILE}} if count < 3 else HOSTILE,
                    submission=Submission(files=contents, flags=(HOSTILE,)) if contents else None,
                    feedback=HOSTILE,
                    evaluation=None if count == 3 else good,
                    fault=fault if count == 4 else None,
                    usage={HOSTILE: 1.0},
                )
            )
        usage = {HOSTILE: 1.0}
        store.end_episode(episode_id, reward=0.5, terminated=True, truncated=False, fault=ended, usage=usage)
    store.end_run(run_id, HOSTILE)
    return run_id
