"""Episodes that are kept in the store while they are played."""

import contextlib
from collections.abc import Generator
from pathlib import Path
from typing import Any

import gymnasium as gym
import numpy as np
import pytest

from perfgym import RecordEpisodes, TextWrapper, load_problem, make_vec
from perfgym.envs.optimize.reply import text_prompt
from perfgym.errors import SettingsError
from perfgym.records import Evaluation
from perfgym.store import Store

OPTIMIZE, TUNE = "PerfOptimize-matmul-c-v0", "PerfTune-matmul-c-v0"
EXPERT = load_problem("matmul").experts["c"]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[Store]:
    """An empty one, which is also the one that is set."""
    path = tmp_path / "store.sqlite"
    monkeypatch.setenv("PERFGYM_STORE", str(path))
    monkeypatch.setenv("PERFGYM_BACKEND", "fake")
    with contextlib.closing(Store(path)) as store:
        yield store


def test_an_episode_is_kept_turn_by_turn(store: Store) -> None:
    """With the seed, the programs, and what came of them, before it has ended."""
    env = RecordEpisodes(gym.make(OPTIMIZE, max_turns=2), agent="me")
    observation, _ = env.reset(seed=7)
    *_, info = env.step({"code": EXPERT, "submit": 0})
    (episode,) = store.episodes(env.run_id)
    assert (episode.number, episode.seed, episode.ended, episode.prompt) == (
        1,
        7,
        "",
        text_prompt(observation),
    )
    answer, reward, *_ = env.step({"code": "", "submit": 0})
    (episode,) = store.episodes(env.run_id)
    first, second = store.turns(episode.episode_id)
    assert (first.source, first.accepted, second.feedback) == (EXPERT, True, answer["feedback"])
    assert first.evaluation == Evaluation.from_json(info["evaluation"])
    assert first.evaluation.to_json() == info["evaluation"]
    assert (episode.terminated, episode.fault, episode.reward) == (True, None, first.reward + reward)
    env.close()
    env.close()
    run = store.run(env.run_id)
    assert (run.agent, run.env_id, run.outcome) == ("me", OPTIMIZE, "complete")


def test_an_episode_that_is_left_is_truncated(store: Store) -> None:
    """By the next one, and by the end."""
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


def test_texts_are_kept_as_replies(store: Store) -> None:
    """And the program that they hold as the source."""
    env = RecordEpisodes(TextWrapper(gym.make(OPTIMIZE)))
    prompt, _ = env.reset(seed=1)
    reply = f"Here it is: <code>\n{EXPERT}</code> <submit/>"
    feedback, *_ = env.step(reply)
    env.close()
    (episode,) = store.episodes(env.run_id)
    (turn,) = store.turns(episode.episode_id)
    assert (episode.prompt, turn.reply, turn.feedback) == (prompt, reply, feedback)
    assert turn.source.strip() == EXPERT.strip()


def test_a_pool_records_one_run(store: Store) -> None:
    """Whichever worker plays an episode; knobs are kept as what they are."""
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
    assert [episode.number for episode in episodes] == [1, 2, 3, 4, 5, 6]
    played = [episode for episode in episodes if episode.terminated]
    assert len(played) == 4
    for episode in played:
        turns = store.turns(episode.episode_id)
        assert [turn.action for turn in turns] == [{"knobs": first}] * 2
        assert all("int main" in turn.source for turn in turns)


def test_what_cannot_be_recorded_is_refused(store: Store) -> None:
    """With the reason, and no run begun."""
    with pytest.raises(SettingsError, match="name a file"):
        RecordEpisodes(gym.make(OPTIMIZE), store="none")
    with pytest.raises(SettingsError, match="record needs"):
        make_vec("CartPole-v1", 1, record="ppo")
    assert store.runs() == []
