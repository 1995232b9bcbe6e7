"""Code of the documentation, to run in tests."""

import re
from pathlib import Path
from typing import Any

__all__ = ["snippet"]

_PAGE = Path(__file__).parents[2] / "docs" / "trainers.md"


def snippet(trainer: str) -> dict[str, Any]:
    """Run the code that the page on trainers shows for a trainer; return the names that it sets."""
    _, _, section = _PAGE.read_text().partition(f"\n### {trainer}\n")
    (code,) = re.findall(r"```python\n(.*?)```", section.partition("\n#")[0], flags=re.DOTALL)
    names: dict[str, Any] = {"__name__": "snippet"}
    exec(compile(code, str(_PAGE), "exec"), names)
    return names
