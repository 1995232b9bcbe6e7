"""No acknowledged record is lost: with many writers, through kills and across forks."""

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np

from perfgym.store import Store
from tests.doubles.played import begin_episode, begin_run, turn


def check_integrity(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


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
                assert store.run(run_id).outcome == "interrupted"
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


FORKER = """
import os, signal, sys
from pathlib import Path
from perfgym.store import Store
from tests.doubles.played import begin_run
store = Store(Path(sys.argv[1]))
run_id = begin_run(store)
with store.playing(run_id):
    child = os.fork()
    if child == 0:
        signal.pause()
    print(child, flush=True)
    sys.stdin.readline()
    os._exit(0)
"""


def test_a_run_is_interrupted_once_its_process_is_gone_though_a_forked_child_lives(tmp_path: Path) -> None:
    """The child has nothing to do with the run; it may be a worker that nobody has told to end."""
    path = tmp_path / "store.sqlite"
    command = [sys.executable, "-c", FORKER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as player:
        assert player.stdin is not None
        assert player.stdout is not None
        child = int(player.stdout.readline())
        try:
            with contextlib.closing(Store(path)) as store:
                assert store.run("latest").outcome == "running"
                player.stdin.close()
                player.wait()
                os.kill(child, 0)
                assert store.run("latest").outcome == "interrupted"
        finally:
            os.kill(child, signal.SIGKILL)


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
