"""Check that an author has filled in what a template left open."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from perfgym.authoring.check import Check

__all__ = ["check_filled_in"]

_PLACEHOLDER = "TODO"


def check_filled_in(folder: Path, files: Iterable[Path]) -> Iterator[Check]:
    """Check that no file still has a placeholder of ``perfgym new-problem`` or ``perfgym new-task``.

    Args:
        folder: The folder of the problem or task.
        files: Files below it.
    """
    for path in files:
        lines = path.read_text(encoding="utf-8").splitlines()
        left = [f"line {i}: {line.strip()}" for i, line in enumerate(lines, 1) if _PLACEHOLDER in line]
        name = path.relative_to(folder)
        yield Check(what=f"{name} has no TODO left", holds=not left, seen="; ".join(left))
