"""The page of a result is complete, of bounded size, and holds no markup of a result file."""

import re
from dataclasses import replace

from perfgym.bench.page import result_page
from perfgym.bench.result import source_digest
from perfgym.store.report import MOST_BYTES
from tests.doubles.bench_results import bench_result, failed_episode, hostile_result
from tests.doubles.made_up_runs import SCRIPT


def test_a_page_has_the_measures_the_tasks_and_the_programs() -> None:
    page = result_page(bench_result({"sort": [8.0, 2.0], "life": [None, 3.0]}, languages=("c", "go")))
    for text in (
        "test split in c and go: 2 problems, 4 tasks, 2 samples of up to 5 turns",
        "share of the expert&#39;s gain",
        "best of 2",
        "8.00 (7.84 to 8.16)",
        "// 1\n",
        "Classes of bottlenecks",
        "<svg",
    ):
        assert text in page
    assert "incomplete" not in page


def test_a_page_says_what_is_missing_and_which_faults_there_were() -> None:
    result = bench_result({"sort": [None], "life": [None]})
    first, second = result.tasks
    episodes = (failed_episode(first, 1, "environment"), failed_episode(second, 2, "agent"))
    page = result_page(replace(result, episodes=episodes))
    assert "This result is incomplete: 1 of 2" in " ".join(page.split())
    assert page.count("it is gone") == 2
    assert "<svg" not in page


def test_nothing_of_a_hostile_file_is_markup() -> None:
    page = result_page(hostile_result(f"{SCRIPT}\x1b[2J\u202e"))
    assert "<script" not in page
    assert "<img" not in page
    assert not re.search("[\x1b\u202e]", page)


def test_a_page_stays_small() -> None:
    result = bench_result({f"p{number}": [2.0] for number in range(60)})
    long = "// " + "x" * 900_000
    episodes = tuple(replace(one, source=long, sha256=source_digest(long)) for one in result.episodes)
    assert len(result_page(replace(result, episodes=episodes)).encode()) <= MOST_BYTES
