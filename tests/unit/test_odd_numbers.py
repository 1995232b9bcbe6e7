"""Numbers that nobody means: every argument, action and variable takes them or names the mistake."""

import contextlib
import math
from collections.abc import Generator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.error import Error, InvalidAction
from hypothesis import given, settings
from hypothesis import strategies as st

from perfgym.envs.tune.env import PerfTuneEnv
from perfgym.errors import SettingsError
from perfgym.machine.facts import cpu_list, may_run_on, usable_cores
from perfgym.settings import Settings, resolve_settings
from perfgym.vector.make import make_async, make_vec
from tests.doubles.programs import fake_sandbox

ID = "PerfOptimize-matmul-c-v0"
NUMBERS = ("max_turns", "compile_timeout_s", "test_timeout_s", "measure_timeout_s", "lease_timeout_s",
           "memory_bytes", "processes", "max_source_bytes", "cores")  # fmt: skip
EDGES = [
    math.nan, math.inf, -math.inf, -1, 0, 1, -0.0, 0.5, 1e308, 10**30, 10**400, -(10**400), 2**63, 2**64,
    True, False, np.bool_(True), np.int8(1), np.uint64(2**64 - 1), np.float32(1.0), np.float16("nan"),
    np.array(1), np.array([1]), np.array([1, 1]), np.array([]), np.array("1"), b"1", bytearray(b"1"), "", "1",
    "0x1", "1e400", "0-99999999999", "-5", "5-2", "1-", "9" * 5000, 1j, Decimal(1), Decimal("sNaN"),
    Fraction(1, 3), [], [1], [math.nan], ["1"], (), {}, {1}, None, print, "\0", "\ud800",
]  # fmt: skip
odd = (
    st.sampled_from(EDGES) | st.integers() | st.floats() | st.text(max_size=8) | st.binary(max_size=8)
    | st.lists(st.integers() | st.floats(), max_size=3)
)  # fmt: skip


def short(value: object) -> str:
    """The beginning of a value, for the name of a test."""
    return ascii(value)[:24]


@pytest.fixture(scope="module")
def optimize() -> Generator[Any]:
    """An environment on fakes that has begun an episode."""
    with contextlib.closing(gym.make(ID, sandbox=fake_sandbox(), backend="fake", max_turns=10_000)) as env:
        env.reset(seed=1)
        yield env.unwrapped


@given(name=st.sampled_from(NUMBERS), value=odd)
@settings(max_examples=150, deadline=None)
def test_a_setting_takes_a_number_or_names_the_mistake(name: str, value: object) -> None:
    """What is taken is a number of the setting's own type, within its bounds."""
    try:
        taken = getattr(resolve_settings(**{name: value}), name)
    except SettingsError as error:
        assert name in str(error)
        return
    default = getattr(Settings(), name)
    assert type(taken) is type(default)
    assert set(taken) <= {*usable_cores()} if name == "cores" else math.isfinite(taken)


@given(name=st.sampled_from(NUMBERS), text=st.sampled_from([str(edge) for edge in EDGES]) | st.text())
@settings(max_examples=100, deadline=None)
def test_a_variable_takes_a_number_or_names_the_mistake(name: str, text: str) -> None:
    """A variable holds any bytes but the one that ends it."""
    variable = f"PERFGYM_{name.upper()}"
    with pytest.MonkeyPatch.context() as patch:
        try:
            patch.setenv(variable, text)
        except (ValueError, UnicodeEncodeError):
            return
        try:
            resolve_settings()
        except SettingsError as error:
            assert name in str(error).lower()


@pytest.mark.parametrize("wrong", [True, np.bool_(True), b"7", 2.5, np.float32(2.5), [7], np.array([7])])
def test_a_truth_value_bytes_and_a_fraction_are_no_whole_number(wrong: object) -> None:
    with pytest.raises(SettingsError, match="max_turns must be a whole number"):
        resolve_settings(max_turns=wrong)


@pytest.mark.parametrize("whole", [7, 7.0, np.int8(7), np.float64(7), Fraction(7), "7"])
def test_a_whole_number_of_any_type_is_taken(whole: object) -> None:
    assert repr(resolve_settings(max_turns=whole).max_turns) == "7"


