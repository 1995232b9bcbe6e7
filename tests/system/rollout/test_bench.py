"""A benchmark is played, resumed and exported by the command, and its file is read by the others."""

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from perfgym.bench.result import read_result
from perfgym.cli.main import main
from perfgym.store import Episode, Store

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run the command in an empty folder; return exit status, standard output and standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PERFGYM_STORE", str(tmp_path / "store.sqlite"))

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["bench", *arguments])
        captured = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, captured.out, captured.err

    return run


def test_a_benchmark_is_played_once_and_its_result_is_written_anew(run: Command, tmp_path: Path) -> None:
    """Wrong programs are cheap to play: they are neither run nor measured."""
    arguments = ("--agent", "broken", "--problem", "matmul", "--samples", "2", "--backend", "fake")
    status, out, err = run(*arguments)
    assert status == 0, err
    assert "| accepted | 0 % |  | 0 % |  |" in out
    assert "bench_broken.json: result of run" in err
    result = read_result(tmp_path / "bench_broken.json")
    assert [(one.status, one.turns) for one in result.episodes] == [("COMPILE_ERROR", ("COMPILE_ERROR",))] * 2
    assert result.tasks[0].expert_status == "ACCEPTED"
    assert (result.missing, result.player.name, result.protocol.samples) == (0, "broken", 2)
    assert "PerfGym-Bench" in (tmp_path / "bench_broken.html").read_text()

    assert run("--resume", "latest")[2] == (
        "perfgym: bench_broken.json exists; --force overwrites it, and -o names another file\n"
    )
    assert run("--resume", "latest", "--samples", "3", "-o", "again.json")[0] == 2
    assert run("--resume", "latest", "-o", "again.json", "--json")[0] == 0
    again = read_result(tmp_path / "again.json")
    assert again.episodes == result.episodes
    with contextlib.closing(Store(tmp_path / "store.sqlite")) as store:
        assert len(store.runs()) == 2
        assert all(
            len(store.attempts(one.run_id, episode.number)) == 1
            for one in store.runs()
            for episode in store.episodes(one.run_id)
        )

    assert run("show", "again.json")[1] == out
    assert run("verify", "again.json", "--problem", "nothing")[0] == 2
    status, out, _ = run("compare", "bench_broken.json", "again.json", "--json")
    assert (status, json.loads(out)["tie"]) == (0, 1)
    (tmp_path / "page.md").write_text("<!-- bench table: begin -->\n<!-- bench table: end -->\n")
    assert run("table", "again.json", "bench_broken.json", "--into", "page.md")[0] == 0
    assert (tmp_path / "page.md").read_text().count("| broken (script) |") == 2


@pytest.mark.full
def test_a_killed_benchmark_goes_on_without_repeating_an_episode(run: Command, tmp_path: Path) -> None:
    """It is killed while the agent plays: the expert's program is not measured again either."""
    arguments = ["--agent", "broken", "--problem", "matmul", "--samples", "8", "--backend", "fake"]
    command = [sys.executable, "-c", "from perfgym.cli.main import main\nmain()", "bench", *arguments]
    quiet = os.environ | {"PYTHONWARNINGS": "ignore::RuntimeWarning"}  # of a long wait for a core
    store = Store(tmp_path / "store.sqlite")
    with contextlib.closing(store), subprocess.Popen(command, env=quiet, stderr=subprocess.PIPE) as process:
        while len(finished(store)) < 3:
            assert process.poll() is None
            time.sleep(0.05)
        before = finished(store)
        process.kill()
        process.communicate()
        assert run("--resume", "latest")[0] == 0
        after = finished(store)
    assert len(after) == 9
    assert [one for one in after if one in before] == before
    result = read_result(tmp_path / "bench_broken.json")
    assert (result.missing, len(result.episodes)) == (0, 8)


def finished(store: Store) -> list[Episode]:
    """Finished episodes of all runs, oldest run first; a run that is not there yet has none."""
    if not store.path.exists():
        return []
    runs = reversed(store.runs())
    return [one for run in runs for one in store.episodes(run.run_id, finished=True)]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--problem", "sort"], "no model is given"),
        (["--agent", "expert", "--problem", "sorts"], "no problem is called 'sorts'; did you mean sort?"),
        (["--agent", "expert", "--split", "validation", "--language", "cobol"], "'cobol' is not one of"),
        (["--agent", "o3", "--problem", "sort", "--language", "go"], "no agent called 'o3' plays"),
        (["--agent", "expert", "show", "x.json"], "--agent belongs to a benchmark that is played"),
        (["--agent", "expert", "--problem", "sort", "-o", "x.html"], "has the ending of the page"),
        (["--agent", "expert", "--problem", "sort", "--model", "m"], "--model needs --agent chat"),
        (["--agent", "expert", "--problem", "sort", "--samples", "0"], "--samples"),
        (["show", "gone.json"], "No such file"),
        (["--resume", "latest"], "no runs yet"),
    ],
)
def test_what_cannot_be_played_is_refused(run: Command, arguments: list[str], says: str) -> None:
    status, _, err = run(*arguments)
    assert status == 2
    assert says in err
