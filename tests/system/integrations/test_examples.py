"""Every script in ``examples`` runs as its docstring says, on the fake backend where it has a choice."""

import ast
import importlib.util
import math
import re
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import Any

import gymnasium as gym
import numpy as np
import pytest
from click.testing import CliRunner

import perfgym
from tests.doubles.model_server import Body, FakeServer

EXAMPLES = Path(__file__).parents[3] / "examples"
SCRIPTS = sorted(path.relative_to(EXAMPLES) for path in [*EXAMPLES.glob("*.py"), *EXAMPLES.glob("*/play.py")])


@pytest.fixture(autouse=True)
def fake_backend_and_own_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the user's store untouched, and measurements quick."""
    monkeypatch.setenv("PERFGYM_STORE", str(tmp_path / "store.sqlite"))
    monkeypatch.setenv("PERFGYM_BACKEND", "fake")


@pytest.fixture
def custom_bank(monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    """Forget the example's problem folder after the test."""
    monkeypatch.setattr("perfgym.bank.folders._added", [])
    registered = set(gym.registry)
    yield
    for env_id in set(gym.registry) - registered:
        del gym.registry[env_id]


def load(name: str) -> Any:
    """Import an example as a new module."""
    spec = importlib.util.spec_from_file_location(f"example_{Path(name).stem}", EXAMPLES / name)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(name: str, *arguments: str) -> str:
    """Run an example's command and return what it printed."""
    result = CliRunner().invoke(load(name).main, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize("script", SCRIPTS, ids=str)
def test_the_docstring_of_an_example_explains_it_and_gives_its_command(script: Path) -> None:
    docstring = ast.get_docstring(ast.parse((EXAMPLES / script).read_text()))
    assert docstring is not None
    assert re.search(r"\bShows? ", docstring)
    assert f"python examples/{script}" in docstring


def test_a_language_model_plays_an_episode_of_two_turns() -> None:
    pytest.importorskip("openai", reason="the client is missing: pip install 'perfgym[llm]'")
    expert = perfgym.load_problem("sort").experts["c"]
    replies = ["<code>\nint main(\n</code>", f"<code>\n{expert}\n</code>\n<submit/>"]

    def reply(body: Body) -> str:
        return replies[len(body["messages"]) // 2]

    with FakeServer(reply) as server:
        output = run("llm_loop.py", "--model", "fake", "--base-url", server.url)
    assert [len(body["messages"]) for body in server.bodies] == [1, 3]
    assert "COMPILE_ERROR" in server.bodies[1]["messages"][-1]["content"]
    assert "Status: ACCEPTED" in output
    assert output.endswith("reward 0.750\n")


def test_the_custom_reward_pays_the_expert() -> None:
    output = run("custom_reward.py")
    match = re.fullmatch(
        r"4\.00 times as fast with (\d\.\d\d) times the memory: reward (\d\.\d\d\d)\n", output
    )
    assert match is not None, output
    penalty = max(0.0, math.log2(float(match[1])))
    assert float(match[2]) == pytest.approx(2.0 - penalty, abs=0.02)


def test_the_custom_reward_takes_doublings_of_memory_off_doublings_of_speed() -> None:
    lean_speedup = load("custom_reward.py").lean_speedup
    evaluations: list[perfgym.Evaluation] = []

    def keep(evaluation: perfgym.Evaluation) -> float:
        evaluations.append(evaluation)
        return 0.0

    env = gym.make("PerfOptimize-matmul-c-v0", reward=keep, extras="memory")
    env.reset(seed=1)
    env.step({"code": perfgym.load_problem("matmul").experts["c"], "submit": 1})
    env.close()
    (evaluation,) = evaluations
    assert evaluation.extras is not None

    def reward(candidate_bytes: float | None) -> float:
        candidate = replace(evaluation.extras.candidate, peak_memory_bytes=candidate_bytes)
        reference = replace(evaluation.extras.reference, peak_memory_bytes=1e6)
        extras = replace(evaluation.extras, candidate=candidate, reference=reference)
        return lean_speedup(replace(evaluation, extras=extras))

    assert [reward(size) for size in (None, 0.5e6, 1e6, 2e6, 64e6)] == pytest.approx(
        [2.0, 2.0, 2.0, 1.0, 0.0]
    )
    failed = perfgym.Evaluation(status=perfgym.Status.COMPILE_ERROR)
    assert lean_speedup(failed) == -1.0


@pytest.mark.usefixtures("custom_bank")
def test_the_custom_problem_is_registered_and_its_expert_paid() -> None:
    output = run("custom_problem/play.py")
    assert "Tests: 17 of 17 passed." in output
    assert output.endswith("reward 0.750\n")


@pytest.mark.usefixtures("custom_bank")
def test_the_custom_backend_measures_the_expert() -> None:
    output = run("custom_backend.py")
    match = re.fullmatch(r"wall_ns: ([\d.]+) times as fast, reward ([\d.]+)\n", output)
    assert match is not None, output
    assert float(match[1]) > 4.0
    assert float(match[2]) > 1.0


@pytest.mark.usefixtures("custom_bank")
def test_the_custom_backend_reports_a_wrong_measured_run() -> None:
    example = load("custom_backend.py")
    perfgym.register_problems(example.BANK)
    env = gym.make("PerfOptimize-common_subsequence-c-v0", backend=example.WallTimeBackend())
    env.reset(seed=1)
    right = perfgym.load_problem("common_subsequence").references["c"]
    wrong = right.replace("    if (fwrite(", "    found += a == 4000 || a > 3900;\n    if (fwrite(")
    assert wrong != right
    info = env.step({"code": wrong, "submit": 1})[4]
    env.close()
    assert info["status"] == "WRONG_OUTPUT"


@pytest.mark.usefixtures("custom_bank")
def test_the_custom_backend_refuses_a_problem_without_sizes_for_its_mode() -> None:
    env = gym.make("PerfOptimize-matmul-c-v0", backend=load("custom_backend.py").WallTimeBackend())
    with pytest.raises(perfgym.SettingsError, match="no measured sizes for wall_time"):
        env.reset(seed=1)
    env.close()


class Lock(gym.Env[Any, Any]):
    """Three wheels of four letters. Each correct wheel pays 1, and an episode lasts one turn."""

    action_space = gym.spaces.MultiDiscrete([4, 4, 4])
    observation_space = gym.spaces.Box(0.0, 1.0, (2,), np.float32)
    _nothing = np.zeros(2, np.float32)

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> Any:
        super().reset(seed=seed, options=options)
        return self._nothing, {}

    def step(self, action: Any) -> Any:
        right = np.count_nonzero(np.asarray(action) == [2, 0, 3])
        return self._nothing, float(right), True, False, {"right": float(right)}


def test_the_ppo_in_one_file_learns() -> None:
    """A random policy gets 0.75 wheels right on average; a trained one nearly all three."""
    pytest.importorskip("torch", reason="PyTorch is missing: pip install 'perfgym[torch]'")
    ppo = load("ppo.py")
    right: list[float] = []

    def report(infos: dict[str, Any]) -> None:
        right.extend(infos["final_info"]["right"])

    envs = gym.vector.SyncVectorEnv([Lock] * 4, autoreset_mode=gym.vector.AutoresetMode.SAME_STEP)
    ppo.train(envs, 2048, 0, ppo.Settings(), report)
    assert np.mean(right[:64]) < 1.5
    assert np.mean(right[-64:]) > 2.5


@pytest.mark.full
def test_the_ppo_in_one_file_runs_on_a_knob_environment() -> None:
    pytest.importorskip("torch", reason="PyTorch is missing: pip install 'perfgym[torch]'")
    output = run("ppo.py", "--steps", "64", "--backend", "fake")
    assert "episode 4: the best program is" in output
    assert "last tenth of episodes" in output


def test_rllib_trains_on_a_knob_environment() -> None:
    reason = "RLlib is missing, or does not go with this Gymnasium: pip install 'ray[rllib]' in its own venv"
    pytest.importorskip("ray.rllib.algorithms.ppo", reason=reason, exc_type=ImportError)
    output = run("rllib_ppo.py", "--iterations", "1", "--runners", "1", "--backend", "fake")
    assert "iteration 1: an episode's best is" in output
