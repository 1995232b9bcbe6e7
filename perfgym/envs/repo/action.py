"""What an agent gave as an action -> :class:`RepoAction`, which has a value for every field."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, cast

from gymnasium import spaces

from perfgym.envs.fields import Choice, Field, Flag, Text, Texts, Whole, text_of
from perfgym.errors import suggestion
from perfgym.repo.workspace.git_arguments import OPERATIONS
from perfgym.repo.workspace.refused import Refused

__all__ = ["ACTION_TYPES", "FIELDS", "RepoAction", "action_space", "read_action", "shortest"]

ACTION_TYPES = (
    "git", "benchmarks", "tests", "build_flags", "escape_analysis", "perf", "patch", "files", "submit",
)  # fmt: skip
"""The tools of an agent."""

_HOST_OPERATIONS = ("list_repos", "clone")
_NAME, _PATTERN = Text(240), Text(1 << 10)
_TIMEOUT_S = Whole(1, 300, 60)


@dataclass(frozen=True, slots=True, kw_only=True)
class RepoAction:
    """One action.

    Attributes:
        action_type: The tool; empty if the agent named none.
        git_op: Git's operation, ``list_repos`` or ``clone``.
        git_args: What follows the operation.
        git_repo_name: The repository to clone.
        git_target_dir: The folder to clone it into.
        git_workspace: The fork of the workspace to work in.
        bench_suite: Packages and a regular expression of benchmarks, or ``target``; empty for the task's.
        bench_time: Time of one sample on the base, e.g. ``50ms``, or iterations, e.g. ``100x``.
        bench_count: Samples a side.
        bench_mem_required: Whether bytes and allocations are counted.
        bench_stat: Whether the task's own tree is measured beside the workspace.
        bench_file_name: The artifact that keeps the table.
        bench_timeout: Seconds after which no further sample is begun.
        test_suite: Packages and a regular expression of tests; empty for the task's.
        test_verbose: Whether tests that passed are named.
        test_timeout: Seconds that the tests of a package may take.
        test_output_save_file: The artifact that keeps the tests' output.
        build_flags: Flags that the tools build with from now on; none for no flags.
        escape_target: The package; empty for all that the benchmarks of the task name.
        escape_flags: Further flags of the compiler's.
        escape_output_file: The artifact that keeps the diagnostics.
        perf_mode: ``stat``, ``mem`` or ``c2c``.
        perf_bench: Packages and a regular expression of benchmarks; empty for the task's.
        perf_args: Not used: a profile has no further arguments here.
        perf_output_file: The artifact that keeps the profile.
        patch_diff: A unified diff.
        patch_file: The file to change, without a diff.
        patch_old: The text to replace, which occurs in the file once.
        patch_new: The text to replace it by.
        patch_content: The whole file, where ``patch_old`` is empty.
        files_op: ``list``, ``read`` or ``search``.
        files_path: A file or a folder.
        files_pattern: The regular expression to search for.
        files_first_line: The first line to read.
        files_lines: How many lines to read.
    """

    action_type: str
    git_op: str
    git_args: tuple[str, ...] = field(repr=False)
    git_repo_name: str
    git_target_dir: str
    git_workspace: str
    bench_suite: str
    bench_time: str
    bench_count: int
    bench_mem_required: bool
    bench_stat: bool
    bench_file_name: str
    bench_timeout: int
    test_suite: str
    test_verbose: bool
    test_timeout: int
    test_output_save_file: str
    build_flags: tuple[str, ...]
    escape_target: str
    escape_flags: tuple[str, ...]
    escape_output_file: str
    perf_mode: str
    perf_bench: str
    perf_args: tuple[str, ...]
    perf_output_file: str
    patch_diff: str = field(repr=False)
    patch_file: str
    patch_old: str = field(repr=False)
    patch_new: str = field(repr=False)
    patch_content: str = field(repr=False)
    files_op: str
    files_path: str
    files_pattern: str
    files_first_line: int
    files_lines: int


FIELDS: Mapping[str, Field] = {
    "action_type": Choice(ACTION_TYPES),
    "git_op": Choice((*OPERATIONS, *_HOST_OPERATIONS)),
    "git_args": Texts(),
    "git_repo_name": _NAME,
    "git_target_dir": _NAME,
    "git_workspace": _NAME,
    "bench_suite": _PATTERN,
    "bench_time": Text(20, "50ms"),
    "bench_count": Whole(1, 20, 6),
    "bench_mem_required": Flag(True),
    "bench_stat": Flag(True),
    "bench_file_name": _NAME,
    "bench_timeout": _TIMEOUT_S,
    "test_suite": _PATTERN,
    "test_verbose": Flag(),
    "test_timeout": _TIMEOUT_S,
    "test_output_save_file": _NAME,
    "build_flags": Texts(),
    "escape_target": _PATTERN,
    "escape_flags": Texts(),
    "escape_output_file": _NAME,
    "perf_mode": Choice(("stat", "mem", "c2c")),
    "perf_bench": _PATTERN,
    "perf_args": Texts(),
    "perf_output_file": _NAME,
    "patch_diff": Text(),
    "patch_file": _NAME,
    "patch_old": Text(),
    "patch_new": Text(),
    "patch_content": Text(),
    "files_op": Choice(("list", "read", "search")),
    "files_path": _NAME,
    "files_pattern": _PATTERN,
    "files_first_line": Whole(1, 1_000_000, 1),
    "files_lines": Whole(1, 1000, 300),
}
"""Name of each field -> its kind."""


def action_space() -> spaces.Dict:
    """A flat space with every field."""
    return spaces.Dict({name: kind.space() for name, kind in FIELDS.items()})


def read_action(given: Mapping[str, Any]) -> RepoAction:
    """Read an action, whole or in part; a field that is not given has its default.

    Args:
        given: Name of each field -> a value of its space, or what a person would write for it.

    Raises:
        Refused: A field is unknown, or cannot have its value. The text says what to write instead.
    """
    for name in given:
        if name not in FIELDS:
            raise Refused(
                f"an action has no field {text_of(name)[:80]!r}; {suggestion(text_of(name)[:80], FIELDS)}"
            )
    values = {
        name: kind.read(name, given[name]) if name in given else kind.default for name, kind in FIELDS.items()
    }
    if "action_type" not in given:
        values["action_type"] = ""
    return RepoAction(**values)


def shortest(given: Mapping[str, Any]) -> dict[str, Any]:
    """An action as JSON has it: by names, without the fields of other tools and those at their defaults."""
    try:
        action = read_action(given)
    except Refused:
        return {text_of(name): text_of(value) for name, value in given.items()}
    kept: dict[str, Any] = {"action_type": action.action_type} if action.action_type else {}
    for one in fields(action):
        value = getattr(action, one.name)
        if _belongs(one.name, action.action_type) and value != FIELDS[one.name].default:
            kept[one.name] = list(cast("tuple[str, ...]", value)) if isinstance(value, tuple) else value
    return kept


def _belongs(name: str, action_type: str) -> bool:
    beginnings = {
        "benchmarks": "bench_", "tests": "test_", "escape_analysis": "escape_", "build_flags": "build_flags",
    }  # fmt: skip
    return bool(action_type) and name.startswith(beginnings.get(action_type, f"{action_type}_"))
