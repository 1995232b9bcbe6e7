"""Tables and files of a verified task -> the fields of :class:`~perfgym.research.task.VerifiedTask`."""

import lzma
import re
from pathlib import Path
from typing import Any

from perfgym.bank.toml import Table, read_text
from perfgym.errors import ProblemError
from perfgym.research.corpus import Shares, documents
from perfgym.research.source import Source, SourceError
from perfgym.research.task import ResearchLimits, ScoreRule, VerifiedTask
from perfgym.research.toml_rules import made, rule

__all__ = ["load_verified"]

_MOST_CORPUS_BYTES = 64 << 20


def load_verified(table: Table, folder: Path, where: str, common: dict[str, Any]) -> VerifiedTask:
    """Read the rest of a verified task.

    Args:
        table: The top table, without the common keys.
        folder: The task's folder.
        where: Name of the file, for messages.
        common: The fields that every task has.

    Raises:
        ProblemError: A file is missing or malformed.
    """
    budget = Table(table.take("budget", dict), f"{where}: budget")
    expected = _expected(table, f"{where}: expected")
    task = VerifiedTask(
        **common,
        max_experiments=budget.take("max_experiments", int),
        test_scale=budget.take("test_scale", float),
        baseline=_program(folder / common["file"]),
        experts={path.stem: _program(path) for path in sorted((folder / "expert").glob("*.py"))},
        expected=expected,
        score=rule(table, "score", where, ScoreRule),
        limits=rule(table, "limits", where, ResearchLimits),
        **_corpus(table, folder, f"{where}: corpus"),
    )
    budget.done()
    if not (task.max_experiments > 0 and 0 < task.test_scale <= 1):
        raise ProblemError(
            f"{where}: budget: max_experiments must be above 0 and test_scale in (0, 1], "
            f"got {task.max_experiments} and {task.test_scale:g}"
        )
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


def _expected(table: Table, where: str) -> dict[str, float]:
    figures = table.take("expected", dict).items()
    if not all(isinstance(figure, float) for _, figure in figures):
        raise ProblemError(f"{where}: every value must be a number with a decimal point")
    return dict(figures)


def _corpus(table: Table, folder: Path, where: str) -> dict[str, Any]:
    content = Table(table.take("corpus", dict), where)
    path = folder / content.take("file", str)
    separator = made(lambda: re.compile(content.take("separator", str)), where)
    shares = made(
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
