"""The leaderboard in the documentation is made of the result files that are shipped."""

from pathlib import Path

from perfgym.bench.markdown import BEGIN, END, leaderboard_markdown, with_table
from perfgym.bench.result import read_result

REPOSITORY = Path(__file__).parents[3]


def test_the_leaderboard_agrees_with_the_files() -> None:
    document = (REPOSITORY / "docs" / "leaderboard.md").read_text(encoding="utf-8")
    files = sorted((REPOSITORY / "benchmarks" / "results").glob("bench_*.json"))
    assert document == with_table(document, leaderboard_markdown([read_result(file) for file in files]))
    assert document.index(BEGIN) < document.index(END)
