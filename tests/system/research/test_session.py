"""Whole sessions of ``AutoResearch`` in the real sandbox, with short runs."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gymnasium as gym
import pytest

import perfgym
from perfgym.research.load import load_research
from perfgym.research.session_files import read_session, session_folder
from perfgym.store import Store

ID = "AutoResearch-jargon-v0"
_SAID = {"direction": "rate", "description": "a higher rate", "hypothesis": "it learns faster", "why": "so"}
_RATE = "<<<<<<< SEARCH\nRATE = 1e-3\n=======\nRATE = 4e-3\n>>>>>>> REPLACE\n"
_WORSE = "<<<<<<< SEARCH\nRATE = 4e-3\n=======\nRATE = 1e-5\n>>>>>>> REPLACE\n"
_ACTIONS: list[dict[str, Any]] = [{**_SAID, "change": _RATE}, {**_SAID, "change": _WORSE}]

_PLAYER = f"""
import sys
import gymnasium as gym
import perfgym
folder, tag, is_resumed = sys.argv[1:]
actions = {_ACTIONS!r} + [{{"operation": "finish"}}]
env = gym.make({ID!r}, scale=0.05, max_experiments=3, research_folder=folder)
_, info = env.reset(seed=3, options={{"tag": tag, **({{"resume": True}} if is_resumed == "1" else {{}})}})
terminated = False
while not terminated:
    _, reward, terminated, truncated, info = env.step(actions[len(env.unwrapped.state.experiments) - 1])
    assert not truncated, info
print(reward)
"""


def _player(folder: Path, tag: str, *, is_resumed: bool = False) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _PLAYER, str(folder), tag, str(int(is_resumed))]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ})


def _said(player: subprocess.Popen[str]) -> str:
    with player:
        return player.communicate(timeout=300)[0]


@pytest.fixture
def env() -> Iterator[Any]:
    made = gym.make(ID, scale=0.02, max_experiments=3)
    yield made
    made.close()


def test_a_higher_rate_is_kept_and_paid(env: Any) -> None:
    env.reset(seed=1)
    *_, kept = env.step(_ACTIONS[0])
    assert (kept["decision"], kept["status"], kept["runs"]) == ("keep", "ACCEPTED", 2.0)
    assert kept["gain_low"] > 0.0
    _, reward, terminated, truncated, last = env.step({"operation": "finish"})
    assert (terminated, truncated) == (True, False)
    assert 0.0 < reward == last["improvement_low"] < last["improvement_high"] < 1.0


@pytest.mark.full
def test_two_processes_with_equal_seeds_write_equal_results(tmp_path: Path) -> None:
    found: list[tuple[str, str]] = []
    for parent in (tmp_path / "one", tmp_path / "other"):
        said = _said(_player(parent, "same"))
        worktree = session_folder("jargon", "same", str(parent)) / "worktree"
        found.append(((worktree / "results.tsv").read_text(), said))
    assert found[0] == found[1]
    assert [row.split("\t")[3] for row in found[0][0].splitlines()[1:]] == ["keep", "keep", "discard"]


@pytest.mark.full
@pytest.mark.parametrize("runs", [1, 3, 5, 8])
def test_a_process_that_is_killed_is_resumed_to_the_same_end(tmp_path: Path, runs: int) -> None:
    """SIGKILL comes after so many runs, in the baseline, in an experiment, and at the end."""
    player = _player(tmp_path, "killed")
    file = session_folder("jargon", "killed", str(tmp_path)) / "runs.jsonl"
    deadline = time.monotonic() + 120
    while not (file.exists() and file.read_bytes().count(b"\n") >= runs):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    player.send_signal(signal.SIGKILL)
    _said(player)
    before = file.read_text()
    said = _said(_player(tmp_path, "killed", is_resumed=True))
    whole = _said(_player(tmp_path, "whole"))
    assert said == whole
    assert file.read_text().startswith(before), "a run was made again"
    results = [
        session_folder("jargon", tag, str(tmp_path)) / "worktree" / "results.tsv"
        for tag in ("killed", "whole")
    ]
    assert results[0].read_text() == results[1].read_text()


@pytest.mark.full
def test_a_recorded_session_can_be_verified_again(tmp_path: Path) -> None:
    path = tmp_path / "perfgym.db"
    env = gym.make(ID, scale=0.05, max_experiments=2)
    with perfgym.RecordEpisodes(env, "tester", store=str(path)) as recorded:
        recorded.reset(seed=1)
        recorded.step(_ACTIONS[0])
        recorded.step({"operation": "finish"})
        run_id = recorded.run_id
    with contextlib.closing(Store(path)) as store:
        (episode,) = store.episodes(run_id)
        turns = store.turns(episode.episode_id)
        assert [turn.fault for turn in turns] == [None, None]
        assert episode.reward == turns[-1].reward > 0.0
    command = [sys.executable, "-m", "perfgym", "reverify", run_id, "--store", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert "1 of 1 claims hold" in done.stdout, (done.stdout, done.stderr)


@pytest.mark.full
def test_a_pool_plays_sessions_side_by_side() -> None:
    envs = perfgym.make_vec(ID, num_envs=2, scale=0.02, max_experiments=1)
    try:
        envs.reset(seed=[1, 2])
        names = envs.single_action_space.spaces
        action = {
            **{name: space.sample() for name, space in names.items()},
            **_SAID,
            "change": _RATE,
            "operation": 0,
        }
        batch = {name: [value, value] for name, value in action.items()}
        observations, rewards, terminated, truncated, infos = envs.step(batch)
        assert terminated.all()
        assert not truncated.any()
        assert (rewards > 0).all()
        assert list(infos["decision"]) == ["keep", "keep"]
        assert observations["experiments_left"].tolist() == [0, 0]
    finally:
        envs.close()


def test_the_parent_of_sessions_can_be_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERFGYM_RESEARCH_FOLDER", str(tmp_path))
    env = gym.make(ID, scale=0.02, max_experiments=1)
    env.reset(seed=1, options={"tag": "mine"})
    env.close()
    session = read_session(tmp_path / "jargon" / "mine")
    assert session.header.task_sha256 == load_research("jargon").digest
    assert len(session.experiments) == 1
