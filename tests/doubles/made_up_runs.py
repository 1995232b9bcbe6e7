"""Runs that nobody played, turn by turn: with noise, faults, hostile text and knobs."""

import math
from typing import Any

import numpy as np

from perfgym.records import ROLES
from perfgym.store import Store
from tests.doubles.played import begin_run, turn

SCRIPT = "</code></pre></script><script>alert(1)</script><img src=x onerror=alert(1)>"
HOSTILE = f'{SCRIPT} \'" onload="alert(1) & $x^$ \x1b[2J \u202e \ud800 \r é {{{{ 7 * 7 }}}}'

_IDS = ("PerfOptimize-matmul-c-v0", "PerfOptimize-hash_table-typescript-v0", "PerfOptimize-sort-rust-v0")
_FAILURES = ("NO_CODE", "COMPILE_ERROR", "WRONG_OUTPUT", "CRASHED", "TIMED_OUT")
_LINES = [f"    total += a[{k}] * b[{k}];  // step {k}" for k in range(30)]


def accepted_info(speedup: float, *, score: float | None = None, **more: Any) -> dict[str, Any]:
    """What an environment says of an accepted program that is so many times as fast as the reference."""
    shares = np.linspace(1.0, 0.6, len(ROLES)) / speedup
    return {
        "status": "ACCEPTED",
        "score": 1 - 1 / speedup if score is None else score,
        "speedup": speedup,
        "speedup_low": speedup * 0.97,
        "speedup_high": speedup * 1.04,
        "tests_passed": 19.0,
        "tests_total": 19.0,
        "events": {role: "cpu_time/cpu_time_ns" if role == "time" else f"simulated/{role}" for role in ROLES},
        "reference_samples": dict.fromkeys(ROLES, (61000000.0, 62000000.0, 60500000.0)),
        "candidate_samples": {
            role: (61e6 * share, 62e6 * share, 60.5e6 * share)
            for role, share in zip(ROLES, shares, strict=True)
        },
        "fault": 0.0,
        "fault_kind": "",
    } | more


def failed_info(status: str, **more: Any) -> dict[str, Any]:
    """What an environment says of a program that was not accepted: most numbers are NaN."""
    names = ("speedup", "speedup_low", "speedup_high", "tests_passed", "tests_total")
    nothing = {f"{side}_samples": dict.fromkeys(ROLES, ()) for side in ("reference", "candidate")}
    return {"status": status, "score": -0.5, "fault": 0.0, **dict.fromkeys(names, math.nan), **nothing} | more


def _source(rng: np.random.Generator) -> str:
    lines = [line for line in _LINES if rng.random() < 0.8]
    return "\n".join(["#include <stdio.h>", "", "int main(void) {", *lines, "    return 0;", "}", ""])


def learning_run(store: Store, episodes: int = 60, **more: Any) -> str:
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
                info = accepted_info(1.0 + 5 * skill * float(rng.random()))
            else:
                info = failed_info(str(rng.choice(_FAILURES)))
            best = max(best, info["score"])
            source = "" if info["status"] == "NO_CODE" else _source(rng)
            reply = "I do not know." if not source else f"<code>{source}</code>"
            feedback = f"Status: {info['status']}\nMore of it."
            store.add_turn(
                turn(
                    episode_id,
                    count,
                    reply=reply,
                    source=source,
                    feedback=feedback,
                    info=info,
                    usage={"prompt_tokens": 812, "completion_tokens": 93},
                )
            )
        if number == episodes:
            break
        fault = "environment: the sandbox's supervisor ended with status 7" if number % 11 == 0 else ""
        if fault:
            info = failed_info("NO_CODE", score=math.nan, fault=1.0, fault_kind="the supervisor ended")
            store.add_turn(turn(episode_id, 4, source=_source(rng), info=info))
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
            knobs = {"optimise": "-O3", "TILE": str(tile)}
            flags = "-O3 -funroll-loops"
            info = accepted_info(1.0 + tile / 16 * number / 3, flags=flags, knobs=knobs, source="")
            source = f"enum {{ TILE = {tile} }};\nint main(void) {{ return 0; }}\n"
            store.add_turn(turn(episode_id, count, action={"knobs": [2, tile]}, source=source, info=info))
        store.end_episode(episode_id, reward=1.5, terminated=True, truncated=False)
    return run_id


def hostile_run(store: Store) -> str:
    """A run in which all that anybody could write is hostile; its ID."""
    more = {"kind": HOSTILE, "env_id": HOSTILE, "agent": HOSTILE, "arguments": {HOSTILE: [HOSTILE, math.nan]}}
    run_id = begin_run(store, **more)
    for number, fault in enumerate(("", HOSTILE), 1):
        episode_id = store.begin_episode(run_id, number, seed=number, env_id=HOSTILE, prompt=HOSTILE)
        words = dict.fromkeys(("flags", "suspicion", "fault_kind"), HOSTILE)
        info = accepted_info(2.0, knobs={HOSTILE: HOSTILE}, events=dict.fromkeys(ROLES, HOSTILE), **words)
        infos = (info, info, info | {"status": HOSTILE}, info | {"fault": 1.0})
        sources = (HOSTILE, f"{HOSTILE}\n+{HOSTILE}\n\n@@ {HOSTILE}", "", HOSTILE)
        for count, (info, source) in enumerate(zip(infos, sources, strict=True), 1):
            said = {"reply": HOSTILE, "feedback": HOSTILE, "usage": {HOSTILE: 1.0}}
            store.add_turn(turn(episode_id, count, action=HOSTILE, source=source, info=info, **said))
        store.end_episode(episode_id, reward=0.5, terminated=True, truncated=False, fault=fault)
    store.end_run(run_id, HOSTILE)
    return run_id
