"""class: F
tries: to make the harness fail by values that no person would write
expect: ACCEPTED
stopped by: whatever cannot be read is refused, in words
"""

from collections.abc import Iterator
from typing import Any

from perfgym.redteam.repo_episodes import AttackedRepository


def _deep(depth: int) -> list[Any]:
    nested: list[Any] = []
    for _ in range(depth):
        nested = [nested]
    return nested


def play(episode: AttackedRepository) -> Iterator[str]:
    huge, deep = int(1e300) ** 20, _deep(20_000)
    values: tuple[Any, ...] = (
        huge,
        -huge,
        deep,
        {"a": deep},
        float("nan"),
        float("inf"),
        b"\xff",
        "\ud800",
        "a\0b",
        [huge],
        [deep],
        "./\u202e",
        True,
        None,
    )
    names = {
        "tests": ("test_suite", "test_timeout", "test_verbose", "test_output_save_file"),
        "benchmarks": ("bench_suite", "bench_time", "bench_count", "bench_timeout"),
        "perf": ("perf_mode", "perf_bench", "perf_args"),
        "git": ("git_op", "git_args", "git_workspace"),
        "patch": ("patch_diff", "patch_file", "patch_content"),
        "files": ("files_op", "files_path", "files_pattern", "files_lines"),
        "escape_analysis": ("escape_target", "escape_flags"),
        "build_flags": ("build_flags",),
    }
    quick: dict[str, dict[str, Any]] = {
        "tests": {"test_suite": "./nowhere"},
        "benchmarks": {"bench_suite": "./nowhere"},
        "perf": {"perf_bench": "./nowhere"},
    }
    quick["escape_analysis"] = {"escape_target": "./nowhere"}
    for tool, fields in names.items():
        for field in fields:
            # None stands for an empty text, and that for all packages of the task, which would take long.
            for value in values[: None if field not in quick.get(tool, {}) else -1]:
                try:
                    episode.act(**{"action_type": tool, **quick.get(tool, {}), field: value})
                except Exception as error:
                    yield f"{tool} raised {type(error).__name__} for {field}"
    for value in values[:-2]:  # True is the number of a tool
        try:
            episode.act(action_type=value)
        except Exception as error:
            yield f"action_type raised {type(error).__name__}"
