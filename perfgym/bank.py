"""Problem folders on disk -> :class:`Problem`.

A problem is a folder: ``problem.toml``, ``spec.md``, ``problem.py`` and one reference program a
language, perhaps an expert's, and knobs to tune one by (:mod:`perfgym.tuning`). The bank is what is
shipped with perfgym, the folders in ``PERFGYM_PROBLEMS`` and those given to
:func:`add_problem_folder`. A name stands for one problem: a second one of the same name is refused,
so that an environment ID means the same wherever it is used.
"""

import hashlib
import importlib.util
import math
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import Any, cast

import numpy as np

from perfgym.errors import ProblemError, SettingsError, suggestion
from perfgym.judging import Compare, compare_bytes, compare_within
from perfgym.tables import Table, read_text, read_toml
from perfgym.tuning import Tuning, load_tunings
from perfgym.types import TestCase

__all__ = [
    "LANGUAGE_OF_ENDING",
    "Problem",
    "SizeRange",
    "TestGroup",
    "add_problem_folder",
    "bank_folders",
    "check_name",
    "load_problem",
    "load_problem_folder",
    "problem_folders",
    "problem_names",
]

Generate = Callable[[np.random.Generator, Mapping[str, int], str], bytes]
SizeRange = Mapping[str, tuple[int, int]]
"""Dimension to its smallest and largest value, both included."""

LANGUAGE_OF_ENDING = {"c": "c", "go": "go", "py": "python", "rs": "rust", "ts": "typescript"}
"""How a program's file ends -> the language it is written in."""

_AS_MEASURED = 2
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_FILES = ("problem.toml", "spec.md", "problem.py")
_TEXTS = ("title", "summary", "bottleneck", "source", "licence")
_LIMITS = ("memory_bytes", "output_bytes")
_DEFAULT_LIMITS = {"memory_bytes": 1 << 30, "output_bytes": 64 << 20}


