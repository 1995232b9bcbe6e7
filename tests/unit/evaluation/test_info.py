"""``info`` is a view of the record: floats, NaN for what is missing, batchable."""

import math
from typing import Any

import numpy as np
import pytest
from gymnasium.vector import VectorEnv

from perfgym.evaluation.info import evaluation_info, fault_info
from perfgym.records import (
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
    TestResult,
    Unit,
    Verdict,
)

CONDITIONS = Conditions(
    problem_sha256="p",
    input_key="0123456789abcdef",
    size_factor=2.0,
    size_note="too fast",
    toolchain="gcc 12",
    backend="auto",
    sandbox="supervisor",
    sandbox_missing=("a", "b"),
    memory_tier="cgroup-v1",
    host="h",
    events={Role.TIME: Event(name="task-clock", unit=Unit.NANOSECONDS, backend="cpu_time")},
    absent={Role.L1D_MISSES: "no counter"},
)
TIME = Interval(estimate=math.log(4), low=math.log(3), high=math.log(5), confidence=0.99)
NOTHING = Evaluation(status=Status.NO_CODE, conditions=CONDITIONS)
ACCEPTED = Evaluation(
    status=Status.ACCEPTED,
    conditions=CONDITIONS,
    build=Build(status=Status.ACCEPTED, digest="d"),
    verdict=Verdict(results=(TestResult(name="t", status=Status.ACCEPTED),), total=1),
    measurement=Measurement(
        backend="auto",
        events={Role.TIME: Event(name="task-clock", unit=Unit.NANOSECONDS, backend="cpu_time")},
        pairs=(Pair(reference={Role.TIME: 8.0}, candidate={Role.TIME: 2.0}),) * 3,
        intervals={
            Role.TIME: Interval(estimate=math.log(4), low=math.log(3), high=math.log(5), confidence=0.99)
        },
        core=1,
        precision=0.02,
        disturbed_pairs=2,
        redrawn=2,
        suspicions=("x", "y"),
    ),
    queue_ahead=1,
    stage_s={"build": 0.5},
)


def info_of(evaluation: Evaluation) -> dict[str, Any]:
    return evaluation_info(evaluation, score=0.5, best_score=0.75)


def test_an_evaluation_can_be_read_back_from_its_info() -> None:
    for evaluation in (NOTHING, ACCEPTED):
        assert Evaluation.from_json(info_of(evaluation)["evaluation"]) == evaluation


def test_info_shows_the_measurement() -> None:
    info = info_of(ACCEPTED)
    assert (info["speedup"], info["speedup_low"], info["speedup_high"]) == pytest.approx((4, 3, 5))
    assert (info["pairs"], info["redrawn"], info["core"], info["queue_ahead"]) == (3.0, 2.0, 1.0, 1.0)
    assert info["candidate_samples"]["time"] == (2.0, 2.0, 2.0)
    assert info["reference_samples"]["llc_misses"] == ()
    assert info["events"]["time"] == "cpu_time/task-clock"
    assert info["events_absent"]["l1d_misses"] == "no counter"
    assert info["disturbed_share"] == pytest.approx(0.4)
    assert info["disturbance"].startswith("the machine was busy: 2 of 5 pairs were discarded")
    assert info["half_width"] == pytest.approx(math.log(5 / 3) / 2)
    assert info["suspicion"] == "x; y"
    assert (info["size_factor"], info["size_note"]) == (2.0, "too fast")
    assert (info["tests_passed"], info["tests_total"], info["program_sha256"]) == (1.0, 1.0, "d")
    assert info["input_key"] == "0123456789abcdef"
    assert info["stage_s"]["build"] == 0.5
    assert math.isnan(info["stage_s"]["measure"])


def test_values_have_the_same_types_for_accepted_rejected_and_faulted_submissions() -> None:
    def types(info: dict[str, Any]) -> dict[str, Any]:
        return {key: types(value) if isinstance(value, dict) else type(value) for key, value in info.items()}

    assert types(info_of(NOTHING)) == types(info_of(ACCEPTED))
    fault = Fault(owner=FaultOwner.ENVIRONMENT, cause="the disk is full")
    assert types(fault_info(info_of(NOTHING), fault)) == types(info_of(NOTHING))


def test_numbers_that_are_missing_are_nan_and_never_zero() -> None:
    info = info_of(NOTHING)
    for name in ("speedup", "tests_passed", "pairs", "startup_ns", "core", "queue_ahead"):
        assert math.isnan(info[name]), name


def test_a_fault_is_flagged_and_has_no_record() -> None:
    info = fault_info(info_of(NOTHING), Fault(owner=FaultOwner.ENVIRONMENT, cause="the disk is full"))
    assert (info["fault"], info["fault_kind"], info["evaluation"]) == (1.0, "the disk is full", "")


def test_infos_of_different_submissions_batch() -> None:
    envs: VectorEnv[Any, Any, Any] = VectorEnv()
    envs.num_envs = 2
    batch: dict[str, Any] = {}
    for place, evaluation in enumerate((NOTHING, ACCEPTED)):
        batch = envs._add_info(batch, info_of(evaluation), place)
    assert batch["speedup"].dtype == np.float64
    assert np.isnan(batch["speedup"][0])
    assert batch["status"].tolist() == ["NO_CODE", "ACCEPTED"]
    assert Evaluation.from_json(batch["evaluation"][1]) == ACCEPTED
