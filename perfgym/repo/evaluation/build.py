"""A tree -> the programs of the workloads and the test binaries, built by ``go`` in the sandbox."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from perfgym.languages.archive import BadArchiveError
from perfgym.languages.go import Go
from perfgym.languages.go_module import Binaries, ModuleBuild, go_toolchain
from perfgym.languages.go_packages import packages_with_tests
from perfgym.printable import clean_text
from perfgym.records import Build, Status
from perfgym.repo.evaluation.measured_tree import hidden_paths, workload_package
from perfgym.repo.evaluation.withheld import diagnostics_text
from perfgym.repo.tasks.task import RepoTask
from perfgym.repo.workspace.tree import Tree
from perfgym.sandbox import Sandbox
from perfgym.sandbox.request import Limits, ProcessOutcome, ProcessResult

__all__ = ["Built", "build_limits", "build_tree"]

_MEMORY_BYTES = 2 << 30
_SCRATCH_BYTES = 512 << 20
_PROCESSES = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What was built of a tree.

    Attributes:
        build: The record of the build.
        programs: Name of each workload to its program; empty unless the build was accepted.
        tests: Package to test binary, of each package that has tests; the same.
        digest: SHA-256 of all of them in hexadecimal; the same. ``build`` has one of the programs alone.
    """

    build: Build
    programs: Mapping[str, bytes] = field(default_factory=dict[str, bytes], repr=False)
    tests: Mapping[str, bytes] = field(default_factory=dict[str, bytes], repr=False)
    digest: str = ""


def build_limits(timeout_s: float) -> Limits:
    """What a build may use.

    Args:
        timeout_s: Wall-clock and CPU seconds that it may take.
    """
    return Limits(
        wall_s=timeout_s,
        cpu_s=timeout_s,
        memory_bytes=_MEMORY_BYTES,
        processes=_PROCESSES,
        scratch_bytes=_SCRATCH_BYTES,
    )


def build_tree(
    tree: Tree, task: RepoTask, sandbox: Sandbox, *, timeout_s: float, core: int | None = None
) -> Built:
    """Build everything of a tree that is run. Whatever is wrong with it is in the build's status.

    Args:
        tree: The tree with tests and workloads, as
            :func:`~perfgym.repo.evaluation.measured_tree.built_tree` makes it.
        task: The task.
        sandbox: Contains the compiler.
        timeout_s: Wall-clock and CPU seconds that the build may take.
        core: Logical CPU that the compiler is pinned to, if given.

    Raises:
        ToolchainMissingError: Go or GNU tar is missing.
        HarnessError: The sandbox failed.
    """
    wanted = ModuleBuild(
        module=task.module,
        tests=packages_with_tests(tree.files, task.packages),
        programs=tuple(workload_package(name) for name in task.workloads),
    )
    result = sandbox.run(replace(wanted.request(tree.to_tar(), build_limits(timeout_s)), core=core))
    said = clean_text(diagnostics_text(result.stderr.decode(errors="replace"), hidden_paths(task)))
    if not result.succeeded or result.artifact is None:
        return Built(build=_failed(result, said))
    try:
        binaries = wanted.binaries(result.artifact)
    except BadArchiveError as error:
        return Built(build=_failed(result, f"the build wrote no archive of programs: {error}"))
    return _checked(binaries, task, result, said)


def _checked(binaries: Binaries, task: RepoTask, result: ProcessResult, said: str) -> Built:
    """Refuse what must not run, and what the build did not make although its packages exist."""
    programs: dict[str, bytes] = {}
    for name in task.workloads:
        program = binaries.programs.get(workload_package(name))
        if program is None:
            return Built(build=_failed(result, said or "the build made no program"))
        programs[name] = program
    for binary in (*programs.values(), *binaries.tests.values()):
        if refusal := Go().refusal(binary):
            return Built(build=_failed(result, refusal))
    build = Build(
        status=Status.ACCEPTED,
        digest=_digest(programs),
        diagnostics=said,
        toolchain=go_toolchain().identity,
        wall_ns=result.wall_ns,
    )
    both = _digest(programs | {f"go test {package}": test for package, test in binaries.tests.items()})
    return Built(build=build, programs=programs, tests=binaries.tests, digest=both)


def _digest(binaries: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, binary in sorted(binaries.items()):
        digest.update(f"{name} {len(binary)}\n".encode() + binary)
    return digest.hexdigest()


def _failed(result: ProcessResult, said: str) -> Build:
    timed_out = result.outcome is ProcessOutcome.TIMED_OUT
    return Build(
        status=Status.COMPILE_TIMEOUT if timed_out else Status.COMPILE_ERROR,
        diagnostics="\n".join(filter(None, (result.detail, said))),
        toolchain=go_toolchain().identity,
        wall_ns=result.wall_ns,
    )
