"""One task: a repository to be made faster, what may be changed in it, and how it is measured."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from perfgym.bank import Problem
from perfgym.repo.workspace.tree import Tree

__all__ = ["DebianSource", "RepoTask", "VendoredModule", "Workload"]


@dataclass(frozen=True, slots=True, kw_only=True)
class VendoredModule:
    """Another module that a task's module imports, from a Debian package too.

    Attributes:
        module: The module's import path.
        version: The version that ``go.mod`` asks for.
        package: Name of the Debian package.
        package_version: The package's version.
        folder: The module's folder in the package.
        tree_sha256: The digest of that folder's tree.
    """

    module: str
    version: str
    package: str
    package_version: str
    folder: str
    tree_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DebianSource:
    """Where the files of a task come from that perfgym does not ship.

    Attributes:
        package: Name of the Debian package.
        version: The version that the task was made from.
        folder: The module's folder in the package.
        tree_sha256: The digest of the module's tree (:attr:`perfgym.repo.workspace.tree.Tree.digest`).
        vendored: The other modules that it imports.
    """

    package: str
    version: str
    folder: str
    tree_sha256: str
    vendored: tuple[VendoredModule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """One program that drives the module's public functions on fresh inputs, and is measured.

    Attributes:
        name: Name of its folder.
        main: Source text of its ``package main``, which is compiled inside the module.
        problem: Its inputs, sizes and comparison. It has no reference program: the base is the reference.
    """

    name: str
    main: bytes = field(repr=False)
    problem: Problem = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RepoTask:
    """One task.

    Attributes:
        name: Folder name, part of environment IDs.
        folder: The task's folder.
        title: Short title.
        summary: What the library does, in one line.
        goal: What an agent is told to make faster, and what must stay the same.
        bottlenecks: What the base wastes; agents are not told.
        source: Where the repository comes from.
        licence: SPDX name of its licence.
        version: Part of the version of its environment ID; raised whenever results may change.
        tags: Words by which a user selects tasks.
        module: The module's import path.
        editable: Globs of the files that an agent may change.
        packages: Patterns of the packages whose tests must pass.
        skipped: Names of tests that need not pass.
        tests_timeout_s: Seconds that the tests of one package may take.
        benchmarks: Package -> names of the benchmarks that the agent is pointed to.
        max_steps: Steps of an episode.
        max_evaluations: Evaluations of an episode.
        build_flags: Flags of the ``go`` command that an agent may set for its own tools.
        expected: Speed-up of ``"expert"`` and ``"first_step"``, as far as the author measured it.
        workloads: The programs that are measured, by name.
        hidden: Hidden tests, at the paths where they are laid over the tree.
        expert: The expert's patch, a diff in git's format; empty if there is none. Agents never see it.
        steps: The patches of single improvements, by name; agents never see them.
        tree: The module's files, if perfgym ships them.
        debian: Where the files come from otherwise; None if perfgym ships them.
        digest: SHA-256 of all files of the task. Results of different digests must not be compared.
    """

    name: str
    folder: Path
    title: str
    summary: str
    goal: str
    bottlenecks: tuple[str, ...]
    source: str
    licence: str
    version: int
    tags: tuple[str, ...]
    module: str
    editable: tuple[str, ...]
    packages: tuple[str, ...]
    skipped: tuple[str, ...]
    tests_timeout_s: int
    benchmarks: Mapping[str, tuple[str, ...]]
    max_steps: int
    max_evaluations: int
    build_flags: tuple[str, ...]
    expected: Mapping[str, float]
    workloads: Mapping[str, Workload] = field(repr=False)
    hidden: Tree = field(repr=False)
    expert: str = field(repr=False)
    steps: Mapping[str, str] = field(repr=False)
    tree: Tree | None = field(repr=False)
    debian: DebianSource | None
    digest: str
