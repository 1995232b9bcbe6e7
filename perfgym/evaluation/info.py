"""An evaluation -> ``info``: a view for trainers, which can be batched.

Numbers are floats, and NaN if they are missing; samples are tuples of floats.
"""

import math
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from perfgym.records import ROLES, Evaluation, Fault, Figures, Measurement, Role, Status

__all__ = ["brief", "evaluation_info", "fault_info"]

_STAGES = ("build", "test", "wait", "measure", "extras")
_NAN = float("nan")
_METRICS = ("score", "best_score", "speedup", "speedup_low", "half_width", "pairs", "fault")


def evaluation_info(evaluation: Evaluation, *, score: float, best_score: float) -> dict[str, Any]:
    """The ``info`` of an evaluation.

    Args:
        evaluation: The evaluation. ``info["evaluation"]`` is its JSON text; see
            :meth:`perfgym.records.Evaluation.from_json`.
        score: Its score; NaN if unknown.
        best_score: Best score of the episode so far; NaN if unknown.
    """
    verdict, measurement = evaluation.verdict, evaluation.measurement
    conditions, build, time = evaluation.conditions, evaluation.build, evaluation.time
    events = measurement.events if measurement else conditions.events
    return {
        "status": str(evaluation.status),
        "score": float(score),
        "best_score": float(best_score),
        "tests_passed": float(verdict.passed) if verdict else _NAN,
        "tests_total": float(verdict.total) if verdict else _NAN,
        "speedup": math.exp(time.estimate) if time else _NAN,
        "speedup_low": math.exp(time.low) if time else _NAN,
        "speedup_high": math.exp(time.high) if time else _NAN,
        "pairs": float(measurement.timed_pairs) if measurement else _NAN,
        "redrawn": float(measurement.redrawn) if measurement else _NAN,
        "disturbed_share": float(measurement.disturbed_share) if measurement else _NAN,
        "disturbance": measurement.disturbance if measurement else "",
        "half_width": time.half_width if time else _NAN,
        "suspicion": "; ".join(measurement.suspicions) if measurement else "",
        "rejected": "; ".join(measurement.rejected) if measurement else "",
        "startup_ns": float(measurement.startup_ns) if measurement else _NAN,
        "core": float(measurement.core) if measurement else _NAN,
        "host": conditions.host,
        "size_factor": float(conditions.size_factor),
        "size_note": conditions.size_note,
        "queue_ahead": _NAN if evaluation.queue_ahead is None else float(evaluation.queue_ahead),
        "stage_s": {stage: evaluation.stage_s.get(stage, _NAN) for stage in _STAGES},
        "extras": _extras(evaluation),
        "reference_samples": _samples(measurement, "reference"),
        "candidate_samples": _samples(measurement, "candidate"),
        "events": {str(role): str(events.get(role, "")) for role in ROLES},
        "events_absent": {
            str(role): "" if role in events else _why_absent(role, evaluation) for role in ROLES
        },
        "program_sha256": build.digest if build else "",
        "problem_sha256": conditions.problem_sha256,
        "input_key": conditions.input_key,
        "toolchain": conditions.toolchain,
        "backend": conditions.backend,
        "sandbox": conditions.sandbox,
        "sandbox_missing": " ".join(conditions.sandbox_missing),
        "memory_tier": conditions.memory_tier,
        "evaluation": evaluation.to_json(),
        "fault": 0.0,
        "fault_kind": "",
    }


def fault_info(info: Mapping[str, Any], fault: Fault) -> dict[str, Any]:
    """``info`` of a step in which perfgym itself failed, so that no submission is to blame."""
    return {**info, "evaluation": "", "fault": 1.0, "fault_kind": fault.cause}


def brief(info: Mapping[str, Any]) -> dict[str, float]:
    """About ten figures of a step's ``info``, for the metrics of a trainer and for JSON: all are finite.

    Returns:
        ``compiled``, ``accepted`` and ``fault``, each 0 or 1; ``tests_passed``, a share; ``seconds`` that the
        evaluation took; and ``score``, ``best_score``, ``speedup``, ``speedup_low``, ``half_width`` and
        ``pairs`` as in ``info``. What is missing or not finite is left out.
    """
    figures = {name: info.get(name, _NAN) for name in _METRICS}
    if "status" in info:
        figures["accepted"] = float(info["status"] == Status.ACCEPTED)
        if info["status"] in list(Status):  # a family may have statuses of its own
            figures["compiled"] = float(Status(info["status"]).compiled)
    figures["tests_passed"] = info.get("tests_passed", _NAN) / info.get("tests_total", _NAN)
    stages = [seconds for seconds in info.get("stage_s", {}).values() if math.isfinite(seconds)]
    figures["seconds"] = math.fsum(stages) if stages else _NAN
    return {name: float(value) for name, value in figures.items() if math.isfinite(value)}


def _why_absent(role: Role, evaluation: Evaluation) -> str:
    if evaluation.measurement and evaluation.measurement.rejected:
        return "; ".join(evaluation.measurement.rejected)
    unsupported = "programs of this problem in this language are not simulated"
    return evaluation.conditions.absent.get(role, unsupported)


def _extras(evaluation: Evaluation) -> dict[str, float]:
    """Extra figures; NaN for those not requested or unavailable."""
    extras = evaluation.extras
    sides = {"": extras and extras.candidate, "reference_": extras and extras.reference}
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
