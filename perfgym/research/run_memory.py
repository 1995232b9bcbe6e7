"""Every run of a session by its program and hidden seed, so that none is made twice."""

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

import msgspec

from perfgym.errors import MachineError, SettingsError
from perfgym.research.records import Part, Run

__all__ = ["RunMemory"]


class _Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of the file."""

    source_sha256: str
    run: Run


class RunMemory:
    """Keeps runs in a file with a line for each, written before the run counts.

    Args:
        file: The file. What a killed process left of its last line is ignored.

    Raises:
        SettingsError: The file is malformed.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._runs: dict[tuple[str, Part, int], Run] = {}
        lines = file.read_bytes().split(b"\n") if file.exists() else [b""]
        for number, line in enumerate(lines[:-1], 1):
            try:
                read = msgspec.json.decode(line, type=_Line)
            except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
                raise SettingsError(f"{file}, line {number}, is no run: {error}") from None
            self._note(read.source_sha256, read.run)
        if lines[-1]:
            os.truncate(file, file.stat().st_size - len(lines[-1]))

    def get(self, source_sha256: str, part: Part, seed: int) -> Run | None:
        """The run of a program with a hidden seed; None if there is none."""
        return self._runs.get((source_sha256, part, seed))

    def add(self, source_sha256: str, run: Run) -> None:
        """Keep a run of a program.

        Raises:
            MachineError: The file cannot be written, e.g. because the disk is full.
        """
        line = msgspec.json.encode(_Line(source_sha256, run)) + b"\n"
        size = self._file.stat().st_size if self._file.exists() else 0
        try:
            with self._file.open("ab") as file:
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            with contextlib.suppress(OSError):
                os.truncate(self._file, size)  # otherwise the next line would go on with a torn one
            raise MachineError(
                f"{self._file} cannot be written: {error.strerror}; make room, and resume the session"
            ) from error
        self._note(source_sha256, run)

    @property
    def runs(self) -> Iterable[Run]:
        """All runs, in the order in which they were made."""
        return self._runs.values()

    def _note(self, source_sha256: str, run: Run) -> None:
        self._runs[source_sha256, run.part, run.seed] = run
