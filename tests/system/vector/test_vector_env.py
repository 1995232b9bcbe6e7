"""The pool as a vector environment gives the results of its environments and survives lost workers.

Results are compared in one autoreset mode, and in the others by ``make test-all``.
"""

import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any

import gymnasium as gym
import numpy as np
import psutil
import pytest
from gymnasium.error import InvalidAction, ResetNeeded
from gymnasium.vector import AutoresetMode, SyncVectorEnv
from gymnasium.wrappers.vector import DictInfoToList, RecordEpisodeStatistics
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfgym.bank import load_problem
from perfgym.errors import HarnessError, MachineError, SettingsError
from perfgym.machine.input_key import VARIABLE, input_key
from perfgym.vector import PoolVectorEnv, make_vec

ID = "PerfOptimize-matmul-c-v0"
REFERENCE = load_problem("matmul").references["c"]
EXPERT = load_problem("matmul").experts["c"]
SOURCES = ("", "int main(", "int main(void) { return 0; }", REFERENCE, EXPERT)
ENVS = 3
MOMENTARY = {"stage_s", "core", "queue_ahead", "wall_ns"}


def pool(mode: AutoresetMode = AutoresetMode.NEXT_STEP, **kwargs: Any) -> PoolVectorEnv:
    """Three environments in workers, on the fake backend."""
    return make_vec(ID, num_envs=ENVS, backend="fake", max_turns=2, autoreset_mode=mode, **kwargs)


def oracle(mode: AutoresetMode) -> SyncVectorEnv:
    """The same environments, one after the other in this process."""
    make = lambda: gym.make(ID, backend="fake", max_turns=2).unwrapped  # noqa: E731
    return SyncVectorEnv([make] * ENVS, autoreset_mode=mode)


def assert_same(ours: Any, theirs: Any) -> None:
    """Assert equal types, shapes and values, NaN equal to NaN, but for durations and the core."""
    assert type(ours) is type(theirs)
    if isinstance(ours, dict):
        assert ours.keys() == theirs.keys()
        for key in [key for key in ours if key.removeprefix("_") not in MOMENTARY]:
            assert_same(ours[key], theirs[key])
    elif isinstance(ours, str) and ours.startswith('{"status"'):  # an evaluation
        assert_same(json.loads(ours), json.loads(theirs))
    elif isinstance(ours, np.ndarray) and ours.dtype != object:
        assert ours.dtype == theirs.dtype
        np.testing.assert_array_equal(ours, theirs)
    elif isinstance(ours, np.ndarray | tuple | list):
        assert len(ours) == len(theirs)
        for one, other in zip(ours, theirs, strict=True):
            assert_same(one, other)
    elif isinstance(ours, float):
        np.testing.assert_equal(ours, theirs)
    else:
        assert ours == theirs


_MODES = [
    pytest.param(mode, id=mode.name, marks=() if mode is AutoresetMode.NEXT_STEP else pytest.mark.full)
    for mode in AutoresetMode
]


@pytest.fixture(scope="module", params=_MODES)
def both(request: pytest.FixtureRequest) -> Generator[tuple[PoolVectorEnv, SyncVectorEnv]]:
    """The pool and Gymnasium's SyncVectorEnv, in each autoreset mode."""
    with contextlib.closing(pool(request.param)) as ours, contextlib.closing(oracle(request.param)) as theirs:
        yield ours, theirs


ACTIONS = st.lists(
    st.lists(st.tuples(st.sampled_from(SOURCES), st.integers(0, 1)), min_size=ENVS, max_size=ENVS),
    min_size=1,
    max_size=4,
)


@settings(max_examples=1, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 1000), rounds=ACTIONS, as_list=st.booleans())
def test_a_pool_gives_the_same_results_as_its_environments_one_by_one(
    both: tuple[PoolVectorEnv, SyncVectorEnv], seed: int, rounds: list[list[tuple[str, int]]], as_list: bool
) -> None:
    """Observations, rewards, endings and infos are equal, for batched actions and for lists of actions."""
    ours, theirs = both
    assert_same(ours.reset(seed=seed), theirs.reset(seed=seed))
    ended = np.zeros(ENVS, dtype=np.bool_)
    for actions in rounds:
        if ended.any() and ours.autoreset_mode is AutoresetMode.DISABLED:
            assert_same(
                ours.reset(seed=seed, options={"reset_mask": ended.copy()}),
                theirs.reset(seed=seed, options={"reset_mask": ended.copy()}),
            )
        codes, submits = zip(*actions, strict=True)
        batched = {"code": codes, "submit": np.array(submits)}
        listed = [{"code": code, "submit": submit} for code, submit in actions]
        answer = ours.step(listed if as_list else batched)
        assert_same(answer, theirs.step(batched))
        ended = answer[2] | answer[3]


def test_spaces_and_metadata_are_those_of_sync_vector_env(
    both: tuple[PoolVectorEnv, SyncVectorEnv],
) -> None:
    """Gymnasium's wrappers and trainers read them."""
    ours, theirs = both
    for name in ("observation_space", "action_space", "single_observation_space", "single_action_space"):
        assert getattr(ours, name) == getattr(theirs, name)
    assert ours.metadata == theirs.metadata
    assert (ours.num_envs, ours.render_mode) == (theirs.num_envs, theirs.render_mode)


@pytest.fixture
def three() -> Generator[PoolVectorEnv]:
    """A pool of the test's own, after a reset."""
    with contextlib.closing(pool(step_timeout_s=20)) as env:
        env.reset(seed=1)
        yield env


