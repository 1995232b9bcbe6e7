"""A task -> the text that an agent sees before its first step, and what it is told of an evaluation."""

import math
from collections.abc import Mapping
from typing import Any

from perfgym.envs.repo.tools.files import listing
from perfgym.envs.repo.workbench import MOST_CPU_S
from perfgym.evaluation.feedback import change_percent, score_text, turn_text
from perfgym.evaluation.reward import ALLOCATIONS, EXPERT
from perfgym.records import Counts, Evaluation, Event, Role, Status
from perfgym.repo.evaluation.evaluation_facts import UNCHANGED, WORKLOADS
from perfgym.repo.tasks.task import RepoTask
from perfgym.repo.workspace.tree import Tree

__all__ = ["evaluation_text", "prompt_text"]

_MOST_FAILURES = 9  # that are named beside the first
_TOOLS = """\
Each step is one action, a set of fields. `action_type` names the tool; other fields may be left out.

- `files`: `files_op` is `list`, `read` or `search`. `files_path` names a file or folder; `read` takes
  `files_first_line` and `files_lines` (300); `search` takes `files_pattern`, an extended regular expression.
- `patch`: one of three: `patch_diff`, a unified diff (line numbers must be there, counts may be wrong);
  `patch_file` with `patch_old` and `patch_new`, where the old text occurs once; or `patch_file` with
  `patch_content`, the whole file. All of it is applied, or nothing.
- `tests`: `test_suite` holds packages and a regular expression, e.g. `./csv TestParse`; empty for all.
  `test_verbose` names the tests that passed.
- `benchmarks`: `bench_suite` holds packages and a regular expression; empty for the benchmarks above.
  `bench_count` samples a side (6), each of `bench_time` (50ms of the base, or 100x). The base is run beside
  your workspace unless `bench_stat` is 0. With `bench_suite` `target` the workspace is evaluated.
- `perf`: `perf_mode` is `stat` (CPU time, instructions, misses; lines by CPU time), `mem` (lines by bytes
  allocated and by cache misses) or `c2c` (where threads wait); `perf_bench` is like `bench_suite`. Name few
  benchmarks: some figures come from a slow simulator.
- `build_flags`: flags for all tools, from a list that the task allows; without flags, none are set.
- `escape_analysis`: what the compiler says of `escape_target`, a package, or of all; `escape_flags` may hold
  `-m`, `-m=2` and `-d=ssa/check_bce`.
- `git`: `git_op` with `git_args`, a list of words: status, diff, log, show, blame, grep, ls-files, add,
  commit, restore, reset, checkout, branch, stash, clean. `restore` and `stash` undo. `git_workspace` names
  the workspace that all tools work on from then on: a new name forks the present one; the first is `main`.
  `list_repos` names other repositories; `clone` brings the files of one, `git_repo_name`, into `extra/` for
  you to read.
- `submit`: evaluates the workspace and ends the episode."""


def prompt_text(
    task: RepoTask,
    base: Tree,
    *,
    toolchain: str,
    profile: Counts,
    events: Mapping[Role, Event],
    preset: str,
    max_steps: int,
    max_evaluations: int,
) -> str:
    """The prompt of an episode.

    Args:
        task: The task.
        base: Its own tree.
        toolchain: Name, version and flags of what builds it.
        profile: Cost of the base, by role.
        events: Role to the event that filled it.
        preset: The reward, as :func:`~perfgym.evaluation.reward.make_reward` takes it; empty for a callable.
        max_steps: Steps of the episode.
        max_evaluations: Evaluations of the episode.
    """
    score = score_text(preset, {role: events[role] for role in profile})
    parts = (
        f"# {task.title}\n\n{task.summary}\n\n## Your task\n\n{task.goal}",
        f"## The repository\n\nGo module {task.module}, built with {toolchain}. Bytes and path:\n\n"
        f"```\n{listing(base.files)}\n```",
        f"## What you may change\n\n{_rules(task)}",
        f"## Benchmarks\n\n{_benchmarks(task)}",
        f"## Evaluation\n\n{_evaluation(max_evaluations)}\n\n{score} The reward of the episode is the score "
        "of your best evaluation.",
        f"## Tools\n\n{_TOOLS}\n\nYou have {max_steps} steps; an action that is refused takes one, too. All "
        f"tools together may take {MOST_CPU_S} s of CPU time. After the last step, the workspace is "
        "evaluated as it stands.",
    )
    return "\n\n".join(parts) + "\n"


