"""A task folder on disk -> :class:`~perfgym.research.task.ResearchTask`.

A task is a folder with ``research.toml``, ``program.md``, the training script, a compressed corpus and
``expert/`` with a chain of whole programs.
"""

import hashlib
import lzma
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from perfgym.bank.folders import check_name
from perfgym.bank.toml import Table, read_text, read_toml
from perfgym.errors import ProblemError, SettingsError, suggestion
from perfgym.research.corpus import Shares, documents
from perfgym.research.source import Source, SourceError
from perfgym.research.task import (
    GateRule,
    ResearchLimits,
    ResearchNoise,
    ResearchTask,
    ScoreRule,
    SignalRule,
)

__all__ = ["load_research", "load_research_folder", "research_folders", "research_version"]

_TOML = "research.toml"
_TEXTS = ("title", "summary", "source", "licence")
_VERIFIED = "verified"
_MOST_CORPUS_BYTES = 64 << 20

_T = TypeVar("_T")


def _shipped() -> Path:
    """Return the folder of the tasks that perfgym ships: in the wheel, or at the root of a checkout."""
    package = Path(__file__).parent
    in_wheel = package / "tasks"
    return in_wheel if in_wheel.is_dir() else package.parents[1] / "research"


def research_folders() -> dict[str, Path]:
    """Return the folder of each task by its name, sorted by name."""
    return {path.parent.name: path.parent for path in sorted(_shipped().glob(f"*/{_TOML}"))}


def load_research(name: str) -> ResearchTask:
    """Load the task of this name.

    Raises:
        SettingsError: No task has this name.
        ProblemError: The task's folder is malformed.
    """
    folders = research_folders()
    if name not in folders:
        raise SettingsError(f"no research task is called {name!r}; {suggestion(name, folders)}")
    return load_research_folder(folders[name])


def research_version(folder: Path) -> int:
    """The version of the task in a folder, 0 unless ``research.toml`` names one.

    A file that cannot be read has version 0, because it is reported when the task is loaded.
    """
    try:
        version = tomllib.loads((folder / _TOML).read_text(encoding="utf-8")).get("version", 0)
    except (OSError, ValueError):
        return 0
    return version if isinstance(version, int) and version >= 0 else 0


def load_research_folder(folder: Path) -> ResearchTask:
    """Load the task in ``folder``.

    Raises:
        ProblemError: A file is missing or malformed; the message names the file and the place in it.
    """
    check_name(folder.name)
    where = str(folder / _TOML)
    table = read_toml(folder / _TOML)
    if (evaluation := table.take("evaluation", str)) != _VERIFIED:
        raise ProblemError(f"{where}: evaluation must be {_VERIFIED!r}, got {evaluation!r}")
    file = table.take("file", str)
    expected = _expected(table, f"{where}: expected")
    task = ResearchTask(
        name=folder.name,
        folder=folder,
        **{name: str(table.take(name, str)).strip() for name in _TEXTS},
        version=table.take("version", int, 0),
        file=file,
        program=read_text(folder / "program.md"),
        baseline=_program(folder / file),
        experts={path.stem: _program(path) for path in sorted((folder / "expert").glob("*.py"))},
        expected=expected,
        score=_rule(table, "score", where, ScoreRule),
        limits=_rule(table, "limits", where, ResearchLimits),
        noise=_rule(table, "noise", where, ResearchNoise),
        gate=_rule(table, "gate", where, GateRule),
        signals=_rule(table, "signals", where, SignalRule),
        **_budget(table, where),
        **_corpus(table, folder, f"{where}: corpus"),
        digest=_digest(folder),
    )
    table.done()
    if expected.keys() != {"baseline", *task.experts}:
        raise ProblemError(f"{where}: expected must have the keys baseline, {', '.join(task.experts)}")
    return task


def _program(path: Path) -> str:
    text = read_text(path)
    try:
        Source.of(text)
    except SourceError as error:
        raise ProblemError(f"{path}: {error}") from error
    return text


def _rule(table: Table, key: str, where: str, make: Callable[..., _T]) -> _T:
    """Make a record of a table whose keys are the record's fields."""
    content = Table(table.take(key, dict, {}), f"{where}: {key}").take_rest()
    return _made(lambda: make(**content), f"{where}: {key}")


def _made(make: Callable[[], _T], where: str) -> _T:
    try:
        return make()
    except (TypeError, ValueError, re.error) as error:
        raise ProblemError(f"{where}: {error}") from error


def _expected(table: Table, where: str) -> dict[str, float]:
    figures = table.take("expected", dict).items()
    if not all(isinstance(figure, float) for _, figure in figures):
        raise ProblemError(f"{where}: every value must be a number with a decimal point")
    return dict(figures)


def _budget(table: Table, where: str) -> dict[str, Any]:
    budget = Table(table.take("budget", dict), f"{where}: budget")
    experiments: int = budget.take("max_experiments", int)
    scale: float = budget.take("test_scale", float)
    budget.done()
    if not (experiments > 0 and 0 < scale <= 1):
        raise ProblemError(
            f"{where}: budget: max_experiments must be above 0 and test_scale in (0, 1], "
            f"got {experiments} and {scale:g}"
        )
    return {"max_experiments": experiments, "test_scale": scale}


def _corpus(table: Table, folder: Path, where: str) -> dict[str, Any]:
    content = Table(table.take("corpus", dict), where)
    path = folder / content.take("file", str)
    separator = _made(lambda: re.compile(content.take("separator", str)), where)
    shares = _made(
        lambda: Shares(search=content.take("search", float), final=content.take("final", float)), where
    )
    content.done()
    if separator.groups:
        raise ProblemError(f"{where}: separator must have no group, got {separator.pattern!r}")
    return {"documents": documents(_unpacked(path), separator.pattern), "shares": shares}


def _unpacked(path: Path) -> bytes:
    try:
        with lzma.open(path) as file:
            corpus = file.read(_MOST_CORPUS_BYTES + 1)
    except (OSError, lzma.LZMAError, EOFError) as error:
        raise ProblemError(f"{path} cannot be read: {error}") from error
    if len(corpus) > _MOST_CORPUS_BYTES:
        raise ProblemError(f"{path} holds more than {_MOST_CORPUS_BYTES} bytes of text")
    return corpus


def _digest(folder: Path) -> str:
    """A digest of the names and contents of all files, except Python's caches."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if "__pycache__" not in path.parts:
            name, content = str(path.relative_to(folder)).encode(), path.read_bytes()
            digest.update(b"%d %d %s" % (len(name), len(content), name) + content)
    return digest.hexdigest()
