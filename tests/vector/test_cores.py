"""Where workers build and measure."""

import contextlib

import numpy as np
import pytest

from perfgym import load_problem, make_vec
from perfgym.machine import physical_cores
from perfgym.vector import cores
from perfgym.vector.cores import Place, places

FOUR = [(0, 4), (1, 5), (2, 6), (3, 7)]


@pytest.fixture
def four_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine of four physical cores with two threads each."""
    monkeypatch.setattr(cores, "physical_cores", lambda: FOUR)


def test_each_worker_has_a_core_while_there_are_enough(four_cores: None) -> None:
    """One of its threads; the other stays idle."""
    found = places(3, timed=True)
    assert found == [Place(cpus=(cpu,), cores=(cpu,)) for cpu in (0, 1, 2)]


def test_beyond_that_all_build_on_one_core_and_measure_on_the_others(four_cores: None) -> None:
    """So that nothing but what is measured runs there."""
    assert places(5, timed=True) == [Place(cpus=(3, 7), cores=(0, 1, 2))] * 5


def test_the_callers_cores_are_kept_to(four_cores: None) -> None:
    """For measuring."""
    assert places(2, timed=True, cores=(1, 2)) == [Place(cpus=(cpu,), cores=(cpu,)) for cpu in (1, 2)]


def test_on_a_single_core_all_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Building too."""
    monkeypatch.setattr(cores, "physical_cores", lambda: [(0,)])
    assert places(4, timed=True) == [Place()] * 4


def test_what_is_not_timed_goes_anywhere(four_cores: None) -> None:
    """No core is set aside for it."""
    assert places(9, timed=False) == [Place()] * 9


def test_more_workers_than_cores_measure_one_after_the_other() -> None:
    """And say how many were waiting before them, and how long they waited."""
    number = len(physical_cores()) + 1
    if number < 3:
        pytest.skip("this machine has one core")
    sort = load_problem("sort").experts["c"]
    with contextlib.closing(
        make_vec("PerfOptimize-sort-c-v0", num_envs=number, backend="cpu_time", max_turns=1)
    ) as envs:
        envs.reset(seed=1)
        *_, infos = envs.step({"code": (sort,) * number, "submit": np.ones(number, dtype=np.int64)})
    assert infos["status"].tolist() == ["ACCEPTED"] * number
    assert set(infos["core"]) <= {core[0] for core in physical_cores()[:-1]}
    assert np.isfinite(infos["queue_ahead"]).all()
    assert sum(infos["stage_s"]["wait"]) > 0.1
