"""How agents and the store read an episode of ``PerfRepo``: actions are JSON, submissions are files."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from perfgym.envs.family import Task
from perfgym.envs.repo.action import shortest
from perfgym.envs.repo.reply import HOW_TO_ANSWER, HOW_TO_ANSWER_AGAIN, action_reply, parse_action, read_reply
from perfgym.envs.repo.result import OUTCOMES, Outcome
from perfgym.errors import MachineError
from perfgym.records import Submission
from perfgym.repo.evaluation.measured_tree import tree_of
from perfgym.repo.tasks.debian import base_tree
from perfgym.repo.tasks.task import RepoTask
from perfgym.repo.workspace.diff import unified_diff
from perfgym.repo.workspace.editable import why_not_editable
from perfgym.repo.workspace.tree import Tree, TreeError

__all__ = ["RepoEpisodes"]

_SUBMIT = {"action_type": "submit"}
_TESTS = "_test.go"
_PACKAGE = re.compile(rb"^package [A-Za-z_]\w*", re.M | re.A)
_BENCHMARK = re.compile(rb"^func Benchmark\w*\([^)\n]*\) \{\n", re.M)


class RepoEpisodes(Task):
    """The episodes of one task.

    Args:
        task: The task.
    """

    is_text = True

    def __init__(self, task: RepoTask) -> None:
        self._task = task

    def opening(self, observation: Any) -> str:
        """The prompt, and how to answer."""
        return observation["prompt"] + HOW_TO_ANSWER

    def prompt(self, observation: Any) -> str:
        """The prompt alone."""
        return observation["prompt"]

    def feedback(self, observation: Any, reply: str = "") -> str:
        """The feedback of the last step, what of the reply was not taken, and how to answer without one."""
        is_lost = (
            OUTCOMES[int(observation["outcome"])] is Outcome.NOTHING_DONE
            and "names no tool" in observation["feedback"]
        )
        again = (HOW_TO_ANSWER_AGAIN,) if is_lost and observation["steps_left"] else ()
        return "\n".join((observation["feedback"], *read_reply(reply).remarks, *again))

    def tool_feedback(self, observation: Any) -> str:
        """The feedback of the last step alone."""
        return observation["feedback"]

    def action(self, reply: str) -> dict[str, Any]:
        """The action in a reply, in part."""
        return parse_action(reply)

    def tool_action(self, content: str, *, submit: bool) -> dict[str, Any]:
        """A diff or an action in JSON; what submits has nothing else."""
        return dict(_SUBMIT) if submit and not content.strip() else _from_content(content)

    def reply(self, action: Any) -> str:
        """The action as JSON in a fenced block."""
        return action_reply(action)

    def submission(self, action: Any, info: Mapping[str, Any]) -> Submission | None:
        """The files that were evaluated; None if none were."""
        del action
        files: Mapping[str, bytes] = info.get("submission") or {}
        return Submission(files=dict(files)) if files else None

    def changes(self, submission: Submission) -> str | None:
        """A diff from the task's own files; None if they are not on this machine, or no tree can be built."""
        try:
            base = base_tree(self._task)
            changed = tree_of(submission, base, self._task)
        except (MachineError, TreeError):
            return None
        return unified_diff(base, changed).decode(errors="replace")

    def record(self, action: Any) -> dict[str, Any]:
        """The fields that the action's tool reads, without those at their defaults."""
        return shortest(action)

    def scripted(self) -> Mapping[str, Sequence[Any]]:
        """Honest agents, failing ones, and two that try to be paid for changed benchmarks and deleted tests.

        ``reference`` submits the task's own files, ``expert`` the expert's, ``step-...`` those of one step of
        the expert's, and ``broken`` files that do not compile. ``benchmark-editor`` makes the benchmarks
        measure nothing, and ``test-deleter`` deletes every test. Both should be paid as ``reference`` is.

        Raises:
            MachineError: The files of the task are not on this machine.
        """
        base = base_tree(self._task)
        editable = next(path for path in sorted(base.files) if self._is_editable_source(path))
        broken = {"action_type": "patch", "patch_file": editable, "patch_content": "not Go\n"}
        steps = {f"step-{name}": [_patch(text), _SUBMIT] for name, text in self._task.steps.items()}
        return {
            "reference": [_SUBMIT],
            **({"expert": [_patch(self._task.expert), _SUBMIT]} if self._task.expert else {}),
            **steps,
            "broken": [broken, _SUBMIT],
            "benchmark-editor": [
                _patch(unified_diff(base, _without_benchmarks(base)).decode(errors="replace")),
                {"action_type": "benchmarks", "bench_count": 1},
                _SUBMIT,
            ],
            "test-deleter": [*_deletions(base), {"action_type": "tests"}, _SUBMIT],
        }

    def _is_editable_source(self, path: str) -> bool:
        return path.endswith(".go") and not why_not_editable(path, self._task.editable)


def _patch(diff: str) -> dict[str, Any]:
    return {"action_type": "patch", "patch_diff": diff}


def _without_benchmarks(tree: Tree) -> Tree:
    """The tree with benchmarks that return before they do anything."""
    emptied = {
        path: replace(file, content=_BENCHMARK.sub(rb"\g<0>\treturn\n", file.content))
        for path, file in tree.files.items()
        if path.endswith(_TESTS)
    }
    return Tree({**tree.files, **emptied})


def _deletions(tree: Tree) -> Iterator[dict[str, Any]]:
    """Actions that leave nothing in each file of tests but the name of its package."""
    for path, file in tree.files.items():
        if path.endswith(_TESTS) and (package := _PACKAGE.search(file.content)):
            yield {"action_type": "patch", "patch_file": path, "patch_content": f"{package[0].decode()}\n"}


def _from_content(content: str) -> dict[str, Any]:
    action = parse_action(content)
    return action or {"action_type": "patch", "patch_diff": content}
