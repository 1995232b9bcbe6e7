"""The commands and programs that the documentation shows for a trainer, for tests to run."""

import re
from pathlib import Path

__all__ = ["blocks"]

_PAGE = Path(__file__).parents[2] / "docs" / "trainers.md"


def blocks(trainer: str, kind: str) -> list[str]:
    """The blocks of a kind, e.g. ``"python"``, in the section on a trainer."""
    _, _, section = _PAGE.read_text().partition(f"\n## {trainer}\n")
    return re.findall(rf"```{kind}\n(.*?)```", section.partition("\n## ")[0], flags=re.DOTALL)
