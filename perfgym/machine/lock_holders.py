"""A locked file -> the processes that hold its lock, in words for the user who waits for it.

The kernel lists all locks in ``/proc/locks``: the process that locked, and device and inode of the file (see
``proc_locks(5)``). A process in another PID namespace is not listed here, and of a process of another user
the kernel may hide everything but its number (``hidepid=``).
"""

import contextlib
import os
import pwd
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from perfgym.printable import clean_text

__all__ = ["Holder", "holders", "parent_of"]

_PROC = Path("/proc")
_LONGEST_COMMAND = 100  # characters
_WAITS = "->"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A process that holds a lock.

    Attributes:
        pid: Its ID.
        user: Name of its user, or the user's number; empty if the process has ended or cannot be seen.
        command: Its command line, safe to print; empty if it cannot be read.
    """

    pid: int
    user: str
    command: str

    def __str__(self) -> str:
        """The process in words."""
        if not self.user:  # the lock outlives its process if a child of that process has the file open
            return f"process {self.pid} (it cannot be seen, or it has ended and a child of it holds the lock)"
        command = f": {self.command}" if self.command else ""
        return f"process {self.pid} of user {self.user}{command}"


def _listed(lines: str, device: int, inode: int) -> Iterator[int]:
    """IDs of the processes that hold a ``flock`` on a file, of the lines in ``/proc/locks``."""
    file = f"{os.major(device):02x}:{os.minor(device):02x}:{inode}"
    for line in lines.splitlines():
        words = line.split()
        if _WAITS not in words and words[1:2] == ["FLOCK"] and words[5:6] == [file]:
            yield int(words[4])


def _user(pid: int) -> str:
    try:
        uid = (_PROC / str(pid)).stat().st_uid
    except OSError:
        return ""
    with contextlib.suppress(KeyError):
        return pwd.getpwuid(uid).pw_name
    return str(uid)


def _command(pid: int) -> str:
    """The command line of a process, without the folder of its program.

    Any user chooses the words of their own, so they are not trusted.
    """
    for name in ("cmdline", "comm"):
        with contextlib.suppress(OSError):
            program, *arguments = (_PROC / str(pid) / name).read_bytes().split(b"\0")
            words = [program.rsplit(b"/", 1)[-1], *arguments] if name == "cmdline" else [program]
            if text := b" ".join(words).strip():
                return " ".join(clean_text(text, _LONGEST_COMMAND).split())
    return ""


def holders(path: Path) -> list[Holder]:
    """The processes that hold a ``flock`` on a file; empty if nobody does, or the kernel does not say."""
    try:
        file, lines = path.stat(), (_PROC / "locks").read_text()
    except OSError:
        return []
    pids = dict.fromkeys(_listed(lines, file.st_dev, file.st_ino))
    return [Holder(pid=pid, user=_user(pid), command=_command(pid)) for pid in pids]


def parent_of(pid: int) -> int:
    """ID of a process's parent; 0 if it has none or it cannot be seen."""
    try:
        stat = (_PROC / str(pid) / "stat").read_text()
    except OSError:
        return 0
    return int(stat.rpartition(")")[2].split()[1])
