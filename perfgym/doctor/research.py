"""Look for what the research tasks need: git, and the user's clones with their data and launchers."""

from collections.abc import Iterator

from perfgym.doctor.row import Row, optional_row
from perfgym.envs.research.family import ResearchFamily

__all__ = ["examine_research"]


def examine_research() -> Iterator[Row]:
    """Say of each research task whether it can be played, and else what to set or to fetch."""
    family = ResearchFamily()
    for env_id in family.ids():
        found = family.describe(env_id)
        seen = "cannot be played" if found.missing else "can be played"
        yield optional_row("research", env_id.name, seen, found.missing)