@pytest.mark.parametrize("text", ["0-99999999999", "-1", "2-1", "1-", "99999999999", "0--1"])
def test_a_list_of_cpus_that_no_machine_has_is_refused(text: str) -> None:
    """It is refused before memory is taken for its numbers."""
    with pytest.raises(ValueError, match=r"\w"):
        cpu_list(text)
    with pytest.raises(SettingsError, match=f"cores must be CPU numbers such as 0,2-3; got '{text}'"):
        resolve_settings(cores=text)


@pytest.mark.parametrize("cpu", [-1, 1 << 16, 10**30])
def test_no_process_may_run_on_a_cpu_that_no_kernel_numbers(cpu: int) -> None:
    assert not may_run_on(cpu)


@given(submit=odd, code=st.just("") | odd)
@settings(max_examples=150, deadline=None)
def test_an_action_is_played_or_invalid(optimize: Any, submit: object, code: object) -> None:
    """No other exception comes out of ``step``."""
    optimize._turns_left = 10
    optimize._turns.clear()
    with contextlib.suppress(InvalidAction):
        optimize.step({"code": code, "submit": submit})
        assert isinstance(code, str)
        assert float(np.asarray(submit).item()) in (0.0, 1.0)


@pytest.mark.parametrize("action", [*EDGES, {"code": ""}, {"submit": 1}, {"code": 1, "submit": 1}], ids=short)
def test_an_action_that_is_no_dict_of_both_is_invalid(optimize: Any, action: object) -> None:
    with pytest.raises(InvalidAction, match="got"):
        optimize.step(action)


@pytest.mark.parametrize(
    "submit", [math.inf, -math.inf, math.nan, 0.5, 2, -1, 10**400, b"1", "1", [1], None], ids=short
)
def test_a_submit_that_is_neither_0_nor_1_is_invalid(optimize: Any, submit: object) -> None:
    with pytest.raises(InvalidAction, match="`submit`"):
        optimize.step({"code": "", "submit": submit})


@given(odd)
@settings(max_examples=80, deadline=None)
def test_knobs_are_an_action_or_invalid(action: object) -> None:
    """``None`` would ask Gymnasium's space, which knows no such thing."""
    env = object.__new__(PerfTuneEnv)
    env.action_space = gym.spaces.MultiDiscrete([3, 2])
    env._tuning = type("Tuning", (), {"knobs": [type("Knob", (), {"settings": "abc"})] * 2})()
    with contextlib.suppress(InvalidAction):
        knobs = env._checked(action)
        assert (knobs.shape, knobs.dtype) == ((2,), np.int64)


@pytest.mark.parametrize("make", [make_vec, make_async])
@pytest.mark.parametrize("name", ["num_envs", "max_restarts", "step_timeout_s"])
@pytest.mark.parametrize(
    "value",
    [math.nan, -math.inf, -1, -(10**400), 10**400, True, b"1", "1", None, [1], 1j, np.array([1, 2])],
    ids=short,
)
def test_a_pool_names_the_number_that_it_cannot_use(make: Any, name: str, value: object) -> None:
    """No worker is started. A pool may replace its workers any number of times."""
    if name == "max_restarts" and isinstance(value, int) and value > 1:
        return
    with pytest.raises(SettingsError, match=name):
        make(ID, **{"num_envs": 1, name: value}, sandbox=fake_sandbox(), backend="fake")


@pytest.mark.parametrize(
    "scale", [math.nan, math.inf, 0, -1, 1e300, 10**400, True, b"1", "1", [1]], ids=short
)
def test_a_scale_that_cannot_be_used_is_named(scale: object) -> None:
    with pytest.raises(SettingsError, match="scale"):
        PerfTuneEnv("matmul", scale=scale, sandbox=fake_sandbox(), backend="fake", store="none")


@pytest.mark.parametrize("seed", [math.nan, math.inf, -1, 0.5, b"1", "1", [1], np.int64(3)])
def test_a_seed_that_cannot_be_used_is_gymnasiums_error(optimize: Any, seed: Any) -> None:
    with pytest.raises(Error):
        optimize.reset(seed=seed)
