"""The store returns every record as it was written, whatever its content."""

import contextlib
import math
import sqlite3
from typing import Any
from uuid import uuid4

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfgym.records import Evaluation, Fault, Submission
from perfgym.store import Store
from tests.doubles.made_up_runs import accepted
from tests.doubles.played import begin_episode, begin_run, turn
from tests.doubles.records import FAULTS, FLOAT, JSON, TEXT, evaluations, submissions

REWARD = FLOAT.map(lambda reward: reward + 0.0)  # SQLite has no -0.0


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "reply": TEXT,
                "action": JSON,
                "submission": st.none() | submissions(),
                "feedback": TEXT,
                "reward": REWARD,
                "score": REWARD,
                "evaluation": st.none() | evaluations(FLOAT),
                "fault": FAULTS,
                "usage": st.dictionaries(TEXT, FLOAT, max_size=3),
            }
        ),
        max_size=3,
    ),
    st.integers(min_value=0, max_value=2**128),
    TEXT,
    REWARD,
    FAULTS,
)
def test_any_record_comes_back_as_it_was_stored(
    store: Store, turns: list[dict[str, Any]], seed: int, text: str, reward: float, fault: Fault | None
) -> None:
    run_id = begin_run(store, agent=text, arguments={text: reward})
    episode_id = begin_episode(store, run_id, seed=seed, prompt=text)
    given_turns = [turn(episode_id, number, **fields) for number, fields in enumerate(turns, 1)]
    for one in given_turns:
        store.add_turn(one)
    store.end_episode(
        episode_id, reward=reward, terminated=False, truncated=True, fault=fault, usage={text: reward}
    )
    store.close()
    stored = store.turns(episode_id)
    # By their representation: NaN is not equal to itself, and 0.0 is equal to -0.0.
    assert list(map(repr, stored)) == list(map(repr, given_turns))
    # The representation of a submission leaves out its files.
    assert [one.submission for one in stored] == [one.submission for one in given_turns]
    (episode,) = store.episodes(run_id)
    assert (episode.seed, episode.prompt, episode.fault) == (seed, text, fault)
    assert repr((episode.reward, episode.usage)) == repr((reward, {text: reward}))
    assert (episode.terminated, episode.truncated) == (False, True)
    assert repr(store.run(run_id).arguments) == repr({text: reward})
    assert store.run(run_id).agent == text


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(TEXT.filter(lambda key: key.isascii()), st.lists(evaluations(), min_size=1, max_size=3))
def test_all_evaluations_of_a_key_are_recalled_oldest_first(
    store: Store, key: str, made: list[Evaluation]
) -> None:
    """Equal ones are recalled once."""
    kept = store.evaluations
    key = f"{uuid4()} {key}"
    for evaluation in made:
        kept.remember(key, evaluation)
    kept.remember("another", accepted(2.0))
    different = list({evaluation.to_json(): evaluation for evaluation in made}.values())
    assert kept.recall(key) == different
    assert kept.recall("unknown") == []


def test_numpy_values_become_json(store: Store) -> None:
    episode_id = begin_episode(store, begin_run(store), seed=np.int64(5))  # pyright: ignore[reportArgumentType]
    action = {
        "status": np.int64(3),
        "ok": np.bool_(True),
        "score": np.float64("nan"),
        "small": np.float32(0.5),
        "counts": np.array([[1.0, np.inf]]),
        "samples": {"time": (1.0, 2.0)},
    }
    store.add_turn(
        turn(
            episode_id,
            np.int64(1),  # pyright: ignore[reportArgumentType]
            action=action,
            reward=np.float64(0.25),
            score=np.float32(0.5),
            usage={"cost": np.float64(2.0)},
        )
    )
    store.add_turn(turn(episode_id, 2, action=np.array([2, 0])))
    first, second = store.turns(episode_id)
    assert math.isnan(first.action["score"])
    assert {**first.action, "score": 0} == {
        "status": 3,
        "ok": True,
        "score": 0,
        "small": 0.5,
        "counts": [[1.0, math.inf]],
        "samples": {"time": [1.0, 2.0]},
    }
    assert (first.number, first.reward, first.score, first.usage) == (1, 0.25, 0.5, {"cost": 2.0})
    assert second.action == [2, 0]
    assert store.attempts(store.runs()[0].run_id, 0)[0].seed == 5


@pytest.mark.parametrize("field", ["action", "usage"])
def test_a_value_that_json_cannot_hold_is_refused_and_no_part_of_the_turn_is_kept(
    store: Store, field: str
) -> None:
    episode_id = begin_episode(store, begin_run(store))
    with pytest.raises(TypeError, match="object"):
        store.add_turn(turn(episode_id, source="int x;", **{field: {"x": object()}}))
    assert store.turns(episode_id) == []
    assert files_in(store) == []


def files_in(store: Store) -> list[tuple[Any, ...]]:
    """Contents of all submitted files in the store."""
    store.close()
    with contextlib.closing(sqlite3.connect(store.path)) as connection:
        return connection.execute("SELECT content FROM files ORDER BY content").fetchall()


def test_equal_files_are_kept_once(store: Store) -> None:
    episode_id = begin_episode(store, begin_run(store))
    for number in range(1, 4):
        store.add_turn(turn(episode_id, number, source="int main() {}"))
    files = {"a.h": b"\xff\x00", "b/c.c": b"int main() {}", "d": b""}
    store.add_turn(turn(episode_id, 4, submission=Submission(files=files, flags=("-O3",))))
    assert files_in(store) == [(b"",), (b"int main() {}",), (b"\xff\x00",)]
    turns = store.turns(episode_id)
    assert [one.source for one in turns[:3]] == ["int main() {}"] * 3
    assert turns[3].submission == Submission(files=files, flags=("-O3",))
