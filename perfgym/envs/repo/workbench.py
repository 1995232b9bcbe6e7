"""The workspace of an episode, and what all tools need: git and processes in the jail, cores, artifacts."""

import contextlib
import math
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import replace

from perfgym.envs.repo.result import Outcome, Stopped, ToolResult, outcome_of
from perfgym.evaluation.feedback import quote
from perfgym.languages.archive import BadArchiveError
from perfgym.languages.go import Go
from perfgym.languages.go_module import ModuleBuild, run_tests_request
from perfgym.languages.go_packages import files_for_tests, packages_with_tests
from perfgym.machine.leases import lease_core
from perfgym.printable import clean_text
from perfgym.programs.memo import Memo
from perfgym.repo.build import build_limits
from perfgym.repo.canonical import RawWorkspace, canonical_repository
from perfgym.repo.editable import changed_paths, why_not_editable
from perfgym.repo.git import Git, GitAnswer
from perfgym.repo.patching import Refused
from perfgym.repo.task import RepoTask
from perfgym.repo.tree import Tree, TreeError
from perfgym.sandbox import Sandbox
from perfgym.sandbox.request import Limits, ProcessRequest, ProcessResult
from perfgym.settings import Settings

__all__ = ["BUILD_TIMEOUT_S", "MOST_CPU_S", "Workbench", "failed"]

BUILD_TIMEOUT_S = 120.0
MOST_CPU_S = 900
"""CPU time that the tools of one episode may take, in seconds. Evaluations have a budget of their own."""

_MOST_ARTIFACTS = 32
_MOST_ARTIFACT_CHARACTERS = 1 << 20
_MOST_SAID = 6000  # characters of a program's output
_MOST_OUTPUT_BYTES = 8 << 20
_MEMORY_BYTES = 1 << 30
_MODULE_FILES = ("go.mod", "go.sum")


def failed(result: ProcessResult, what: str) -> ToolResult:
    """The answer where a process that a tool needs did not end well."""
    said = clean_text(result.stderr, _MOST_SAID)
    outcome = outcome_of(result)
    heading = f"{what}: {outcome}{f' ({result.detail})' if result.detail else ''}"
    return ToolResult(
        outcome=Outcome.FAILED if outcome is Outcome.OK else outcome,
        text=f"{heading}\n{quote(said)}".strip(),
        stderr=said,
        exit_code=result.exit_code if outcome is Outcome.FAILED else -1,
    )


