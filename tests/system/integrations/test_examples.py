"""The scripts in ``examples`` that train: what a reader who runs them sees."""

import importlib
import sys
from pathlib import Path
from typing import Any

import gymnasium as gym
import numpy as np
import pytest
from click.testing import CliRunner

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing of this user's is touched, and the examples can be imported."""
    monkeypatch.setenv("PERFGYM_STORE", str(tmp_path / "store.sqlite"))
    monkeypatch.syspath_prepend(str(EXAMPLES))


def example(name: str) -> Any:
    """One of them, as a module of this test alone."""
    sys.modules.pop(name, None)
    return importlib.import_module(name)


class Lock(gym.Env[Any, Any]):
    """Three wheels of four letters; each that is right pays one, and an episode lasts a turn."""

    action_space = gym.spaces.MultiDiscrete([4, 4, 4])
    observation_space = gym.spaces.Box(0.0, 1.0, (2,), np.float32)
    _nothing = np.zeros(2, np.float32)

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> Any:
        """Begins."""
        super().reset(seed=seed, options=options)
        return self._nothing, {}

    def step(self, action: Any) -> Any:
        """Ends."""
        right = np.count_nonzero(np.asarray(action) == [2, 0, 3])
        return self._nothing, float(right), True, False, {"right": float(right)}


def test_the_ppo_in_one_file_learns() -> None:
    """From one wheel in four to nearly all of them."""
    pytest.importorskip("torch", reason="PyTorch is missing: pip install 'perfgym[torch]'")
    ppo = example("ppo")
    right: list[float] = []

    def told(infos: dict[str, Any]) -> None:
        right.extend(infos["final_info"]["right"])

    envs = gym.vector.SyncVectorEnv([Lock] * 4, autoreset_mode=gym.vector.AutoresetMode.SAME_STEP)
    ppo.train(envs, 2048, 0, ppo.Settings(), told)
    assert np.mean(right[:64]) < 1.5
    assert np.mean(right[-64:]) > 2.5


def test_the_ppo_in_one_file_runs_on_a_knob_environment() -> None:
    """As its first lines say."""
    pytest.importorskip("torch", reason="PyTorch is missing: pip install 'perfgym[torch]'")
    told = CliRunner().invoke(
        example("ppo").main, ["--steps", "64", "--backend", "fake"], catch_exceptions=False
    )
    assert told.exit_code == 0
    assert "episode 4: the best program is" in told.output
    assert "last tenth of episodes" in told.output


def test_rllib_trains_on_a_knob_environment() -> None:
    """As its first lines say."""
    reason = "RLlib is missing, or does not go with this Gymnasium: pip install 'ray[rllib]' in its own venv"
    pytest.importorskip("ray.rllib.algorithms.ppo", reason=reason, exc_type=ImportError)
    told = CliRunner().invoke(
        example("rllib_ppo").main,
        ["--iterations", "1", "--runners", "1", "--backend", "fake"],
        catch_exceptions=False,
    )
    assert told.exit_code == 0
    assert "iteration 1: an episode's best is" in told.output
