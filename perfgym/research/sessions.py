"""The interface of what a session stands on: where its history begins, and what runs its programs."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from perfgym.research.history import History
from perfgym.research.runs import Runs
from perfgym.research.seeds import HiddenSeeds

__all__ = ["Sessions"]


class Sessions(Protocol):
    """Begins and continues the sessions of one task."""

    @property
    def evaluation(self) -> str:
        """``"verified"``, or ``"reported"`` if figures are the program's own word."""
        ...

    @property
    def launcher(self) -> str:
        """Short name of what starts the runs."""
        ...

    @property
    def size_decimals(self) -> int:
        """Decimals of sizes in ``results.tsv``, in units of 1,000,000 bytes."""
        ...

    def begin(self, worktree: Path, tag: str) -> History:
        """Begin a session in a new worktree.

        Raises:
            SettingsError: The tag or the folder cannot be used.
            MachineError: Git is missing or failed.
        """
        ...

    def runs(self, seeds: HiddenSeeds, history: History, logs: Path) -> Runs:
        """What runs the programs of a session.

        Args:
            seeds: The hidden seeds of the session.
            history: The session in git.
            logs: Folder for the logs.

        Raises:
            ProblemError: The task cannot be used.
            SettingsError: The commit that the session began with cannot be used.
        """
        ...

    def in_scope(self) -> Mapping[str, str]:
        """Path to text of the files that an agent reads beside the program.

        Raises:
            SettingsError: One of them is missing.
        """
        ...

    def remove(self, history: History) -> None:
        """Remove what a session that nobody will resume leaves outside its folder."""
        ...