class Workbench:
    """One workspace, and the means of the tools that work on it.

    What is built of the task's own tree is kept for all episodes.

    Args:
        task: The task.
        base: The task's own tree.
        sandbox: Contains everything that runs.
        settings: Cores.

    Attributes:
        tree: The files of the workspace.
        artifacts: Name -> text that a tool kept on request.
        cpu_s: CPU time that the tools have taken in this episode, in seconds.
        line_shares: Path and line -> share of the last CPU profile; empty without one.
    """

    def __init__(self, task: RepoTask, base: Tree, sandbox: Sandbox, settings: Settings) -> None:
        self.task = task
        self.base = base
        self.memo = Memo()
        self.artifacts: dict[str, str] = {}
        self.line_shares: dict[tuple[str, int], float] = {}
        self.cpu_s = 0.0
        self._sandbox = sandbox
        self._settings = settings
        self._repository = canonical_repository(base.files)
        self._git = Git(sandbox, self._repository)
        self._gitdir = self._repository.workspace.gitdir
        self.tree = base

    @property
    def commit(self) -> str:
        """Name of the commit that every workspace begins with."""
        return self._repository.commit

    def begin(self) -> None:
        """Go back to the task's own tree, for an episode that begins."""
        self.tree = self.base
        self._gitdir = self._repository.workspace.gitdir
        self.artifacts = {}
        self.line_shares = {}
        self.cpu_s = 0.0

    # ---- the workspace -------------------------------------------------------------------------------------

    def git(self, operation: str, arguments: Sequence[str]) -> GitAnswer:
        """Run git on the workspace, and keep what it did.

        Raises:
            Refused: Git was not run, or left something that cannot be a workspace; nothing has changed.
            HarnessError: The sandbox failed.
        """
        return self._kept(self._git.run(self._raw(), operation, arguments))

    def apply(self, diff: bytes) -> GitAnswer:
        """Apply a diff to the workspace, all of it or nothing; as :meth:`git`."""
        return self._kept(self._git.apply(self._raw(), diff))

    def _raw(self) -> RawWorkspace:
        return RawWorkspace(self.tree.to_tar(), self._gitdir)

    def _kept(self, answer: GitAnswer) -> GitAnswer:
        self.cpu_s += answer.cpu_ns * 1e-9
        if answer.refusal:
            raise Refused(clean_text(answer.refusal))
        try:
            self.tree = Tree.from_tar(answer.workspace.tree)
        except TreeError as error:
            raise Refused(f"What git did was dropped: {error}.") from None
        self._gitdir = answer.workspace.gitdir
        return answer

    def changes(self) -> dict[str, str]:
        """Each path that differs from the base -> why it is not measured, empty if it is."""
        return {
            path: why_not_editable(path, self.task.editable) for path in changed_paths(self.base, self.tree)
        }

    def keep(self, name: str, text: str) -> str:
        """Keep a text as an artifact under a name; return a sentence that says so, empty without a name."""
        if not name:
            return ""
        if name not in self.artifacts and len(self.artifacts) >= _MOST_ARTIFACTS:
            return f"Not kept: there are {_MOST_ARTIFACTS} artifacts already."
        self.artifacts[name] = text[:_MOST_ARTIFACT_CHARACTERS]
        shown = " ".join(clean_text(name).split())  # a line break in a name would begin a line of feedback
        return f"Kept as the artifact {shown!r}: read it as the file artifact:{shown}."

    # ---- processes -----------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def leased(self) -> Generator[int]:
        """Lease a core for builds and runs."""
        with lease_core(self._settings.cores, self._settings.lease_timeout_s or math.inf) as lease:
            yield lease.cpu

    def run(self, request: ProcessRequest, core: int) -> ProcessResult:
        """Run a process on a core, and count its CPU time.

        Raises:
            Refused: The episode's CPU time is used up.
        """
        if self.cpu_s >= MOST_CPU_S:
            raise Refused(f"The tools have used {MOST_CPU_S} s of CPU time, which is all that they may.")
        result = self._sandbox.run(replace(request, core=core))
        self.cpu_s += result.cpu_ns * 1e-9
        return result

    def packages(self, tree: Tree, patterns: Sequence[str]) -> tuple[str, ...]:
        """The packages of a tree that have tests and match one of the patterns, or else those of the task."""
        return packages_with_tests(tree.files, patterns or self.task.packages)

    def test_binaries(
        self, packages: Sequence[str], core: int, *, of_base: bool = False
    ) -> Mapping[str, bytes]:
        """Package to test binary, of the workspace or of the task's own tree.

        Raises:
            Stopped: They do not build.
        """
        if of_base:
            return self.memo.once(("tests", *packages), lambda: self._build(self.base, packages, core))
        return self._build(self.buildable(), packages, core)

    def buildable(self) -> Tree:
        """The workspace with the task's own module files."""
        own = {path: file for path, file in self.base.files.items() if path in _MODULE_FILES}
        return Tree({**self.tree.files, **own})

    def _build(self, tree: Tree, packages: Sequence[str], core: int) -> Mapping[str, bytes]:
        wanted = ModuleBuild(module=self.task.module, tests=tuple(packages))
        result = self.run(wanted.request(tree.to_tar(), build_limits(BUILD_TIMEOUT_S)), core)
        if not result.succeeded or result.artifact is None:
            raise Stopped(failed(result, "The build failed"))
        try:
            binaries = wanted.binaries(result.artifact).tests
        except BadArchiveError as error:
            raise Refused(f"The build wrote no archive of programs: {error}.") from None
        for refusal in filter(None, map(Go().refusal, binaries.values())):
            raise Refused(refusal)
        return binaries

    def run_tests(
        self,
        package: str,
        binary: bytes,
        arguments: Iterable[str],
        core: int,
        *,
        timeout_s: float,
        of_base: bool = False,
        artifact: str = "",
    ) -> ProcessResult:
        """Run a test binary, with the test data of its package."""
        tree = self.base if of_base else self.tree
        files = files_for_tests({path: file.content for path, file in tree.files.items()}, package)
        limits = Limits(
            wall_s=timeout_s,
            cpu_s=timeout_s,
            memory_bytes=_MEMORY_BYTES,
            output_bytes=_MOST_OUTPUT_BYTES,
        )
        request = run_tests_request(binary, tuple(arguments), limits, files=files, artifact=artifact)
        return self.run(request, core)
