"""Recorded logs as a launcher: each program's runs were made before. For tests and demonstrations."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from perfgym.errors import MachineError, SettingsError
from perfgym.research.launchers.launcher import Launch, Launched, LaunchOutcome

__all__ = ["RecordedLauncher", "read_recordings"]

_LOGS = ("*.log", "train*.txt")


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


def read_recordings(folder: Path, file: str) -> dict[str, list[Launched]]:
    """Read recordings from a folder, for :class:`RecordedLauncher`.

    Each folder below it that holds the script is one program; the files ``*.log`` and ``train*.txt`` beside
    the script are the logs of its runs, which ended with status 0, sorted by name.

    Args:
        folder: The folder.
        file: Path of the script in a repository; its last part is the name that is looked for.

    Raises:
        SettingsError: There is no recording.
    """
    found: dict[str, list[Launched]] = {}
    for script in sorted(folder.rglob(Path(file).name)):
        logs = sorted(log for pattern in _LOGS for log in script.parent.glob(pattern))
        if logs:
            digest = hashlib.sha256(script.read_bytes()).hexdigest()
            found.setdefault(digest, []).extend(map(_launched, logs))
    if not found:
        raise SettingsError(f"{folder} has no folder with a {Path(file).name} and logs of its runs")
    return found


def _launched(log: Path) -> Launched:
    return Launched(
        outcome=LaunchOutcome.EXITED, log=log.read_text(encoding="utf-8", errors="replace") + "\n"
    )
