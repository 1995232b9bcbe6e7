"""Recorded logs as a launcher: each program's runs were made before. For tests and demonstrations."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from perfgym.errors import MachineError
from perfgym.research.launchers.launcher import Launch, Launched

__all__ = ["RecordedLauncher"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedLauncher:
    """Answers from recordings, by the program's content.

    Attributes:
        recordings: SHA-256 of a program, in hexadecimal, to its runs in order. The last one is repeated.
        name: Short name.
    """

    recordings: Mapping[str, Sequence[Launched]]
    name: str = "recorded"

    def run(self, launch: Launch) -> Launched:
        """The recorded run of this program and of this number of a seed.

        Raises:
            MachineError: Nothing was recorded of the program.
        """
        digest = hashlib.sha256(launch.program.encode()).hexdigest()
        runs = self.recordings.get(digest)
        if not runs:
            raise MachineError(
                f"no run of the program {digest[:12]} was recorded; record one, or use another launcher"
            )
        launched = runs[min(launch.number, len(runs) - 1)]
        launch.log.parent.mkdir(parents=True, exist_ok=True)
        launch.log.write_text(launched.log, encoding="utf-8")
        return launched