def batch(*codes: str) -> dict[str, Any]:
    """One action for each of three environments."""
    return {"code": codes, "submit": np.zeros(ENVS, dtype=np.int64)}


def test_methods_and_attributes_are_those_of_the_environments(three: PoolVectorEnv) -> None:
    assert three.get_attr("render_mode") == (None,) * ENVS
    three.set_attr("render_mode", ["ansi", None, "ansi"])
    texts = three.render()
    assert "Matrix multiplication in C" in texts[0]
    assert texts[1] is None
    assert len(set(three.np_random_seed)) == ENVS


def test_gymnasiums_wrappers_that_read_infos_work() -> None:
    env = DictInfoToList(RecordEpisodeStatistics(pool(AutoresetMode.SAME_STEP)))
    with contextlib.closing(env):
        env.reset(seed=1)
        *_, infos = env.step({"code": (EXPERT, "", REFERENCE), "submit": np.ones(ENVS, dtype=np.int64)})
        assert len(infos) == ENVS
        assert all("episode" in info for info in infos)


def test_an_invalid_action_is_an_error_after_which_the_pool_goes_on(three: PoolVectorEnv) -> None:
    with pytest.raises(InvalidAction):
        three.step([{"code": 3, "submit": 0}, {"code": "", "submit": 0}, {"code": "", "submit": 0}])
    with pytest.raises(ValueError, match="3 actions"):
        three.step([{"code": "", "submit": 0}])
    assert three.step(batch("", "", ""))[1].shape == (ENVS,)


def test_without_autoreset_an_ended_environment_must_be_reset() -> None:
    with contextlib.closing(pool(AutoresetMode.DISABLED)) as env:
        env.reset(seed=1)
        env.step({"code": ("", "", ""), "submit": np.array([0, 1, 0])})
        with pytest.raises(ResetNeeded, match=r"\[1\]"):
            env.step(batch("", "", ""))


def test_a_killed_worker_is_replaced_and_the_others_go_on(three: PoolVectorEnv) -> None:
    """Its episode is truncated, has a fault and pays nothing; another process plays the next one."""
    victim = three.pool.places[1]["pid"]
    os.kill(victim, signal.SIGKILL)
    *_, terminated, truncated, infos = three.step(batch("", "", ""))
    assert (terminated.tolist(), truncated.tolist()) == ([False] * 3, [False, True, False])
    assert infos["fault"].tolist() == [0.0, 1.0, 0.0]
    assert infos["fault_kind"][1] == "died: killed by SIGKILL"
    started = time.monotonic()
    *_, truncated, infos = three.step(batch("", "", ""))
    assert time.monotonic() - started < 20
    assert not truncated.any()
    assert three.pool.places[1]["pid"] != victim


def test_a_worker_that_hangs_is_replaced_soon_after_its_timeout() -> None:
    """This takes a second at most on an idle machine."""
    with contextlib.closing(pool(step_timeout_s=2)) as env:
        env.reset(seed=1)
        os.kill(env.pool.places[2]["pid"], signal.SIGSTOP)
        started = time.monotonic()
        *_, truncated, infos = env.step(batch("", "", ""))
        assert 2 <= time.monotonic() - started < 10
        assert truncated.tolist() == [False, False, True]
        assert infos["fault_kind"][2].startswith("hung")


def test_a_crash_loop_ends_with_an_error() -> None:
    """The pool does not start workers for ever."""
    with contextlib.closing(pool(max_restarts=1)) as env:
        env.reset(seed=1)
        with pytest.raises(HarnessError, match="max_restarts=1"):
            for _ in range(9):
                os.kill(env.pool.places[0]["pid"], signal.SIGKILL)
                env.step(batch("", "", ""))


def test_workers_have_the_key_of_a_process_that_cannot_keep_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No file and no variable holds it."""
    (tmp_path / "data").write_text("a file where the folder should be")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv(VARIABLE)
    with pytest.warns(RuntimeWarning, match="cannot be kept"):
        envs = make_vec(ID, num_envs=2, backend="fake", sandbox="unsafe-none")
    with contextlib.closing(envs):
        _, infos = envs.reset(seed=1)
    assert not input_key().is_kept
    assert infos["input_key"].tolist() == [input_key().digest] * 2


def test_closing_twice_in_the_middle_of_a_step_ends_every_process(three: PoolVectorEnv) -> None:
    workers = [psutil.Process(place["pid"]) for place in three.pool.places]
    before = [*workers, *(child for worker in workers for child in worker.children(recursive=True))]
    assert len(before) > len(workers)
    three.pool.send(0, "step", {"code": EXPERT, "submit": 0})
    three.close()
    three.close()
    _, alive = psutil.wait_procs(before, timeout=30)
    assert alive == []


@pytest.mark.parametrize(
    ("num_envs", "word"), [(0, "at least 1"), (1 << 16, "would fit"), (1 << 20, "at most 65536")]
)
def test_an_impossible_number_of_environments_is_refused(num_envs: int, word: str) -> None:
    with pytest.raises(SettingsError, match=word):
        make_vec(ID, num_envs=num_envs, backend="fake")


def test_without_ray_the_error_names_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    monkeypatch.delitem(sys.modules, "perfgym.vector.ray_workers", raising=False)
    with pytest.raises(MachineError, match=r"pip install 'perfgym\[ray\]'"):
        make_vec(ID, workers="ray", backend="fake")


def test_an_environment_that_cannot_be_made_raises_the_error_of_its_constructor() -> None:
    with pytest.raises(SettingsError, match="did you mean"):
        make_vec(ID, num_envs=2, backend="fakes")
