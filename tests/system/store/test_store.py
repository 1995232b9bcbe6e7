"""The store keeps every record that it acknowledged: of any content, with many writers, through kills."""

import contextlib
import json
import math
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import perfgym.store.store as store_module
from perfgym.errors import MachineError, SettingsError
from perfgym.machine.facts import fingerprint
from perfgym.records import Evaluation, Fault, FaultOwner, Status, Submission
from perfgym.store import Store, Tally, best_turn, default_store_path, open_store
from tests.doubles.made_up_runs import accepted, measured
from tests.doubles.played import ID, begin_run, turn
from tests.doubles.records import FAULTS, FLOAT, JSON, TEXT, evaluations, submissions

REWARD = FLOAT.map(lambda reward: reward + 0.0)  # SQLite has no -0.0
GONE = Fault(owner=FaultOwner.AGENT, cause="the server is gone")


@pytest.fixture
def store(tmp_path: Path) -> Generator[Store]:
    with contextlib.closing(Store(tmp_path / "deep" / "store.sqlite")) as store:
        yield store


def begin_episode(store: Store, run_id: str, number: int = 0, **more: Any) -> int:
    return store.begin_episode(run_id, number, **{"seed": 7, "env_id": ID, "prompt": "Go."} | more)


def check_integrity(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


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
    kept = store.evaluations
    key = f"{len(kept.recall('count'))} {key}"
    kept.remember("count", Evaluation(status=Status.NO_CODE))
    for evaluation in made:
        kept.remember(key, evaluation)
    kept.remember("another", accepted(2.0))
    assert kept.recall(key) == made
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
    run_id = begin_run(store)
    with store.playing(run_id), pytest.raises(SettingsError, match="another process"), store.playing(run_id):
        raise AssertionError("both play it")
    with store.playing(run_id):
        pass
    assert [path.name for path in store.path.parent.glob("*.lock")] == []


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


def spoil_with_text(path: Path) -> None:
    path.write_text("this is not a database\n" * 100)


def spoil_with_other_tables(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE runs (run_id TEXT)")


def spoil_with_a_newer_version(path: Path) -> None:
    with contextlib.closing(Store(path)) as store:
        store.runs()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


def spoil_with_a_folder(path: Path) -> None:
    path.mkdir()


def spoil_with_a_file_above(path: Path) -> None:
    path.parent.rmdir()
    path.parent.touch()


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (spoil_with_text, "is not a perfgym store"),
        (spoil_with_other_tables, "is not a perfgym store"),
        (spoil_with_a_newer_version, "version 99.*name another"),
        (spoil_with_a_folder, "cannot be opened"),
        (spoil_with_a_file_above, "folder"),
    ],
)
def test_a_path_that_is_not_a_store_is_named_in_the_error_and_left_alone(
    tmp_path: Path, spoil: Any, says: str
) -> None:
    path = tmp_path / "there" / "store.sqlite"
    path.parent.mkdir()
    spoil(path)
    before = path.read_bytes() if path.is_file() else None
    with contextlib.closing(Store(path)) as store, pytest.raises(SettingsError, match=says) as refused:
        store.runs()
    assert str(path) in str(refused.value)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_damaged_store_is_a_failure_of_the_machine(store: Store) -> None:
    run_id = begin_run(store, arguments={"text": "x" * 100_000})
    store.close()
    with store.path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 60_000)
    with pytest.raises(MachineError, match="cannot be used"):
        store.run(run_id)


EVALUATION = accepted(2.0).to_json()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE runs SET arguments = '{'",
        "UPDATE runs SET versions = ''",
        "UPDATE episodes SET seed = 'x'",
        "UPDATE episodes SET fault_owner = 'nobody'",
        "UPDATE episodes SET usage = 'x'",
        "UPDATE turns SET action = CAST(X'ff' AS TEXT)",
        "UPDATE turns SET action = ''",
        "UPDATE turns SET submission = '{}'",
        "UPDATE turns SET submission = '3'",
        'UPDATE turns SET evaluation = \'{"status": "FINE"}\'',
        f"UPDATE turns SET evaluation = '{EVALUATION[:-9]}'",
        "UPDATE turns SET evaluation = '" + "[" * 100_000 + "'",
        "UPDATE turns SET fault_owner = 'nobody'",
        "UPDATE turns SET usage = 'x'",
        "DELETE FROM files",
        "UPDATE evaluations SET evaluation = 'x'",
    ],
)
def test_a_damaged_record_is_a_failure_of_the_machine_that_names_the_file(store: Store, damage: str) -> None:
    run_id = begin_run(store)
    episode_id = begin_episode(store, run_id)
    store.add_turn(turn(episode_id, source="int x;", evaluation=accepted(2.0)))
    store.evaluations.remember("key", accepted(2.0))
    store.close()

    def read_all() -> None:
        store.run(run_id)
        store.episodes(run_id)
        store.attempts(run_id, 0)
        store.turns(episode_id)
        store.usages(run_id, 0)
        store.evaluations.recall("key")

    read_all()
    store.close()
    with contextlib.closing(sqlite3.connect(store.path)) as connection, connection:
        assert connection.execute(damage).rowcount
    with pytest.raises(MachineError, match="damaged") as failure:
        read_all()
    assert str(store.path) in str(failure.value)
    assert len(str(failure.value)) < 1000


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    with contextlib.closing(Store(tmp_path / "empty")) as store:
        begin_run(store)
        assert len(store.runs()) == 1


