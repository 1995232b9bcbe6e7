"""Preferred cores of workers."""

import contextlib

import numpy as np
import pytest

from perfgym import load_problem, make_vec
from perfgym.machine import preferred_cores as cores
from perfgym.machine.facts import physical_cores
from perfgym.machine.preferred_cores import preferred_cores

FOUR = [(0, 4), (1, 5), (2, 6), (3, 7)]


@pytest.fixture
def four_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine of four physical cores with two threads each."""
    monkeypatch.setattr(cores, "physical_cores", lambda: FOUR)


def test_each_worker_has_a_core_while_there_are_enough(four_cores: None) -> None:
    """The worker gets one hardware thread of its core; the other stays idle."""
    assert preferred_cores(3) == [0, 1, 2]
    assert preferred_cores(4) == [0, 1, 2, 3]


def test_more_workers_than_cores_have_no_preferred_cores(four_cores: None) -> None:
    assert preferred_cores(5) == [None] * 5


def test_the_callers_cores_are_kept_to(four_cores: None) -> None:
    """So is the hardware thread that the caller named."""
    assert preferred_cores(2, (1, 6)) == [1, 6]
    assert preferred_cores(3, (1, 6)) == [None] * 3


@pytest.mark.full
def test_more_workers_than_cores_take_turns() -> None:
    """They use all cores, and report how many were waiting before them and how long they waited."""
    number = 2 * len(physical_cores()) + 1
    sort = load_problem("sort").experts["c"]
    with contextlib.closing(
        make_vec("PerfOptimize-sort-c-v0", num_envs=number, backend="cpu_time", max_turns=1)
    ) as envs:
        envs.reset(seed=1)
        *_, infos = envs.step({"code": (sort,) * number, "submit": np.ones(number, dtype=np.int64)})
    assert infos["status"].tolist() == ["ACCEPTED"] * number
    assert set(infos["core"]) == {core[0] for core in physical_cores()}
    assert np.isfinite(infos["queue_ahead"]).all()
    assert max(infos["queue_ahead"]) >= 1
    assert sum(infos["stage_s"]["wait"]) > 0.1
