"""What is made once of a task: its own tree and the expert's, built, and the tests that must pass."""

import contextlib

from perfgym.errors import ProblemError
from perfgym.programs.memo import Memo
from perfgym.records import Status
from perfgym.repo.evaluation.build import Built, build_tree
from perfgym.repo.evaluation.measured_tree import built_tree, submission_of, tree_of
from perfgym.repo.evaluation.required_tests import GoTests, RequiredTests
from perfgym.repo.tasks.task import RepoTask
from perfgym.repo.workspace.patched import patched
from perfgym.repo.workspace.tree import Tree
from perfgym.sandbox import Sandbox

__all__ = ["BUILD_TIMEOUT_S", "OwnBuilds"]

BUILD_TIMEOUT_S = 120.0
"""Wall-clock and CPU seconds that one build may take."""


class OwnBuilds:
    """Builds the trees of a task's author. Each is built when it is first needed, and then kept.

    Args:
        task: The task.
        tree: The task's own tree.
        sandbox: Contains everything.
        go_tests: Runs the task's tests.
    """

    def __init__(self, task: RepoTask, tree: Tree, sandbox: Sandbox, go_tests: GoTests) -> None:
        self._task = task
        self._tree = tree
        self._sandbox = sandbox
        self._go_tests = go_tests
        self._memo = Memo()

    def base(self, core: int) -> Built:
        """The task's own tree, built.

        Raises:
            ProblemError: It does not build.
        """
        return self._memo.once("base", lambda: self._build(self._tree, "the tree", core))

    def required(self, core: int) -> RequiredTests:
        """The tests that must pass: those that the task's own tree passes."""
        return self._memo.once("required", lambda: self._find_required(core))

    def _find_required(self, core: int) -> RequiredTests:
        return self._go_tests.required(self.base(core).tests, built_tree(self._tree, self._task), core)

    def expert_tree(self) -> Tree:
        """The measured tree of the expert's patch.

        Raises:
            ProblemError: There is no patch, or it does not apply.
        """
        return self._memo.once("expert's tree", self._find_expert_tree)

    def _find_expert_tree(self) -> Tree:
        if not self._task.expert.strip():
            raise ProblemError(f"{self._task.name} has no expert's patch")
        workspace = patched(self._tree, self._task.expert, self._sandbox)
        return tree_of(submission_of(workspace, self._task), self._tree, self._task)

    def expert_text(self) -> str | None:
        """The text of the expert's files, as a submission has it; None where there is no expert."""
        return self._memo.once("expert's text", self._find_expert_text)

    def _find_expert_text(self) -> str | None:
        with contextlib.suppress(ProblemError):  # `perfgym validate` tells its author
            return submission_of(self.expert_tree(), self._task).text
        return None

    def expert(self, core: int) -> Built:
        """The expert's tree, built.

        Raises:
            ProblemError: There is none, or it does not build.
        """
        return self._memo.once(
            "expert", lambda: self._build(self.expert_tree(), "the expert's patch of the tree", core)
        )

    def _build(self, tree: Tree, what: str, core: int) -> Built:
        whole = built_tree(tree, self._task)
        built = build_tree(whole, self._task, self._sandbox, timeout_s=BUILD_TIMEOUT_S, core=core)
        if built.build.status is not Status.ACCEPTED:
            raise ProblemError(f"{what} of {self._task.name} does not build: {built.build.diagnostics}")
        return built
