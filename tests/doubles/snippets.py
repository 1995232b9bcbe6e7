"""Code of the documentation, to run in tests."""

import re
from pathlib import Path
from typing import Any

__all__ = ["snippet"]

_PAGES = sorted((Path(__file__).parents[2] / "docs").glob("trainers*.md"))


def snippet(heading: str) -> dict[str, Any]:
    """Run the first block of Python under a heading of the pages on trainers; return the names that it sets."""
    for page in _PAGES:
        _, found, section = page.read_text().partition(f"# {heading}\n")
        if found:
            (code,) = re.findall(r"```python\n(.*?)```", section.partition("\n#")[0], flags=re.DOTALL)
            names: dict[str, Any] = {"__name__": "snippet"}
            exec(compile(code, str(page), "exec"), names)
            return names
    raise LookupError(f"no page on trainers has the heading {heading!r}")
