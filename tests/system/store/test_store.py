"""Runs, episodes and turns: which are listed, which may begin again, and which are refused."""

import contextlib
import math
import os
from dataclasses import replace
from pathlib import Path

import pytest

import perfgym.store.store as store_module
from perfgym.errors import SettingsError
from perfgym.machine.facts import fingerprint
from perfgym.records import Evaluation, Fault, FaultOwner, Status
from perfgym.store import Store, Tally, best_turn, default_store_path, open_store
from tests.doubles.made_up_runs import accepted, measured
from tests.doubles.played import ID, begin_episode, begin_run, turn

GONE = Fault(owner=FaultOwner.AGENT, cause="the server is gone")


def test_a_run_records_its_machine_and_its_versions(store: Store) -> None:
    run_id = begin_run(store, arguments={"seed": 3, "models": ("a", "b")})
    run = store.run(run_id)
    assert (run.kind, run.env_id, run.agent) == ("rollout", ID, "somebody")
    assert run.arguments == {"seed": 3, "models": ["a", "b"]}
    assert run.host == fingerprint()
    assert {"perfgym", "numpy", "gymnasium", "python"} == set(run.versions)
    assert run.started.endswith("+00:00")
    assert (run.ended, run.outcome) == ("", "running")
    store.end_run(run_id, "complete")
    ended = store.run(run_id)
    assert ended.outcome == "complete"
    assert ended.ended >= ended.started


def test_runs_are_listed_newest_first(store: Store) -> None:
    made = [begin_run(store) for _ in range(3)]
    assert [run.run_id for run in store.runs()] == made[::-1]


