"""The workspace of an episode, and what all tools need: git and processes in the jail, cores, artifacts."""

import contextlib
import math
import re
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from perfgym.envs.repo.result import Outcome, Stopped, ToolResult, outcome_of
from perfgym.errors import MachineError
from perfgym.evaluation.feedback import quote
from perfgym.languages.archive import BadArchiveError
from perfgym.languages.go import Go
from perfgym.languages.go_module import ModuleBuild, run_tests_request
from perfgym.languages.go_packages import files_for_tests, packages_with_tests
from perfgym.machine.leases import lease_core
from perfgym.printable import clean_text
from perfgym.programs.memo import Memo
from perfgym.repo.evaluation.build import build_limits
from perfgym.repo.hosting.clones import Clones
from perfgym.repo.tasks.task import RepoTask
from perfgym.repo.workspace.canonical import canonical_repository
from perfgym.repo.workspace.editable import changed_paths, why_not_editable
from perfgym.repo.workspace.git import Git, GitAnswer
from perfgym.repo.workspace.refused import Refused
from perfgym.repo.workspace.tree import File, Tree, TreeError
from perfgym.repo.workspace.workspace import Workspace
from perfgym.sandbox import Sandbox
from perfgym.sandbox.request import Limits, ProcessRequest, ProcessResult
from perfgym.settings import Settings

__all__ = [
    "BUILD_TIMEOUT_S",
    "MAIN",
    "MOST_ARTIFACTS",
    "MOST_CPU_S",
    "MOST_WORKSPACES",
    "BenchState",
    "Workbench",
    "failed",
    "is_workspace_name",
]

BUILD_TIMEOUT_S = 120.0
MOST_CPU_S = 900
"""CPU time that the tools of one episode may take, in seconds. Evaluations have a budget of their own."""

MOST_ARTIFACTS = 32
"""Texts that the tools of one episode may keep."""

MAIN = "main"
"""Name of the workspace that an episode begins with."""

