"""Two results are compared on the tasks that both have."""

from dataclasses import replace

import pytest

from perfgym.bench.compare import compare_results
from perfgym.errors import SettingsError
from tests.doubles.bench_results import bench_result


def test_a_result_does_not_differ_from_itself() -> None:
    result = bench_result({"a": [4.0], "b": [None], "c": [2.0]})
    found = compare_results(result, result)
    assert (found.count("win"), found.count("loss"), found.count("tie")) == (0, 0, 3)
    assert found.measures["accepted"].change == 0.0
    assert found.measures["geometric_mean"].change == 1.0
    assert (found.measures["geometric_mean"].low, found.measures["geometric_mean"].high) == (1.0, 1.0)
    assert found.notes == []


def test_problems_are_paired() -> None:
    """The second is twice as fast on every problem, so the change is certain although problems differ."""
    ratios = {"a": 1.5, "b": 3.0, "c": 12.0, "d": 50.0}
    first = bench_result({name: [ratio] for name, ratio in ratios.items()})
    second = bench_result({name: [2 * ratio] for name, ratio in ratios.items()})
    change = compare_results(first, second).measures["geometric_mean"]
    assert [change.change, change.low, change.high] == pytest.approx([2.0, 2.0, 2.0])


def test_wins_losses_and_ties_are_those_of_the_second() -> None:
    first = bench_result({"a": [2.0], "b": [2.0], "c": [2.0]})
    second = bench_result({"a": [2.2], "b": [None], "c": [2.05]})
    found = compare_results(first, second)
    assert [pair.outcome for pair in found.pairs] == ["win", "loss", "tie"]
    assert found.measures["accepted"].change == pytest.approx(-1 / 3)


def test_what_cannot_be_paired_is_told() -> None:
    first, second = bench_result({"a": [2.0], "b": [2.0]}), bench_result({"a": [2.0], "x": [2.0]})
    second = replace(second, machine=replace(second.machine, cpu="Another CPU"))
    found = compare_results(first, second)
    assert [pair.task.problem for pair in found.pairs] == ["a"]
    assert found.notes[0] == "The CPU differs: A CPU in the first, Another CPU in the second."
    assert [note.split(" cannot")[0] for note in found.notes[1:]] == [
        "1 task of the first",
        "1 task of the second",
    ]
    changed = replace(first.tasks[0], problem_sha256="of another version")
    other = replace(first, tasks=(changed, *first.tasks[1:]))
    assert [pair.task.problem for pair in compare_results(first, other).pairs] == ["b"]
    with pytest.raises(SettingsError, match="no task in common"):
        compare_results(first, bench_result({"x": [2.0]}))