def test_a_run_is_found_by_the_beginning_of_its_id_or_as_the_latest(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = iter(["20261121-000000-aaaa", "20261121-000000-aaaa", "20261121-000000-abbb"])
    with pytest.raises(SettingsError, match="no runs yet"):
        store.run("latest")
    monkeypatch.setattr(store_module, "new_run_id", lambda started: next(ids))
    first, second = begin_run(store), begin_run(store)
    assert second != first  # the ID was drawn again
    assert store.run("latest").run_id == second
    assert store.run("20261121-000000-ab").run_id == second
    assert store.run(first).run_id == first
    with pytest.raises(SettingsError, match="2 runs begin with"):
        store.run("20261121")
    with pytest.raises(SettingsError, match=f"did you mean {second}"):
        store.run("20261121-000000-abbc")
    with pytest.raises(SettingsError, match="there are"):
        store.run("")


def test_an_unfinished_episode_begins_again_and_its_turns_stay(store: Store) -> None:
    run_id = begin_run(store)
    first = begin_episode(store, run_id, 4)
    store.add_turn(turn(first))
    store.end_run(run_id, "interrupted")
    again = begin_episode(store, run_id, 4)
    assert (len(store.turns(first)), len(store.turns(again))) == (1, 0)
    assert [episode.episode_id for episode in store.episodes(run_id)] == [again]
    attempts = store.attempts(run_id, 4)
    assert [(one.episode_id, one.attempt, one.fault) for one in attempts] == [
        (first, 1, Fault(owner=FaultOwner.USER, cause="interrupted")),
        (again, 2, None),
    ]
    assert store.tallies()[run_id] == Tally(episodes=1)
    assert (store.run(run_id).outcome, store.run(run_id).ended) == ("running", "")
    with pytest.raises(SettingsError, match=f"no open episode {first}"):
        store.add_turn(turn(first, 2))


def test_a_finished_episode_stays_as_it_is(store: Store) -> None:
    run_id = begin_run(store)
    episode_id = begin_episode(store, run_id, 4)
    store.add_turn(turn(episode_id))
    store.end_episode(episode_id, reward=1.0, terminated=True, truncated=False)
    store.end_run(run_id, "complete")
    with pytest.raises(SettingsError, match=r"episode 4 .* is finished"):
        begin_episode(store, run_id, 4)
    with pytest.raises(SettingsError, match="no open episode"):
        store.add_turn(turn(episode_id, 2))
    with pytest.raises(SettingsError, match="no open episode"):
        store.end_episode(episode_id, reward=2.0, terminated=True, truncated=False)
    assert [episode.reward for episode in store.episodes(run_id)] == [1.0]
    assert len(store.turns(episode_id)) == 1
    assert store.run(run_id).outcome == "complete"


def test_an_episode_that_ended_in_a_fault_may_be_attempted_again(store: Store) -> None:
    run_id = begin_run(store)
    lost = begin_episode(store, run_id, 4)
    spent = {"prompt_tokens": 12.0}
    store.end_episode(lost, reward=0.0, terminated=False, truncated=True, fault=GONE, usage=spent)
    good = begin_episode(store, run_id, 4)
    store.end_episode(good, reward=1.0, terminated=True, truncated=False)
    assert [one.usage for one in store.attempts(run_id, 4)] == [spent, {}]
    assert [one.fault for one in store.attempts(run_id, 4)] == [GONE, None]
    assert [one.reward for one in store.episodes(run_id)] == [1.0]
    assert store.tallies()[run_id] == Tally(episodes=1, finished=1, mean_reward=1.0, best_reward=1.0)


def test_a_run_is_played_by_one_process_at_a_time(store: Store) -> None:
    """It makes no difference whether the other is another process, another store or the same store."""
    run_id = begin_run(store)
    with contextlib.closing(Store(store.path)) as other, store.playing(run_id):
        for one in (other, store):
            with pytest.raises(SettingsError, match="another process"), one.playing(run_id):
                raise AssertionError("both play it")
        with pytest.raises(SettingsError, match="another process"):
            begin_episode(other, run_id)
        begin_episode(store, run_id)
    with contextlib.closing(Store(store.path)) as other, other.playing(run_id):
        pass
    assert [path.name for path in store.path.parent.glob("*.lock")] == []


def test_a_run_that_was_left_without_an_end_is_interrupted(store: Store) -> None:
    """It is running again while somebody plays it, and what an ended run came to stays."""
    left, ended = begin_run(store), begin_run(store)
    with contextlib.closing(Store(store.path, read_only=True)) as watching:

        def outcomes() -> list[str]:
            return [watching.run(run_id).outcome for run_id in (left, ended)]

        assert outcomes() == ["running", "running"]
        store.end_run(ended, "failed: no client")
        store.close()
        assert outcomes() == ["interrupted", "failed: no client"]
        with store.playing(left):
            assert outcomes()[0] == "running"
        assert outcomes()[0] == "interrupted"
        begin_episode(store, left)
        assert outcomes()[0] == "running"
        store.end_run(left, "complete")
        assert outcomes() == ["complete", "failed: no client"]
    assert sorted(path.name for path in store.path.parent.iterdir() if ".lock" in path.name) == []


def test_many_may_record_in_one_run_until_the_last_has_left(store: Store) -> None:
    """A run that is recorded by several processes is running as long as one of them is there."""
    run_id = begin_run(store)
    other = Store(store.path)
    begin_episode(other, run_id, 1)
    store.close()
    assert store.run(run_id).outcome == "running"
    other.close()
    assert store.run(run_id).outcome == "interrupted"


def test_a_child_of_a_fork_does_not_end_its_parents_run(store: Store) -> None:
    run_id = begin_run(store)
    pid = os.fork()
    if pid == 0:
        try:
            store.close()
        finally:
            os._exit(0)
    assert os.waitpid(pid, 0)[1] == 0
    assert store.run(run_id).outcome == "running"


def test_a_turn_is_not_stored_twice(store: Store) -> None:
    episode_id = begin_episode(store, begin_run(store))
    store.add_turn(turn(episode_id, 1, reply="first"))
    with pytest.raises(SettingsError, match="has a turn 1"):
        store.add_turn(turn(episode_id, 1, reply="second"))
    assert [one.reply for one in store.turns(episode_id)] == ["first"]


def test_an_unknown_run_is_refused(store: Store) -> None:
    with pytest.raises(SettingsError, match="no run nowhere"):
        begin_episode(store, "nowhere")
    with pytest.raises(SettingsError, match="no run nowhere"):
        store.end_run("nowhere", "complete")
    assert store.episodes("nowhere") == []


def test_finished_and_unfinished_episodes_are_distinguished_and_counted(store: Store) -> None:
    run_id = begin_run(store)
    for number, (reward, fault) in enumerate([(0.5, None), (math.nan, None), (1.0, None), (0.0, GONE)]):
        episode_id = begin_episode(store, run_id, number)
        store.end_episode(episode_id, reward=reward, terminated=True, truncated=False, fault=fault)
    begin_episode(store, run_id, 9)
    assert [episode.number for episode in store.episodes(run_id, finished=True)] == [0, 1, 2, 3]
    assert [episode.number for episode in store.episodes(run_id, finished=False)] == [9]
    assert store.episodes(run_id, finished=False)[0].reward is None
    assert store.tallies() == {run_id: Tally(episodes=5, finished=4, mean_reward=0.75, best_reward=1.0)}


def test_the_best_turn_is_the_accepted_one_with_the_highest_score(store: Store) -> None:
    good = accepted(2.0)
    forged = replace(good, measurement=replace(measured(good), suspicions=("40 GB/s",)))
    turns = [
        turn(1, 1, evaluation=Evaluation(status=Status.WRONG_OUTPUT), score=9.0),
        turn(1, 2, evaluation=good, score=math.nan),
        turn(1, 3, evaluation=good, score=8.0, fault=GONE),
        turn(1, 4, evaluation=forged, score=7.0),
        turn(1, 5, score=6.0),
        turn(1, 6, evaluation=good, score=0.5),
        turn(1, 7, evaluation=good, score=0.5),
    ]
    best = best_turn(turns)
    assert best is not None
    assert best.number == 6
    assert best_turn(turns[:5]) is None


def test_the_setting_names_the_store(tmp_path: Path) -> None:
    assert open_store("none") is None
    named, own = open_store(str(tmp_path / "s.sqlite")), open_store("")
    assert named is not None
    assert own is not None
    assert (named.path, own.path) == (tmp_path / "s.sqlite", default_store_path())
    assert not named.path.exists()  # the first use creates it


def test_closing_twice_is_harmless_and_use_opens_it_again(store: Store) -> None:
    run_id = begin_run(store)
    store.close()
    store.close()
    assert store.run("latest").run_id == run_id


def test_an_acknowledged_record_is_on_the_disk(store: Store) -> None:
    """The store has a write-ahead log, synchronised at every commit."""
    begin_run(store)
    connection = store._database._connection
    assert connection is not None
    pragmas = ("journal_mode", "synchronous", "foreign_keys")
    assert [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas] == ["wal", 2, 1]
