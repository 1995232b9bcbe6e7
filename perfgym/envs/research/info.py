"""A session and its last step -> ``info``: a view for trainers, which can be batched; and the evaluation."""

import math
import platform
from collections.abc import Sequence
from dataclasses import replace
from statistics import fmean
from typing import Any

import msgspec
import numpy as np

from perfgym.machine.facts import fingerprint
from perfgym.machine.input_key import input_key
from perfgym.records import GAIN, Conditions, Evaluation, Interval, Status
from perfgym.research.experiment import Laboratory
from perfgym.research.gate import relative_gain
from perfgym.research.records import Decision, Experiment, Final, Run
from perfgym.research.status import ResearchStatus
from perfgym.research.task import ResearchNoise, ResearchTask
from perfgym.sandbox import Sandbox
from perfgym.sandbox.selftest import PROMISES

__all__ = [
    "FACT",
    "calibration",
    "conditions_of",
    "general_status",
    "program_gain",
    "reported_conditions",
    "research_evaluation",
    "research_info",
]

FACT = "research"
"""Fact of an evaluation: the experiment, and the end of the session, as JSON has them."""

_NAN = math.nan
_KEPT_LOG = 16_000  # characters
_GENERAL = {
    ResearchStatus.NO_REASONING: Status.NO_CODE,
    ResearchStatus.NO_CHANGE: Status.NO_CODE,
    ResearchStatus.DEAD_END: Status.NO_CODE,
    ResearchStatus.CODE_TOO_LARGE: Status.COMPILE_ERROR,
    ResearchStatus.ARTIFACT_TOO_LARGE: Status.OUTPUT_TOO_LARGE,
}


def general_status(status: ResearchStatus) -> Status:
    """The status by which all families are compared."""
    return _GENERAL.get(status) or Status(status)


def reported_conditions(task: ResearchTask, launcher: str) -> Conditions:
    """The circumstances of every run of a reported task's programs, which no sandbox contains.

    Args:
        task: The task.
        launcher: Short name of the launcher.
    """
    return Conditions(
        problem_sha256=task.digest,
        input_key=input_key().digest,
        toolchain=f"launcher {launcher}",
        sandbox="none: reported",
        sandbox_missing=tuple(PROMISES),
        host=fingerprint(),
    )


def conditions_of(task: ResearchTask, sandbox: Sandbox, scale: float) -> Conditions:
    """The circumstances of every verified run of a task's programs."""
    return Conditions(
        problem_sha256=task.digest,
        input_key=input_key().digest,
        scale=scale,
        toolchain=f"Python {platform.python_version()} and NumPy {np.__version__}",
        sandbox=sandbox.name,
        sandbox_missing=tuple(sandbox.missing),
        host=fingerprint(),
    )


def program_gain(baseline: Sequence[float], program: Sequence[float], noise: ResearchNoise) -> dict[str, Any]:
    """The fact :data:`~perfgym.records.GAIN` of a program.

    Args:
        baseline: Bits per byte of the baseline's runs.
        program: Bits per byte of the program's runs.
        noise: The spread of runs that is known beforehand.
    """
    return _gain_fact(relative_gain(baseline, program, noise))


def _gain_fact(share: Interval) -> dict[str, Any]:
    """The fact, of the share of the baseline's bits per byte that was saved."""
    bounds = {name: -math.log1p(-getattr(share, name)) for name in ("estimate", "low", "high")}
    return {"event": "val_bpb", **bounds, "confidence": share.confidence}


def research_evaluation(
    last: Experiment | None,
    final: Final | None,
    conditions: Conditions,
    baseline: Experiment | None = None,
) -> Evaluation:
    """A step as the store keeps it.

    Args:
        last: The experiment of the step; None if it was none.
        final: The end of the session, if the step was the last one.
        conditions: The circumstances.
        baseline: The baseline, with all its runs up to now; it is no step of its own.
    """
    status = _status(last, final)
    facts = {
        "experiment": msgspec.to_builtins(last and _kept(last)),
        "baseline": msgspec.to_builtins(baseline and _kept(baseline)),
        "final": msgspec.to_builtins(final),
    }
    share = final.improvement if final else last and last.saved
    gain = {GAIN: _gain_fact(share)} if share and status is Status.ACCEPTED else {}
    return Evaluation(status=status, conditions=conditions, facts={FACT: facts, **gain})