@dataclass(frozen=True, slots=True, kw_only=True)
class TestGroup:
    """Inputs of one kind: ``count`` of them, each of a size drawn from ``size``."""

    __test__ = False

    name: str
    size: SizeRange
    kind: str = "random"
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem of the bank.

    Attributes:
        name: Folder name, part of environment IDs.
        folder: Where it lies.
        title: Short title.
        summary: What is computed, in one line.
        bottleneck: What the naive program wastes.
        source: Where the problem comes from.
        licence: SPDX name of its licence.
        tags: Words to select by.
        spec: The statement an agent reads.
        comparison: ``"exact"``, ``"tolerance"`` or ``"custom"``.
        memory_bytes: Memory one run may use.
        output_bytes: Output one run may write.
        tests: Groups of hidden tests that all languages have.
        measured: Language, then mode, to the inputs that are measured.
        scaled: Dimensions of the measured sizes that grow together where scaling is asked for; empty
            where the problem has no ``[scaling]``.
        grown: Dimensions that calibration changes first; those of ``scaled``, unless ``[calibration]``
            names others.
        references: Language to source of the naive program.
        experts: Language to source of a good program; never shown to an agent.
        tunings: Language to the knobs of a program whose performance depends on them.
        digest: SHA-256 over all of it but the tunings: results compare only between equal digests.
    """

    name: str
    folder: Path
    title: str
    summary: str
    bottleneck: str
    source: str
    licence: str
    tags: tuple[str, ...]
    spec: str
    comparison: str
    memory_bytes: int
    output_bytes: int
    tests: tuple[TestGroup, ...]
    measured: Mapping[str, Mapping[str, TestGroup]]
    scaled: tuple[str, ...]
    grown: tuple[str, ...]
    references: Mapping[str, str] = field(repr=False)
    experts: Mapping[str, str] = field(repr=False)
    tunings: Mapping[str, Tuning] = field(repr=False)
    digest: str
    generate: Generate = field(repr=False)
    _compare: Callable[[bytes, bytes, bytes], str] = field(repr=False)

    def compare(self, stdin: bytes, expected: bytes, got: bytes) -> str:
        """What is wrong with the output ``got``, in one line; empty when it is right."""
        return self._compare(stdin, expected, got)

    def draw_tests(
        self, rng: np.random.Generator, language: str, factor: float = 1.0
    ) -> tuple[TestCase, ...]:
        """Fresh inputs for all hidden tests of one episode.

        Those that all languages have come first. A few like the measured ones follow, so that no
        program can tell by its input whether it is tested or measured.

        Args:
            rng: All randomness comes from it.
            language: Language of the programs that get them.
            factor: What the ``scaled`` dimensions of measured inputs are multiplied by.
        """
        drawn = [(group, 1.0) for group in self.tests]
        drawn += [(group, factor) for group in self._as_measured(language)]
        return tuple(
            TestCase(
                name=group.name if group.count == 1 else f"{group.name}-{number}",
                stdin=self._draw(rng, group, scale),
            )
            for group, scale in drawn
            for number in range(1, group.count + 1)
        )

    def _as_measured(self, language: str) -> list[TestGroup]:
        """A group for each mode whose inputs differ from another's."""
        groups: list[TestGroup] = []
        for mode, measured in self.measured.get(language, {}).items():
            group = replace(measured, name=f"as-measured-{mode}", count=_AS_MEASURED)
            if all((group.kind, group.size) != (other.kind, other.size) for other in groups):
                groups.append(group)
        return groups

    def draw_measured(self, rng: np.random.Generator, language: str, mode: str, factor: float = 1.0) -> bytes:
        """One fresh input for a measured run.

        Args:
            rng: All randomness comes from it.
            language: Language of the programs that get it.
            mode: What it is measured by.
            factor: What each of the ``scaled`` dimensions is multiplied by, rounded up.

        Raises:
            ProblemError: The problem has no measured sizes for this language and mode.
        """
        try:
            group = self.measured[language][mode]
        except KeyError:
            raise ProblemError(
                f"problem {self.name} has no [measured.{language}] sizes for {mode}; "
                f"add them to {self.folder / 'problem.toml'}"
            ) from None
        return self._draw(rng, group, factor)

    def _draw(self, rng: np.random.Generator, group: TestGroup, factor: float = 1.0) -> bytes:
        size = {name: int(rng.integers(low, high + 1)) for name, (low, high) in group.size.items()}
        scaled = {name: math.ceil(factor * size[name]) for name in self.scaled if factor != 1.0}
        return self.generate(rng, size | scaled, group.kind)


def _size_range(content: Any, where: str) -> SizeRange:
    ranges: dict[str, tuple[int, int]] = {}
    for name, value in Table(content, where).take_rest().items():
        bounds = cast("list[Any]", value) if isinstance(value, list) else [value, value]
        low, high = bounds if len(bounds) == 2 else (None, None)
        if not (type(low) is int and type(high) is int and 0 <= low <= high):
            raise ProblemError(f"{where}: {name} must be n or [smallest, largest], got {value!r}")
        ranges[name] = (low, high)
    return ranges


def _group(content: Any, where: str, *, name: str = "", count: int = 1) -> TestGroup:
    table = Table(content, where)
    group = TestGroup(
        name=name or table.take("name", str),
        kind=table.take("kind", str, "random"),
        count=table.take("count", int, 1) if count > 1 else 1,
        size=_size_range(table.take("size", dict), f"{where}.size"),
    )
    table.done()
    return group


def _tests(content: Any, where: str) -> tuple[TestGroup, ...]:
    table = Table(content, where)
    edge = [_group(case, f"{where}.edge[{i}]") for i, case in enumerate(table.take("edge", list, []))]
    random = [
        _group(case, f"{where}.random[{i}]", name=f"random-{chr(97 + i)}", count=2)
        for i, case in enumerate(table.take("random", list, []))
    ]
    table.done()
    groups = (*edge, *random)
    names = [group.name for group in groups]
    if repeated := {name for name in names if names.count(name) > 1}:
        raise ProblemError(f"{where}: repeated name(s) {', '.join(sorted(repeated))}")
    if not groups:
        raise ProblemError(f"{where}: there are no tests")
    return groups


def _measured(content: Any, where: str) -> dict[str, dict[str, TestGroup]]:
    return {
        language: {
            mode: _group(group, f"{where}.{language}.{mode}", name=f"measured-{mode}")
            for mode, group in Table(modes, f"{where}.{language}").take_rest().items()
        }
        for language, modes in Table(content, where).take_rest().items()
    }


