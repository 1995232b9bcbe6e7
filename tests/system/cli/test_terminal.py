"""Output on a terminal of 80 columns and on a pipe: nothing is cut, broken or left out."""

import contextlib
import subprocess
from pathlib import Path

import pytest

from perfgym.cli.main import COMMANDS
from perfgym.records import Fault, FaultOwner, Status
from perfgym.store import Store
from tests.doubles.made_up_runs import accepted, failed
from tests.doubles.played import begin_run, turn
from tests.doubles.terminal import COMMAND, REPOSITORY, on_terminal

SEED = 2**127 + 1  # of 39 digits, as a rollout draws them
LONGEST_ID = "PerfOptimize-hash_table-typescript-v0"
FAULT = Fault(owner=FaultOwner.AGENT, cause="Connection error. (attempt 5 of 5, after 123.4 s)")
CAUSE = f"5 episodes in a row failed; the last fault: {FAULT}"


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A store, and the ID of the run in it: two episodes of the longest ID, one of which failed."""
    path = tmp_path_factory.mktemp("stored") / "store.sqlite"
    with contextlib.closing(Store(path)) as store:
        run_id = begin_run(store, env_id=LONGEST_ID, agent="a-model-with-a-long-name-2026-08-07")
        for number, evaluation in enumerate([accepted(123.45), failed(Status.COMPILE_ERROR)], 1):
            episode_id = store.begin_episode(run_id, number, seed=SEED, env_id=LONGEST_ID, prompt="Go.")
            store.add_turn(turn(episode_id, source="int main(void) {}", evaluation=evaluation))
            fault = FAULT if number == 2 else None
            store.end_episode(episode_id, reward=0.99, terminated=True, truncated=False, fault=fault)
        store.end_run(run_id, f"failed: {CAUSE}")
    return str(path), run_id


def piped(*arguments: str) -> list[str]:
    done = subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, check=True, cwd=REPOSITORY)
    assert done.stderr == ""
    return done.stdout.splitlines()


def words(lines: list[str]) -> str:
    """The text of lines that were broken between words."""
    return " ".join(" ".join(lines).split())


def test_help_cuts_no_sentence() -> None:
    status, lines = on_terminal("--help")
    commands = lines[lines.index("Commands:") + 1 :]
    assert status == 0
    assert len(commands) == len(COMMANDS)
    assert all(line.endswith(".") and not line.endswith("...") for line in commands)


@pytest.mark.parametrize("columns", [80, 60])
def test_runs_shows_whole_ids_on_a_narrow_terminal(stored: tuple[str, str], columns: int) -> None:
    path, run_id = stored
    status, lines = on_terminal("runs", "--store", path, columns=columns)
    assert status == 0
    assert sum(run_id in line for line in lines) == 1
    assert any(LONGEST_ID in line for line in lines)
    for field in ("2/2", "+0.990", "failed", "a-model-with-a-long-name-2026-08-07", CAUSE):
        assert field in words(lines)


def test_runs_writes_one_complete_line_a_run_to_a_pipe(stored: tuple[str, str]) -> None:
    path, run_id = stored
    _, line = piped("runs", "--store", path)
    assert line.split()[:5] == [run_id, LONGEST_ID, "2/2", "+0.990", "+0.990"]
    assert line.endswith(CAUSE)


def test_show_fits_a_terminal_though_seeds_have_39_digits(stored: tuple[str, str]) -> None:
    path, run_id = stored
    status, lines = on_terminal("show", run_id, "--store", path)
    first = lines.index(next(line for line in lines if line.startswith("episode")))
    assert status == 0
    assert lines[first + 1].split() == [
        "1",
        "1",
        "+0.990",
        "123.45",
        "(119.75",
        "to",
        "128.39)",
        "terminated",
    ]
    assert f"fault: {FAULT}" in words(lines[first + 2 :])
    assert str(SEED) in words(on_terminal("show", run_id, "--episode", "1", "--store", path)[1])


def test_show_writes_seeds_and_faults_to_a_pipe(stored: tuple[str, str]) -> None:
    path, run_id = stored
    *_, first, second = piped("show", run_id, "--store", path)
    assert first.split()[-2:] == [str(SEED), LONGEST_ID]
    assert second.endswith(str(FAULT))


def test_a_list_is_one_line_an_id() -> None:
    status, lines = on_terminal("list", "hash_table", "--ready")
    assert status == 0
    assert [line.split()[0] for line in lines[1:]] == [
        line.split()[0] for line in piped("list", "hash_table", "--ready")[1:]
    ]
    assert all(line.startswith("Perf") for line in lines[1:])


@pytest.mark.full
def test_each_attack_is_reported_on_a_pipe_when_it_ends(tmp_path: Path) -> None:
    """The first line is written while the second attack, which takes long, still runs."""
    arguments = ["redteam", "--attack", "d_empty", "--attack", "b_fork_bomb"]
    with subprocess.Popen(
        [*COMMAND, *arguments], stdout=subprocess.PIPE, text=True, cwd=REPOSITORY
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        is_running = process.poll() is None
        rest = process.stdout.read().splitlines()
    assert first.split() == ["contained", "d_empty", "NO_CODE", "cpu_time"]
    assert is_running
    assert [line.split()[:2] for line in rest] == [["contained", "b_fork_bomb"], ["2", "of"]]
    assert process.returncode == 0