WRITER = """
import sys
from pathlib import Path
from perfgym.records import Evaluation
from perfgym.store import Store
from tests.doubles.played import begin_run, turn
store = Store(Path(sys.argv[1]))
sys.stdin.readline()
run_id = begin_run(store, agent=sys.argv[2])
for number in range(5):
    episode_id = store.begin_episode(run_id, number, seed=number, env_id="x", prompt="")
    for count in range(1, 5):
        store.add_turn(turn(episode_id, count, source=f"shared {count}", reply=sys.argv[2]))
    store.end_episode(episode_id, reward=1.0, terminated=True, truncated=False)
store.evaluations.remember("key", Evaluation(status="ACCEPTED", facts={"by": sys.argv[2]}))
store.close()
"""


def test_many_processes_make_and_write_one_store_at_once(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    names = [f"writer {number}" for number in range(6)]
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), name], stdin=subprocess.PIPE, text=True)
        for name in names
    ]
    for writer in writers:  # they begin at once
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0
    with contextlib.closing(Store(path)) as store:
        assert sorted(run.agent for run in store.runs()) == names
        for run in store.runs():
            turns = [store.turns(episode.episode_id) for episode in store.episodes(run.run_id, finished=True)]
            assert [[one.reply for one in episode] for episode in turns] == [[run.agent] * 4] * 5
        assert sorted(one.facts["by"] for one in store.evaluations.recall("key")) == names
    check_integrity(path)
    assert list(tmp_path.iterdir()) == [path]


def write_until_killed(path: Path, number: int, acknowledge: int) -> None:
    """Acknowledge each turn once it is stored."""
    store = Store(path)
    run_id = begin_run(store)
    episode_id = begin_episode(store, run_id, number)
    count = 0
    while True:
        count += 1
        store.add_turn(turn(episode_id, count, reply="x" * (count * 997 % 40_000), source=f"source {count}"))
        os.write(acknowledge, f"{json.dumps([run_id, episode_id, count])}\n".encode())


def acknowledged_before_a_kill(path: Path, number: int, turns: int, delay_s: float) -> list[list[Any]]:
    """Kill a writer so long after it acknowledged so many turns; return all that it acknowledged."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            write_until_killed(path, number, writing)
        finally:
            os._exit(1)
    os.close(writing)
    with open(reading, encoding="utf-8") as acknowledged:
        lines = [acknowledged.readline() for _ in range(turns)]
        time.sleep(delay_s)
        os.kill(pid, signal.SIGKILL)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
        lines += acknowledged
    return [json.loads(line) for line in lines]


def test_no_acknowledged_turn_is_lost_by_a_kill(tmp_path: Path) -> None:
    """The kills come at random moments, also while the store is created."""
    rng = np.random.default_rng(5)
    for number in range(40):
        path = tmp_path / f"{number // 4}" / "store.sqlite"
        turns, delay_s = int(rng.integers(0, 6)), float(rng.uniform(0.0, 0.02))
        acknowledged = acknowledged_before_a_kill(path, number, turns, delay_s)
        assert len(acknowledged) >= turns
        with contextlib.closing(Store(path)) as store:
            store.runs()
            for run_id, episode_id, count in acknowledged:
                assert store.run(run_id).outcome == "running"
                stored = [one.number for one in store.turns(episode_id)]
                assert stored[:count] == list(range(1, count + 1))
                # The last turn may be stored and not yet acknowledged.
                assert len(stored) - len(acknowledged) in (0, 1)
        check_integrity(path)


def test_both_sides_of_a_fork_go_on_with_the_store(store: Store) -> None:
    run_id = begin_run(store)
    episode_id = begin_episode(store, run_id)
    pid = os.fork()
    if pid == 0:
        try:
            assert store._database._connection is None  # the parent's was closed before the fork
            store.add_turn(turn(episode_id, 2, reply="child"))
        except BaseException:  # noqa: BLE001 - the exit status reports it
            os._exit(1)
        os._exit(0)
    store.add_turn(turn(episode_id, 1, reply="parent"))
    assert os.waitpid(pid, 0)[1] == 0
    store.add_turn(turn(episode_id, 3, reply="parent"))
    assert [one.reply for one in store.turns(episode_id)] == ["parent", "child", "parent"]
    store.close()
    check_integrity(store.path)


def test_many_threads_write_through_one_store(store: Store) -> None:
    run_id = begin_run(store)

    def play(number: int) -> None:
        episode_id = begin_episode(store, run_id, number)
        for count in range(1, 6):
            store.add_turn(turn(episode_id, count, reply=str(number)))

    threads = [threading.Thread(target=play, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stored = [store.turns(episode.episode_id) for episode in store.episodes(run_id)]
    assert [[one.reply for one in turns] for turns in stored] == [[str(number)] * 5 for number in range(8)]
