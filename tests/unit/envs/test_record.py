"""Recording episodes in the store while they are played."""

import contextlib
from collections.abc import Generator
from pathlib import Path
from typing import Any

import gymnasium as gym
import numpy as np
import pytest

from perfgym import RecordEpisodes, TextWrapper, load_problem, log_speedup, make_vec
from perfgym.envs.optimize.reply import text_prompt
from perfgym.errors import SettingsError
from perfgym.records import Evaluation
from perfgym.store import Store
from perfgym.vector.make import _perf_env_class, _recording

OPTIMIZE, TUNE = "PerfOptimize-matmul-c-v0", "PerfTune-matmul-c-v0"
EXPERT = load_problem("matmul").experts["c"]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[Store]:
    """An empty store, which the environment variable names too."""
    path = tmp_path / "store.sqlite"
    monkeypatch.setenv("PERFGYM_STORE", str(path))
    monkeypatch.setenv("PERFGYM_BACKEND", "fake")
    with contextlib.closing(Store(path)) as store:
        yield store


def test_an_episode_is_stored_turn_by_turn(store: Store) -> None:
    """Its seed and prompt are in the store from the first turn on; then each program with its evaluation."""
    env = RecordEpisodes(gym.make(OPTIMIZE, max_turns=2), agent="me")
    observation, _ = env.reset(seed=7)
    assert store.episodes(env.run_id) == []
    *_, info = env.step({"code": EXPERT, "submit": 0})
    (episode,) = store.episodes(env.run_id)
    assert (episode.number, episode.seed, episode.ended, episode.prompt) == (
        1,
        7,
        "",
        text_prompt(observation),
    )
    observation, reward, *_ = env.step({"code": "", "submit": 0})
    (episode,) = store.episodes(env.run_id)
    first, second = store.turns(episode.episode_id)
    assert (first.source, first.accepted, second.feedback) == (EXPERT, True, observation["feedback"])
    assert first.evaluation == Evaluation.from_json(info["evaluation"])
    assert first.evaluation.to_json() == info["evaluation"]
    assert (episode.terminated, episode.fault, episode.reward) == (True, None, first.reward + reward)
    env.close()
    env.close()
    run = store.run(env.run_id)
    assert (run.agent, run.env_id, run.outcome) == ("me", OPTIMIZE, "complete")


def test_a_run_keeps_the_reward_with_its_weights(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the one that was given, or else the one that is set; PerfTune has no choice of rewards."""
    monkeypatch.setenv("PERFGYM_REWARD", "weighted:time=1")
    for env_id, given, kept in (
        (OPTIMIZE, {"reward": "improvement:time=0.7,llc_misses=0.3"}, "improvement:time=0.7,llc_misses=0.3"),
        (OPTIMIZE, {}, "weighted:time=1"),
        (OPTIMIZE, {"reward": log_speedup}, "log_speedup"),
        (TUNE, {}, None),
    ):
        with contextlib.closing(RecordEpisodes(gym.make(env_id, **given))) as env:
            assert store.run(env.run_id).arguments.get("reward") == kept
        with contextlib.ExitStack() as at_close:
            env_class = _perf_env_class(env_id)
            assert env_class is not None
            made = _recording(gym.make, env_id, "ppo", env_class, given, at_close)
            assert store.run(made.args[2]).arguments.get("reward") == kept


def test_an_unfinished_episode_is_stored_as_truncated(store: Store) -> None:
    """The next reset ends the first episode, and closing the environment the second."""
    env = RecordEpisodes(gym.make(OPTIMIZE))
    for seed in (1, 2):
        env.reset(seed=seed)
        env.step({"code": "", "submit": 0})
    env.close()
    episodes = store.episodes(env.run_id)
    assert [(one.number, one.seed, one.truncated, one.terminated) for one in episodes] == [
        (1, 1, True, False),
        (2, 2, True, False),
    ]


def test_an_episode_that_is_reset_and_never_played_is_not_recorded(store: Store) -> None:
    """So the mean of a run counts played episodes only."""
    env = RecordEpisodes(gym.make(OPTIMIZE, max_turns=1))
    env.reset(seed=1)
    env.reset(seed=2)
    env.step({"code": "", "submit": 1})
    env.reset(seed=3)
    env.close()
    (episode,) = store.episodes(env.run_id)
    assert (episode.number, episode.seed, episode.reward) == (1, 2, -1.0)
    assert store.tallies()[env.run_id].mean_reward == -1.0


def test_text_actions_are_stored_as_replies_and_their_program_as_the_source(store: Store) -> None:
    env = RecordEpisodes(TextWrapper(gym.make(OPTIMIZE)))
    prompt, _ = env.reset(seed=1)
    reply = f"Here it is: <code>\n{EXPERT}</code> <submit/>"
    feedback, *_ = env.step(reply)
    env.close()
    (episode,) = store.episodes(env.run_id)
    (turn,) = store.turns(episode.episode_id)
    assert (episode.prompt, turn.reply, turn.feedback) == (prompt, reply, feedback)
    assert turn.source.strip() == EXPERT.strip()


def test_all_workers_of_a_pool_record_one_run(store: Store) -> None:
    """Actions that set knobs are stored as the settings of the knobs."""
    with contextlib.closing(make_vec(TUNE, 2, max_turns=2, autoreset_mode="SameStep", record="ppo")) as envs:
        envs.reset(seed=3)
        first = {name: settings[0] for name, settings in envs.get_attr("knobs")[0].items()}
        actions: Any = np.zeros((2, len(envs.single_action_space.nvec)), dtype=np.int64)
        for _ in range(4):
            envs.step(actions)
        (run,) = store.runs()
        assert run.outcome == "running"
    (run,) = store.runs()
    assert (run.agent, run.kind, run.outcome) == ("ppo", "recorded", "complete")
    episodes = store.episodes(run.run_id)
    assert [(episode.number, episode.terminated) for episode in episodes] == [(n, True) for n in (1, 2, 3, 4)]
    for episode in episodes:
        turns = store.turns(episode.episode_id)
        assert [turn.action for turn in turns] == [{"knobs": first}] * 2
        assert all("int main" in turn.source for turn in turns)


def test_recording_without_a_store_or_from_a_foreign_environment_is_refused(store: Store) -> None:
    """No run is begun."""
    with pytest.raises(SettingsError, match="name a file"):
        RecordEpisodes(gym.make(OPTIMIZE), store="none")
    with pytest.raises(SettingsError, match="record needs"):
        make_vec("CartPole-v1", 1, record="ppo")
    assert store.runs() == []