def _parameters(content: Any, where: str, measured: Mapping[str, Mapping[str, TestGroup]]) -> tuple[str, ...]:
    """The size parameters that a table names; each belongs to every measured size."""
    table = Table(content, where)
    names = cast("list[Any]", table.take("parameters", list))
    table.done()
    if not (names and all(isinstance(name, str) for name in names) and len(set(names)) == len(names)):
        raise ProblemError(f'{where}: parameters must be different names such as ["n"], got {names!r}')
    for group in (group for modes in measured.values() for group in modes.values()):
        for name in names:
            if name not in group.size:
                raise ProblemError(
                    f"{where}: a measured size has no parameter {name!r}; {suggestion(name, group.size)}"
                )
    return tuple(names)


def _comparison(content: Any, where: str) -> tuple[str, Compare | None]:
    table = Table(content, where)
    kind = table.take("kind", str)
    compare: Compare | None = None
    if kind == "exact":
        compare = compare_bytes
    elif kind == "tolerance":
        compare = compare_within(table.take("tolerance", float))
    elif kind != "custom":
        raise ProblemError(f"{where}: kind must be exact, tolerance or custom, got {kind!r}")
    table.done()
    return kind, compare


class _TracelessLoader(SourceFileLoader):
    """Leaves no ``__pycache__`` in the folder that it reads."""

    def set_data(self, path: Any, data: Any, *, _mode: int = 0) -> None:
        """Writes nothing."""


def _load_module(path: Path) -> Any:
    name = f"perfgym_problem_{path.parent.name}"
    loader = _TracelessLoader(name, str(path))
    spec = importlib.util.spec_from_loader(name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    try:
        loader.exec_module(module)
    except Exception as error:
        raise ProblemError(f"{path} cannot be imported: {error!r}") from error
    return module


def _function(module: Any, name: str, path: Path) -> Any:
    found = getattr(module, name, None)
    if not callable(found):
        raise ProblemError(f"{path} defines no function {name}()")
    return found


def _programs(folder: Path) -> dict[str, str]:
    """Language to source of the ``solution.*`` files in ``folder``."""
    return {
        LANGUAGE_OF_ENDING.get(path.suffix[1:], path.suffix[1:]): read_text(path)
        for path in sorted(folder.glob("solution.*"))
    }


def _digest(folder: Path) -> str:
    """SHA-256 over names and contents of what a problem is made of."""
    digest = hashlib.sha256()
    files = [folder / name for name in _FILES]
    files += sorted(folder.glob("reference/solution.*")) + sorted(folder.glob("expert/solution.*"))
    for path in files:
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder)}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def check_name(name: str) -> None:
    """Sees that a problem can be called ``name``, which becomes part of environment IDs.

    Raises:
        ProblemError: It cannot.
    """
    if not _NAME.fullmatch(name):
        raise ProblemError(
            f"a problem cannot be called {name!r}: a name is part of environment IDs, so it has lower-case "
            "letters, digits and underscores, begins with a letter and has at most 40 characters"
        )


def load_problem_folder(folder: Path) -> Problem:
    """The problem in ``folder``.

    Raises:
        ProblemError: A file is missing or malformed; the message names it.
    """
    check_name(folder.name)
    for name in _FILES:
        if not (folder / name).is_file():
            raise ProblemError(f"{folder} is not a problem folder: it has no {name}")
    where = str(folder / "problem.toml")
    table = read_toml(folder / "problem.toml")
    module = _load_module(folder / "problem.py")
    kind, compare = _comparison(table.take("comparison", dict), f"{where}: comparison")
    limits = Table(table.take("limits", dict, {}), f"{where}: limits")
    measured = _measured(table.take("measured", dict, {}), f"{where}: measured")
    scaled, calibrated = (
        _parameters(table.take(key, dict), f"{where}: {key}", measured) if table.has(key) else ()
        for key in ("scaling", "calibration")
    )
    problem = Problem(
        name=folder.name,
        folder=folder,
        **{name: table.take(name, str) for name in _TEXTS},
        **{name: limits.take(name, int, _DEFAULT_LIMITS[name]) for name in _LIMITS},
        tags=tuple(table.take("tags", list, [])),
        spec=read_text(folder / "spec.md"),
        comparison=kind,
        tests=_tests(table.take("tests", dict), f"{where}: tests"),
        measured=measured,
        scaled=scaled,
        grown=calibrated or scaled,
        references=_programs(folder / "reference"),
        experts=_programs(folder / "expert"),
        tunings=load_tunings(folder, _programs(folder / "tune")),
        digest=_digest(folder),
        generate=_function(module, "generate", folder / "problem.py"),
        _compare=_function(module, "compare", folder / "problem.py")
        if compare is None
        else lambda _, expected, got: compare(expected, got),
    )
    limits.done()
    table.done()
    return problem


