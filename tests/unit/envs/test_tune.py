"""``PerfTune``: rewards, cached evaluations, faults, infos and rendering, on fakes."""

import contextlib
import math
import shutil
from collections.abc import Generator
from pathlib import Path
from typing import Any

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.error import ResetNeeded

import perfgym
from perfgym.bank import load_problem
from perfgym.envs.family import Task
from perfgym.envs.tune.env import PerfTuneEnv
from perfgym.errors import HarnessError, MachineError, PerfgymError, ProblemError, SettingsError
from perfgym.sandbox import FakeSandbox
from perfgym.sandbox.request import ProcessRequest, ProcessResult
from tests.doubles.programs import CRASHING, fake_sandbox, right

KNOBS = """
[[c.knobs]]
name = "TILE"
values = [1, 16, 64]
default = 1

[[c.knobs]]
name = "LAYOUT"
values = ["rows", "columns"]
default = "rows"
"""
COSTS = {(1, "rows"): 80, (16, "rows"): 40, (64, "rows"): 20, (1, "columns"): 160, (16, "columns"): 10}


def source(tile: int, layout: str) -> str:
    """Return the source of the program at these settings."""
    return f"// {tile} {layout}\n"


@pytest.fixture
def tuned(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a problem that has these knobs."""
    shutil.rmtree(folder / "tune", ignore_errors=True)
    (folder / "tune.toml").write_text(KNOBS)
    (folder / "tune").mkdir()
    (folder / "tune" / "solution.c").write_text("// ${TILE} ${LAYOUT}\n")
    monkeypatch.setenv("PERFGYM_PROBLEMS", str(folder.parent))
    return folder.name


class Counting(FakeSandbox):
    """Counts its requests."""

    requests = 0

    def run(self, request: ProcessRequest) -> ProcessResult:
        self.requests += 1
        return super().run(request)


def sandbox() -> Counting:
    """Return a sandbox that knows the programs at all settings but one, which does not compile.

    Each program costs one millisecond more than :data:`COSTS` says, for its start-up.
    """
    programs = {source(*setting): right((cost + 1) * 1_000_000) for setting, cost in COSTS.items()}
    known = fake_sandbox(**programs)._programs
    return Counting({text.decode(): program for text, program in known.items()})


@pytest.fixture
def env(tuned: str) -> Generator[Any]:
    """An environment on fakes that keeps evaluations in this process alone."""
    with contextlib.closing(PerfTuneEnv(tuned, sandbox=sandbox(), backend="cpu_time", store="none")) as env:
        yield env


def test_a_step_pays_by_how_much_it_beats_the_best_so_far(env: Any) -> None:
    """Rewards are doublings of the speed. A slower program, or one that does not compile, earns 0."""
    observation, info = env.reset(seed=1)
    assert info["score"] == pytest.approx(0.0, abs=0.05)
    assert observation[-1] == 1.0
    paid = [env.step(np.array(knobs)) for knobs in [(1, 0), (0, 1), (2, 1), (2, 0), (1, 1)]]
    assert [reward for _, reward, *_ in paid] == pytest.approx([1.0, 0.0, 0.0, 1.0, 1.0], abs=0.1)
    statuses = [info["status"] for *_, info in paid]
    assert statuses == ["ACCEPTED", "ACCEPTED", "COMPILE_ERROR", "ACCEPTED", "ACCEPTED"]
    assert math.isnan(paid[2][-1]["score"])
    assert paid[-1][-1]["best_score"] == pytest.approx(3.0, abs=0.1)
    assert paid[-1][-1]["knobs"] == {"TILE": "16", "LAYOUT": "columns"}


def test_an_observation_has_the_documented_entries(env: Any) -> None:
    """They are knobs, log ratios, their mask, whether accepted, best score, and share of turns left."""
    env.reset(seed=1)
    observation, *_ = env.step(np.array([1, 0]))
    knobs, ratios, mask, state = np.split(observation, [2, 7, 12])
    assert knobs.tolist() == [0.5, 0.0]
    assert ratios.tolist() == [pytest.approx(1.0, abs=0.05), 0, 0, 0, 0]
    assert mask.tolist() == [1, 0, 0, 0, 0]
    assert state.tolist() == [1.0, pytest.approx(1.0, abs=0.1), pytest.approx(15 / 16)]
    failed, *_ = env.step(np.array([2, 1]))
    assert failed[2:13].tolist() == [0.0] * 11


def test_an_episode_terminates_after_sixteen_turns_or_max_turns(env: Any, tuned: str) -> None:
    env.reset(seed=1)
    assert [env.step(np.zeros(2, int))[2] for _ in range(16)] == [False] * 15 + [True]
    with pytest.raises(ResetNeeded):
        env.step(np.zeros(2, int))
    with contextlib.closing(
        PerfTuneEnv(tuned, sandbox=sandbox(), backend="cpu_time", store="none", max_turns=1)
    ) as short:
        short.reset(seed=1)
        assert short.step(np.zeros(2, int))[2]


def test_a_stored_evaluation_is_reused_without_building_or_running(tuned: str, tmp_path: Path) -> None:
    """Another environment with the same store reuses it after the first one was closed."""
    store = str(tmp_path / "store.sqlite")
    first = PerfTuneEnv(tuned, sandbox=sandbox(), backend="cpu_time", store=store)
    first.reset(seed=1)
    seen = [first.step(np.array(knobs)) for knobs in ([1, 0], [2, 1], [1, 0])]
    first.close()
    box = sandbox()
    again = PerfTuneEnv(tuned, sandbox=box, backend="cpu_time", store=store)
    again.reset(seed=2)
    begun = box.requests
    known = [again.step(np.array(knobs)) for knobs in ([1, 0], [2, 1])]
    again.close()
    assert box.requests == begun
    assert [info["remembered"] for *_, info in seen] == [0.0, 0.0, 1.0]
    for before, after in zip(seen, known, strict=False):
        np.testing.assert_array_equal(before[0], after[0])
        assert after[-1]["remembered"] == 1.0
        assert {name: type(value) for name, value in before[-1].items()} == {
            name: type(value) for name, value in after[-1].items()
        }
    assert seen[0][-1]["candidate_samples"] == known[0][-1]["candidate_samples"]


def test_samples_of_one_program_are_pooled(tuned: str, tmp_path: Path) -> None:
    """The samples were taken by two environments before either could see those of the other."""
    store = tmp_path / "store.sqlite"
    envs = [PerfTuneEnv(tuned, sandbox=sandbox(), backend="cpu_time", store=str(store)) for _ in range(2)]
    evaluations: list[Any] = [env._cache._store for env in envs]
    recall = [one.recall for one in evaluations]
    for env, one in zip(envs, evaluations, strict=True):
        one.recall = lambda key: []  # neither environment sees the other's samples
        env.reset(seed=1)
        env.step(np.array([1, 0]))
    evaluations[0].recall = recall[0]
    *_, info = envs[0].step(np.array([1, 0]))
    alone = envs[1].step(np.array([1, 0]))[-1]
    for env in envs:
        env.close()
    assert info["pairs"] == 2 * alone["pairs"]


def test_reset_options_choose_the_knobs_that_an_episode_begins_with(env: Any) -> None:
    """Knobs whose program is not accepted are refused."""
    _, info = env.reset(seed=1, options={"knobs": [1, 1]})
    assert info["best_score"] == pytest.approx(3.0, abs=0.1)
    with pytest.raises(SettingsError, match="COMPILE_ERROR"):
        env.reset(options={"knobs": [2, 1]})


def test_a_failing_program_at_the_defaults_is_an_error_of_the_problem(tuned: str) -> None:
    box = sandbox()
    box._programs[source(1, "rows").encode()] = box._programs[CRASHING.encode()]
    with (
        contextlib.closing(PerfTuneEnv(tuned, sandbox=box, backend="cpu_time", store="none")) as env,
        pytest.raises(ProblemError, match="CRASHED"),
    ):
        env.reset(seed=1)


@pytest.mark.parametrize("kind", [HarnessError, MachineError, ProblemError])
def test_a_fault_of_the_harness_truncates_the_episode_and_pays_nothing(
    env: Any, kind: type[PerfgymError], monkeypatch: pytest.MonkeyPatch
) -> None:
    """``info`` names the fault."""
    env.reset(seed=1)

    def fail(*_: Any) -> None:
        raise kind("the sandbox is gone")

    monkeypatch.setattr(env._cache, "evaluate", fail)
    observation, reward, terminated, truncated, info = env.step(np.array([1, 0]))
    assert env.observation_space.contains(observation)
    assert (reward, terminated, truncated, info["fault"]) == (0.0, False, True, 1.0)
    assert info["fault_kind"] == "the sandbox is gone"
    with pytest.raises(ResetNeeded):
        env.step(np.array([1, 0]))


def test_a_fault_in_text_blames_no_program(env: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The observation alone would read as a program that is not built."""
    text = perfgym.TextWrapper(env)
    text.reset(seed=1)

    def fail(*_: Any) -> None:
        raise HarnessError("the sandbox is gone")

    monkeypatch.setattr(env._cache, "evaluate", fail)
    feedback, *_ = text.step("<knobs>TILE = 16</knobs>")
    assert feedback == "perfgym failed; the submission is not to blame."


def test_the_text_wrapper_refuses_an_environment_without_text(
    env: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A family of a third party may have no texts."""
    monkeypatch.setattr(env, "task", Task())
    with pytest.raises(TypeError, match="played in text"):
        perfgym.TextWrapper(env)


def test_a_language_without_knobs_is_refused(tuned: str) -> None:
    with pytest.raises(SettingsError, match="no knobs in python"):
        PerfTuneEnv(tuned, "python", sandbox=fake_sandbox(), backend="fake", store="none")


@pytest.mark.parametrize("mode", ["ansi", "human", "rgb_array"])
def test_an_episode_renders_in_every_mode(tuned: str, mode: str, capsys: pytest.CaptureFixture[str]) -> None:
    with contextlib.closing(
        PerfTuneEnv(tuned, sandbox=sandbox(), backend="cpu_time", store="none", render_mode=mode)
    ) as env:
        env.reset(seed=1)
        env.step(np.array([1, 0]))
        shown = env.render()
    if mode == "rgb_array":
        assert shown.shape == (400, 800, 3)
    else:
        assert "ACCEPTED" in (shown or capsys.readouterr().out)


def test_an_id_is_registered_for_each_language_that_has_knobs() -> None:
    assert perfgym.load_problem("matmul").tunings.keys() >= {"c"}
    for language in load_problem("matmul").tunings:
        assert gym.spec(f"PerfTune-matmul-{language}-v0").kwargs == {
            "problem": "matmul",
            "language": language,
        }


@pytest.fixture
def unusable_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's data folder would lie below a file, so it cannot be made."""
    (tmp_path / "home").write_text("a file")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))


@pytest.mark.usefixtures("unusable_home")
def test_without_a_home_that_can_be_written_it_warns_and_works_without_its_cache(tuned: str) -> None:
    with pytest.warns(RuntimeWarning, match="evaluations are not kept for reuse: .*PERFGYM_STORE"):
        env = PerfTuneEnv(tuned, sandbox=sandbox(), backend="cpu_time")
    with contextlib.closing(env):
        with pytest.warns(RuntimeWarning, match="each process finds the factors of measured sizes anew"):
            env.reset(seed=1)
        assert env.step(np.array([1, 0]))[-1]["status"] == "ACCEPTED"


def test_a_store_that_was_named_and_cannot_be_used_is_an_error(tuned: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file")
    with pytest.raises(SettingsError, match="store"):
        PerfTuneEnv(tuned, sandbox=sandbox(), backend="cpu_time", store=str(tmp_path / "file" / "s.sqlite"))
