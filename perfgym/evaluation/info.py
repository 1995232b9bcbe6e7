"""An evaluation -> ``info``: numbers are floats (missing: NaN), samples tuples of them; it can be batched."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import numpy as np

from perfgym.evaluation.evaluate import Evaluator
from perfgym.machine.facts import fingerprint
from perfgym.records import ROLES, Evaluation, Figures, Measurement, Role

__all__ = ["evaluation_info", "fault_info"]

_STAGES = ("build", "test", "wait", "measure", "extras")
_NAN = float("nan")


def evaluation_info(
    evaluation: Evaluation, evaluator: Evaluator, *, score: float, best_score: float
) -> dict[str, Any]:
    """What an environment's ``info`` says of an evaluation.

    Args:
        evaluation: What became of a submission.
        evaluator: What evaluated it.
        score: What it is worth; NaN where that is not known.
        best_score: The best of its episode so far.
    """
    verdict, measurement = evaluation.verdict, evaluation.measurement
    time = measurement.intervals.get(Role.TIME) if measurement else None
    build = evaluation.build
    events = measurement.events if measurement else evaluator.backend.events()
    return {
        "status": str(evaluation.status),
        "score": float(score),
        "best_score": float(best_score),
        "tests_passed": float(verdict.passed) if verdict else _NAN,
        "tests_total": float(verdict.total) if verdict else _NAN,
        "speedup": _exp(time.estimate) if time else _NAN,
        "speedup_low": _exp(time.low) if time else _NAN,
        "speedup_high": _exp(time.high) if time else _NAN,
        "pairs": float(measurement.timed_pairs) if measurement else _NAN,
        "redrawn": float(measurement.redrawn) if measurement else _NAN,
        "suspicion": "; ".join(measurement.suspicions) if measurement else "",
        "left_out": "; ".join(measurement.left_out) if measurement else "",
        "startup_ns": float(measurement.startup_ns) if measurement else _NAN,
        "core": float(measurement.core) if measurement else _NAN,
        "host": measurement.host if measurement else fingerprint(),
        "queue_ahead": _NAN if evaluation.queue_ahead is None else float(evaluation.queue_ahead),
        "stage_s": {stage: evaluation.stage_s.get(stage, _NAN) for stage in _STAGES},
        "extras": _extras(evaluation),
        "reference_samples": _samples(measurement, "reference"),
        "candidate_samples": _samples(measurement, "candidate"),
        "events": {str(role): events.get(role, "") for role in ROLES},
        "events_absent": {
            str(role): "" if role in events else _why_absent(role, measurement, evaluator) for role in ROLES
        },
        "program_sha256": build.digest if build and build.artifact else "",
        "problem_sha256": evaluator.problem.digest,
        "toolchain": evaluator.language.toolchain().identity,
        "backend": evaluator.backend.name,
        "sandbox": evaluator.sandbox.name,
        "sandbox_missing": " ".join(evaluator.sandbox.missing),
        "memory_tier": evaluator.sandbox.memory_tier,
        "fault": 0.0,
        "fault_kind": "",
    }


def fault_info(info: Mapping[str, Any], error: Exception) -> dict[str, Any]:
    """``info`` where perfgym itself failed, and no submission is to blame."""
    return {**info, "fault": 1.0, "fault_kind": str(error)}


def _exp(log_ratio: float) -> float:
    return float(np.exp(log_ratio))


def _why_absent(role: Role, measurement: Measurement | None, evaluator: Evaluator) -> str:
    if measurement and measurement.left_out:
        return "; ".join(measurement.left_out)
    return evaluator.backend.absent().get(role, "programs of this problem in this language are not simulated")


def _extras(evaluation: Evaluation) -> dict[str, float]:
    """What was asked for beyond the measurement; NaN for what was not, or could not be had."""
    seen = evaluation.extras
    sides = {"": seen and seen.candidate, "reference_": seen and seen.reference}
    values = {
        f"{prefix}{field.name}": figures and getattr(figures, field.name)
        for field in fields(Figures)
        for prefix, figures in sides.items()
    }
    return {name: _NAN if value is None else value for name, value in values.items()}


def _samples(measurement: Measurement | None, side: str) -> dict[str, tuple[float, ...]]:
    """Every raw count of every kept pair, by role; empty for a role that was not counted."""
    pairs = measurement.pairs if measurement else ()
    sides = [pair.reference if side == "reference" else pair.candidate for pair in pairs]
    return {str(role): tuple(counts[role] for counts in sides if role in counts) for role in ROLES}
