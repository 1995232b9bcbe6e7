"""Summaries, comparisons and leaderboards in Markdown."""

import re
from dataclasses import replace

import pytest

from perfgym.bench.compare import compare_results
from perfgym.bench.markdown import (
    BEGIN,
    END,
    comparison_markdown,
    leaderboard_markdown,
    summary_markdown,
    with_table,
)
from perfgym.bench.result import Player
from perfgym.errors import SettingsError
from tests.doubles.bench_results import bench_result, failed_episode, hostile_result

HOSTILE = "a|b\n| c | <script>alert(1)</script> [x](http://x) `y` \x1b[2J **z** &lt;"


def test_a_summary_has_every_measure_and_task() -> None:
    text = summary_markdown(bench_result({"hash_table": [8.0], "sort": [None]}))
    assert "Played: test split in c: 2 problems, 1 sample of up to 5 turns." in text
    assert "| accepted | 50 % | 0 % to 100 % |" in text
    assert "| hash_table | c | 1 of 1 | 8.00 (7.84 to 8.16) | 4.00 (3.92 to 4.08) | +0.875 |" in text
    assert "| sort | c | 0 of 1 | – | 4.00 (3.92 to 4.08) | -0.500 |" in text  # noqa: RUF001


def test_a_summary_of_samples_has_the_best_beside_the_mean() -> None:
    text = summary_markdown(bench_result({"sort": [4.0, None], "life": [2.0, 2.0]}))
    assert "| measure | mean over samples | interval | best of 2 | interval |" in text
    assert re.search(r"\| accepted \| 75 % \| .* \| 100 % \| 100 % to 100 % \|", text)


def test_a_summary_says_what_is_missing() -> None:
    result = bench_result({"sort": [4.0], "life": [2.0]})
    episodes = (
        failed_episode(result.tasks[0], 1, "environment"),
        failed_episode(result.tasks[1], 2, "agent"),
    )
    text = summary_markdown(replace(result, episodes=episodes))
    assert "incomplete: 1 episode missing" in text
    assert "The agent failed in 1 episode, which" in text


def test_no_text_of_a_file_becomes_markup() -> None:
    hostile = hostile_result(HOSTILE)
    texts = [
        summary_markdown(hostile),
        leaderboard_markdown([hostile]),
        comparison_markdown(compare_results(hostile, hostile), hostile, hostile),
    ]
    for text in texts:
        assert "<script" not in text
        assert "\x1b" not in text
        assert "](" not in text.replace("\\](", "")
        rows = [line for line in text.splitlines() if line.startswith("|")]
        assert all(re.search(r"(?<!\\)\|$", row) for row in rows)
        assert {row.count("c \\| &lt;script>") for row in rows} <= {0, 1, 2}


def test_a_comparison_says_who_is_faster() -> None:
    first, second = bench_result({"sort": [2.0], "life": [2.0]}), bench_result({"sort": [4.0], "life": [2.0]})
    text = comparison_markdown(compare_results(first, second), first, second)
    assert "2 tasks in both: the second is faster in 1, slower in 0, and as fast within 5 % in 1." in text
    assert "| geometric mean | 2.00 | 2.83 | 1.41 times (1.00 to 2.00) | 2 |" in text
    assert "| sort | c | 2.00 | 4.00 | faster |" in text


def test_results_of_the_same_tasks_share_a_table_best_first() -> None:
    named = [Player(name=name, is_model=False) for name in ("slow", "fast", "other")]
    slow, fast = (bench_result({"sort": [r]}, player=p) for r, p in zip((2.0, 3.0), named, strict=False))
    other = bench_result({"life": [2.0]}, player=named[2])
    text = leaderboard_markdown([slow, other, fast])
    assert text.count("### test split in c: 1 problem") == 2
    assert text.index("| fast (script) |") < text.index("| slow (script) |")
    assert leaderboard_markdown([]) == "There are no results yet.\n"


def test_an_incomplete_result_is_no_row() -> None:
    result = bench_result({"sort": [2.0], "life": [2.0]})
    with pytest.raises(SettingsError, match="lacks 1 episode; play them"):
        leaderboard_markdown([replace(result, episodes=result.episodes[:1])])


def test_a_table_replaces_the_one_in_a_document() -> None:
    document = with_table(f"Head\n{BEGIN}\nold\n{END}\ntail\n", "new\n")
    assert document == f"Head\n{BEGIN}\n\nnew\n\n{END}\ntail\n"
    assert with_table(document, "new\n") == document
    for odd in ("", BEGIN, f"{END}{BEGIN}", f"{BEGIN}{END}{END}", f"{BEGIN}{BEGIN}{END}"):
        with pytest.raises(SettingsError, match="must have the lines"):
            with_table(odd, "new")
