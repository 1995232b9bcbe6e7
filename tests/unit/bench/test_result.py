"""Result files are read as they were written, and those of strangers are refused where they are odd."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from perfgym.bench import result as module
from perfgym.bench.result import read_result, result_text
from perfgym.errors import SettingsError
from tests.doubles.bench_results import bench_result, failed_episode, hostile_result
from tests.doubles.made_up_runs import SCRIPT


def written(folder: Path, text: str) -> Path:
    path = folder / "result.json"
    path.write_text(text)
    return path


def test_a_result_is_read_as_it_was_written(tmp_path: Path) -> None:
    result = bench_result({"sort": [2.0, None], "life": [1.0, 3.0]})
    assert read_result(written(tmp_path, result_text(result))) == result
    hostile = hostile_result(f"{SCRIPT}\x1b[2J\u202e")
    text = result_text(hostile)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert read_result(written(tmp_path, text)) == hostile


def change(place: list[Any], value: Any) -> Callable[[Any], None]:
    """A function that sets the value at a place of a JSON document."""

    def apply(document: Any) -> None:
        for key in place[:-1]:
            document = document[key]
        document[place[-1]] = value

    return apply


@pytest.mark.parametrize(
    ("odd", "says"),
    [
        (change(["format"], "perfgym-bench-9"), "format must be"),
        (change(["tasks"], []), "tasks must be one or more"),
        (change(["episodes", 0, "env_id"], "PerfOptimize-gone-c-v0"), "names no task of the file"),
        (change(["episodes", 0, "source"], "// faster"), "sha256 is not that of the source"),
        (change(["episodes", 0, "speedup", "low"], 3.0), "low <= estimate"),
        (change(["episodes", 0, "speedup", "estimate"], 0.0), "low <= estimate"),
        (change(["episodes", 0, "speedup", "estimate"], 1e300), "low <= estimate"),
        (change(["episodes", 0, "accepted"], False), "only an accepted program has a speed-up"),
        (change(["episodes", 0, "status"], "WRONG_OUTPUT"), "an accepted program has the status ACCEPTED"),
        (change(["episodes", 0, "status"], "FINE"), "Invalid enum value"),
        (change(["episodes", 0, "reward"], "1"), "Expected `float"),
        (change(["episodes", 1, "number"], 1), "listed twice"),
        (change(["protocol", "samples"], 1), "more than the protocol's 1 episodes"),
        (change(["protocol", "samples"], 10**12), "samples must be"),
        (change(["tasks", 0, "size_factor"], -1.0), "size_factor must be above 0"),
        (change(["player"], None), "player"),
    ],
)
def test_a_file_that_contradicts_the_records_is_refused(
    tmp_path: Path, odd: Callable[[Any], None], says: str
) -> None:
    document = json.loads(result_text(bench_result({"sort": [2.0, 3.0]})))
    odd(document)
    with pytest.raises(SettingsError, match="is not a result file") as raised:
        read_result(written(tmp_path, json.dumps(document)))
    assert says in str(raised.value)


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000, '{"format": NaN}', "\x00"])
def test_what_is_no_result_at_all_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError, match="is not a result file"):
        read_result(written(tmp_path, text))


def test_a_huge_file_is_refused_without_reading_it_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 100)
    with pytest.raises(SettingsError, match="larger than"):
        read_result(written(tmp_path, " " * 101))
    with pytest.raises(SettingsError, match="cannot be read: No such file"):
        read_result(tmp_path / "gone.json")


def test_an_episode_that_was_lost_is_missing_and_one_that_the_agent_lost_is_not() -> None:
    result = bench_result({"sort": [2.0]})
    (task,) = result.tasks
    lost = bench_result({"sort": [2.0]}, episodes=(failed_episode(task, 1, "environment"),))
    failed = bench_result({"sort": [2.0]}, episodes=(failed_episode(task, 1, "agent"),))
    assert (result.missing, lost.missing, failed.missing) == (0, 1, 0)
    assert lost.samples(task.env_id) == []
    assert len(failed.samples(task.env_id)) == 1
