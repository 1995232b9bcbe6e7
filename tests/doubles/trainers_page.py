"""The commands and programs that the pages on trainers and repositories show, for tests to run."""

import re
from pathlib import Path
from typing import Any

__all__ = ["blocks", "run_snippet"]

_DOCS = Path(__file__).parents[2] / "docs"
_PAGE = _DOCS / "trainers.md"


def blocks(trainer: str, kind: str, page: str = "trainers.md") -> list[str]:
    """The blocks of a kind, e.g. ``"python"``, in the section on a trainer."""
    text = (_DOCS / page).read_text()
    (section,) = re.findall(rf"^##+ {re.escape(trainer)}\n(.*?)(?=^##|\Z)", text, re.M | re.S)
    return re.findall(rf"```{kind}\n(.*?)```", section, flags=re.DOTALL)


def run_snippet(trainer: str) -> dict[str, Any]:
    """Run the one program that is shown for a trainer; return the names that it sets."""
    (code,) = blocks(trainer, "python")
    names: dict[str, Any] = {"__name__": "snippet"}
    exec(compile(code, str(_PAGE), "exec"), names)
    return names
