"""Leave out the tests of trainers that are not installed; ``make test-NAME`` runs those of one trainer."""

import importlib.metadata
import re
import tomllib
from pathlib import Path

_REPOSITORY = Path(__file__).parents[2]
_EXTRAS = tomllib.loads((_REPOSITORY / "pyproject.toml").read_text())["project"]["optional-dependencies"]


def _is_installed(requirement: str) -> bool:
    distribution = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
    return any(importlib.metadata.distributions(name=distribution))


# Each folder has the name of an extra; the first package of the extra is the trainer.
collect_ignore = [
    folder.name
    for folder in Path(__file__).parent.iterdir()
    if folder.name in _EXTRAS and not _is_installed(_EXTRAS[folder.name][0])
]