def _rules(task: RepoTask) -> str:
    globs = "\n".join(f"- `{glob}`" for glob in task.editable)
    return (
        f"Evaluations take the files that match these patterns from your workspace:\n\n{globs}\n\n"
        "All others are the task's own, whatever you change: tests (`*_test.go`), `go.mod`, `go.sum`, "
        "`vendor/` and `testdata/` among them. You may add tests for your own use."
    )


def _benchmarks(task: RepoTask) -> str:
    rows = [f"- `{package}`: {', '.join(names)}" for package, names in task.benchmarks.items()]
    return "\n".join(("These point to what matters. They are not what is paid.\n", *rows))


def _evaluation(max_evaluations: int) -> str:
    return (
        f"You have {max_evaluations} evaluations, that at the end included. Each builds your files, runs the "
        "task's tests and hidden ones, and compares the output of programs that use the library with the "
        "output that they have with the task's own files, on fresh inputs. If all are equal, it measures the "
        "CPU time of these programs beside that with the task's own files. The mean over the programs "
        "counts. Results call the task's own files the base, or the reference. The same files keep their "
        "result, and take no evaluation."
    )


def evaluation_text(evaluation: Evaluation) -> str:
    """What an agent is told of an evaluation: the whole, and each program that was measured."""
    workloads: Mapping[str, Mapping[str, Any]] = evaluation.facts.get(WORKLOADS, {})
    rows = [
        f"  {name}: {one['speedup']:.3f} times as fast ({one['low']:.3f} to {one['high']:.3f})"
        for name, one in workloads.items()
    ]
    same = evaluation.facts.get(UNCHANGED, "")
    parts = (
        turn_text(evaluation),
        _other_failures(evaluation),
        f"Note: {same}." if same else "",
        "\n".join(("Each program, with its 99 % interval:", *rows)) if rows else "",
        _allocations(evaluation.facts.get(ALLOCATIONS, {})) if rows else "",
        _expert(evaluation.facts.get(EXPERT, {})),
    )
    return "\n".join(filter(None, parts))


def _other_failures(evaluation: Evaluation) -> str:
    """The tests and programs that failed beside the first one, each with one line of what went wrong."""
    results = evaluation.verdict.results if evaluation.verdict else ()
    others = [result for result in results if result.status is not Status.ACCEPTED][1:]
    if not others:
        return ""
    rows = [
        f"  {one.name}: {one.status}, {one.detail.partition(chr(10))[0]}".removesuffix(", ")
        for one in others[:_MOST_FAILURES]
    ]
    more = [f"  and {len(others) - _MOST_FAILURES} more"] if len(others) > _MOST_FAILURES else []
    return "\n".join(("These failed, too:", *rows, *more))


def _allocations(told: Mapping[str, Any]) -> str:
    if "missing" in told:
        return f"Allocations are unknown: {told['missing']}."
    size, count = (change_percent(told[name]) for name in ("bytes", "allocations"))
    return f"Allocated bytes {size:+.1f} %, allocations {count:+.1f} % ({told['source']})."


def _expert(expert: Mapping[str, Any]) -> str:
    if not expert:
        return ""
    low, high = math.exp(expert["low"]), math.exp(expert["high"])
    return f"An expert's files are {expert['speedup']:.3f} times as fast ({low:.3f} to {high:.3f})."