_added: list[Path] = []


def _shipped() -> Path:
    """The bank in the wheel, or at the root of a checkout."""
    package = Path(__file__).parent
    in_wheel = package / "problems"
    return in_wheel if in_wheel.is_dir() else package.parent / "problems"


def bank_folders() -> list[Path]:
    """All folders that hold problem folders: shipped, named by ``PERFGYM_PROBLEMS``, added.

    Raises:
        SettingsError: ``PERFGYM_PROBLEMS`` names what is no such folder.
    """
    named = [Path(p).expanduser() for p in os.environ.get("PERFGYM_PROBLEMS", "").split(os.pathsep) if p]
    for folder in named:
        if not folder.is_dir():
            raise SettingsError(f"PERFGYM_PROBLEMS: {folder} is not a folder")
        if (folder / "problem.toml").is_file():
            raise SettingsError(f"PERFGYM_PROBLEMS: {_not_the_parent(folder)}")
    return list(dict.fromkeys([_shipped(), *(folder.resolve() for folder in named), *_added]))


def _not_the_parent(folder: Path) -> str:
    return f"{folder} is a problem folder itself; give the folder that it lies in, {folder.resolve().parent}"


def _problems_in(folder: Path) -> dict[str, Path]:
    return {path.parent.name: path.parent for path in sorted(folder.glob("*/problem.toml"))}


def problem_folders() -> dict[str, Path]:
    """Name of each problem in the bank, sorted, to its folder.

    Raises:
        SettingsError: A name cannot be part of an ID, or two problems share it.
    """
    found: dict[str, Path] = {}
    for folder in bank_folders():
        try:
            found |= _new_problems(folder, found)
        except ProblemError as error:
            raise SettingsError(f"PERFGYM_PROBLEMS: {error}") from error
    return dict(sorted(found.items()))


def _new_problems(folder: Path, known: Mapping[str, Path]) -> dict[str, Path]:
    """The problems in ``folder``; raises ``ProblemError`` where a name cannot be added to ``known``."""
    for name, path in (found := _problems_in(folder)).items():
        check_name(name)
        if known.get(name, path) != path:
            raise ProblemError(
                f"{path}: there is a problem called {name} in {known[name].parent}; rename one of the folders"
            )
    return found


def add_problem_folder(folder: Path) -> list[str]:
    """Adds a folder of problem folders to the bank; the names of the problems in it.

    Raises:
        ProblemError: It holds no problem, one that cannot be loaded, or one of a name that is taken.
    """
    folder = folder.expanduser().resolve()
    if (folder / "problem.toml").is_file():
        raise ProblemError(_not_the_parent(folder))
    names = list(_new_problems(folder, problem_folders()))
    if not names:
        raise ProblemError(f"{folder} holds no problem folder (a folder with a problem.toml)")
    for name in names:
        load_problem_folder(folder / name)
    if folder not in _added:
        _added.append(folder)
    return names


def problem_names() -> list[str]:
    """Names of all problems in the bank, sorted."""
    return list(problem_folders())


def load_problem(name: str) -> Problem:
    """The problem of that name: spec, references, tests, sizes and limits.

    Raises:
        SettingsError: There is none of that name.
        ProblemError: Its folder is malformed.
    """
    folders = problem_folders()
    if name not in folders:
        raise SettingsError(f"no problem is called {name!r}; {suggestion(name, folders)}")
    return load_problem_folder(folders[name])