MOST_WORKSPACES = 4
"""Workspaces of one episode, with the first."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_MOST_ARTIFACT_CHARACTERS = 1 << 20
_MOST_SAID = 6000  # characters of a program's output
_MOST_OUTPUT_BYTES = 8 << 20
_MEMORY_BYTES = 1 << 30
_SECOND_CORE_S = 10.0
_MODULE_FILES = ("go.mod", "go.sum")
_LEAST_SHARE_OF_CORE = 0.25
"""Of the time that a process holds a core, what counts as CPU time at least. A process on a busy machine uses
more, and one that sleeps can hold a core for an hour in all."""


def is_workspace_name(text: str) -> bool:
    """Whether a text can name a workspace."""
    return _NAME.fullmatch(text) is not None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchState:
    """All that the tools have made in an episode.

    Attributes:
        workspaces: Name -> workspace.
        current: Name of the workspace that the tools work on.
        build_flags: Flags for the compiler.
        artifacts: Name -> text that a tool kept on request.
        line_shares: Path and line -> share of the last CPU profile.
        cpu_s: CPU time that the tools have taken, in seconds.
    """

    workspaces: Mapping[str, Workspace]
    current: str = MAIN
    build_flags: tuple[str, ...] = ()
    artifacts: Mapping[str, str] = field(default_factory=dict[str, str])
    line_shares: Mapping[tuple[str, int], float] = field(default_factory=dict[tuple[str, int], float])
    cpu_s: float = 0.0


class Workbench:
    """The workspaces of an episode, and the means of the tools that work on it.

    What is built of the task's own tree is kept for all episodes.

    Args:
        task: The task.
        base: The task's own tree.
        sandbox: Contains everything that runs.
        settings: Cores.
        clones: What the agent can clone.

    Attributes:
        current: Name of the workspace that the tools work on.
        workspaces: Name -> workspace, of all in this episode.
        extra: What the agent cloned, below ``extra/``. It can be read, and is neither built nor evaluated. An
            episode that goes on from a snapshot has none.
        clones: What the agent can clone.
        artifacts: Name -> text that a tool kept on request.
        cpu_s: CPU time that the tools have taken in this episode, in seconds.
        line_shares: Path and line -> share of the last CPU profile; empty without one.
        build_flags: Flags that the tools of this episode build with, on both sides.
    """

    def __init__(
        self, task: RepoTask, base: Tree, sandbox: Sandbox, settings: Settings, clones: Clones
    ) -> None:
        self.task = task
        self.base = base
        self.memo = Memo()
        self.clones = clones
        self._sandbox = sandbox
        self._settings = settings
        self._repository = canonical_repository(base.files)
        self._git = Git(sandbox, self._repository)
        self.begin()

    @property
    def commit(self) -> str:
        """Name of the commit that every workspace begins with."""
        return self._repository.commit

    @property
    def tree(self) -> Tree:
        """The files of the workspace; setting them leaves its git folder as it is."""
        return self.workspaces[self.current].tree

    @tree.setter
    def tree(self, tree: Tree) -> None:
        self.workspaces[self.current] = replace(self.workspaces[self.current], tree=tree)

    def begin(self, state: BenchState | None = None) -> None:
        """Begin an episode with the task's own tree, or go on from a state of another one."""
        state = state or BenchState(workspaces={MAIN: Workspace.first(self.base, self._repository)})
        self.workspaces = dict(state.workspaces)
        self.current = state.current
        self.build_flags = state.build_flags
        self.artifacts = dict(state.artifacts)
        self.line_shares = dict(state.line_shares)
        self.cpu_s = state.cpu_s
        self.extra = Tree({})

    @property
    def state(self) -> BenchState:
        """What :meth:`begin` takes to go on from here."""
        return BenchState(
            workspaces=dict(self.workspaces),
            current=self.current,
            build_flags=self.build_flags,
            artifacts=dict(self.artifacts),
            line_shares=dict(self.line_shares),
            cpu_s=self.cpu_s,
        )

    # ---- the workspace -------------------------------------------------------------------------------------

    def git(self, operation: str, arguments: Sequence[str]) -> GitAnswer:
        """Run git on the workspace, and keep what it did.

        Raises:
            Refused: Git was not run, or left something that cannot be a workspace; nothing has changed.
            HarnessError: The sandbox failed.
        """
        return self._kept(self._git.run(self.workspaces[self.current].raw, operation, arguments))

    def apply(self, diff: bytes) -> GitAnswer:
        """Apply a diff to the workspace, all of it or nothing; as :meth:`git`."""
        return self._kept(self._git.apply(self.workspaces[self.current].raw, diff))

    @property
    def readable(self) -> Mapping[str, File]:
        """The files of the workspace, and those that were cloned."""
        return {**self.extra.files, **self.tree.files}

    def search(self, arguments: Sequence[str]) -> GitAnswer:
        """Run ``git grep`` on all that can be read; the workspace stays as it is.

        Raises:
            Refused: Git was not run, or was stopped.
            HarnessError: The sandbox failed.
        """
        try:
            seen = replace(self.workspaces[self.current], tree=Tree(self.readable))
        except TreeError as error:  # a file of the workspace has the name of a folder that was cloned
            raise Refused(f"Nothing can be searched: {error}.") from None
        answer = self._git.run(seen.raw, "grep", arguments)
        self.cpu_s += answer.cpu_ns * 1e-9
        if answer.refusal:
            raise Refused(clean_text(answer.refusal))
        return answer

    def _kept(self, answer: GitAnswer) -> GitAnswer:
        self.cpu_s += answer.cpu_ns * 1e-9
        if answer.refusal:
            raise Refused(clean_text(answer.refusal))
        try:
            tree = Tree.from_tar(answer.workspace.tree)
        except TreeError as error:
            raise Refused(f"What git did was dropped: {error}.") from None
        self.workspaces[self.current] = Workspace(tree, answer.workspace.gitdir)
        return answer

    @contextlib.contextmanager
    def entered(self, name: str) -> Generator[None]:
        """Work on the workspace of a name from now on; a new name is that of a fork of the current one.

        If what follows is refused, all is as it was.

        Args:
            name: The name; empty for the current workspace.

        Raises:
            Refused: The name cannot be one, or there are too many workspaces.
        """
        workspaces, current = dict(self.workspaces), self.current
        try:
            if name:
                self._enter(name)
            yield
        except Refused:
            self.workspaces, self.current = workspaces, current
            raise

    def _enter(self, name: str) -> None:
        if not is_workspace_name(name):
            raise Refused(
                f"{clean_text(name)!r} cannot name a workspace: use at most 40 letters, digits, '.', '_' and "
                "'-', and begin with a letter or a digit."
            )
        if name not in self.workspaces:
            if len(self.workspaces) >= MOST_WORKSPACES:
                known = ", ".join(self.workspaces)
                raise Refused(f"There are {MOST_WORKSPACES} workspaces already: {known}. Use one of these.")
            self.workspaces[name] = self.workspaces[self.current]
        self.current = name

    def changes(self) -> dict[str, str]:
        """Each path that differs from the base -> why it is not measured, empty if it is."""
        return {
            path: why_not_editable(path, self.task.editable) for path in changed_paths(self.base, self.tree)
        }

    def keep(self, name: str, text: str) -> str:
        """Keep a text as an artifact under a name; return a sentence that says so, empty without a name."""
        if not name:
            return ""
        if name not in self.artifacts and len(self.artifacts) >= MOST_ARTIFACTS:
            return f"Not kept: there are {MOST_ARTIFACTS} artifacts already."
        self.artifacts[name] = text[:_MOST_ARTIFACT_CHARACTERS]
        shown = " ".join(clean_text(name).split())  # a line break in a name would begin a line of feedback
        return f"Kept as the artifact {shown!r}: read it as the file artifact:{shown}."

    # ---- processes -----------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def leased(self) -> Generator[int]:
        """Lease a core for builds and runs."""
        with lease_core(self._settings.cores, self._settings.lease_timeout_s or math.inf) as lease:
            yield lease.cpu

    @contextlib.contextmanager
    def another_leased(self) -> Generator[str]:
        """Lease a second core beside a leased one, if one is free soon; yield why not, empty if it is.

        The wait is short, because two episodes that each hold one core and wait for a second would wait
        for ever.
        """
        with contextlib.ExitStack() as stack:
            try:
                stack.enter_context(lease_core(self._settings.cores, _SECOND_CORE_S))
                why = ""
            except MachineError:
                why = f"no second core was free within {_SECOND_CORE_S:.0f} s"
            yield why

    def run(self, request: ProcessRequest, core: int | None) -> ProcessResult:
        """Run a process on a core, or on any with None, and count its CPU time.

        Raises:
            Refused: The episode's CPU time is used up.
        """
        if self.cpu_s >= MOST_CPU_S:
            raise Refused(f"The tools have used {MOST_CPU_S} s of CPU time, which is all that they may.")
        result = self._sandbox.run(replace(request, core=core))
        self.cpu_s += max(result.cpu_ns, _LEAST_SHARE_OF_CORE * result.wall_ns) * 1e-9
        return result

    def packages(self, tree: Tree, patterns: Sequence[str]) -> tuple[str, ...]:
        """The packages of a tree that have tests and match one of the patterns, or else those of the task."""
        return packages_with_tests(tree.files, patterns or self.task.packages)

    def test_binaries(
        self, packages: Sequence[str], core: int, *, of_base: bool = False, symbols: bool = False
    ) -> Mapping[str, bytes]:
        """Package to test binary, of the workspace or of the task's own tree, built with the build flags.

        Args:
            packages: Packages with tests.
            core: Logical CPU that the compiler runs on.
            of_base: Whether they are of the task's own tree; those are built once for all episodes.
            symbols: Whether they have line numbers for simulators.

        Raises:
            Stopped: They do not build.
            Refused: The build was taken over by its input, or made what cannot be run.
        """
        wanted = ModuleBuild(
            module=self.task.module, tests=tuple(packages), symbols=symbols, flags=self.build_flags
        )
        if of_base:
            return self._base_binaries(wanted, core)
        return self._build(self.buildable(), wanted, core)

    def _base_binaries(self, wanted: ModuleBuild, core: int) -> Mapping[str, bytes]:
        """Each package of the base is built once: to keep each set that is asked for would fill memory."""
        kind = ("base tests", wanted.symbols, wanted.flags)
        known = self.memo.once(kind, dict[str, bytes | None])
        if missing := tuple(package for package in wanted.tests if package not in known):
            built = self._build(self.base, replace(wanted, tests=missing), core)
            known.update({package: built.get(package) for package in missing})  # without tests: no binary
        return {package: binary for package in wanted.tests if (binary := known[package]) is not None}

    def buildable(self) -> Tree:
        """The workspace with the task's own module files."""
        own = {path: file for path, file in self.base.files.items() if path in _MODULE_FILES}
        # A folder of the workspace may have the name of one of these files.
        others = {path: file for path, file in self.tree.files.items() if path.split("/", 1)[0] not in own}
        return Tree({**others, **own})

    def _build(self, tree: Tree, wanted: ModuleBuild, core: int) -> Mapping[str, bytes]:
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
        core: int | None,
        *,
        timeout_s: float,
        of_base: bool = False,
        artifact: str = "",
    ) -> ProcessResult:
        """Run a test binary, with the test data of its package.

        Raises:
            Refused: The episode's CPU time is used up.
        """
        request = self.tests_request(package, binary, arguments, timeout_s=timeout_s, of_base=of_base)
        return self.run(replace(request, artifact=artifact), core)

    def tests_request(
        self,
        package: str,
        binary: bytes,
        arguments: Iterable[str],
        *,
        timeout_s: float,
        of_base: bool = False,
    ) -> ProcessRequest:
        """The request that :meth:`run_tests` runs, for those who run it otherwise."""
        tree = self.base if of_base else self.tree
        files = files_for_tests({path: file.content for path, file in tree.files.items()}, package)
        limits = Limits(
            wall_s=timeout_s,
            cpu_s=timeout_s,
            memory_bytes=_MEMORY_BYTES,
            output_bytes=_MOST_OUTPUT_BYTES,
        )
        return run_tests_request(binary, tuple(arguments), limits, files=files)