def _status(last: Experiment | None, final: Final | None) -> Status:
    """What became of a step's program; an end without a program that was kept has none."""
    if last is None:
        return Status.ACCEPTED if final is not None and final.improvement else Status.NO_CODE
    return Status.NO_CODE if last.decision is Decision.BACKTRACK else general_status(last.status)


def _kept(one: Experiment) -> Experiment:
    """An experiment with the end of its first run's log, and without the other logs."""
    runs = (replace(run, log="" if number else run.log[-_KEPT_LOG:]) for number, run in enumerate(one.runs))
    return replace(one, runs=tuple(runs))


def research_info(
    lab: Laboratory,
    last: Experiment | None,
    evaluation: Evaluation,
    *,
    score: float,
    best_score: float,
    submission: dict[str, bytes],
) -> dict[str, Any]:
    """The ``info`` of a step. Numbers are floats, and NaN if they are missing.

    Args:
        lab: The session.
        last: The experiment of the step; None if it was none.
        evaluation: The step as the store keeps it.
        score: Score of the step; NaN if it has none.
        best_score: Best score so far; NaN if there is none.
        submission: The program of the step.
    """
    shown = last or Experiment(number=0, decision=Decision.NONE, status=ResearchStatus.ACCEPTED)
    signals, final = lab.signals, lab.final
    runs = shown.runs
    return {
        "status": str(shown.status),
        "score": float(score),
        "best_score": float(best_score),
        "decision": str(shown.decision),
        "experiment": float(shown.number) if last else _NAN,
        "direction": shown.reasoning.direction,
        "val_bpb_runs": tuple(run.val_bpb for run in runs if run.val_bpb is not None),
        "seeds": tuple(float(run.seed) for run in runs),
        "sigma": _number(shown.sigma),
        "df": float(shown.freedom) if shown.freedom else _NAN,
        "p": _number(shown.p_value),
        "margin": shown.margin if shown.gain else _NAN,
        "gain": shown.gain.estimate if shown.gain else _NAN,
        "gain_low": shown.gain.low if shown.gain else _NAN,
        "gain_high": shown.gain.high if shown.gain else _NAN,
        "runs": float(len(runs)),
        "commit": shown.commit,
        "parent": _number(shown.parent),
        "diff_lines": float(shown.diff_lines),
        "artifact_bytes": float(shown.artifact_bytes),
        "code_bytes": float(shown.code_bytes),
        "cpu_s": shown.cpu_s,
        "stage_s": _stages(runs),
        "suspicion": _suspicion(shown),
        "evaluation": evaluation.to_json(),
        "evaluated": lab.runs.evaluation,
        "launcher": lab.runs.launcher,
        "program_sha256": shown.source_sha256,
        "task_sha256": evaluation.conditions.problem_sha256,
        "signals": " ".join(name for name in ("dead_end", "plateau", "regression") if getattr(signals, name)),
        "dead_directions": " ".join(signals.dead_directions),
        "calibration": calibration(lab.experiments),
        "cost_usd": _number(lab.cost_usd),
        "improvement": final.improvement.estimate if final and final.improvement else _NAN,
        "improvement_low": final.improvement.low if final and final.improvement else _NAN,
        "improvement_high": final.improvement.high if final and final.improvement else _NAN,
        "submission": submission,
        "fault": 0.0,
        "fault_kind": "",
    }


def calibration(experiments: Sequence[Experiment]) -> float:
    """Mean distance of an agent's predictions from what was measured, in bits per byte; NaN without one."""
    distances = [
        abs(one.reasoning.expected + one.gain.estimate)
        for one in experiments
        if one.reasoning.expected is not None and one.gain is not None
    ]
    return fmean(distances) if distances else _NAN


def _number(value: float | None) -> float:
    return _NAN if value is None else float(value)


def _stages(runs: Sequence[Run]) -> dict[str, float]:
    """Wall-clock seconds of training, of scoring, and of waits for a core."""
    score_s = math.fsum(run.score_s for run in runs)
    return {
        "train": math.fsum(run.wall_s for run in runs) - score_s,
        "score": score_s,
        "wait": math.fsum(run.wait_s for run in runs),
    }


def _suspicion(experiment: Experiment) -> str:
    size = experiment.literal_bytes
    return f"the program holds {size} bytes of long texts, which may be training data" if size else ""
